package roster

import (
	"cmp"
	"slices"
	"time"
)

// Incumbent is somebody in a post on a day.
type Incumbent struct {
	Official string
	Post     Post
}

// Seats lists who sits in a body on a day, in the order in which its duties fall to them: the chair, the deputies, who
// appraises, the others.
func (d *District) Seats(body string, day time.Time) []string {
	order := []Role{RoleChair, RoleDeputy, RoleOrganisation, RoleMember}
	var members []BodyMember
	for _, m := range d.Members {
		if m.Body == body && m.Period.Covers(day) {
			members = append(members, m)
		}
	}
	slices.SortStableFunc(members, func(a, b BodyMember) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Role), slices.Index(order, b.Role)), cmp.Compare(a.Official, b.Official))
	})
	var out []string
	for _, m := range members {
		if !slices.Contains(out, m.Official) {
			out = append(out, m.Official)
		}
	}
	return out
}

// Level is the level of a body; 0 for an unknown one.
func (d *District) Level(body string) int {
	for _, b := range d.Bodies {
		if b.Code == body {
			return b.Level
		}
	}
	return 0
}

// BodiesOf lists the bodies of a unit by code.
func (d *District) BodiesOf(unit string) []string {
	var out []string
	for _, b := range d.Bodies {
		if b.Unit == unit {
			out = append(out, b.Code)
		}
	}
	slices.Sort(out)
	return out
}

// Under holds root and every unit below it.
func (d *District) Under(root string) map[string]bool {
	in := map[string]bool{root: true}
	for grown := true; grown; {
		grown = false
		for _, u := range d.Units {
			if in[u.Parent] && !in[u.Code] {
				in[u.Code], grown = true, true
			}
		}
	}
	return in
}

// Incumbents lists who holds a post as their principal one on a day, by unit, rank and person.
func (d *District) Incumbents(day time.Time) []Incumbent {
	posts := make(map[string]Post, len(d.Posts))
	for _, p := range d.Posts {
		posts[p.Code] = p
	}
	var out []Incumbent
	for _, t := range d.Tenures {
		if t.Principal && t.Period.Covers(day) {
			out = append(out, Incumbent{Official: t.Official, Post: posts[t.Post]})
		}
	}
	slices.SortFunc(out, func(a, b Incumbent) int {
		return cmp.Or(cmp.Compare(a.Post.Unit, b.Post.Unit), cmp.Compare(a.Post.Rank, b.Post.Rank), cmp.Compare(a.Official, b.Official))
	})
	return out
}
