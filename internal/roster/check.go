package roster

import (
	"fmt"
	"strconv"
	"strings"
)

// check compares the files with each other.
func (l *loader) check() {
	units := index(l.units, "code", "unit", func(u Unit) string { return u.Code })
	bodies := index(l.bodies, "code", "body", func(b Body) string { return b.Code })
	posts := index(l.posts, "code", "post", func(p Post) string { return p.Code })
	officials := index(l.officials, "code", "official", func(o Official) string { return o.Code })
	index(l.officials, "email", "mail address", func(o Official) string { return strings.ToLower(o.Email) })

	l.checkUnitTree(units)
	refer(l.bodies, "unit", units, "units.csv", func(b Body) string { return b.Unit })
	l.checkPosts(units, bodies)
	l.checkOfficials()
	refer(l.officials, "home", units, "units.csv", func(o Official) string { return o.Home })
	l.checkTenures(posts, officials)
	l.checkMembers(bodies, officials)
	l.checkRecords(units, officials)
	l.checkRelations(officials)
	l.checkPlans(units, bodies, posts, officials)
	l.checkRotations(bodies, posts, officials)
}

// index maps keys to entries and reports the later ones of equal keys.
func index[T any](entries []entry[T], column, what string, key func(T) string) map[string]entry[T] {
	first := make(map[string]entry[T], len(entries))
	for _, e := range entries {
		if other, ok := first[key(e.value)]; ok {
			e.row.report(column, fmt.Sprintf("duplicate %s: line %d has it too", what, other.row.line), "remove one or correct it")
			continue
		}
		first[key(e.value)] = e
	}
	return first
}

// refer reports codes that are in no line of the file they refer to.
func refer[T, U any](entries []entry[T], column string, known map[string]entry[U], file string, code func(T) string) {
	for _, e := range entries {
		if _, ok := known[code(e.value)]; ok || e.row.loader.incomplete[file] || code(e.value) == "" {
			continue
		}
		e.row.report(column, fmt.Sprintf("%s has no %.70q", file, code(e.value)), "add it there or correct the code")
	}
}

// apart reports entries of one key whose periods share a day; entries with an empty key are left out.
func apart[T any](entries []entry[T], column, what string, key func(T) string, period func(T) Period) {
	groups := map[string][]entry[T]{}
	for _, e := range entries {
		k := key(e.value)
		if k == "" || !e.row.sound() {
			continue
		}
		for _, other := range groups[k] {
			if period(e.value).Overlaps(period(other.value)) {
				e.row.report(column, fmt.Sprintf("%s: %s overlaps %s in line %d",
					what, period(e.value), period(other.value), other.row.line), "end one the day before the other begins")
			}
		}
		groups[k] = append(groups[k], e)
	}
}

func (l *loader) checkUnitTree(units map[string]entry[Unit]) {
	refer(l.units, "parent", units, "units.csv", func(u Unit) string { return u.Parent })
	roots := 0
	for _, e := range l.units {
		if e.value.Kind == KindDistrict {
			roots++
		}
		if (e.value.Kind == KindDistrict) != (e.value.Parent == "") {
			e.row.report("parent", "the district has no parent and every other unit has one", "correct kind or parent")
		}
		above := e.value.Parent
		for range l.units {
			if above == "" {
				break
			}
			above = units[above].value.Parent // "" above the district and above an unknown unit
		}
		if above != "" {
			e.row.report("parent", "the unit is below itself", "correct the parents")
		}
	}
	if roots != 1 && !l.incomplete["units.csv"] {
		l.report("units.csv", 0, "kind", fmt.Sprintf("%d units of kind district", roots), "keep exactly one in a data folder")
	}
}

func (l *loader) checkPosts(units map[string]entry[Unit], bodies map[string]entry[Body]) {
	refer(l.posts, "unit", units, "units.csv", func(p Post) string { return p.Unit })
	refer(l.posts, "managed_by", bodies, "bodies.csv", func(p Post) string { return p.ManagedBy })
	for _, e := range l.posts {
		if unit, ok := units[e.value.Unit]; ok && e.row.sound() && unit.row.sound() && !e.value.Period.Within(unit.value.Period) {
			e.row.report("valid_from", fmt.Sprintf("the post (%s) is outside of its unit's time (%s)",
				e.value.Period, unit.value.Period), "correct the days here or in units.csv")
		}
	}
	apart(l.posts, "is_head", "two head posts of a unit at one time", func(p Post) string {
		if !p.IsHead {
			return ""
		}
		return p.Unit
	}, func(p Post) Period { return p.Period })
}

