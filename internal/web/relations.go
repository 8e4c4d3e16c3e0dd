package web

import (
	"context"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// relation is a relation told to a process while it runs, or before its turn has come.
type relation struct {
	Steering
	Official string              `json:"official" maxLength:"63"`
	Relative string              `json:"relative" maxLength:"63"`
	Kind     roster.RelationKind `json:"kind" enum:"spouse,parent,child,sibling,grandparent,grandchild,parent_in_law,child_in_law,sibling_in_law,uncle_aunt,nephew_niece" doc:"What the relative is to the official"`
}

func (s *server) registerRelations() {
	addAct[steeringFiling[relation]](s, act[relation]{
		act: access.RecordRelation, path: "/processes/relation", tag: "steering",
		summary: "Tell a conference or a sitting that two people are related: new acts respect it, and open ones fall to others",
		kind:    evaluation.ActRelate,
		fits: func(ctx context.Context, at place, f relation) error {
			rules, err := s.Store.ConflictRules(ctx, at.process)
			if err != nil {
				return err
			}
			return rules.CheckKind(f.Kind)
		},
		args: func(f relation) any { return evaluation.Relate{Official: f.Official, Relative: f.Relative} },
	})
}
