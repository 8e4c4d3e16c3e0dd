package postgres

import (
	"context"
	"fmt"
)

// maxNominees is how many people a form offers to choose from.
const maxNominees = 2000

// Nominee is somebody of the roster who can be named in a form.
type Nominee struct {
	Code string
	Name string
}

// Everybody lists the people of the roster by name, the first 2,000 of them.
func (s *Store) Everybody(ctx context.Context) ([]Nominee, error) {
	rows, err := s.q.EverybodyByName(ctx, maxNominees)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	people := make([]Nominee, len(rows))
	for i, r := range rows {
		people[i] = Nominee{Code: r.Code, Name: r.Name}
	}
	return people, nil
}
