package postgres

import (
	"context"
	"fmt"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
)

// quarters returns what the officials of some cases were rated in the quarters of the cycle's year, by quarter; nothing for
// a cycle of a quarter.
func (s *Store) quarters(ctx context.Context, of db.AppraisalCasesParams) (map[string][]evaluation.QuarterGrade, error) {
	rows, err := s.q.QuarterGrades(ctx, db.QuarterGradesParams{Cycle: of.Cycle, Body: of.Body, Official: of.Official})
	if err != nil {
		return nil, fmt.Errorf("read the quarters for %s%s: %w", of.Body, of.Official, err)
	}
	grades := map[string][]evaluation.QuarterGrade{}
	for _, r := range rows {
		grades[r.Official] = append(grades[r.Official], evaluation.QuarterGrade{
			Quarter: int(r.Quarter), Grade: evaluation.Grade(r.Grade),
		})
	}
	return grades, nil
}