func (l *loader) checkOfficials() {
	for _, e := range l.officials {
		if joined := e.value.PartyJoined; e.row.sound() && !joined.IsZero() && joined.Before(e.value.Born.AddDate(18, 0, 0)) {
			e.row.report("party_joined", "joined before the age of 18", "correct born or party_joined")
		}
	}
}

func (l *loader) checkTenures(posts map[string]entry[Post], officials map[string]entry[Official]) {
	refer(l.tenures, "official", officials, "officials.csv", func(t Tenure) string { return t.Official })
	refer(l.tenures, "post", posts, "posts.csv", func(t Tenure) string { return t.Post })
	for _, e := range l.tenures {
		if post, ok := posts[e.value.Post]; ok && e.row.sound() && post.row.sound() && !e.value.Period.Within(post.value.Period) {
			e.row.report("valid_from", fmt.Sprintf("the tenure (%s) is outside of its post's time (%s)",
				e.value.Period, post.value.Period), "correct the days here or in posts.csv")
		}
	}
	period := func(t Tenure) Period { return t.Period }
	apart(l.tenures, "post", "a post held twice at one time", func(t Tenure) string { return t.Post }, period)
	apart(l.tenures, "principal", "two principal posts of a person at one time", func(t Tenure) string {
		if !t.Principal {
			return ""
		}
		return t.Official
	}, period)
}

func (l *loader) checkMembers(bodies map[string]entry[Body], officials map[string]entry[Official]) {
	refer(l.members, "body", bodies, "bodies.csv", func(m BodyMember) string { return m.Body })
	refer(l.members, "official", officials, "officials.csv", func(m BodyMember) string { return m.Official })
	period := func(m BodyMember) Period { return m.Period }
	apart(l.members, "official", "a member seated twice in a body", func(m BodyMember) string {
		return m.Body + " " + m.Official
	}, period)
	apart(l.members, "role", "two chairs of a body at one time", func(m BodyMember) string {
		if m.Role != RoleChair {
			return ""
		}
		return m.Body
	}, period)
	l.checkSeats()
}

// checkSeats reports bodies that cannot sit. Bodies above the district sit elsewhere; their members are not here.
func (l *loader) checkSeats() {
	seats, chairs := map[string]int{}, map[string]int{}
	for _, m := range l.members {
		seats[m.value.Body]++
		if m.value.Role == RoleChair {
			chairs[m.value.Body]++
		}
	}
	for _, e := range l.bodies {
		switch code := e.value.Code; {
		case e.value.Level == LevelProvince || l.incomplete["body_members.csv"]:
		case seats[code] == 0:
			e.row.report("code", "a body with no members", "add its members to body_members.csv")
		case chairs[code] == 0:
			e.row.report("code", "a body with no chair", "give one of its members the role chair in body_members.csv")
		}
	}
}

func (l *loader) checkRecords(units map[string]entry[Unit], officials map[string]entry[Official]) {
	refer(l.qualifications, "official", officials, "officials.csv", func(q Qualification) string { return q.Official })
	refer(l.disciplines, "official", officials, "officials.csv", func(d Discipline) string { return d.Official })
	refer(l.unitResults, "unit", units, "units.csv", func(u UnitResult) string { return u.Unit })
	refer(l.facts, "official", officials, "officials.csv", func(f Fact) string { return f.Official })
	refer(l.petitions, "official", officials, "officials.csv", func(p Petition) string { return p.Official })

	index(l.qualifications, "level", "qualification", func(q Qualification) string {
		return q.Official + " " + string(q.Kind) + " " + string(q.Level)
	})
	index(l.disciplines, "decided", "discipline", func(d Discipline) string {
		return d.Official + " " + d.Decided.String() + " " + string(d.Form)
	})
	index(l.unitResults, "year", "period of a unit", func(u UnitResult) string {
		return u.Unit + " " + strconv.Itoa(u.Year) + " " + strconv.Itoa(u.Quarter)
	})
	index(l.facts, "year", "period of an official", func(f Fact) string {
		return f.Official + " " + strconv.Itoa(f.Year) + " " + strconv.Itoa(f.Quarter)
	})
	index(l.petitions, "year", "petition", func(p Petition) string { return p.Official + " " + strconv.Itoa(p.Year) })
	index(l.baselines, "figure", "figure", func(b Baseline) string { return b.Figure })
}
