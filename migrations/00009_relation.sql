-- +goose Up

-- Spouses and relatives among the officials, who do not act on one another. Each pair stands here once, the smaller
-- code first: kind is what relative is to official.
CREATE TABLE relation (
    official text NOT NULL REFERENCES official,
    relative text NOT NULL REFERENCES official,
    kind     text NOT NULL CHECK (kind IN ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild',
        'parent_in_law', 'child_in_law', 'sibling_in_law', 'uncle_aunt', 'nephew_niece')),
    valid_to date, -- the last day that counts, such as that of a marriage; NULL means open
    PRIMARY KEY (official, relative),
    CHECK (official COLLATE "C" < relative COLLATE "C")
);
CREATE INDEX relation_relative ON relation (relative);
