package evaluation

import (
	"encoding/json"
	"fmt"
	"slices"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// The process kinds of an evaluation; they are also the Temporal workflow types and must never change.
const (
	KindCycle        = "EvaluationCycle"
	KindUnitReview   = "UnitReview"
	KindBodyDecision = "BodyDecision"
	KindPetition     = "Petition"
)

// CycleID is the process id of a cycle.
func CycleID(cycle string) string { return "cycle/" + cycle }

// UnitReviewID is the process id of a unit's review conference.
func UnitReviewID(cycle, unit string) string { return "unit-review/" + cycle + "/" + unit }

// BodyDecisionID is the process id of a body's sitting.
func BodyDecisionID(cycle, body string) string { return "body-decision/" + cycle + "/" + body }

// PetitionID is the process id of an official's petition.
func PetitionID(cycle, official string) string { return "petition/" + cycle + "/" + official }

// Mark is a grade for one subject (an official or a unit). The words of a reason stay in the filing; the process
// only has to know that there are some.
type Mark struct {
	Subject string `json:"subject"`
	Grade   Grade  `json:"grade"`
	Reason  bool   `json:"reason,omitempty"`
}

// Marks is the argument of the acts that grade several subjects at once: propose, rate_units.
type Marks struct {
	Marks []Mark `json:"marks"`
}

// Decisions is the argument of decide. Extended says that the body gives a reason for using the extended cap.
type Decisions struct {
	Marks
	Extended bool `json:"extended,omitempty"`
}

// Rules is what a process pins from its policy when the cycle is opened.
type Rules struct {
	Grades           []Grade       `json:"grades"` // best first
	Cap              Cap           `json:"cap"`
	HeadNotAboveUnit bool          `json:"head_not_above_unit"`
	Quorum           ballot.Quorum `json:"quorum"`
	Review           ReviewForm    `json:"review,omitzero"` // what a self-review holds

	Conflicts *ConflictRules `json:"conflicts,omitempty"`
}

func (r Rules) choices() []string {
	out := make([]string, len(r.Grades))
	for i, g := range r.Grades {
		out[i] = string(g)
	}
	return out
}

// checkGrade refuses a grade that the policy of the cycle does not know.
func checkGrade(grades []Grade, g Grade) error {
	if slices.Contains(grades, g) {
		return nil
	}
	return fault.New(fault.Invalid, "unknown_grade", "%q is no grade of this cycle's policy", string(g))
}

// checkMarks refuses an empty list, a subject marked twice, an unknown grade, and a subject on whom the
// actor may not act.
func checkMarks(cmd procedure.Command, grades []Grade, refuse func(subject string) error) ([]Mark, error) {
	args, err := procedure.DecodeStrict[Marks](cmd)
	if err != nil {
		return nil, err
	}
	if len(args.Marks) == 0 {
		return nil, fault.New(fault.Invalid, "no_marks", "name at least one person and grade")
	}
	return args.Marks, checkEach(args.Marks, grades, refuse)
}

// checkEach refuses a subject marked twice, an unknown grade and whom refuse names.
func checkEach(marks []Mark, grades []Grade, refuse func(subject string) error) error {
	seen := make(map[string]bool, len(marks))
	for _, m := range marks {
		if seen[m.Subject] {
			return fault.New(fault.Invalid, "marked_twice", "%s is named twice", m.Subject)
		}
		seen[m.Subject] = true
		if err := refuse(m.Subject); err != nil {
			return err
		}
		if err := checkGrade(grades, m.Grade); err != nil {
			return err
		}
	}
	return nil
}

func notThisProcess(cmd procedure.Command) error {
	return fault.New(fault.Invalid, "unknown_act", "this process has no act %q", cmd.Kind)
}

// Restore reads the state of a process from what it was started with, or is to be.
func Restore(kind string, input []byte) (procedure.Process, error) {
	var p procedure.Process
	switch kind {
	case KindCycle:
		p = &Cycle{}
	case KindUnitReview:
		p = &UnitReview{}
	case KindBodyDecision:
		p = &BodyDecision{}
	case KindPetition:
		p = &Petition{}
	default:
		return nil, fmt.Errorf("this version knows no process kind %q", kind)
	}
	if err := json.Unmarshal(input, p); err != nil {
		return nil, fmt.Errorf("decode the state of a %s: %w", kind, err)
	}
	return p, nil
}
