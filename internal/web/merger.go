package web

import (
	"context"
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/postgres"
)

// mergerPreview is what a merger would do, and what stands in its way.
type mergerPreview struct {
	People    []evaluation.Mover    `json:"people"`
	Obstacles []evaluation.Obstacle `json:"obstacles"`
	Tasks     []postgres.OpenTask   `json:"tasks" doc:"What the people still have to do; in the new unit they are asked for what its open steps ask"`
	Groups    []groupChange         `json:"groups" doc:"Groups whose size changes, and with it the cap"`
}

// groupChange is a group of posts in which a cap counts, before and after a change.
type groupChange struct {
	Body   string `json:"body"`
	Group  string `json:"group"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

func (s *server) previewMerger(ctx context.Context, cycle string, f Merging) (mergerPreview, error) {
	change, obstacles, err := s.merging(ctx, cycle, f)
	if err != nil {
		return mergerPreview{}, err
	}
	p := mergerPreview{People: change.People, Obstacles: append([]evaluation.Obstacle{}, obstacles...)}
	people := make([]string, len(change.People))
	for i, m := range change.People {
		people[i] = m.Official
	}
	if p.Tasks, err = s.Store.OpenTasksOf(ctx, cycle, people); err != nil {
		return mergerPreview{}, err
	}
	sizes, err := s.Store.GroupSizes(ctx, cycle)
	p.Groups = regrouped(change.People, sizes)
	return p, err
}

// regrouped are the groups whose size the moves change.
func regrouped(people []evaluation.Mover, sizes []postgres.GroupSize) []groupChange {
	var all []groupChange
	at := func(p *evaluation.Placement) *groupChange {
		i := slices.IndexFunc(all, func(g groupChange) bool { return g.Body == p.Body && g.Group == p.Group })
		if i < 0 {
			i = len(all)
			all = append(all, groupChange{Body: p.Body, Group: p.Group})
		}
		return &all[i]
	}
	for _, size := range sizes {
		all = append(all, groupChange{size.Body, size.Group, size.People, size.People})
	}
	for _, m := range people {
		at(m.From).After--
		at(m.To).After++
	}
	return slices.DeleteFunc(all, func(g groupChange) bool { return g.Before == g.After })
}
