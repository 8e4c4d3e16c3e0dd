package postgres

import (
	"context"
	"fmt"

	"canbo/internal/evaluation"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

func readRelations(ctx context.Context, q *db.Queries, d *roster.District) error {
	rows, err := q.AllRelations(ctx)
	for _, r := range rows {
		d.Relations = append(d.Relations, roster.Relation{
			Official: r.Official, Relative: r.Relative, Kind: roster.RelationKind(r.Kind), To: value(r.ValidTo),
		})
	}
	return err
}

// DutyView says to whom an act on a subject falls.
type DutyView struct {
	Act      string `json:"act"`
	Subject  string `json:"subject" doc:"Official or unit"`
	Assignee string `json:"assignee" doc:"Empty when nobody is left who may"`
}

// Duties lists to whom the acts of a process fall, as far as they have begun, by act and subject.
func (s *Store) Duties(ctx context.Context, process string) ([]DutyView, error) {
	rows, err := s.q.DutiesOf(ctx, process)
	if err != nil {
		return nil, fmt.Errorf("read duties in %s: %w", process, err)
	}
	out := make([]DutyView, len(rows))
	for i, r := range rows {
		out[i] = DutyView(r)
	}
	return out, nil
}

// RelativesOf lists those on whom an official may not act in a process, besides themself.
func (s *Store) RelativesOf(ctx context.Context, process, official string) ([]string, error) {
	relatives, err := s.q.RelativesOf(ctx, db.RelativesOfParams{Process: process, Official: official})
	if err != nil {
		return nil, fmt.Errorf("read who is related in %s: %w", process, err)
	}
	return relatives, nil
}

// ConflictRules returns the rules on conflicts of interest that a process is pinned to; nil when it has none.
// Error: fault.NotFound.
func (s *Store) ConflictRules(ctx context.Context, process string) (*evaluation.ConflictRules, error) {
	p, err := input[struct {
		Rules evaluation.Rules `json:"rules"`
	}](ctx, s, process)
	return p.Rules.Conflicts, err
}
