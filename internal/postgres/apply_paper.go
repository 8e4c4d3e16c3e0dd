package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"canbo/internal/ballot"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// OpenOnPaper registers a ballot that is held on paper, inside the caller's transaction: its roll and questions are
// kept, and nobody draws or casts. Errors: those of OpenBallot.
func (b *Ballots) OpenOnPaper(ctx context.Context, tx pgx.Tx, spec ballot.Spec) error {
	if err := spec.Validate(); err != nil {
		return err
	}
	spec = spec.Canonical()
	q := db.New(tx)
	inserted, err := q.InsertPaperBallot(ctx, db.InsertPaperBallotParams{ID: spec.ID, Subjects: spec.Subjects, Choices: spec.Choices})
	return opened(ctx, q, spec, inserted, err)
}

// Spec returns what a ballot was opened with. Error: fault.NotFound ballot_not_found.
func (b *Ballots) Spec(ctx context.Context, ballotID string) (ballot.Spec, error) {
	return loadSpec(ctx, db.New(b.pool), ballotID)
}

func loadSpec(ctx context.Context, q *db.Queries, ballotID string) (ballot.Spec, error) {
	row, err := q.Ballot(ctx, ballotID)
	if err != nil {
		return ballot.Spec{}, ballotError("read", ballotID, err)
	}
	spec := ballot.Spec{ID: ballotID, Subjects: row.Subjects, Choices: row.Choices}
	if spec.Roll, _, err = ballotRoll(ctx, q, ballotID); err != nil {
		return ballot.Spec{}, err
	}
	spec.Excluded, err = exclusions(ctx, q, ballotID)
	return spec, err
}

// recordPaperEntry keeps what a teller typed. It is shown to nobody before the other one has typed too.
func recordPaperEntry(ctx context.Context, a *applier, f filed) error {
	entry, err := payloadOf[ballot.PaperEntry](f)
	if err != nil {
		return err
	}
	return a.q.InsertPaperCount(ctx, db.InsertPaperCountParams{
		Process: a.process, Version: f.version, BallotID: entry.Ballot, Teller: f.Actor, Entry: f.payload,
		Hash: entry.Hash(), FiledAt: f.ReceivedAt,
	})
}

// countPaper makes the count of two equal entries, and answers as countVote does.
func (a *applier) countPaper(ctx context.Context, e procedure.Effect) ([]procedure.Command, error) {
	p, err := argsOf[procedure.PaperCount](e)
	if err != nil {
		return nil, err
	}
	count, err := a.paperCount(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("count ballot %s on paper: %w", p.Ballot, err)
	}
	if err := storeCount(ctx, a.q, count); err != nil {
		return nil, fmt.Errorf("store the count of ballot %s: %w", p.Ballot, err)
	}
	return a.counted(e, count, p.Quorum, p.Threshold, p.At)
}

func (a *applier) paperCount(ctx context.Context, p procedure.PaperCount) (ballot.Count, error) {
	spec, err := loadSpec(ctx, a.q, p.Ballot)
	if err != nil {
		return ballot.Count{}, err
	}
	entries, err := attempts(ctx, a.q, p.Ballot)
	if err != nil {
		return ballot.Count{}, err
	}
	if len(entries) != p.Attempt || len(entries[p.Attempt-1]) != 2 {
		return ballot.Count{}, fmt.Errorf("attempt %d does not have its two entries", p.Attempt)
	}
	both := entries[p.Attempt-1]
	if both[0].entry.Hash() != both[1].entry.Hash() || both[0].teller == both[1].teller {
		return ballot.Count{}, errors.New("the entries are not two equal ones of two tellers")
	}
	return both[0].entry.Count(spec)
}

// typed is the entry of one teller.
type typed struct {
	teller string
	entry  ballot.PaperEntry
}

// attempts returns the entries of a ballot by attempt, in the order in which they came.
func attempts(ctx context.Context, q *db.Queries, ballotID string) ([][]typed, error) {
	rows, err := q.PaperCounts(ctx, ballotID)
	if err != nil {
		return nil, fmt.Errorf("read the entries of ballot %s: %w", ballotID, err)
	}
	var all [][]typed
	for _, r := range rows {
		entry, err := decodeJSON[ballot.PaperEntry](r.Entry)
		if err != nil {
			return nil, err
		}
		for len(all) < int(r.Attempt) {
			all = append(all, nil)
		}
		all[r.Attempt-1] = append(all[r.Attempt-1], typed{teller: r.Teller, entry: entry})
	}
	return all, nil
}

// voidVote ends an open ballot without a count, and what was asked of its voters and tellers.
func (a *applier) voidVote(ctx context.Context, _ procedure.Effect, v procedure.VoteVoid) error {
	if err := a.ballots.Void(ctx, a.tx, a.process); err != nil {
		return err
	}
	return a.q.EndTasks(ctx, db.EndTasksParams{Process: a.process, Step: v.Step, EndedAt: &v.At})
}

// PaperEntries is how far the typing of a count on paper is. First and second in the differences stand in the order of
// Tellers.
type PaperEntries struct {
	Ballot      string              `json:"ballot"`
	Attempts    int                 `json:"attempts" doc:"How often both tellers have typed the count"`
	Entered     []string            `json:"entered" doc:"Who has typed it and waits for the other"`
	Tellers     []string            `json:"tellers" doc:"Whose figures the differences compare"`
	Differences []ballot.Difference `json:"differences" doc:"Of the last attempt of both; none when they agree"`
}

// PaperEntries compares what both tellers typed last. An entry whose counterpart is missing is not looked into.
func (s *Store) PaperEntries(ctx context.Context, ballotID string) (PaperEntries, error) {
	view := PaperEntries{Ballot: ballotID, Entered: []string{}, Tellers: []string{}, Differences: []ballot.Difference{}}
	all, err := attempts(ctx, s.q, ballotID)
	if err != nil {
		return view, err
	}
	for _, both := range all {
		if len(both) < 2 {
			view.Entered = append(view.Entered, both[0].teller)
			continue
		}
		view.Attempts++
		view.Tellers = []string{both[0].teller, both[1].teller}
		view.Differences = append([]ballot.Difference{}, both[0].entry.Differences(both[1].entry)...)
	}
	return view, nil
}

// BallotSpec returns what a ballot was opened with. Error: fault.NotFound `ballot_not_found`.
func (s *Store) BallotSpec(ctx context.Context, ballotID string) (ballot.Spec, error) {
	return s.ballots.Spec(ctx, ballotID)
}
