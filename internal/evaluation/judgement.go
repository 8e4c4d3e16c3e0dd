package evaluation

// Judgement is what the rules of a policy say about one official's facts. It binds nobody: people decide.
type Judgement struct {
	Grades   []GradeJudgement `json:"grades"`             // best first, every grade that has conditions
	Ceilings []Ceiling        `json:"ceilings,omitempty"` // the blocking rules that apply
	Advice   []Advice         `json:"advice,omitempty"`   // what the policy asks to be considered
}

// GradeJudgement says whether the conditions of a grade are met.
type GradeJudgement struct {
	Grade  Grade    `json:"grade"`
	Met    bool     `json:"met"`
	Failed []Clause `json:"failed,omitempty"` // empty when met

	Conditions []Condition `json:"conditions,omitempty"` // of the policy, in its order; none on record before they were kept
}

// ConditionState says what the facts make of a condition.
type ConditionState string

// The states of a condition.
const (
	ConditionMet     ConditionState = "met"
	ConditionNotMet  ConditionState = "not_met"
	ConditionUnknown ConditionState = "unknown" // a fact is not on record
)

// Condition is one condition of a grade as the facts stand: the policy's words, which name the limit, and the
// official's own values.
type Condition struct {
	Rule     string         `json:"rule"` // id of the condition in the policy
	State    ConditionState `json:"state"`
	VI       string         `json:"vi"`
	EN       string         `json:"en"`
	ValuesVI string         `json:"values_vi"` // such as nhiệm vụ đúng tiến độ: 7; nhiệm vụ được giao: 9
	ValuesEN string         `json:"values_en"`
	Source   string         `json:"source"`   // id of the policy's source
	Verified bool           `json:"verified"` // whether the rule was checked against the source
}

// CountMet counts the conditions that are met.
func (g GradeJudgement) CountMet() int {
	met := 0
	for _, c := range g.Conditions {
		if c.State == ConditionMet {
			met++
		}
	}
	return met
}

// Clause is one part of a condition that did not hold, with the values it was judged by.
type Clause struct {
	Rule       string `json:"rule"`              // id of the condition in the policy
	Expression string `json:"expression"`        // such as own.on_time == own.total
	Values     string `json:"values"`            // such as own.on_time = 7, own.total = 9
	Unknown    bool   `json:"unknown,omitempty"` // a fact is missing, so the clause could not be judged
	VI         string `json:"vi"`                // the sentence for people, values included
	EN         string `json:"en"`
	Source     string `json:"source"`   // id of the policy's source
	Verified   bool   `json:"verified"` // whether the rule was checked against the source
}

// Ceiling is a blocking rule that applies: whatever the conditions say, the grade is at most Grade. NotRated means
// that the official is not rated at all.
type Ceiling struct {
	Rule     string `json:"rule"`
	Grade    Grade  `json:"grade"`
	Unknown  bool   `json:"unknown,omitempty"` // a fact is missing: the rule was not applied, people must look
	Values   string `json:"values"`
	VI       string `json:"vi"`
	EN       string `json:"en"`
	Source   string `json:"source"`
	Verified bool   `json:"verified"`
}

// Advice is what a policy asks the deciding body to consider in a case. It binds no grade.
type Advice struct {
	Rule     string `json:"rule"`
	Unknown  bool   `json:"unknown,omitempty"` // a fact is missing: whether it applies is for people to see
	Values   string `json:"values"`
	VI       string `json:"vi"`
	EN       string `json:"en"`
	Source   string `json:"source"`
	Verified bool   `json:"verified"`
}

// Highest is the best grade whose conditions are met and which no ceiling forbids; NotCompleted when there is none.
// A NotRated ceiling goes before all else.
func (j Judgement) Highest() Grade {
	limit := Excellent
	for _, c := range j.Ceilings {
		if !c.Unknown && limit.Better(c.Grade) {
			limit = c.Grade
		}
	}
	if limit == NotRated {
		return NotRated
	}
	best := NotCompleted
	for _, g := range j.Grades {
		if g.Met && g.Grade.Better(best) {
			best = g.Grade
		}
	}
	if best.Better(limit) {
		return limit
	}
	return best
}

// binding returns the ceilings that keep the official below the best grade whose conditions are met.
func (j Judgement) binding() []Ceiling {
	free := Judgement{Grades: j.Grades}.Highest()
	var found []Ceiling
	for _, c := range j.Ceilings {
		if !c.Unknown && free.Better(c.Grade) {
			found = append(found, c)
		}
	}
	return found
}
