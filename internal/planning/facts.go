package planning

import (
	"fmt"

	"canbo/internal/evaluation"
)

// Facts is what the rules of a planning policy may look at: one person and one position they are, or would be, prepared
// for. The JSON names are also the names that the rules use, such as person.months_left or limit.months_left.
type Facts struct {
	Official     string           `json:"official"`
	PositionCode string           `json:"position_code"`
	Person       PersonFacts      `json:"person"`
	Position     PositionFacts    `json:"position"`
	Grades       GradeFacts       `json:"grades"`
	Discipline   []DisciplineFact `json:"discipline"`
	Limit        Limits           `json:"limit"`
}

// PersonFacts is what is on record about the person.
type PersonFacts struct {
	AgeMonths       int  `json:"age_months"`       // at the reference month
	MonthsLeft      int  `json:"months_left"`      // of service at the reference month; negative after retirement
	InService       bool `json:"in_service"`       // holds a principal post, or has never held a post
	PartyMember     bool `json:"party_member"`     //
	Positions       int  `json:"positions"`        // on the lists of the term that count, this one included
	Professional    bool `json:"professional"`     // meets the professional standard of the position
	PoliticalTheory bool `json:"political_theory"` // meets the standard of political theory
}

// PositionFacts is about what the person is prepared for.
type PositionFacts struct {
	Committee   bool `json:"committee"`    // a seat of a committee, else a post
	Held        bool `json:"held"`         // the person holds it already
	HoldsHigher bool `json:"holds_higher"` // the person holds an equivalent or higher one already, in the same place
	Higher      bool `json:"higher"`       // it is above everything that the person holds
	Rank        int  `json:"rank"`         // its place among the person's positions
}

// GradeFacts is what the evaluation has decided on the person; "" where nothing is on record.
type GradeFacts struct {
	Last         evaluation.Grade `json:"last"`          // of the newest closed or announced year
	Before       evaluation.Grade `json:"before"`        // of the year before that
	NotCompleted int              `json:"not_completed"` // years in a row, newest first
}

// DisciplineFact is a disciplinary decision.
type DisciplineFact struct {
	Form        evaluation.Form `json:"form"`
	MonthsAgo   int             `json:"months_ago"` // at the day of the screening
	DutyRelated bool            `json:"duty_related"`
}

// Limits are the numbers of the policy that rules compare with.
type Limits struct {
	MonthsLeft       int `json:"months_left"`
	PostsPerPerson   int `json:"posts_per_person"`
	PeoplePerPost    int `json:"people_per_post"`
	DisciplineMonths int `json:"discipline_months"` // how long a disciplinary decision counts

	HigherPostOnly bool `json:"higher_post_only"` // people are prepared for higher posts only
}

// Reason says why somebody leaves a list. It must not be mixed up with the discipline `removal`.
type Reason string

// The reasons (regulations on planning, section 4.3 of the domain notes; the last four are additions for the machine).
const (
	OverAge                  Reason = "OverAge"
	AlreadyHoldsPostOrHigher Reason = "AlreadyHoldsPostOrHigher"
	Disciplined              Reason = "Disciplined"
	PoliticalStandardNotMet  Reason = "PoliticalStandardNotMet"
	NotCompletedTasks        Reason = "NotCompletedTasks"
	LowPrestige              Reason = "LowPrestige"
	ExceedsPostLimit         Reason = "ExceedsPostLimit"
	WeakCapacity             Reason = "WeakCapacity"
	InternalDisunity         Reason = "InternalDisunity"
	TransferredOut           Reason = "TransferredOut"
	RetiredOrDeceased        Reason = "RetiredOrDeceased"
	Withdrawn                Reason = "Withdrawn"
	OrgAbolished             Reason = "OrgAbolished"
)

// Reasons are all reasons in their order.
var Reasons = []Reason{
	OverAge, AlreadyHoldsPostOrHigher, Disciplined, PoliticalStandardNotMet, NotCompletedTasks, LowPrestige, ExceedsPostLimit,
	WeakCapacity, InternalDisunity, TransferredOut, RetiredOrDeceased, Withdrawn, OrgAbolished,
}

// Finding is what a rule found about a person and a position. Removal is proposed by it and decided by people.
type Finding struct {
	Rule     string `json:"rule"`
	Reason   Reason `json:"reason"`
	Official string `json:"official"`
	Position string `json:"position"`
	Blocking bool   `json:"blocking" doc:"A list with it is not published"`
	Unknown  bool   `json:"unknown,omitempty" doc:"A fact it needs is not on record"`
	Values   string `json:"values" doc:"What was compared: person.months_left = 47, limit.months_left = 60"`
	VI       string `json:"vi"`
	EN       string `json:"en"`
	CureVI   string `json:"cure_vi"`
	CureEN   string `json:"cure_en"`
	Source   string `json:"source"`
	Verified bool   `json:"verified"`
}

// Seat returns whom and which position the finding is about.
func (f Finding) Seat() Seat { return Seat{Official: f.Official, Position: f.Position} }

// Refusal says in one sentence what the finding bars: the rule, the values and what would cure it.
func (f Finding) Refusal() string {
	return fmt.Sprintf("%s for %s: %s / %s (rule %s: %s); %s / %s", f.Official, f.Position, f.VI, f.EN, f.Rule, f.Values, f.CureVI, f.CureEN)
}
