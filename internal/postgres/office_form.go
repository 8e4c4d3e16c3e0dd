package postgres

import (
	"context"
	"fmt"

	"canbo/internal/postgres/db"
)

// OfficeChoice is somebody or something that the form of an administrator offers.
type OfficeChoice struct{ Code, Name, UnitName string }

// EnrolledChoices are the officials of a cycle.
func (s *Store) EnrolledChoices(ctx context.Context, cycle string) ([]OfficeChoice, error) {
	rows, err := s.q.EnrolledChoices(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("list the officials of %s: %w", cycle, err)
	}
	return chosen(rows, func(r db.EnrolledChoicesRow) OfficeChoice { return OfficeChoice(r) }), nil
}

// NotEnrolledChoices are the officials who hold a post and are not in the cycle.
func (s *Store) NotEnrolledChoices(ctx context.Context, cycle string) ([]OfficeChoice, error) {
	rows, err := s.q.NotEnrolledChoices(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("list the officials outside of %s: %w", cycle, err)
	}
	return chosen(rows, func(r db.NotEnrolledChoicesRow) OfficeChoice { return OfficeChoice(r) }), nil
}

// PostChoices are the posts that exist, unit by unit.
func (s *Store) PostChoices(ctx context.Context) ([]OfficeChoice, error) {
	rows, err := s.q.PostChoices(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the posts: %w", err)
	}
	return chosen(rows, func(r db.PostChoicesRow) OfficeChoice { return OfficeChoice(r) }), nil
}

func chosen[R any](rows []R, choice func(R) OfficeChoice) []OfficeChoice {
	out := make([]OfficeChoice, len(rows))
	for i, r := range rows {
		out[i] = choice(r)
	}
	return out
}
