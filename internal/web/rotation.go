package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
	"canbo/internal/screening"
)

// Rotations says who may be rotated where, and what comes to its end. Errors: fault.NotFound, fault.Invalid.
type Rotations interface {
	Eligibility(ctx context.Context, officials, posts []string, by screening.Rule) ([]screening.Pair, *policy.Policy, error)
	Holders(ctx context.Context, day time.Time) ([]string, error)
	LookAhead(ctx context.Context, by screening.Rule, months int) ([]rotation.Event, *policy.Policy, error)
	Try(ctx context.Context, from, to *policy.Policy, day time.Time, months int) (screening.RotationTrial, error)
}

// RotationPath names a rotation in an address; huma sees exported fields only.
type RotationPath struct {
	Rotation string `path:"rotation" maxLength:"63"`
}

func (p RotationPath) place() place {
	return place{process: rotation.ProcessID(p.Rotation), rotation: p.Rotation}
}

type rotationFiling[F any] struct {
	RotationPath
	Idempotent
	Body F
}

func (f *rotationFiling[F]) content() F { return f.Body }

// RuleInput says by which policy on which day; huma sees exported fields only.
type RuleInput struct {
	Policy string `query:"policy" maxLength:"80" doc:"id@version; absent: the one in force on the day"`
	Day    string `query:"day" format:"date" doc:"Of the record; absent: today"`
}

type (
	rotationListInput struct {
		RotationDays
		Paged
	}
	rotationInput    struct{ RotationPath }
	eligibilityInput struct {
		RuleInput
		Post     string `query:"post" required:"true" maxLength:"63"`
		Official string `query:"official" maxLength:"63" doc:"Absent: everybody who holds a principal post on the day"`
		Eligible bool   `query:"eligible" doc:"Only those whom no rule excludes"`
	}
	lookAheadInput struct {
		RuleInput
		Months int `query:"months" minimum:"1" maximum:"120" default:"36"`
	}
)

type rotationDetail struct {
	postgres.RotationView
	Records []postgres.RotationRecord `json:"records"`
	Steps   []postgres.StepView       `json:"steps,omitempty"`

	Parts        *rotation.Parts      `json:"parts,omitempty" doc:"Who acts beside the official; absent before it is carried out here"`
	Entitlements []entitlementView    `json:"entitlements,omitempty" doc:"What the official is due"`
	Grades       []evaluation.Grade   `json:"grades,omitempty" doc:"Of assessments"`
	Placements   []rotation.Placement `json:"placements,omitempty"`
}

// entitlementView is something that a rotated official is due.
type entitlementView struct {
	ID        string `json:"id"`
	VI        string `json:"vi"`
	EN        string `json:"en"`
	Confirmed bool   `json:"confirmed" doc:"The receiving unit has said that it was given"`
}

type pairView struct {
	Official string               `json:"official"`
	Post     string               `json:"post"`
	Eligible bool                 `json:"eligible"`
	Findings []eligibilityFinding `json:"findings"`
}

// eligibilityFinding is a finding under a name of its own: planning has findings too.
type eligibilityFinding rotation.Finding

type eligibilityView struct {
	Policy     postgres.PolicyRef `json:"policy"`
	Unverified []string           `json:"unverified" doc:"Values of the policy that were not checked against their source"`
	Items      []pairView         `json:"items"`
}

type eventView struct {
	Day      string             `json:"day" format:"date"`
	Kind     rotation.EventKind `json:"kind" enum:"two_terms,local_head,rotation_end,retirement"`
	Official string             `json:"official"`
	Post     string             `json:"post"`
	Unit     string             `json:"unit"`
	Rotation string             `json:"rotation,omitempty"`
	Overdue  bool               `json:"overdue,omitempty" doc:"It came before the day that is looked from"`
	Vacates  bool               `json:"vacates" doc:"The post falls vacant by it; an earlier event of the same person has done so otherwise"`
	Chain    []linkView         `json:"chain,omitempty" doc:"Posts that fall vacant after it, when the first who is planned for each takes it"`
}

