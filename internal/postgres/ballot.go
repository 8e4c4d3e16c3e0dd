package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// Ballots keeps secret ballots in the schema `ballot`. No method logs, and no error carries a token, a choice or which
// paper was wrong. Drawing and casting must stay in two transactions, and no caller may store what DrawPapers returns
// or what CastPapers is given: not for idempotent answers, not in a command, not in a trace.
type Ballots struct{ pool *pgxpool.Pool }

// NewBallots returns the ballots of a database.
func NewBallots(pool *pgxpool.Pool) *Ballots { return &Ballots{pool} }

// OpenBallot opens a ballot inside the caller's transaction. Opening the same ballot again changes nothing, even after
// it was counted. Errors: those of ballot.Spec.Validate; fault.Conflict ballot_differs when the id has another spec.
func (b *Ballots) OpenBallot(ctx context.Context, tx pgx.Tx, spec ballot.Spec) error {
	if err := spec.Validate(); err != nil {
		return err
	}
	key, err := ballot.NewKey(rand.Reader)
	if err != nil {
		return err
	}
	spec = spec.Canonical()
	q := db.New(tx)
	inserted, err := q.InsertBallot(ctx, db.InsertBallotParams{
		ID: spec.ID, Subjects: spec.Subjects, Choices: spec.Choices, Key: key,
	})
	return opened(ctx, q, spec, inserted, err)
}

// opened writes the roll of a ballot that was inserted, and compares one that was there before.
func opened(ctx context.Context, q *db.Queries, spec ballot.Spec, inserted int64, err error) error {
	if err != nil {
		return fmt.Errorf("open ballot %s: %w", spec.ID, err)
	}
	if inserted == 1 {
		if err := q.InsertBallotRoll(ctx, db.InsertBallotRollParams{BallotID: spec.ID, Voters: spec.Roll}); err != nil {
			return fmt.Errorf("open ballot %s: write the roll: %w", spec.ID, err)
		}
		return insertExclusions(ctx, q, spec)
	}
	before, err := loadSpec(ctx, q, spec.ID)
	if err != nil {
		return fmt.Errorf("open ballot %s again: %w", spec.ID, err)
	}
	if !spec.Equal(before) {
		return fault.New(fault.Conflict, "ballot_differs", "ballot %s has another roll, subjects or choices", spec.ID)
	}
	return nil
}

// DrawPapers gives voter a paper for every subject but themself and those they are excluded from, in random order, and
// marks in the roll that they drew. It works inside the caller's transaction, in which the voter's task can be marked done as well; the papers are good
// once that commits. They exist nowhere else: a voter who loses them cannot vote. A voter with nobody to vote on gets
// an empty list. Errors: fault.NotFound ballot_not_found, fault.Denied not_on_roll, fault.Conflict ballot_closed, ballot_on_paper
// and papers_already_drawn.
func (b *Ballots) DrawPapers(ctx context.Context, tx pgx.Tx, ballotID, voter string) ([]ballot.Paper, error) {
	q := db.New(tx)
	opened, err := q.LockBallotForDraw(ctx, ballotID)
	if err != nil {
		return nil, ballotError("draw papers of", ballotID, err)
	}
	issued, err := q.LockBallotVoter(ctx, db.LockBallotVoterParams{BallotID: ballotID, Voter: voter})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, fault.New(fault.Denied, "not_on_roll", "You are not on the roll of this ballot.")
	case err != nil:
		return nil, fmt.Errorf("draw papers of ballot %s: %w", ballotID, err)
	case opened.OnPaper:
		return nil, fault.New(fault.Conflict, "ballot_on_paper", "This ballot is held on paper.")
	case opened.Key == nil:
		return nil, ballotClosed()
	case issued:
		return nil, fault.New(fault.Conflict, "papers_already_drawn", "Your papers for this ballot were drawn before.")
	}
	if err := q.MarkPapersIssued(ctx, db.MarkPapersIssuedParams{BallotID: ballotID, Voter: voter}); err != nil {
		return nil, fmt.Errorf("draw papers of ballot %s: %w", ballotID, err)
	}
	spec := ballot.Spec{ID: ballotID, Subjects: opened.Subjects}
	if spec.Excluded, err = exclusions(ctx, q, ballotID); err != nil {
		return nil, err
	}
	return ballot.Key(opened.Key).Draw(rand.Reader, ballotID, spec.SubjectsFor(voter))
}

