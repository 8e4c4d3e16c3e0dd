-- +goose Up

-- Signing in with a browser. A link that a person asked for on the sign-in page works in that browser only; one that the
-- holder of an API key drew begins a session with the rights of the key, which ends with it.

ALTER TABLE sign_in
    ALTER COLUMN official DROP NOT NULL,
    ADD COLUMN browser_hash bytea CHECK (octet_length(browser_hash) = 32),
    ADD COLUMN key_name text NOT NULL DEFAULT '',
    ADD COLUMN role text NOT NULL DEFAULT 'official' CHECK (role IN ('official', 'administrator', 'inspector')),
    ADD CHECK ((official IS NULL) = (key_name <> '')),
    ADD CHECK ((role = 'official') = (key_name = ''));

ALTER TABLE session
    ALTER COLUMN official DROP NOT NULL,
    ADD COLUMN key_name text NOT NULL DEFAULT '',
    ADD COLUMN role text NOT NULL DEFAULT 'official' CHECK (role IN ('official', 'administrator', 'inspector')),
    ADD CHECK ((official IS NULL) = (key_name <> '')),
    ADD CHECK ((role = 'official') = (key_name = ''));
