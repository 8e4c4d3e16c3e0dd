package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

// Zone is the time zone of all fire times, by its IANA name. Its offset has been that of calendar.Vietnam since 1975.
const Zone = "Asia/Ho_Chi_Minh"

// Kind says what a schedule starts.
type Kind string

// The kinds.
const (
	KindEvaluation Kind = "evaluation" // opens a cycle of evaluation
	KindPlanning   Kind = "planning"   // opens the yearly reviews of planning lists
	KindRotation   Kind = "rotation"   // opens a year's plan of rotations
)

// Schedule starts one kind of process again and again. It carries codes only, because the engine keeps it.
type Schedule struct {
	ID          string      `json:"id"`
	Kind        Kind        `json:"kind"`
	Fire        Fire        `json:"fire"`
	CatchupDays int         `json:"catchup_days"` // a fire time that found the servers away is made good within so many days
	Period      PeriodRule  `json:"period"`
	Evaluation  *Evaluation `json:"evaluation,omitempty"` // set when Kind is KindEvaluation
	Planning    *Planning   `json:"planning,omitempty"`   // set when Kind is KindPlanning
	Rotation    *Rotation   `json:"rotation,omitempty"`   // set when Kind is KindRotation
}

// Planning is what the reviews of planning lists are opened with.
type Planning struct {
	Root   string     `json:"root"`             // unit whose lists, and those of the units below, are reviewed
	Policy PolicyName `json:"policy,omitempty"` // empty: the one in force when the term of a list begins
}

// Rotation is what a year's plan of rotations is opened with. Its record is that of the fire day.
type Rotation struct {
	Root   string     `json:"root"`             // unit: its people and those of the units below
	Body   string     `json:"body"`             // that decides
	Plan   string     `json:"plan"`             // the plans are called by it and their year: caoloc-2026
	Policy PolicyName `json:"policy,omitempty"` // empty: the one in force on the fire day
}

// PeriodRule says which period a fire time is for.
type PeriodRule string

// The rules: the period that the fire time lies in, or the one before.
const (
	ThisYear    PeriodRule = "this_year"
	LastYear    PeriodRule = "last_year"
	ThisQuarter PeriodRule = "this_quarter"
	LastQuarter PeriodRule = "last_quarter"
)

// Evaluation is what an opened cycle is opened with.
type Evaluation struct {
	Root          string        `json:"root"`             // unit under which everybody is evaluated
	Cycle         string        `json:"cycle"`            // the cycles are called by it and their period: caoloc-2026, caoloc-2026-q1
	ReferenceDate ReferenceRule `json:"reference_date"`   // who holds a post on that day is enrolled
	Policy        PolicyName    `json:"policy,omitempty"` // empty: the one in force on the reference date
}

// ReferenceRule says which day is the reference date of a cycle.
type ReferenceRule string

// The rules.
const (
	PeriodEnd ReferenceRule = "period_end" // the last day of the period
	FireDay   ReferenceRule = "fire_day"   // the day of the fire time in Vietnam
)

// PolicyName names one version of a policy, such as qd132-2018@1.
type PolicyName string

// Split returns the id and the version; "" and 0 of an empty name.
func (n PolicyName) Split() (id string, version int) {
	id, digits, _ := strings.Cut(string(n), "@")
	version, _ = strconv.Atoi(digits) // the schema has seen that they are digits
	return id, version
}

// Launch is what one fire time of a schedule is to start.
type Launch struct {
	Schedule    string            `json:"schedule"`
	Kind        Kind              `json:"kind"`
	ScheduledAt time.Time         `json:"scheduled_at"` // the fire time, however late or early the launch itself is
	Period      evaluation.Period `json:"period"`
	Evaluation  *Opening          `json:"evaluation,omitempty"` // set when Kind is KindEvaluation
	Planning    *Planning         `json:"planning,omitempty"`   // set when Kind is KindPlanning; the round is the year of Period
	Rotation    *PlanOpening      `json:"rotation,omitempty"`   // set when Kind is KindRotation
}

