package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// CountBallot closes a ballot inside the caller's transaction and returns its count: from then on nobody draws or
// casts, only tallies and their hash remain, and papers and key are gone. Counting again returns the stored count.
// Errors: fault.NotFound ballot_not_found; those of ballot.CountPapers when the box holds what was not issued, and then
// nothing is changed.
func (b *Ballots) CountBallot(ctx context.Context, tx pgx.Tx, ballotID string) (ballot.Count, error) {
	q := db.New(tx)
	opened, err := q.LockBallot(ctx, ballotID)
	if err != nil {
		return ballot.Count{}, ballotError("count", ballotID, err)
	}
	if opened.Key == nil {
		return loadCount(ctx, q, ballotID)
	}
	spec := ballot.Spec{ID: ballotID, Subjects: opened.Subjects, Choices: opened.Choices}
	all, drawn, err := ballotRoll(ctx, q, ballotID)
	if err != nil {
		return ballot.Count{}, err
	}
	spec.Roll = all
	if spec.Excluded, err = exclusions(ctx, q, ballotID); err != nil {
		return ballot.Count{}, err
	}
	papers, err := emptyBox(ctx, q, ballotID)
	if err != nil {
		return ballot.Count{}, fmt.Errorf("empty the box of ballot %s: %w", ballotID, err)
	}
	count, err := ballot.CountPapers(spec, drawn, papers)
	if err != nil {
		return ballot.Count{}, err
	}
	if err := storeCount(ctx, q, count); err != nil {
		return ballot.Count{}, fmt.Errorf("store the count of ballot %s: %w", ballotID, err)
	}
	return count, nil
}

// LoadCount returns the stored count of a ballot. Errors: fault.NotFound count_not_found before it is counted; an
// error without a kind when the stored figures do not give the stored hash.
func (b *Ballots) LoadCount(ctx context.Context, ballotID string) (ballot.Count, error) {
	return loadCount(ctx, db.New(b.pool), ballotID)
}

func storeCount(ctx context.Context, q *db.Queries, count ballot.Count) error {
	err := q.InsertBallotResult(ctx, db.InsertBallotResultParams{
		BallotID: count.BallotID, Convened: int32(count.Convened), Present: int32(count.Present), Issued: int32(count.Issued),
		Hash: count.Hash(),
	})
	if err != nil {
		return err
	}
	tallies := make([]db.InsertTalliesParams, len(count.Subjects))
	for i, t := range count.Subjects {
		votes := make([]int32, len(t.Boxes))
		for j, box := range t.Boxes {
			votes[j] = int32(box.Votes)
		}
		tallies[i] = db.InsertTalliesParams{
			BallotID: count.BallotID, Subject: t.Subject,
			Convened: int32(t.Convened), Present: int32(t.Present), Issued: int32(t.Issued),
			Collected: int32(t.Collected), Valid: int32(t.Valid), Invalid: int32(t.Invalid), Votes: votes,
		}
	}
	_, err = q.InsertTallies(ctx, tallies)
	return err
}

func loadCount(ctx context.Context, q *db.Queries, ballotID string) (ballot.Count, error) {
	result, err := q.BallotResult(ctx, ballotID)
	if errors.Is(err, pgx.ErrNoRows) {
		return ballot.Count{}, fault.New(fault.NotFound, "count_not_found", "This ballot has not been counted.")
	}
	if err != nil {
		return ballot.Count{}, fmt.Errorf("load the count of ballot %s: %w", ballotID, err)
	}
	rows, err := q.BallotTallies(ctx, ballotID)
	if err != nil {
		return ballot.Count{}, fmt.Errorf("load the tallies of ballot %s: %w", ballotID, err)
	}
	count := ballot.Count{BallotID: ballotID, OnPaper: result.OnPaper, Heads: ballotHeads(result.Convened, result.Present, result.Issued)}
	for _, row := range rows {
		tally := ballot.Tally{
			Subject: row.Subject, Heads: ballotHeads(row.Convened, row.Present, row.Issued),
			Collected: int(row.Collected), Valid: int(row.Valid), Invalid: int(row.Invalid),
		}
		for i, choice := range result.Choices {
			tally.Boxes = append(tally.Boxes, ballot.Box{Choice: choice, Votes: int(row.Votes[i])})
		}
		count.Subjects = append(count.Subjects, tally)
	}
	if count.Hash() != result.Hash {
		return ballot.Count{}, fmt.Errorf("the stored count of ballot %s does not have its stored hash", ballotID)
	}
	return count, nil
}

func ballotHeads(convened, present, issued int32) ballot.Heads {
	return ballot.Heads{Convened: int(convened), Present: int(present), Issued: int(issued)}
}
