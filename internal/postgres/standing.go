package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/rotation"
)

// The standing of an official to the subject of a request is read from the enrolment and from what the processes were
// started with. Whatever does not exist leaves the official a stranger to it.

// StandingInProcess says how an official stands to any process.
func (s *Store) StandingInProcess(ctx context.Context, process, official string) (access.Subject, error) {
	row, err := s.q.SeatInProcess(ctx, db.SeatInProcessParams{Process: process, Official: official})
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Subject{}, nil
	}
	if err != nil {
		return access.Subject{}, fmt.Errorf("read the seat in %s: %w", process, err)
	}
	seat := access.Seat{Member: row.Member, Chair: row.Chair, Deputy: row.Deputy, Appraiser: row.Appraiser}
	subject := access.Subject{
		Participant: row.Tasked || row.Member, Presider: row.Presider, Announcer: row.Announcer, Teller: row.Teller,
		StandIn: row.StandsIn,
	}
	switch row.Kind {
	case evaluation.KindUnitReview:
		subject.Conference = seat
	case evaluation.KindBodyDecision, planning.KindReview, rotation.KindPlan: // or of the committee that keeps a list, the body that approves it
		subject.Sitting = seat
	}
	return subject, nil
}

// StandingOnUnit says how an official stands to a unit in a cycle: in its conference, and as a member of a body that
// decides on somebody there.
func (s *Store) StandingOnUnit(ctx context.Context, cycle, unit, official string) (access.Subject, error) {
	subject, err := s.StandingInProcess(ctx, evaluation.UnitReviewID(cycle, unit), official)
	if err != nil || subject.Conference.Member {
		return subject, err
	}
	subject.Sitting.Member, err = s.q.DecidesOnUnit(ctx, db.DecidesOnUnitParams{Cycle: cycle, Unit: unit, Official: official})
	if err != nil {
		return access.Subject{}, fmt.Errorf("read who decides on %s: %w", unit, err)
	}
	return subject, nil
}

// StandingOnOfficial says how an actor stands to the case of an official in a cycle.
func (s *Store) StandingOnOfficial(ctx context.Context, cycle, official, actor string) (access.Subject, error) {
	subject := access.Subject{Owner: official}
	enrolled, err := s.q.EnrolmentOf(ctx, db.EnrolmentOfParams{Cycle: cycle, Official: official})
	if errors.Is(err, pgx.ErrNoRows) {
		return subject, nil
	}
	if err != nil {
		return subject, fmt.Errorf("read enrolment: %w", err)
	}
	unit := evaluation.UnitReviewID(cycle, enrolled.Unit)
	petition, err := s.CurrentPetition(ctx, cycle, official)
	if err != nil {
		return subject, err
	}
	for _, process := range []string{
		unit, evaluation.BodyDecisionID(cycle, enrolled.Body), petition,
	} {
		in, err := s.StandingInProcess(ctx, process, actor)
		if err != nil {
			return subject, err
		}
		if in.Conference != (access.Seat{}) {
			subject.Conference = in.Conference
		}
		if in.Sitting != (access.Seat{}) {
			subject.Sitting = in.Sitting
		}
		subject.Presider = subject.Presider || in.Presider
		subject.StandIn = subject.StandIn || in.StandIn
	}
	subject.Filed, err = s.q.CommentingOver(ctx, db.CommentingOverParams{
		Cycle: cycle, Official: official, Author: actor, Process: unit,
	})
	if err != nil {
		return subject, fmt.Errorf("read comments: %w", err)
	}
	result, err := s.q.ResultOf(ctx, db.ResultOfParams{Cycle: cycle, Official: official})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return subject, fmt.Errorf("read result: %w", err)
	}
	subject.Announced = err == nil && result.AnnouncedAt != nil
	return subject, nil
}
