package screening

import (
	"context"
	"maps"
	"slices"

	"canbo/internal/fault"
	"canbo/internal/roster"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/rules"
)

// PlanStore is the record, as far as the assignment of a plan reads it.
type PlanStore interface {
	RotationStore
	// District reads the whole roster.
	District(ctx context.Context) (*roster.District, error)
}

// Assigner computes the assignments of rotation plans.
type Assigner struct {
	Rotations
	Plans PlanStore
}

// Assign weighs everybody whom a plan has, and whom the planning lists add for the needed posts, against each needed post, and
// solves the assignment. The file is the zero value when nothing keeps what people fixed: the answer says so.
//
// Errors: fault.NotFound for an unknown policy or post.
func (a *Assigner) Assign(ctx context.Context, asked rotation.AssignmentAsked, by Rule) (assignment.File, rotation.Assigned, error) {
	posts := make([]string, len(asked.Needs))
	for i, n := range asked.Needs {
		posts[i] = n.Post
	}
	officials, err := a.candidates(ctx, asked, posts, by)
	if err != nil {
		return assignment.File{}, rotation.Assigned{}, err
	}
	w, err := a.weigh(ctx, officials, asked.Needs, by)
	if err != nil {
		return assignment.File{}, rotation.Assigned{}, err
	}
	district, err := a.Plans.District(ctx)
	if err != nil {
		return assignment.File{}, rotation.Assigned{}, err
	}
	for _, u := range district.Units {
		w.Units = append(w.Units, assignment.Unit{Code: u.Code, Parent: u.Parent})
	}
	in := asked.Instance(w)
	plan, err := assignment.Solve(in)
	if f, ok := fault.As(err); ok {
		return assignment.File{}, rotation.Assigned{Revision: asked.Revision, Unsolved: f.Code}, nil
	}
	if err != nil {
		return assignment.File{}, rotation.Assigned{}, err
	}
	file, err := assignment.NewFile(in, plan)
	return file, asked.Answer(file, w), err
}

// candidates are the people of a plan, those who must leave a needed post, and those who are prepared for one.
func (a *Assigner) candidates(ctx context.Context, asked rotation.AssignmentAsked, posts []string, by Rule) ([]string, error) {
	planned, err := a.Plans.PlannedFor(ctx, by.Day)
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, p := range asked.People {
		all[p.Official] = true
	}
	for _, who := range asked.Leaving() {
		all[who] = true
	}
	for _, post := range posts {
		for _, who := range planned[post] {
			all[who] = true
		}
	}
	return slices.Sorted(maps.Keys(all)), nil
}

// weigh holds each official against each need. Who holds no principal post cannot be released from one and is left out. A
// post that falls vacant later counts as vacant: its handover waits for that.
func (a *Assigner) weigh(ctx context.Context, officials []string, needs []rotation.PlanNeed, by Rule) (rotation.Field, error) {
	var field rotation.Field
	posts := make([]string, len(needs))
	for i, n := range needs {
		posts[i] = n.Post
	}
	p, err := a.policy(by)
	if err != nil {
		return field, err
	}
	compiled, err := rules.CompileRotation(p)
	if err != nil {
		return field, err
	}
	dossiers, err := a.Plans.RotationDossiers(ctx, officials, by.Day)
	if err != nil {
		return field, err
	}
	places, err := a.places(ctx, posts, by.Day)
	if err != nil {
		return field, err
	}
	field.Posts = make(map[string]string, len(posts))
	for _, n := range needs {
		place := places[n.Post]
		place.Vacant = place.Vacant || !n.From.IsZero()
		places[n.Post], field.Posts[n.Post] = place, place.Post.Unit
	}
	terms := p.Rotation.Terms()
	field.Points = p.Rotation.Weights()
	for _, who := range officials {
		d := dossiers[who]
		holder, holds := d.Holder(by.Day)
		if !holds {
			continue
		}
		field.People = append(field.People, holder)
		for _, post := range posts {
			facts := terms.Facts(by.Day, d, places[post])
			findings, err := compiled.Findings(facts)
			if err != nil {
				return field, err
			}
			excluding := slices.DeleteFunc(findings, func(f rotation.Finding) bool { return !f.Excludes })
			field.Pairs = append(field.Pairs, rotation.Weighed{
				Official: who, Post: post, Suitability: field.Points.Suitability(d, facts), Excluding: excluding,
			})
		}
	}
	return field, nil
}
