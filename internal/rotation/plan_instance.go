package rotation

import (
	"slices"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/rotation/assignment"
)

// Weighed is a person and a needed post as the rules and the record see them.
type Weighed struct {
	Official    string
	Post        string
	Suitability int64
	Excluding   []Finding // by these rules the pair is not eligible
}

// Holder is where somebody is.
type Holder struct {
	Official string
	Post     string
	Unit     string
}

// Field is what the assignment of a plan is made from, beside what people ask for.
type Field struct {
	Units  []assignment.Unit // all, without caps
	Posts  map[string]string // the unit of each needed post
	People []Holder
	Pairs  []Weighed // each of them with each needed post
	Points Points
}

// Holder returns where somebody is on a day; holds is false for who holds no principal post.
func (d Dossier) Holder(day time.Time) (h Holder, holds bool) {
	t, holds := d.principal(day)
	return Holder{Official: d.Official, Post: t.Post, Unit: t.Unit}, holds
}

// Instance makes the assignment problem of a plan.
func (a AssignmentAsked) Instance(field Field) assignment.Instance {
	in := assignment.Instance{Seed: a.Seed, Fixed: a.Fixed, Previous: a.Previous}
	for _, u := range field.Units {
		if i := slices.IndexFunc(a.Caps, func(c Cap) bool { return c.Unit == u.Code }); i >= 0 {
			u.Release, u.Receive = a.Caps[i].Release, a.Caps[i].Receive
		}
		in.Units = append(in.Units, u)
	}
	for _, n := range a.Needs {
		in.Needs = append(in.Needs, assignment.Need{Post: n.Post, Unit: field.Posts[n.Post], Urgency: n.Urgency})
	}
	for _, h := range field.People {
		in.People = append(in.People, assignment.Person{Official: h.Official, Unit: h.Unit})
	}
	for _, w := range field.Pairs {
		in.Pairs = append(in.Pairs, assignment.Pair{Official: w.Official, Post: w.Post, Suitability: w.Suitability + field.Points.Preference*a.preferences(w, field.Posts[w.Post])})
		for _, f := range w.Excluding {
			in.Excluded = append(in.Excluded, assignment.Exclusion{Official: w.Official, Post: w.Post, Rule: f.Rule, Values: f.Values})
		}
	}
	for _, e := range a.Excluded {
		if a.needs(e.Post) && slices.ContainsFunc(in.People, func(p assignment.Person) bool { return p.Official == e.Official }) {
			in.Excluded = append(in.Excluded, e)
		}
	}
	return in.Sorted()
}

// Points is what makes somebody suitable for a post. They order pairs that fill as many needs as urgent; the organiser may
// change the outcome by hand and sees what that costs.
type Points struct {
	PlannedForPost int64 // is prepared for this very post
	Planned        int64 // for another one
	Excellent      int64 // by the newest grade
	Good           int64
	Completed      int64
	Obliged        int64 // must leave the present post in any case
	EqualPost      int64 // neither lower nor a jump
	Preference     int64 // of the person for the place, and of the place for the person
}

// Suitability weighs an eligible pair by what is on record.
func (p Points) Suitability(d Dossier, f Facts) int64 {
	points := int64(0)
	switch {
	case slices.ContainsFunc(d.Positions, func(x planning.Planned) bool { return x.Position == f.PostCode }):
		points += p.PlannedForPost
	case f.Person.Planned:
		points += p.Planned
	}
	switch f.Grades.Last {
	case evaluation.Excellent:
		points += p.Excellent
	case evaluation.Good:
		points += p.Good
	case evaluation.Completed:
		points += p.Completed
	}
	if f.Person.Obliged {
		points += p.Obliged
	}
	if f.Person.Standing > 0 && f.Person.Standing == f.Post.Standing {
		points += p.EqualPost
	}
	return points
}

// needs reports whether a post is to be filled.
func (a AssignmentAsked) needs(post string) bool {
	return slices.ContainsFunc(a.Needs, func(n PlanNeed) bool { return n.Post == post })
}

// preferences counts who asked for a pair: the person for the place, the place for the person.
func (a AssignmentAsked) preferences(w Weighed, unit string) int64 {
	asked := int64(0)
	n := slices.IndexFunc(a.Needs, func(n PlanNeed) bool { return n.Post == w.Post })
	if slices.Contains(a.Needs[n].Prefers, w.Official) {
		asked++
	}
	p := slices.IndexFunc(a.People, func(p PlanPerson) bool { return p.Official == w.Official })
	if p >= 0 && slices.Contains(a.People[p].Prefers, unit) {
		asked++
	}
	return asked
}

// Answer is what the process learns of a solved instance: who goes from where to where.
func (a AssignmentAsked) Answer(file assignment.File, field Field) Assigned {
	answer := Assigned{Revision: a.Revision, Score: file.Plan.Score, SHA256: file.SHA256}
	for _, at := range file.Plan.Placements {
		h := field.People[slices.IndexFunc(field.People, func(h Holder) bool { return h.Official == at.Official })]
		answer.Pairs = append(answer.Pairs, PlanPair{Official: at.Official, From: h.Post, Origin: h.Unit, Post: at.Post, Destination: field.Posts[at.Post]})
	}
	return answer
}
