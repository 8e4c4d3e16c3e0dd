package schedule

import (
	_ "embed"
	"fmt"
	"sync"

	"canbo/internal/strictyaml"
)

//go:embed schema.json
var schemaJSON []byte

var schema = sync.OnceValues(func() (*strictyaml.Schema, error) {
	return strictyaml.CompileSchema("schedules.schema.json", schemaJSON)
})

// File is a checked file of schedules.
type File struct {
	Schedules []Schedule `json:"schedules"`

	doc *strictyaml.Document
}

// Parse reads a file of schedules; name is used in the messages. The error is a strictyaml.Problems that lists
// everything wrong with line, column and remedy.
func Parse(name string, data []byte) (*File, error) {
	compiled, err := schema()
	if err != nil {
		return nil, err
	}
	f := &File{}
	doc, problems := strictyaml.Decode(name, data, compiled, f)
	if problems == nil {
		f.doc = doc
		problems = f.check()
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return f, nil
}

// CheckNames reports every unit and policy that a schedule names and that is not known. The error is a
// strictyaml.Problems.
func (f *File) CheckNames(unit func(code string) bool, policy func(id string, version int) bool) error {
	var problems strictyaml.Problems
	for i, s := range f.Schedules {
		root, name, _ := s.body()
		if !unit(root) {
			problems = append(problems, f.doc.Problem(fmt.Sprintf("schedules[%d].%s.root", i, s.Kind),
				"correct it, or import the roster first", "there is no unit %s in the roster", root))
		}
		if id, version := name.Split(); id != "" && !policy(id, version) {
			problems = append(problems, f.doc.Problem(fmt.Sprintf("schedules[%d].%s.policy", i, s.Kind),
				"correct it; canbo policy list shows what there is", "there is no policy %s", name))
		}
	}
	return problems.Err()
}

// check finds what the schema cannot say.
func (f *File) check() strictyaml.Problems {
	var problems strictyaml.Problems
	report := func(path, remedy, format string, args ...any) {
		problems = append(problems, f.doc.Problem(path, remedy, format, args...))
	}
	ids, cycles := map[string]bool{}, map[string]bool{}
	for i, s := range f.Schedules {
		at := fmt.Sprintf("schedules[%d]", i)
		if ids[s.ID] {
			report(at+".id", "give each schedule an id of its own", "the id %s is given twice", s.ID)
		}
		ids[s.ID] = true
		f.checkFire(at, s, report)
		if _, _, ok := s.body(); !ok {
			report(at, "give it that one and no other", "a schedule of kind %s has a body %q", s.Kind, string(s.Kind))
			continue
		}
		if s.Kind == KindPlanning {
			if s.Period.Quarterly() {
				report(at+".period", "use this_year or last_year", "planning lists are reviewed once a year")
			}
			continue
		}
		if s.Kind == KindRotation {
			f.checkRotation(at, s, report)
			continue
		}
		key := fmt.Sprintf("%s %t", s.Evaluation.Cycle, s.Period.Quarterly())
		if cycles[key] {
			report(at+".evaluation.cycle", "give each schedule cycles of its own",
				"another schedule opens the same cycles of %s", s.Evaluation.Cycle)
		}
		cycles[key] = true
	}
	return problems
}

// checkRotation wants a plan for a year, under a name that no schedule before it gives its plans.
func (f *File) checkRotation(at string, s Schedule, report func(path, remedy, format string, args ...any)) {
	if s.Period.Quarterly() {
		report(at+".period", "use this_year or last_year", "a rotation plan is for a year")
	}
	for _, before := range f.Schedules {
		if before.ID == s.ID {
			return
		}
		if before.Rotation != nil && before.Rotation.Plan == s.Rotation.Plan {
			report(at+".rotation.plan", "give each schedule plans of its own", "another schedule opens the same plans of %s", s.Rotation.Plan)
		}
	}
}

// checkFire wants ascending months, of which each is for a period of its own: the second fire time for a period would
// find it opened already.
func (f *File) checkFire(at string, s Schedule, report func(path, remedy, format string, args ...any)) {
	for i := 1; i < len(s.Fire.Months); i++ {
		path := fmt.Sprintf("%s.fire.months[%d]", at, i)
		before, month := s.Fire.Months[i-1], s.Fire.Months[i]
		switch {
		case month <= before:
			report(path, "order the months", "month %d does not come after %d", month, before)
		case !s.Period.Quarterly():
			report(path, "keep one month", "a year is opened once")
		case (month-1)/3 == (before-1)/3:
			report(path, "keep one month of each quarter", "months %d and %d lie in one quarter", before, month)
		}
	}
}
