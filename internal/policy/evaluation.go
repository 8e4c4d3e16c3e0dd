package policy

import (
	"slices"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

// Shape says how a grade comes about.
type Shape string

// The shapes.
const (
	Conditions         Shape = "conditions"           // conditions only (2015-2024)
	ScoreAndConditions Shape = "score_and_conditions" // points, and conditions beside them (2025-)
)

// Period is a kind of evaluation period.
type Period string

// The kinds of periods.
const (
	Quarter Period = "quarter"
	Year    Period = "year"
	Term    Period = "term"
	AdHoc   Period = "ad_hoc"
)

// Evaluation is the body of an evaluation policy.
type Evaluation struct {
	Shape            Leaf[Shape]    `json:"shape"`
	PeriodTypes      Leaf[[]Period] `json:"period_types"`
	Grades           []GradeLabel   `json:"grades"` // best first, NotRated last
	Criteria         []Criterion    `json:"criteria"`
	Levels           []LevelLabel   `json:"levels"`     // best first
	Conditions       []Condition    `json:"conditions"` // all of a grade's conditions must hold
	Blocking         []BlockingRule `json:"blocking"`
	Advice           []AdviceRule   `json:"advice"`   // what the deciding body is asked to consider
	Quarters         *Quarters      `json:"quarters"` // nil: no quarter is rated
	Cap              Cap            `json:"cap"`
	HeadNotAboveUnit Leaf[bool]     `json:"head_not_above_unit"`
	Gap              Gap            `json:"gap"`
	CommentsShown    *Leaf[Shown]   `json:"comments_shown"` // to the official, with the result; nil: not at all
	Conflicts        *Conflicts     `json:"conflicts"`      // nil: people are kept from acting on themselves only
	Score            *Score         `json:"score"`          // only with ScoreAndConditions
	Steps            Steps          `json:"steps"`
}

// Shown says how much of the comments on them officials read once their result is announced.
type Shown string

// What is shown.
const (
	ShownTexts   Shown = "texts"   // what was said, not by whom
	ShownAuthors Shown = "authors" // and by whom
)

// GradeLabel names a grade as the era does.
type GradeLabel struct {
	Grade      evaluation.Grade `json:"grade"`
	Label      Text             `json:"label"`
	Provenance `yaml:",inline"`
}

// Criterion names a group of criteria.
type Criterion struct {
	Code       evaluation.Criterion `json:"code"`
	Label      Text                 `json:"label"`
	Provenance `yaml:",inline"`
}

// LevelLabel names a level of a criterion.
type LevelLabel struct {
	Level      evaluation.Level `json:"level"`
	Label      Text             `json:"label"`
	Provenance `yaml:",inline"`
}

// Condition is one thing a grade asks for.
type Condition struct {
	ID         string           `json:"id"`
	Grade      evaluation.Grade `json:"grade"`
	When       string           `json:"when"` // CEL over evaluation.Facts; holds when true
	Text       Text             `json:"text"`
	Provenance `yaml:",inline"`
}

// BlockingRule keeps an official at or below a grade when it applies.
type BlockingRule struct {
	ID         string           `json:"id"`
	Ceiling    evaluation.Grade `json:"ceiling"` // NotRated: the official is not rated
	Period     Period           `json:"period"`  // Quarter or Year: only in cycles of that kind; "" in all
	When       string           `json:"when"`    // CEL over evaluation.Facts; applies when true
	Text       Text             `json:"text"`
	Provenance `yaml:",inline"`
}

// AdviceRule asks the deciding body to consider something when it applies; it binds no grade.
type AdviceRule struct {
	ID         string `json:"id"`
	Period     Period `json:"period"` // as of a BlockingRule
	When       string `json:"when"`   // CEL over evaluation.Facts; applies when true
	Text       Text   `json:"text"`
	Provenance `yaml:",inline"`
}

// Quarters says which quarters of a year are rated by themselves. What the year's rating makes of them is said by rules
// over the fact quarters.
type Quarters struct {
	Rated Leaf[[]int] `json:"rated"` // ascending
}

// Rates reports whether the policy rates the period by itself.
func (e *Evaluation) Rates(p evaluation.Period) bool {
	return p.Quarter == 0 || e.Quarters != nil && slices.Contains(e.Quarters.Rated.Value, p.Quarter)
}

// AppliesTo reports whether a rule with this scope is for the period; a rule without one is for all.
func (p Period) AppliesTo(quarter int) bool {
	return p == "" || (p == Quarter) == (quarter != 0)
}

// Cap is evaluation.Cap with the provenance of each of its values.
type Cap struct {
	RatioBP     Leaf[int]                    `json:"ratio_bp"`
	ExtendedBP  Leaf[int]                    `json:"extended_bp"`
	Denominator Leaf[evaluation.Denominator] `json:"denominator"`
	Group       Leaf[evaluation.Grouping]    `json:"group"`
	ExcludeHead Leaf[bool]                   `json:"exclude_head"`
	Rounding    Leaf[evaluation.Rounding]    `json:"rounding"`
	SmallGroup  Leaf[evaluation.SmallGroup]  `json:"small_group"`
	Enforcement Leaf[evaluation.Enforcement] `json:"enforcement"`
	Priority    Leaf[[]evaluation.Priority]  `json:"priority"`
}

// Values returns the cap without provenance.
func (c Cap) Values() evaluation.Cap {
	return evaluation.Cap{
		RatioBP:     c.RatioBP.Value,
		ExtendedBP:  c.ExtendedBP.Value,
		Denominator: c.Denominator.Value,
		Group:       c.Group.Value,
		ExcludeHead: c.ExcludeHead.Value,
		Rounding:    c.Rounding.Value,
		SmallGroup:  c.SmallGroup.Value,
		Enforcement: c.Enforcement.Value,
		Priority:    c.Priority.Value,
	}
}

// Gap says when a difference between the self-review and a later act has to be explained.
type Gap struct {
	AnyGradeChange Leaf[bool] `json:"any_grade_change"`
	PointsTenths   Leaf[int]  `json:"points_tenths"` // tenths of a point; 0 where there are no points
}

// Score is the frame of the points, in tenths of a point so that no rule needs fractions.
type Score struct {
	GeneralMaxTenths Leaf[int]        `json:"general_max_tenths"`
	ResultsMaxTenths Leaf[int]        `json:"results_max_tenths"`
	RoundingTenths   Leaf[int]        `json:"rounding_tenths"` // step to which points are rounded, half up
	Thresholds       []ScoreThreshold `json:"thresholds"`      // best first
}

// ScoreThreshold is the least score of a grade.
type ScoreThreshold struct {
	Grade      evaluation.Grade `json:"grade"`
	MinTenths  int              `json:"min_tenths"`
	Provenance `yaml:",inline"`
}

// Steps are the steps of each process of an evaluation, in their order.
type Steps struct {
	Cycle        []Step `json:"cycle"`
	UnitReview   []Step `json:"unit_review"`
	BodyDecision []Step `json:"body_decision"`
	Petition     []Step `json:"petition"`
}

// Step is the setting of one step. The provenance is that of the step itself; its times have their own.
type Step struct {
	Step       string         `json:"step"` // a step name of the process, such as evaluation.StepBallot
	Mode       procedure.Mode `json:"mode"`
	DueDays    Leaf[int]      `json:"due_days"`    // working days after opening; 0 = no due time
	RemindDays []int          `json:"remind_days"` // working days before the due time; a convenience, no rule
	// EscalateDays are the working days after the due time, negative before it, at which whoever watches over the step is
	// told who is late; a convenience, no rule.
	EscalateDays []int   `json:"escalate_days"`
	CloseEarly   bool    `json:"close_early"`  // closes as soon as everybody is done
	CloseOnDue   bool    `json:"close_on_due"` // closes at the due time though somebody is late
	Ballot       *Ballot `json:"ballot"`       // set on ballot steps
	Provenance   `yaml:",inline"`
}

// Ballot is how a secret ballot is held and what its count means.
type Ballot struct {
	Quorum    Leaf[ballot.Quorum]    `json:"quorum"`
	Threshold Leaf[ballot.Threshold] `json:"threshold"`
	Voters    Text                   `json:"voters"` // who votes, in words
}

// Procedure returns the steps as a process is opened with.
func Procedure(steps []Step) []procedure.Step {
	out := make([]procedure.Step, len(steps))
	for i, s := range steps {
		out[i] = procedure.Step{
			Name:         s.Step,
			Mode:         s.Mode,
			DueDays:      s.DueDays.Value,
			RemindDays:   s.RemindDays,
			EscalateDays: s.EscalateDays,
			CloseEarly:   s.CloseEarly,
			CloseOnDue:   s.CloseOnDue,
		}
	}
	return out
}

// GradeCodes returns the codes of the grades, best first, NotRated last.
func (e *Evaluation) GradeCodes() []evaluation.Grade {
	out := make([]evaluation.Grade, len(e.Grades))
	for i, g := range e.Grades {
		out[i] = g.Grade
	}
	return out
}

// BallotOf returns the settings of the first ballot among the steps, nil when they hold none.
func BallotOf(steps []Step) *Ballot {
	for _, s := range steps {
		if s.Ballot != nil {
			return s.Ballot
		}
	}
	return nil
}

// Label returns the label of a grade in this policy; its code for a grade the policy does not know.
func (e *Evaluation) Label(grade evaluation.Grade) Text {
	for _, g := range e.Grades {
		if g.Grade == grade {
			return g.Label
		}
	}
	return Text{VI: string(grade), EN: string(grade)}
}
