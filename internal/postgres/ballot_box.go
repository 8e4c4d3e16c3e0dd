package postgres

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"canbo/internal/ballot"
	"canbo/internal/postgres/db"
)

// box is the papers of an open ballot by the hash of their token. It is read and written whole, so that its row tells
// neither which papers came together nor in what order; the ballot has to be locked by who changes it.
type box map[ballot.TokenHash]ballot.Marked

func readBox(ctx context.Context, q *db.Queries, ballotID string) (box, error) {
	row, err := q.Box(ctx, ballotID)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) { // before the first paper there is no row
		return nil, fmt.Errorf("read the box of ballot %s: %w", ballotID, err)
	}
	papers := make(box, len(row.TokenHashes))
	for i, hash := range row.TokenHashes {
		papers[ballot.TokenHash(hash)] = ballot.Marked{Subject: row.Subjects[i], Choice: row.Choices[i]}
	}
	return papers, nil
}

// fillBox writes the papers in the order of their hashes.
func fillBox(ctx context.Context, q *db.Queries, ballotID string, papers box) error {
	row := db.FillBoxParams{BallotID: ballotID}
	inOrder := slices.SortedFunc(maps.Keys(papers), func(a, b ballot.TokenHash) int { return bytes.Compare(a[:], b[:]) })
	for _, hash := range inOrder {
		row.TokenHashes = append(row.TokenHashes, hash[:])
		row.Subjects = append(row.Subjects, papers[hash].Subject)
		row.Choices = append(row.Choices, papers[hash].Choice)
	}
	if err := q.FillBox(ctx, row); err != nil {
		return fmt.Errorf("fill the box of ballot %s: %w", ballotID, err)
	}
	return nil
}

// putIntoBox adds the papers that are not in the box yet, and refuses all if one is there with another choice.
func putIntoBox(ctx context.Context, q *db.Queries, ballotID string, papers map[ballot.TokenHash]ballot.Marked) error {
	inside, err := readBox(ctx, q, ballotID)
	if err != nil {
		return err
	}
	before := len(inside)
	for hash, paper := range papers {
		if earlier, cast := inside[hash]; cast && earlier.Choice != paper.Choice {
			return ballot.AlreadyCast()
		}
		inside[hash] = paper
	}
	if len(inside) == before {
		return nil
	}
	return fillBox(ctx, q, ballotID, inside)
}

// emptyBox takes all papers out, shuffled, and destroys papers and key.
func emptyBox(ctx context.Context, q *db.Queries, ballotID string) ([]ballot.Marked, error) {
	inside, err := readBox(ctx, q, ballotID)
	if err != nil {
		return nil, err
	}
	papers := slices.Collect(maps.Values(inside))
	if err := ballot.Shuffle(rand.Reader, papers); err != nil {
		return nil, err
	}
	if err := q.EmptyBox(ctx, ballotID); err != nil {
		return nil, err
	}
	return papers, q.DestroyBallotKey(ctx, ballotID)
}