// Code is what the record of launches calls the thing that the launch opens: the code of the cycle or plan, or planning- and
// the year.
func (l Launch) Code() string {
	switch {
	case l.Evaluation != nil:
		return l.Evaluation.Cycle
	case l.Rotation != nil:
		return l.Rotation.Plan
	default:
		return "planning-" + l.Period.Code()
	}
}

// PlanOpening is the plan of rotations that a launch opens.
type PlanOpening struct {
	Plan   string        `json:"plan"`
	Root   string        `json:"root"`
	Body   string        `json:"body"`
	Day    calendar.Date `json:"day"`
	Policy PolicyName    `json:"policy,omitempty"`
}

// Opening is the cycle that a launch opens.
type Opening struct {
	Cycle         string        `json:"cycle"`
	Root          string        `json:"root"`
	ReferenceDate calendar.Date `json:"reference_date"`
	Policy        PolicyName    `json:"policy,omitempty"`
}

// LaunchAt returns what the schedule starts at the time at. A time that is no fire time, which is what starting a
// schedule by hand gives, stands for the last fire time before it: it repeats the launch that came last.
func (s Schedule) LaunchAt(at time.Time) Launch {
	at = s.Fire.Last(at)
	day := calendar.DateOf(at)
	l := Launch{Schedule: s.ID, Kind: s.Kind, ScheduledAt: at, Period: s.Period.Of(day), Planning: s.Planning}
	if e := s.Evaluation; e != nil {
		l.Evaluation = &Opening{Cycle: e.code(l.Period), Root: e.Root, ReferenceDate: l.Period.Last(), Policy: e.Policy}
		if e.ReferenceDate == FireDay {
			l.Evaluation.ReferenceDate = day
		}
	}
	if r := s.Rotation; r != nil {
		l.Rotation = &PlanOpening{Plan: fmt.Sprintf("%s-%s", r.Plan, l.Period.Code()), Root: r.Root, Body: r.Body, Day: day, Policy: r.Policy}
	}
	return l
}

// code is the same for every launch of a period, so that no repeat opens a second cycle.
func (e Evaluation) code(p evaluation.Period) string { return fmt.Sprintf("%s-%s", e.Cycle, p.Code()) }

// Of returns the period that a fire time on the day is for.
func (r PeriodRule) Of(day calendar.Date) evaluation.Period {
	p := evaluation.QuarterOf(day)
	if r == ThisYear || r == LastYear {
		p.Quarter = 0
	}
	if r == LastYear || r == LastQuarter {
		return p.Before()
	}
	return p
}

// Quarterly reports whether the periods are quarters.
func (r PeriodRule) Quarterly() bool { return r == ThisQuarter || r == LastQuarter }

// body reports which unit and policy a schedule names; ok is false when it lacks the body of its kind.
func (s Schedule) body() (root string, policy PolicyName, ok bool) {
	switch {
	case s.Kind == KindEvaluation && s.Evaluation != nil && s.Planning == nil && s.Rotation == nil:
		return s.Evaluation.Root, s.Evaluation.Policy, true
	case s.Kind == KindPlanning && s.Planning != nil && s.Evaluation == nil && s.Rotation == nil:
		return s.Planning.Root, s.Planning.Policy, true
	case s.Kind == KindRotation && s.Rotation != nil && s.Evaluation == nil && s.Planning == nil:
		return s.Rotation.Root, s.Rotation.Policy, true
	default:
		return "", "", false
	}
}

// Root is the unit whose people or lists the schedule is about.
func (s Schedule) Root() string {
	root, _, _ := s.body()
	return root
}

// Policy is the policy that the schedule names; empty for the one in force.
func (s Schedule) Policy() PolicyName {
	_, policy, _ := s.body()
	return policy
}
