package evaluation

import (
	"time"

	"canbo/internal/ballot"
	"canbo/internal/procedure"
)

// AppraisalCase is one official before the appraisal: what the rules look at, and what was said so far.
type AppraisalCase struct {
	Facts    Facts
	Unit     string
	Self     Grade        // "" when no self-review was filed
	Proposed Grade        // "" when the unit made no proposal
	Proposer string       // who made it
	Ballot   ballot.Tally // of the unit's conference; zero when it held none

	Quarters []QuarterGrade // what was decided on the official in quarters of the year; none when a quarter is evaluated
}

// Graded is one official of a cycle with the grade decided, "" for none yet.
type Graded struct {
	Member
	Body  string
	Level int // of the body

	Extended bool // the body has decided, with its reason, to use the extended cap
}

// Appraisal is the appraisal of one official; the grounds are shown to the people who decide and to the official.
type Appraisal struct {
	Official  string
	Suggested Grade
	Grounds   Grounds
}

// Figure is one statistic of a cycle: counts, never percentages.
type Figure struct {
	ID     string
	Count  int
	Total  int
	Detail any // more counts, by group or grade
}

// Statistic is one count of the results of a cycle.
type Statistic struct {
	Decisions int64 // on record when it was made
	Figures   []Figure
}

// Label is a text in Vietnamese and in English.
type Label struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// CycleOpening is everything that is written when a cycle opens.
type CycleOpening struct {
	Code          string
	Root          string
	Period        Period
	ReferenceDate time.Time
	OpenedBy      string
	OpenedAt      time.Time
	Policy        PinnedPolicy
	Enrolled      []Enrolled
	Processes     []procedure.NewProcess // the cycle first; the others wait until it releases them
}

// PinnedPolicy is the policy that a cycle is opened under, as it was on that day.
type PinnedPolicy struct {
	ID      string
	Version int
	SHA256  string
	Text    []byte
	Grades  []GradeLabel // best first
}

// GradeLabel is what a policy calls a grade.
type GradeLabel struct {
	Grade Grade
	Label Label
}