// CastPapers puts papers into the box, all or none, in a transaction of its own. Nothing says whose they are, so the
// caller must not know either. Repeating the same casts is the same answer. Errors: fault.NotFound ballot_not_found;
// fault.Conflict ballot_closed, and paper_already_cast for a token cast before with another choice; those of
// ballot.Key.Open.
func (b *Ballots) CastPapers(ctx context.Context, ballotID string, casts []ballot.Cast) error {
	return pgx.BeginFunc(ctx, b.pool, func(tx pgx.Tx) error {
		q := db.New(tx)
		opened, err := q.LockBallotForCast(ctx, ballotID)
		if err != nil {
			return ballotError("cast papers of", ballotID, err)
		}
		if opened.Key == nil {
			return ballotClosed()
		}
		spec := ballot.Spec{ID: ballotID, Subjects: opened.Subjects, Choices: opened.Choices}
		papers, err := ballot.Key(opened.Key).Open(spec, casts)
		if err != nil {
			return err
		}
		return putIntoBox(ctx, q, ballotID, papers)
	})
}

// Progress tells how far a ballot is, without any tally. Error: fault.NotFound ballot_not_found.
func (b *Ballots) Progress(ctx context.Context, ballotID string) (ballot.Progress, error) {
	row, err := db.New(b.pool).BallotProgress(ctx, ballotID)
	if err != nil {
		return ballot.Progress{}, ballotError("read the progress of", ballotID, err)
	}
	return ballot.Progress{
		Counted: row.Counted, Roll: int(row.Roll), Drawn: int(row.Drawn),
		Collected: int(row.Collected), Expected: int(row.Expected),
	}, nil
}

// ballotRoll returns all voters of a ballot, and those of them who drew, both sorted.
func ballotRoll(ctx context.Context, q *db.Queries, ballotID string) (all, drawn []string, err error) {
	rows, err := q.BallotRoll(ctx, ballotID)
	if err != nil {
		return nil, nil, fmt.Errorf("read the roll of ballot %s: %w", ballotID, err)
	}
	for _, row := range rows {
		all = append(all, row.Voter)
		if row.Issued {
			drawn = append(drawn, row.Voter)
		}
	}
	return all, drawn, nil
}

func insertExclusions(ctx context.Context, q *db.Queries, spec ballot.Spec) error {
	rows := db.InsertBallotExclusionsParams{BallotID: spec.ID}
	for _, e := range spec.Excluded {
		rows.Voters = append(rows.Voters, e.Voter)
		rows.Subjects = append(rows.Subjects, e.Subject)
	}
	if err := q.InsertBallotExclusions(ctx, rows); err != nil {
		return fmt.Errorf("open ballot %s: write the exclusions: %w", spec.ID, err)
	}
	return nil
}

func exclusions(ctx context.Context, q *db.Queries, ballotID string) ([]ballot.Exclusion, error) {
	rows, err := q.BallotExclusions(ctx, ballotID)
	if err != nil {
		return nil, fmt.Errorf("read the exclusions of ballot %s: %w", ballotID, err)
	}
	out := make([]ballot.Exclusion, len(rows))
	for i, r := range rows {
		out[i] = ballot.Exclusion{Voter: r.Voter, Subject: r.Subject}
	}
	return out, nil
}

func ballotClosed() error {
	return fault.New(fault.Conflict, "ballot_closed", "This ballot is closed.")
}

// ballotError turns a missing row into fault.NotFound and wraps the rest with what was tried.
func ballotError(tried, ballotID string, err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "ballot_not_found", "There is no such ballot.")
	}
	return fmt.Errorf("%s ballot %s: %w", tried, ballotID, err)
}
