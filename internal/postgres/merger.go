package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/postgres/db"
)

// MergerUnit is a unit of a cycle with as many people as it has there.
type MergerUnit struct {
	Code   string
	Name   string
	People int
}

// MergerUnits are the units of a cycle that have people, by name.
func (s *Store) MergerUnits(ctx context.Context, cycle string) ([]MergerUnit, error) {
	rows, err := s.q.MergerUnits(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("list the units of %s: %w", cycle, err)
	}
	units := make([]MergerUnit, len(rows))
	for i, r := range rows {
		units[i] = MergerUnit{r.Code, r.Name, int(r.People)}
	}
	return units, nil
}

// MergerPeople are the people of a unit in a cycle with the posts that they hold there, the head first.
func (s *Store) MergerPeople(ctx context.Context, cycle, unit string) ([]OfficeChoice, error) {
	rows, err := s.q.MergerPeople(ctx, db.MergerPeopleParams{Cycle: cycle, Unit: unit})
	if err != nil {
		return nil, fmt.Errorf("list the people of %s: %w", unit, err)
	}
	return chosen(rows, func(r db.MergerPeopleRow) OfficeChoice {
		return OfficeChoice{Code: r.Code, Name: r.Name, UnitName: r.PostName}
	}), nil
}

// VacantPosts are the posts outside of a unit that nobody holds in a cycle.
func (s *Store) VacantPosts(ctx context.Context, cycle, unit string) ([]OfficeChoice, error) {
	rows, err := s.q.VacantPosts(ctx, db.VacantPostsParams{Cycle: cycle, Unit: unit})
	if err != nil {
		return nil, fmt.Errorf("list the vacant posts of %s: %w", cycle, err)
	}
	return chosen(rows, func(r db.VacantPostsRow) OfficeChoice { return OfficeChoice(r) }), nil
}

// OpenTask is what somebody still has to do.
type OpenTask struct {
	Official string     `json:"official"`
	Process  string     `json:"process"`
	Act      string     `json:"act"`
	Due      *time.Time `json:"due,omitempty"`
}

// OpenTasksOf lists what some people still have to do in a cycle, "" for all of them, without votes.
func (s *Store) OpenTasksOf(ctx context.Context, cycle string, people []string) ([]OpenTask, error) {
	rows, err := s.q.OpenTasksOf(ctx, db.OpenTasksOfParams{Cycle: cycle, People: people})
	if err != nil {
		return nil, fmt.Errorf("list open tasks: %w", err)
	}
	tasks := make([]OpenTask, len(rows))
	for i, r := range rows {
		tasks[i] = OpenTask{Official: r.Assignee, Process: r.Process, Act: r.Act, Due: r.Due}
	}
	return tasks, nil
}

// GroupSize is how many officials of a group of posts a body decides about, among whom a cap counts.
type GroupSize struct {
	Body   string
	Group  string
	People int
}

// GroupSizes returns the groups of a cycle, by body and group.
func (s *Store) GroupSizes(ctx context.Context, cycle string) ([]GroupSize, error) {
	rows, err := s.q.GroupSizes(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("count the groups of %s: %w", cycle, err)
	}
	sizes := make([]GroupSize, len(rows))
	for i, r := range rows {
		sizes[i] = GroupSize{r.Body, r.TitleGroup, int(r.People)}
	}
	return sizes, nil
}