type linkView struct {
	Official string `json:"official"`
	Post     string `json:"post" doc:"The post that they leave"`
	Unit     string `json:"unit"`
}

type lookAheadView struct {
	Policy postgres.PolicyRef `json:"policy"`
	From   string             `json:"from" format:"date"`
	Months int                `json:"months"`
	Events []eventView        `json:"events"`
}

func (s *server) registerRotations() {
	add(s, route[rotationListInput, body[postgres.List[postgres.RotationView]]]{
		act: access.ListRotations, method: http.MethodGet, path: "/rotation/rotations", tag: "rotation", summary: "The rotations, by code",
		do: func(ctx context.Context, _ access.Actor, in *rotationListInput) (*body[postgres.List[postgres.RotationView]], error) {
			filter, err := in.filter()
			if err != nil {
				return nil, err
			}
			return show(s.Store.Rotations(ctx, filter, in.page()))
		},
	})
	add(s, route[RotationDays, body[rotation.Figures]]{
		act: access.ReadRotationFigures, method: http.MethodGet, path: "/rotation/figures", tag: "rotation",
		summary: "How many rotations went where, how long people waited for their placement, and their grades before and after",
		do: func(ctx context.Context, _ access.Actor, in *RotationDays) (*body[rotation.Figures], error) {
			rows, err := s.allRotations(ctx, *in)
			return show(rotation.FiguresOf(rows), err)
		},
	})
	add(s, route[RotationDays, fileOutput]{
		act: access.ExportRotations, method: http.MethodGet, path: "/rotation/rotations.csv", tag: "rotation", file: "text/csv",
		summary: "The list of rotations as a table, with the columns of the organisation committee", do: s.exportRotations,
	})
	add(s, route[rotationInput, body[rotationDetail]]{
		act: access.ReadRotation, method: http.MethodGet, path: rotationPath, tag: "rotation",
		summary: "A rotation with everything on record about it",
		subject: s.onRotation, do: s.readRotation,
	})
	add(s, route[eligibilityInput, body[eligibilityView]]{
		act: access.ReadEligibility, method: http.MethodGet, path: "/rotation/eligibility", tag: "rotation",
		summary: "Who may be rotated to a post, and by which rule who may not", do: s.readEligibility,
	})
	add(s, route[lookAheadInput, body[lookAheadView]]{
		act: access.LookAhead, method: http.MethodGet, path: "/rotation/lookahead", tag: "rotation",
		summary: "Who reaches the end of their time in a post, and which posts fall vacant in a chain", do: s.lookAhead,
	})
	s.registerRotationActs()
	s.registerReconciliation()
}

// maybeDay is zero for an empty text.
func maybeDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, fault.New(fault.Invalid, "bad_day", "Write the day as YYYY-MM-DD.")
	}
	return day, nil
}

// rule reads the day and the policy that a question is asked by.
func (s *server) rule(in RuleInput) (screening.Rule, error) {
	rule := screening.Rule{Day: today(s.now())}
	if in.Day != "" {
		day, err := maybeDay(in.Day)
		if err != nil {
			return rule, err
		}
		rule.Day = day
	}
	if in.Policy != "" {
		id, number, _ := strings.Cut(in.Policy, "@")
		n, err := strconv.Atoi(number)
		if err != nil {
			return rule, fault.New(fault.Invalid, "bad_policy", "Write the policy as id@version, such as qd65-2022@1.")
		}
		rule.Policy, rule.Number = id, n
	}
	return rule, nil
}

