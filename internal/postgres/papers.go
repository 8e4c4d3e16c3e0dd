package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// BallotView is a ballot as its voters see it.
type BallotView struct {
	Ballot   string   `json:"ballot"`
	Subjects []string `json:"subjects"`
	Choices  []string `json:"choices"`
	Void     bool     `json:"void,omitempty" doc:"Ended without a count; its papers were destroyed"`
	OnPaper  bool     `json:"on_paper,omitempty" doc:"Held on paper: nobody draws or casts here, two tellers type the count"`
	BallotProgress
}

// BallotProgress tells how far a ballot is, without any tally.
type BallotProgress struct {
	Counted   bool `json:"counted"`
	Roll      int  `json:"roll"`      // who may vote
	Drawn     int  `json:"drawn"`     // who drew their papers
	Collected int  `json:"collected"` // papers in the box
	Expected  int  `json:"expected"`  // papers when everybody votes on everybody but themself
}

// CurrentBallot returns the ballot of the last round of a step. Error: fault.NotFound `ballot_not_found` before the
// tellers are elected.
func (s *Store) CurrentBallot(ctx context.Context, process, step string) (BallotView, error) {
	row, err := s.q.CurrentBallot(ctx, procedure.BallotID(process, step, 1))
	if errors.Is(err, pgx.ErrNoRows) {
		return BallotView{}, fault.New(fault.NotFound, "ballot_not_found", "The ballot has not been opened yet.")
	}
	if err != nil {
		return BallotView{}, fmt.Errorf("read the ballot of %s: %w", process, err)
	}
	progress, err := s.ballots.Progress(ctx, row.ID)
	if err != nil {
		return BallotView{}, err
	}
	return BallotView{Ballot: row.ID, Subjects: row.Subjects, Choices: row.Choices, Void: row.Void, OnPaper: row.OnPaper, BallotProgress: BallotProgress(progress)}, nil
}

// DrawPapers gives a voter their papers and finishes their task in the same transaction. The papers exist nowhere else.
// Errors: those of Ballots.DrawPapers.
func (s *Store) DrawPapers(ctx context.Context, process, ballotID, voter string, at time.Time) ([]ballot.Paper, error) {
	var papers []ballot.Paper
	err := s.inTx(ctx, func(tx pgx.Tx, q *db.Queries) error {
		var err error
		if papers, err = s.ballots.DrawPapers(ctx, tx, ballotID, voter); err != nil {
			return err
		}
		return q.FinishVoteTask(ctx, db.FinishVoteTaskParams{DoneAt: &at, Process: process, Assignee: voter})
	})
	if err != nil {
		return nil, err
	}
	return papers, nil
}

// CastPapers puts papers into the box, in a transaction of its own, and must not be told whose they are.
// Errors: those of Ballots.CastPapers.
func (s *Store) CastPapers(ctx context.Context, ballotID string, casts []ballot.Cast) error {
	return s.ballots.CastPapers(ctx, ballotID, casts)
}

// BallotCount returns the count of a ballot. Error: fault.NotFound `count_not_found` before it is counted.
func (s *Store) BallotCount(ctx context.Context, ballotID string) (ballot.Count, error) {
	return s.ballots.LoadCount(ctx, ballotID)
}
