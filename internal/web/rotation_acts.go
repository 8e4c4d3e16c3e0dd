package web

import (
	"context"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/internal/rotation"
)

const rotationPath = "/rotation/rotations/{rotation}"

// RotationOpener begins rotations. Errors: fault.NotFound, fault.Invalid, fault.Conflict.
type RotationOpener interface {
	OpenRotation(ctx context.Context, r opening.RotationRequest) (rotation.Opening, error)
	Adopt(ctx context.Context, code string) (*rotation.Rotation, error)
}

type rotationRequest struct {
	Body struct {
		Code       string                `json:"code" pattern:"^[a-z0-9][a-z0-9-]{0,62}$"`
		Official   string                `json:"official" minLength:"1" maxLength:"63"`
		To         string                `json:"to_post" minLength:"1" maxLength:"63"`
		DecidedBy  string                `json:"body" minLength:"1" maxLength:"63" doc:"The body that decided"`
		Number     string                `json:"decision" minLength:"1" maxLength:"200" pattern:"\\S" doc:"Its number, such as 15-QĐ/HU"`
		Signer     string                `json:"signer,omitempty" maxLength:"200" doc:"Who signs it; absent: who chairs the body on the day of the decision"`
		Title      string                `json:"signer_title,omitempty" maxLength:"200" doc:"In which office, such as Bí thư"`
		Decided    calendar.Date         `json:"decided"`
		Balloted   calendar.Date         `json:"balloted,omitzero" doc:"Day of the body's ballot"`
		Months     int                   `json:"months" minimum:"1" maximum:"240"`
		Ground     roster.RotationGround `json:"ground" enum:"planned,two_terms,non_local,other"`
		PlannedFor string                `json:"planned_for,omitempty" maxLength:"500"`
		Purpose    string                `json:"purpose" minLength:"1" maxLength:"2000" pattern:"\\S"`
		Exception  string                `json:"exception,omitempty" maxLength:"2000" doc:"Why it was decided though a rule excludes it"`
	}
}

type openedRotation struct {
	Status int
	Body   struct {
		Rotation string               `json:"rotation"`
		Process  string               `json:"process"`
		Findings []eligibilityFinding `json:"findings" doc:"What the rules say, also what does not exclude"`
		Parts    rotation.Parts       `json:"parts"`
	}
}

func (s *server) registerRotationActs() {
	add(s, route[rotationRequest, openedRotation]{
		act: access.OpenRotation, method: http.MethodPost, path: "/rotation/rotations", tag: "rotation", status: http.StatusCreated,
		summary: "Begin a rotation that has been decided", do: s.openRotation,
	})
	add(s, route[rotationInput, openedRotation]{
		act: access.AdoptRotation, method: http.MethodPost, path: rotationPath + "/process", tag: "rotation", status: http.StatusCreated,
		summary: "Let a rotation that was taken over from its papers go on here",
		do: func(ctx context.Context, _ access.Actor, in *rotationInput) (*openedRotation, error) {
			r, err := s.RotationOpener.Adopt(ctx, in.Rotation)
			if err != nil {
				return nil, err
			}
			return opened(r, nil), nil
		},
	})
	s.registerRotationSides()
	s.registerRotationEnd()
	s.registerRotationSteering()
}

func (s *server) openRotation(ctx context.Context, actor access.Actor, in *rotationRequest) (*openedRotation, error) {
	b := in.Body
	o, err := s.RotationOpener.OpenRotation(ctx, opening.RotationRequest{
		Code: b.Code, Official: b.Official, To: b.To, Body: b.DecidedBy, Number: b.Number, Signer: b.Signer, Title: b.Title, Decided: b.Decided, Balloted: b.Balloted,
		Months: b.Months, Ground: b.Ground, PlannedFor: b.PlannedFor, Purpose: b.Purpose, Exception: b.Exception, Actor: actor.ID,
	})
	if err != nil {
		return nil, err
	}
	return opened(o.Rotation, o.Findings), nil
}

func opened(r *rotation.Rotation, findings []rotation.Finding) *openedRotation {
	out := &openedRotation{Status: http.StatusCreated}
	out.Body.Rotation, out.Body.Process, out.Body.Parts, out.Body.Findings = r.Code, r.ID, r.Parts, []eligibilityFinding{}
	for _, f := range findings {
		out.Body.Findings = append(out.Body.Findings, eligibilityFinding(f))
	}
	return out
}

