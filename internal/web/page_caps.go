package web

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"canbo/internal/evaluation"
	"canbo/internal/web/pages"
)

// caps is the cap on Excellent at every level at which it is looked at.
type caps struct {
	limit  evaluation.Cap
	levels []capLevel
	note   pages.Text
}

// capLevel is one way to count people: those of a unit, of a group of posts, of a body.
type capLevel struct {
	title   string
	binding bool // the policy takes the cap of these groups; the others show how things stand
	few     bool // only groups with somebody Excellent are worth a line
	members []evaluation.Member
	key     func(evaluation.Member) string // the group of somebody
	others  map[string]elsewhere           // people of other units in the groups
	label   func(key string) string
}

// show counts every level with what is chosen on the page.
func (c caps) show(v *visit, view *pages.MarksView) {
	chosen := map[string]evaluation.Grade{}
	for _, row := range view.Rows {
		if row.Grade != "" {
			chosen[row.Code] = evaluation.Grade(row.Grade)
		}
	}
	view.Caps = c.count(v.page, chosen)
}

// count counts every level; those whose grade is chosen take that.
func (c caps) count(p pages.Page, chosen map[string]evaluation.Grade) pages.CapsView {
	if c.limit.RatioBP == 0 {
		return pages.CapsView{}
	}
	note := c.note
	if c.limit.Denominator == evaluation.AllStaff {
		note = pages.CapNoteAll
	}
	view := pages.CapsView{Note: p.T(note, p.Percent(c.limit.RatioBP))}
	for _, level := range c.levels {
		if lines := level.lines(c.limit, chosen); len(lines) > 0 {
			view.Levels = append(view.Levels, pages.CapLevel{Title: level.title, Binding: level.binding, Lines: lines})
		}
	}
	return view
}

func (l capLevel) lines(limit evaluation.Cap, chosen map[string]evaluation.Grade) []pages.CapLine {
	members := slices.Clone(l.members)
	for i := range members {
		if grade, ok := chosen[members[i].Official]; ok {
			members[i].Grade = grade
		}
		members[i].Group = l.key(members[i])
	}
	groups := map[string]evaluation.GroupCount{}
	for key, e := range l.others {
		groups[key] = e.GroupCount
	}
	for _, g := range byTitleGroup(limit).Groups(members) {
		groups[g.Key] = g.Plus(groups[g.Key])
	}
	var lines []pages.CapLine
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		g := groups[key]
		if l.few && g.Excellent == 0 {
			continue
		}
		if e := l.others[key]; e.Few { // the numbers are those of the unit alone
			lines = append(lines, pages.CapLine{
				Group: l.label(key), All: g.All, Excellent: g.Excellent, Good: g.Good, Few: true, Over: e.Over,
			})
			continue
		}
		allowed := limit.AllowedIn(g)
		lines = append(lines, pages.CapLine{
			Group: l.label(key), All: g.All, Excellent: g.Excellent, Good: g.Good, Allowed: allowed, Over: g.Excellent > allowed,
		})
	}
	return lines
}

// groupLevel counts by the groups of which the policy takes the cap.
func groupLevel(p pages.Page, limit evaluation.Cap, members []evaluation.Member, units map[string]string) capLevel {
	return capLevel{
		title: p.T(pages.CapByGroup), binding: true, members: members,
		key: func(m evaluation.Member) string { return limit.Key(m.Unit, m.Group) },
		label: func(key string) string {
			if unit, group, split := strings.Cut(key, "/"); split {
				return p.Group(group) + ", " + cmp.Or(units[unit], unit)
			}
			return p.Group(key)
		},
	}
}

// wholeLevel counts everybody in one line under a name.
func wholeLevel(name string, members []evaluation.Member) capLevel {
	return capLevel{
		members: members, key: func(evaluation.Member) string { return "" }, label: func(string) string { return name },
	}
}

// unitLevel counts by unit, those with somebody Excellent.
func unitLevel(p pages.Page, members []evaluation.Member, names map[string]string) capLevel {
	return capLevel{
		title: p.T(pages.CapByUnit), few: true, members: members,
		key:   func(m evaluation.Member) string { return m.Unit },
		label: func(key string) string { return cmp.Or(names[key], key) },
	}
}
