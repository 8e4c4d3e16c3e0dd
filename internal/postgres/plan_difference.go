package postgres

import (
	"cmp"
	"context"
	"fmt"

	"canbo/internal/fault"
	"canbo/internal/planning"
)

// PlanNames are the names that go with the codes of entries.
type PlanNames struct {
	Officials map[string]string
	Positions map[string]string
}

// PlanNames returns the names of everybody and of every position in entries.
func (s *Store) PlanNames(ctx context.Context, entries []planning.Entry) (PlanNames, error) {
	names := PlanNames{Officials: map[string]string{}, Positions: map[string]string{}}
	var officials, positions []string
	for _, e := range entries {
		officials, positions = append(officials, e.Official), append(positions, e.Position)
	}
	people, err := s.q.NamesOf(ctx, distinct(officials))
	if err != nil {
		return names, fmt.Errorf("read names: %w", err)
	}
	for _, r := range people {
		names.Officials[r.Code] = r.Name
	}
	planned, err := s.q.PositionNames(ctx, distinct(positions))
	if err != nil {
		return names, fmt.Errorf("read the names of positions: %w", err)
	}
	for _, r := range planned {
		names.Positions[r.Code] = r.Name
	}
	return names, nil
}

// PlanDifference is what differs between two versions of a list.
type PlanDifference struct {
	List    string                `json:"list"`
	From    int                   `json:"from"`
	To      int                   `json:"to"`
	Before  int                   `json:"entries_before"`
	After   int                   `json:"entries_after"`
	Changes []PlanDifferenceEntry `json:"changes"`
}

// PlanDifferenceEntry is one entry that differs.
type PlanDifferenceEntry struct {
	planning.Change
	Official     string `json:"official"`
	OfficialName string `json:"official_name"`
	Position     string `json:"position"`
	PositionName string `json:"position_name"`
	Version      int    `json:"version,omitempty" doc:"The one that made the change"`
	Decision     string `json:"decision,omitempty" doc:"Number of the decision on that version"`
	Reason       string `json:"reason,omitempty" doc:"Of a removal"`
	ReasonVi     string `json:"reason_vi,omitempty"`
	ReasonEn     string `json:"reason_en,omitempty"`
	Note         string `json:"note,omitempty" doc:"What it rested on"`
}

// PlanDifference compares two versions of a list; 0 stands for the current one, and for the one before that. Of a person
// who came and went between the two nothing is shown.
//
// Errors: fault.NotFound for an unknown list or version; fault.Invalid `bad_versions` unless from is before to.
func (s *Store) PlanDifference(ctx context.Context, list string, from, to int) (PlanDifference, error) {
	after, err := s.Plan(ctx, list, to)
	if err != nil {
		return PlanDifference{}, err
	}
	d := PlanDifference{List: list, From: cmp.Or(from, after.Version-1), To: after.Version, After: len(after.Entries)}
	if d.From >= d.To {
		return d, fault.New(fault.Invalid, "bad_versions", "Compare with an earlier version: %d is not before %d.", d.From, d.To)
	}
	var before planning.Plan
	if d.From > 0 {
		if before, err = s.Plan(ctx, list, d.From); err != nil {
			return d, err
		}
	}
	d.Before = len(before.Entries)
	changes := planning.Compare(before.Entries, after.Entries)
	why, err := s.whyChanged(ctx, d)
	if err != nil {
		return d, err
	}
	names, err := s.PlanNames(ctx, append(before.Entries, after.Entries...))
	if err != nil {
		return d, err
	}
	d.Changes = make([]PlanDifferenceEntry, len(changes))
	for i, c := range changes {
		e := c.Entry()
		d.Changes[i] = why[e.Seat()]
		x := &d.Changes[i]
		x.Change, x.Official, x.Position = c, e.Official, e.Position
		x.OfficialName, x.PositionName = names.Officials[e.Official], names.Positions[e.Position]
	}
	return d, nil
}

// whyChanged collects the grounds of the last change of every entry between the two versions.
func (s *Store) whyChanged(ctx context.Context, d PlanDifference) (map[planning.Seat]PlanDifferenceEntry, error) {
	versions, err := s.PlanVersions(ctx, d.List, Page{Limit: MaxPage})
	if err != nil {
		return nil, err
	}
	why := map[planning.Seat]PlanDifferenceEntry{}
	for _, v := range versions.Items {
		if v.Number <= d.From || v.Number > d.To {
			continue
		}
		changes, err := s.PlanChanges(ctx, d.List, v.Number)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			label := planning.ReasonLabel(planning.Reason(c.Reason))
			why[planning.Seat{Official: c.Official, Position: c.Position}] = PlanDifferenceEntry{
				Version: v.Number, Decision: v.Decision, Reason: c.Reason, ReasonVi: label.VI, ReasonEn: label.EN, Note: c.Note,
			}
		}
	}
	return why, nil
}
