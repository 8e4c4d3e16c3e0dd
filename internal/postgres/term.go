package postgres

import (
	"context"
	"fmt"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// YearResults returns the results of an official in the years from first to last, by year; announcedOnly leaves out those
// that nobody may tell the official yet. Of two cycles for one year the later decision comes first. Error:
// fault.NotFound for an unknown official.
func (s *Store) YearResults(ctx context.Context, official string, first, last int, announcedOnly bool) ([]evaluation.TermYear, error) {
	known, err := s.q.OfficialExists(ctx, official)
	if err != nil {
		return nil, fmt.Errorf("look for official %s: %w", official, err)
	}
	if !known {
		return nil, fault.New(fault.NotFound, "not_found", "there is no official %s", official)
	}
	rows, err := s.q.YearResults(ctx, db.YearResultsParams{Official: official, First: int32(first), Last: int32(last)})
	if err != nil {
		return nil, fmt.Errorf("read the years of %s: %w", official, err)
	}
	var years []evaluation.TermYear
	for _, r := range rows {
		if r.AnnouncedAt != nil || !announcedOnly {
			years = append(years, evaluation.TermYear{Year: int(r.Year), Cycle: r.Code, Grade: evaluation.Grade(r.Grade)})
		}
	}
	return years, nil
}