func (s *server) readRotation(ctx context.Context, _ access.Actor, in *rotationInput) (*body[rotationDetail], error) {
	view, err := s.Store.Rotation(ctx, in.Rotation)
	if err != nil {
		return nil, err
	}
	out := rotationDetail{RotationView: view}
	if out.Records, err = s.Store.RotationRecords(ctx, in.Rotation); err != nil {
		return nil, err
	}
	if view.Process == "" {
		return show(out, nil)
	}
	if out.Steps, err = s.Store.Steps(ctx, view.Process); err != nil {
		return nil, err
	}
	life, err := s.Store.RotationLife(ctx, view.Process)
	if err != nil {
		return nil, err
	}
	out.Parts, out.Grades, out.Placements = &life.Parts, life.Rules.Grades, life.Rules.Placements
	out.Entitlements = s.entitlements(life, out.Records)
	return show(out, nil)
}

// entitlements are what a rotation pins of its policy, in the words of the policy in force when it was decided.
func (s *server) entitlements(life rotation.Rotation, records []postgres.RotationRecord) []entitlementView {
	confirmed := slices.Clone(life.Confirmed)
	for _, r := range records {
		if r.Act == rotation.ActConfirmEntitlements {
			confirmed = append(confirmed, r.Items...)
		}
	}
	pol, err := s.Policies.For(policy.KindRotation, life.Decided)
	views := make([]entitlementView, len(life.Rules.Entitlements))
	for i, id := range life.Rules.Entitlements {
		text := policy.Text{VI: id, EN: id}
		if err == nil { // a policy that was taken out since names nothing
			text = pol.Rotation.EntitlementText(id)
		}
		views[i] = entitlementView{ID: id, VI: text.VI, EN: text.EN, Confirmed: slices.Contains(confirmed, id)}
	}
	return views
}

func (s *server) readEligibility(ctx context.Context, _ access.Actor, in *eligibilityInput) (*body[eligibilityView], error) {
	rule, err := s.rule(in.RuleInput)
	if err != nil {
		return nil, err
	}
	officials := []string{in.Official}
	if in.Official == "" {
		if officials, err = s.Rotations.Holders(ctx, rule.Day); err != nil {
			return nil, err
		}
	}
	pairs, p, err := s.Rotations.Eligibility(ctx, officials, []string{in.Post}, rule)
	if err != nil {
		return nil, err
	}
	out := eligibilityView{Policy: refOf(p), Unverified: p.Unverified(), Items: []pairView{}}
	for _, pair := range pairs {
		if !pair.Eligible && in.Eligible {
			continue
		}
		view := pairView{Official: pair.Official, Post: pair.Post, Eligible: pair.Eligible, Findings: []eligibilityFinding{}}
		for _, f := range pair.Findings {
			view.Findings = append(view.Findings, eligibilityFinding(f))
		}
		out.Items = append(out.Items, view)
	}
	return &body[eligibilityView]{out}, nil
}

func refOf(p *policy.Policy) postgres.PolicyRef {
	return postgres.PolicyRef{ID: p.ID, Version: p.Version, SHA256: p.SHA256}
}

func (s *server) lookAhead(ctx context.Context, _ access.Actor, in *lookAheadInput) (*body[lookAheadView], error) {
	rule, err := s.rule(in.RuleInput)
	if err != nil {
		return nil, err
	}
	events, p, err := s.Rotations.LookAhead(ctx, rule, in.Months)
	if err != nil {
		return nil, err
	}
	out := lookAheadView{Policy: refOf(p), From: rule.Day.Format(time.DateOnly), Months: in.Months, Events: make([]eventView, len(events))}
	for i, e := range events {
		out.Events[i] = eventView{
			Day: e.Day.Format(time.DateOnly), Kind: e.Kind, Official: e.Official, Post: e.Post, Unit: e.Unit, Rotation: e.Rotation,
			Overdue: e.Overdue, Vacates: e.Vacates,
		}
		for _, link := range e.Chain {
			out.Events[i].Chain = append(out.Events[i].Chain, linkView(link))
		}
	}
	return &body[lookAheadView]{out}, nil
}
