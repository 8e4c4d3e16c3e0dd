package demo

import (
	"slices"

	"canbo/internal/fault"
	"canbo/internal/roster"
)

// person is a robot in the place of one official.
type person struct {
	code    string
	email   string
	session string        // bearer token, after signing in
	links   chan string   // tokens of sign-in links that have arrived by mail
	bell    chan struct{} // rings when a letter arrives
}

func newPerson(o roster.Official) *person {
	return &person{code: o.Code, email: o.Email, links: make(chan string, 1), bell: make(chan struct{}, 1)}
}

// ring wakes the robot up; it may be rung often.
func (p *person) ring() {
	select {
	case p.bell <- struct{}{}:
	default: // it is ringing already
	}
}

// memory is what everybody knows of the year: the facts that were imported.
type memory struct {
	year        int
	facts       map[string]roster.Fact       // by official
	units       map[string]roster.UnitResult // by unit
	petitions   map[string]roster.Petition   // by official
	disciplined map[string]bool              // officials with a decision in the year
}

func remember(d *roster.District, year int) memory {
	m := memory{
		year: year, facts: map[string]roster.Fact{}, units: map[string]roster.UnitResult{},
		petitions: map[string]roster.Petition{}, disciplined: map[string]bool{},
	}
	for _, f := range d.Facts {
		if f.Year == year && f.Quarter == 0 {
			m.facts[f.Official] = f
		}
	}
	for _, u := range d.UnitResults {
		if u.Year == year && u.Quarter == 0 {
			m.units[u.Unit] = u
		}
	}
	for _, p := range d.Petitions {
		if p.Year == year {
			m.petitions[p.Official] = p
		}
	}
	for _, x := range d.Disciplines {
		m.disciplined[x.Official] = m.disciplined[x.Official] || x.Decided.Year() == year
	}
	return m
}

// fact is the year of one official.
func (m memory) fact(official string) (roster.Fact, error) {
	f, ok := m.facts[official]
	if !ok {
		return f, fault.New(fault.Invalid, "no_facts", "facts.csv has no line for %s in %d", official, m.year)
	}
	return f, nil
}

// unit is the year of one unit.
func (m memory) unit(unit string) (roster.UnitResult, error) {
	u, ok := m.units[unit]
	if !ok {
		return u, fault.New(fault.Invalid, "no_unit_result", "unit_results.csv has no line for %s in %d", unit, m.year)
	}
	return u, nil
}

// root is the unit that all others lie under.
func root(d *roster.District) string {
	if i := slices.IndexFunc(d.Units, func(u roster.Unit) bool { return u.Parent == "" }); i >= 0 {
		return d.Units[i].Code
	}
	return ""
}
