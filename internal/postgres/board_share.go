package postgres

import (
	"cmp"
	"maps"
	"slices"

	"canbo/internal/evaluation"
)

// GradeShare is how many officials of a unit, of a group of posts or of the whole cycle have which grade at each stage;
// "" is the grade that does not exist yet.
type GradeShare struct {
	Code      string         `json:"code,omitempty"`
	Name      string         `json:"name,omitempty" doc:"Of a unit"`
	Officials int            `json:"officials"`
	Few       bool           `json:"few,omitempty" doc:"Too few people for their grades to be shown to you; the counts are left out"`
	Self      map[string]int `json:"self,omitempty"`
	Proposed  map[string]int `json:"proposed,omitempty"`
	Suggested map[string]int `json:"suggested,omitempty"`
	Decided   map[string]int `json:"decided,omitempty"`
	Latest    map[string]int `json:"latest,omitempty" doc:"Decided, else proposed, else self-claimed"`
}

// Share sums the counts up by unit, by group and over the cycle. For a reader who may not read the case of each person
// the sums of few people are left out, and the counts by unit and group together, which are of few people mostly
// (decision 39).
func (b *Board) Share(each bool) {
	units, groups, whole := map[string]*GradeShare{}, map[string]*GradeShare{}, map[string]*GradeShare{}
	for _, c := range b.Counts {
		for _, part := range []struct {
			in         map[string]*GradeShare
			code, name string
		}{{units, c.Unit, c.UnitName}, {groups, c.Group, ""}, {whole, "", ""}} {
			if part.in[part.code] == nil {
				part.in[part.code] = &GradeShare{
					Code: part.code, Name: part.name,
					Self: map[string]int{}, Proposed: map[string]int{}, Suggested: map[string]int{}, Decided: map[string]int{}, Latest: map[string]int{},
				}
			}
			part.in[part.code].add(c)
		}
	}
	b.Units, b.Groups, b.Whole = shares(units, each), shares(groups, each), shares(whole, each)
	if !each {
		b.Counts = nil
	}
}

func (g *GradeShare) add(c BoardCount) {
	g.Officials += c.Officials
	g.Self[c.Self] += c.Officials
	g.Proposed[c.Proposed] += c.Officials
	g.Suggested[c.Suggested] += c.Officials
	g.Decided[c.Grade] += c.Officials
	g.Latest[cmp.Or(c.Grade, c.Proposed, c.Self)] += c.Officials
}

func shares(of map[string]*GradeShare, each bool) []GradeShare {
	people := map[string]int{}
	for code, g := range of {
		people[code] = g.Officials
	}
	few := evaluation.TooFew(people)
	out := []GradeShare{}
	for _, code := range slices.Sorted(maps.Keys(of)) {
		g := *of[code]
		if few[code] && !each {
			g = GradeShare{Code: g.Code, Name: g.Name, Officials: g.Officials, Few: true}
		}
		out = append(out, g)
	}
	return out
}
