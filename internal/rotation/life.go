package rotation

import (
	"slices"
	"strconv"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// Rotation is the life of one rotation, from the announcement of its decision to the placement that follows it: 36 months
// or more. It knows codes and days; whatever people write stays in the record.
type Rotation struct {
	procedure.State
	Code     string `json:"code"`
	Official string `json:"official"`
	From     string `json:"from"` // the post that the official leaves
	To       string `json:"to"`   // the post that the official takes
	Parts    Parts  `json:"parts"`
	Rules    Rules  `json:"rules"`

	Decided calendar.Date `json:"decided"`
	Months  int           `json:"months"` // the length as decided, and as extended since

	Settings []procedure.Step `json:"settings"` // of checkpoints, which come as often as the length asks for

	Released  calendar.Date   `json:"released,omitzero"` // the day of the handover as the releasing side has it
	Received  calendar.Date   `json:"received,omitzero"` // the same of the receiving side
	Refused   string          `json:"refused,omitempty"` // why the roster could not take the last change of posts
	Waits     bool            `json:"waits,omitempty"`   // both sides have recorded it; others of an exchange have not
	Start     calendar.Date   `json:"start,omitzero"`    // first day in the new post; set when the roster has it
	End       calendar.Date   `json:"end,omitzero"`      // the day after the last of the rotation
	Early     bool            `json:"early,omitempty"`   // End was brought forward
	Confirmed []string        `json:"confirmed,omitempty"`
	Reviews   int             `json:"reviews,omitempty"` // assessments made at checkpoints
	Intended  *IntendedPlace  `json:"intended,omitempty"`
	Warned    bool            `json:"warned,omitempty"` // that no placement is planned
	Served    bool            `json:"served,omitempty"` // the time of the open stretch of service is over
	Placed    *PlacedOfficial `json:"placed,omitempty"`
	Settled   bool            `json:"settled,omitempty"` // the roster has the placement

	Number int       `json:"number,omitempty"` // of the chapter
	Renew  time.Time `json:"renew,omitzero"`   // at the latest, the next chapter begins
}

// Parts are the people who have a part in a rotation beside the official.
type Parts struct {
	Organiser string `json:"organiser"` // member of the deciding body who announces, plans and records the placement
	Releaser  string `json:"releaser"`  // hands over for the unit that the official leaves
	Receiver  string `json:"receiver"`  // takes over for the receiving unit, confirms what is due and assesses
}

// Rules is what a rotation pins from its policy when it is decided.
type Rules struct {
	ReviewMonths   int                `json:"review_months"`
	MinMonths      int                `json:"min_months"`
	PlacementMonth int                `json:"placement_month"` // of a rotation of MinMonths
	Placements     []Placement        `json:"placements"`
	Entitlements   []string           `json:"entitlements"`
	Grades         []evaluation.Grade `json:"grades"` // of assessments
}

// IntendedPlace is what shall follow; an empty post is to be found yet.
type IntendedPlace struct {
	Placement Placement `json:"placement"`
	Post      string    `json:"post,omitempty"`
}

// PlacedOfficial is what has followed.
type PlacedOfficial struct {
	Placement Placement     `json:"placement"`
	Post      string        `json:"post"`
	On        calendar.Date `json:"on"`
}

// Decision is a decision to rotate somebody.
type Decision struct {
	Code     string
	Official string
	From, To string // posts
	Decided  calendar.Date
	Balloted calendar.Date // the day of the body's ballot; zero when it is not on record
	Months   int
}

// New prepares the life of a rotation that has been decided. steps are those of the policy.
//
// Errors: fault.Invalid `decided_before_ballot`, `too_short` and `nobody_acts`.
func New(d Decision, parts Parts, rules Rules, steps []procedure.Step) (*Rotation, error) {
	switch {
	case !d.Balloted.IsZero() && d.Decided.Compare(d.Balloted) < 0:
		return nil, fault.New(fault.Invalid, "decided_before_ballot",
			"the decision of %s is dated before the ballot of %s; correct one of the two", d.Decided, d.Balloted)
	case d.Months < rules.MinMonths:
		return nil, fault.New(fault.Invalid, "too_short", "a rotation lasts at least %d months, this one %d", rules.MinMonths, d.Months)
	case parts.Organiser == "" || parts.Releaser == "" || parts.Receiver == "":
		return nil, fault.New(fault.Invalid, "nobody_acts", "somebody must announce, hand over and take over; name who does it")
	}
	r := &Rotation{
		Code: d.Code, Official: d.Official, From: d.From, To: d.To, Parts: parts, Rules: rules, Decided: d.Decided, Months: d.Months,
	}
	i := slices.IndexFunc(steps, func(s procedure.Step) bool { return s.Name == StepCheckpoint })
	r.Settings = slices.Clone(steps[i : i+1])
	r.State = procedure.NewState(ProcessID(d.Code), KindRotation, slices.Delete(slices.Clone(steps), i, i+1))
	return r, nil
}

// Resume prepares the rest of the life of a rotation that was handed over before it was carried out here: what lies before
// today is on paper.
func Resume(d Decision, start, end, today calendar.Date, parts Parts, rules Rules, steps []procedure.Step) (*Rotation, error) {
	rules.MinMonths = min(rules.MinMonths, d.Months) // it was decided by other rules
	r, err := New(d, parts, rules, steps)
	if err != nil {
		return nil, err
	}
	r.Start, r.End, r.Released, r.Received = start, end, start, start
	r.Confirmed = rules.Entitlements
	for next := r.nextReview(); next.Compare(today) <= 0 && next.Compare(end) < 0; next = r.nextReview() {
		r.Reviews++
	}
	r.Steps = slices.DeleteFunc(r.Steps, func(s procedure.Step) bool {
		return slices.Contains([]string{StepAnnouncement, StepHandover, StepEntitlements}, s.Name)
	})
	r.insert(procedure.Step{Name: stretch(StepService, r.Reviews+1), Mode: procedure.Internal, CloseEarly: true})
	return r, nil
}

// Base returns the shared part of the state.
func (r *Rotation) Base() *procedure.State { return &r.State }

// Chapter tells the parts of a rotation's life apart: one for each step, and a new one at least each year.
func (r *Rotation) Chapter() int { return r.Number }

// stretch is the name of the n-th of the steps that take turns, counted from 1: service-1, checkpoint-1, service-2 ...
func stretch(step string, n int) string { return step + "-" + strconv.Itoa(n) }

// is reports whether a step is a service or a checkpoint, of whichever number.
func is(st *procedure.Step, step string) bool {
	return len(st.Name) > len(step) && st.Name[:len(step)+1] == step+"-"
}

// StepOpened gives the step its tasks.
func (r *Rotation) StepOpened(st *procedure.Step, now time.Time) {
	r.newChapter(now)
	switch {
	case st.Name == StepAnnouncement:
		r.Assign(st, ActAnnounce, now, r.Parts.Organiser)
	case st.Name == StepHandover:
		r.askHandover(st, now)
	case st.Name == StepEntitlements:
		r.Assign(st, ActConfirmEntitlements, now, r.Parts.Receiver)
	case is(st, StepService):
		r.Served = false
	case is(st, StepCheckpoint):
		r.Assign(st, ActAssess, now, r.Parts.Receiver)
	case st.Name == StepEndReview:
		r.Assign(st, ActReviewSelf, now, r.Official)
		r.Assign(st, ActAssess, now, r.Parts.Receiver)
		r.Assign(st, ActAssessForBody, now, r.Parts.Organiser)
	case st.Name == StepPlacement:
		r.Assign(st, ActPlace, now, r.Parts.Organiser)
	}
	if r.Warned && r.Intended == nil && !r.Start.IsZero() && st.Name != StepPlacement {
		r.Hand(st, ActPlanPlacement, now, r.Parts.Organiser)
	}
}

func (r *Rotation) askHandover(st *procedure.Step, now time.Time) {
	r.Hand(st, ActRelease, now, r.Parts.Releaser)
	r.Hand(st, ActReceive, now, r.Parts.Receiver)
}

// StepDone reports whether everything that the step waits for has happened.
func (r *Rotation) StepDone(st *procedure.Step) bool {
	switch {
	case st.Name == StepHandover:
		return !r.Start.IsZero()
	case st.Name == StepPlacement:
		return r.Settled
	case is(st, StepService):
		return r.Served
	default:
		return settled(st, ActPlanPlacement)
	}
}

// settled reports whether a step's tasks are done, those of another act aside.
func settled(st *procedure.Step, aside string) bool {
	return !slices.ContainsFunc(st.Tasks, func(t procedure.Task) bool { return !t.Done && t.Act != aside })
}

// StepClosed puts what comes next into its place: service, or an assessment and further service.
func (r *Rotation) StepClosed(st *procedure.Step, now time.Time) {
	switch {
	case st.Name == StepEntitlements:
		r.insert(procedure.Step{Name: stretch(StepService, 1), Mode: procedure.Internal, CloseEarly: true})
	case is(st, StepService) && r.nextReview().Compare(r.End) < 0 && !before(now, r.nextReview()):
		next := r.Settings[0]
		next.Name = stretch(StepCheckpoint, r.Reviews+1)
		r.insert(next)
	case is(st, StepCheckpoint):
		r.insert(procedure.Step{Name: stretch(StepService, r.Reviews+1), Mode: procedure.Internal, CloseEarly: true})
	case st.Name == StepPlacement:
		r.Queue(EffectEnded, Ended{Rotation: r.Code, Official: r.Official, At: now})
	}
}

// insert puts a step before the end of the term.
func (r *Rotation) insert(st procedure.Step) {
	st.Status = procedure.Waiting
	i := slices.IndexFunc(r.Steps, func(s procedure.Step) bool { return s.Name == StepEndReview })
	r.Steps = slices.Insert(r.Steps, i, st)
}

// newChapter notes that another part of the rotation's life has begun.
func (r *Rotation) newChapter(now time.Time) {
	r.Number++
	r.Renew = now.AddDate(1, 0, 0)
}