// registerRotationSides adds what the organiser and the two units put on record.
func (s *server) registerRotationSides() {
	day := func(f rotation.DayFiling) any { return f.Args() }
	valid := func(f rotation.DayFiling) error { return validDay(f.Day) }
	addAct[rotationFiling[rotation.DayFiling]](s, act[rotation.DayFiling]{
		act: access.AnnounceRotation, path: rotationPath + "/announcement", tag: "rotation", summary: "Record that the decision was announced",
		process: rotation.KindRotation, kind: rotation.ActAnnounce, args: day, check: valid,
	})
	addAct[rotationFiling[rotation.DayFiling]](s, act[rotation.DayFiling]{
		act: access.ReleaseOfRotation, path: rotationPath + "/release", tag: "rotation",
		summary: "Record the handover for the unit that the official leaves",
		process: rotation.KindRotation, kind: rotation.ActRelease, args: day, check: valid, fits: s.fitsHandover,
	})
	addAct[rotationFiling[rotation.DayFiling]](s, act[rotation.DayFiling]{
		act: access.ReceiveOfRotation, path: rotationPath + "/receipt", tag: "rotation",
		summary: "Record the handover for the receiving unit",
		process: rotation.KindRotation, kind: rotation.ActReceive, args: day, check: valid, fits: s.fitsHandover,
	})
	addAct[rotationFiling[rotation.EntitlementsFiling]](s, act[rotation.EntitlementsFiling]{
		act: access.ConfirmEntitlements, path: rotationPath + "/entitlements", tag: "rotation",
		summary: "Confirm what the official has been given", process: rotation.KindRotation, kind: rotation.ActConfirmEntitlements,
		args: func(f rotation.EntitlementsFiling) any { return f.Args() },
	})
	addAct[rotationFiling[rotation.AssessmentFiling]](s, act[rotation.AssessmentFiling]{
		act: access.AssessRotation, path: rotationPath + "/assessment", tag: "rotation",
		summary: "Assess the official for the receiving unit: every six months and at the end", process: rotation.KindRotation,
		kind: rotation.ActAssess, args: func(f rotation.AssessmentFiling) any { return f.Args() },
	})
}

// registerRotationEnd adds what is put on record about the end and what follows it.
func (s *server) registerRotationEnd() {
	addAct[rotationFiling[rotation.SelfFiling]](s, act[rotation.SelfFiling]{
		act: access.ReviewOwnRotation, path: rotationPath + "/self-review", tag: "rotation", summary: "Review yourself at the end of the rotation",
		process: rotation.KindRotation, kind: rotation.ActReviewSelf,
	})
	addAct[rotationFiling[rotation.AssessmentFiling]](s, act[rotation.AssessmentFiling]{
		act: access.AssessRotationForBody, path: rotationPath + "/body-assessment", tag: "rotation",
		summary: "Assess at the end for the body that decided", process: rotation.KindRotation, kind: rotation.ActAssessForBody,
		args: func(f rotation.AssessmentFiling) any { return f.Args() },
	})
	addAct[rotationFiling[rotation.PlanFiling]](s, act[rotation.PlanFiling]{
		act: access.PlanPlacement, path: rotationPath + "/placement-plan", tag: "rotation", summary: "Plan what follows the rotation",
		process: rotation.KindRotation, kind: rotation.ActPlanPlacement, args: func(f rotation.PlanFiling) any { return f.Args() },
	})
	addAct[rotationFiling[rotation.PlaceFiling]](s, act[rotation.PlaceFiling]{
		act: access.PlaceOfficial, path: rotationPath + "/placement", tag: "rotation", summary: "Record the placement that was decided",
		process: rotation.KindRotation, kind: rotation.ActPlace, args: func(f rotation.PlaceFiling) any { return f.Args() },
		check: func(f rotation.PlaceFiling) error { return validDay(f.Day) }, fits: s.fitsPlacement,
	})
}

func (s *server) registerRotationSteering() {
	addAct[rotationFiling[rotation.ExtensionFiling]](s, act[rotation.ExtensionFiling]{
		act: access.ExtendRotation, path: rotationPath + "/extension", tag: "steering", summary: "Extend a rotation by so many months",
		process: rotation.KindRotation, kind: rotation.ActExtend, args: func(f rotation.ExtensionFiling) any { return f.Args() },
	})
	addAct[rotationFiling[rotation.EarlyEndFiling]](s, act[rotation.EarlyEndFiling]{
		act: access.EndRotationEarly, path: rotationPath + "/early-end", tag: "steering", summary: "End a rotation before its time",
		process: rotation.KindRotation, kind: rotation.ActEndEarly, args: func(f rotation.EarlyEndFiling) any { return f.Args() },
		check: func(f rotation.EarlyEndFiling) error { return validDay(f.Day) },
	})
	addAct[rotationFiling[cancellation]](s, act[cancellation]{
		act: access.RevokeRotation, path: rotationPath + "/revocation", tag: "steering",
		summary: "Revoke the decision before the handover; what was filed stays on record",
		process: rotation.KindRotation, kind: procedure.CommandCancel,
	})
}

func validDay(text string) error {
	if _, err := calendar.ParseDate(text); err != nil {
		return fault.New(fault.Invalid, "bad_date", "The day is no day of the calendar.")
	}
	return nil
}

// fitsHandover refuses a handover that the roster could not take.
func (s *server) fitsHandover(ctx context.Context, at place, f rotation.DayFiling) error {
	return s.mayTransfer(ctx, at, f.Day, func(from, to string) (string, string) { return from, to })
}

// fitsPlacement refuses a placement that the roster could not take.
func (s *server) fitsPlacement(ctx context.Context, at place, f rotation.PlaceFiling) error {
	return s.mayTransfer(ctx, at, f.Day, func(_, to string) (string, string) {
		if f.Placement == rotation.PlacedStay || f.Post == "" {
			return to, to
		}
		return to, f.Post
	})
}

func (s *server) mayTransfer(ctx context.Context, at place, text string, posts func(from, to string) (string, string)) error {
	r, err := s.Store.Rotation(ctx, at.rotation)
	if err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return err
	}
	from, to := posts(r.From, r.To)
	return s.Store.MayTransfer(ctx, r.Official, from, to, day)
}
