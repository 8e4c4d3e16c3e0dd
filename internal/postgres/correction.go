package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// OpenCorrection prepares the correction of an official's announced result and files the command that makes it, all or
// nothing; the relay starts the process. The filing's process is filled in.
//
// Errors: fault.NotFound without a result; fault.Conflict `not_announced`, `correction_open`, `petition_open` and
// `process_cancelled`; those of evaluation.Correction.CheckGrade.
func (s *Store) OpenCorrection(ctx context.Context, cycle, official string, f Filing, grade evaluation.Grade) (Receipt, error) {
	var receipt Receipt
	err := s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		n, former, body, err := mayCorrect(ctx, q, cycle, official)
		if err != nil {
			return err
		}
		raw, err := q.ProcessInput(ctx, evaluation.BodyDecisionID(cycle, body))
		if err != nil {
			return notFound(err, "sitting of", body)
		}
		sitting, err := decodeJSON[evaluation.BodyDecision](raw)
		if err != nil {
			return fmt.Errorf("sitting of %s: %w", body, err)
		}
		c, err := evaluation.NewCorrection(&sitting, official, n, former)
		if err != nil {
			return err
		}
		if err := c.CheckGrade(grade); err != nil {
			return err
		}
		at := f.Command.ReceivedAt
		process := procedure.NewProcess{ID: c.ID, Kind: c.Kind, Cycle: cycle, Subject: official, Input: c}
		if err := insertProcess(ctx, q, process, at, &at); err != nil {
			return err
		}
		f.Process = c.ID
		receipt, err = (&Store{q: q}).FileCommand(ctx, f)
		return err
	})
	return receipt, err
}

// mayCorrect returns the number of the next correction of a result, the result's grade and the body that decided it. It
// locks the result, so that one correction is made at a time.
func mayCorrect(ctx context.Context, q *db.Queries, cycle, official string) (n int, former evaluation.Grade, body string, err error) {
	result, err := q.LockResult(ctx, db.LockResultParams{Cycle: cycle, Official: official})
	if err != nil {
		return 0, "", "", notFound(err, "result of", official)
	}
	cancelled, err := q.CycleCancelled(ctx, cycle)
	if err != nil {
		return 0, "", "", notFound(err, "cycle", cycle)
	}
	corrections, err := q.CorrectionsOf(ctx, db.CorrectionsOfParams{Cycle: &cycle, Official: official})
	if err != nil {
		return 0, "", "", fmt.Errorf("read corrections of %s: %w", official, err)
	}
	petition, err := q.CurrentPetition(ctx, db.CurrentPetitionParams{Cycle: cycle, Official: official})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, "", "", fmt.Errorf("read petition of %s: %w", official, err)
	}
	switch {
	case cancelled:
		err = fault.New(fault.Conflict, "process_cancelled", "This cycle was cancelled.")
	case result.AnnouncedAt == nil:
		err = fault.New(fault.Conflict, "not_announced", "This result has not been announced yet; the body can still decide otherwise.")
	case corrections.Open > 0:
		err = fault.New(fault.Conflict, "correction_open", "An earlier correction of this result is not over; end its petition window first.")
	case petition.Process != "" && petition.AnsweredAt == nil:
		err = fault.New(fault.Conflict, "petition_open", "A petition against this result is being examined; its answer may change the result.")
	default:
		err = nil
	}
	return int(corrections.Made) + 1, evaluation.Grade(result.Grade), result.Body, err
}

// recordCorrection makes the correction the official's result; the earlier record stays.
func recordCorrection(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.CorrectionFiling](f)
	if err != nil {
		return err
	}
	result, err := a.q.LockResult(ctx, db.LockResultParams{Cycle: f.cycle, Official: f.subject})
	if err != nil {
		return notFound(err, "result of", f.subject)
	}
	if err := a.changeResult(ctx, f, result.Body, f.subject, string(p.Grade), p.Reason); err != nil {
		return err
	}
	return a.q.ReopenResult(ctx, db.ReopenResultParams{Cycle: f.cycle, Official: f.subject})
}

// CurrentPetition returns the process of an official's last petition, or of the one that they would file.
func (s *Store) CurrentPetition(ctx context.Context, cycle, official string) (string, error) {
	row, err := s.q.CurrentPetition(ctx, db.CurrentPetitionParams{Cycle: cycle, Official: official})
	if errors.Is(err, pgx.ErrNoRows) {
		return evaluation.PetitionID(cycle, official), nil
	}
	if err != nil {
		return "", fmt.Errorf("read petition of %s: %w", official, err)
	}
	return row.Process, nil
}

// WindowOf returns the process in which an official acknowledges their result or petitions against it: a correction
// that is not over, else the sitting that decided. Error: fault.NotFound for somebody who is not enrolled.
func (s *Store) WindowOf(ctx context.Context, cycle, official string) (string, error) {
	id, err := s.q.OpenCorrection(ctx, db.OpenCorrectionParams{Cycle: &cycle, Official: official})
	if err == nil {
		return id, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return "", fmt.Errorf("read correction of %s: %w", official, err)
	}
	body, err := s.BodyOf(ctx, cycle, official)
	return evaluation.BodyDecisionID(cycle, body), err
}
