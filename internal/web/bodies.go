package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
)

const bodyPath = "/cycles/{cycle}/bodies/{body}"

// bodyView is the board of a body's sitting.
type bodyView struct {
	Meeting
	Level     int        `json:"level" doc:"1 grassroots, 2 district"`
	Appraiser string     `json:"appraiser"`
	Cases     []bodyCase `json:"cases"`
	Units     []string   `json:"units" doc:"Units whose own result the body decides, before that of their heads"`
}

type bodyCase struct {
	Official string `json:"official"`
	Unit     string `json:"unit"`
	Group    string `json:"group" doc:"Title group, in which the cap counts"`
	Head     bool   `json:"head"`
}

type (
	bodyInput      struct{ BodyPath }
	appraisalInput struct {
		BodyPath
		Paged
		Officials []string `query:"officials" maxItems:"500" doc:"Only these; absent for all"`
	}
)

func (s *server) registerBodies() {
	addMinutes[bodyInput](s, access.ReadBodyMinutes, bodyPath, "bodies")
	add(s, route[bodyInput, body[bodyView]]{
		act: access.ReadBody, method: http.MethodGet, path: bodyPath, tag: "bodies",
		summary: "The board of a body's sitting", subject: at[bodyInput](s),
		do: func(ctx context.Context, actor access.Actor, in *bodyInput) (*body[bodyView], error) {
			return show(s.sitting(ctx, actor, in.BodyPath))
		},
	})
	add(s, route[appraisalInput, body[postgres.List[postgres.AppraisalRow]]]{
		act: access.ReadAppraisals, method: http.MethodGet, path: bodyPath + "/appraisals", tag: "bodies",
		summary: "The cases with the suggested grades and their grounds", subject: at[appraisalInput](s),
		do: func(ctx context.Context, _ access.Actor, in *appraisalInput) (*body[postgres.List[postgres.AppraisalRow]], error) {
			return show(s.Store.Appraisals(ctx, in.Cycle, in.Code, in.Officials, in.page()))
		},
	})
	addAct[bodyFiling[evaluation.MinutesFiling]](s, act[evaluation.MinutesFiling]{
		act: access.ConfirmAppraisal, path: bodyPath + "/appraisal-confirmation", tag: "bodies",
		summary: "Confirm the appraisal of all cases, with a note on it",
		process: evaluation.KindBodyDecision, kind: evaluation.ActConfirmAppraisal, check: checkMinutes,
	})
	addAct[bodyFiling[evaluation.MarksFiling]](s, act[evaluation.MarksFiling]{
		act: access.RateUnits, path: bodyPath + "/unit-grades", tag: "bodies", summary: "Record the results of units",
		process: evaluation.KindBodyDecision, kind: evaluation.ActRateUnits, check: checkReasons,
		args: func(f evaluation.MarksFiling) any { return f.Args() },
	})
	addAct[bodyFiling[evaluation.DecisionsFiling]](s, act[evaluation.DecisionsFiling]{
		act: access.Decide, path: bodyPath + "/decisions", tag: "bodies",
		summary: "Record decisions on officials; one that departs from the suggestion gives its reason",
		process: evaluation.KindBodyDecision, kind: evaluation.ActDecide, check: checkDecisions,
		args: func(f evaluation.DecisionsFiling) any { return f.Args() },
	})
	registerVote[bodyFiling[evaluation.TellersFiling], bodyFiling[none], bodyFiling[evaluation.MinutesFiling]](s, vote{
		process: evaluation.KindBodyDecision, path: bodyPath, tag: "bodies",
		elect: access.ElectBodyTellers, count: access.CountBodyBallot, confirm: access.ConfirmBodyCount,
	})
}

func (s *server) sitting(ctx context.Context, actor access.Actor, in BodyPath) (bodyView, error) {
	b, err := s.Store.BodyDecision(ctx, in.Cycle, in.Code)
	if err != nil {
		return bodyView{}, err
	}
	m, err := s.meeting(ctx, actor, in.place().process, b.Vote.Questions)
	m.Cycle, m.Code, m.Chair, m.Deputy, m.Members, m.Grades = in.Cycle, in.Code, b.Chair, b.Deputy, b.Members, b.Rules.Grades
	view := bodyView{
		Meeting: m, Level: b.Level, Appraiser: b.Appraiser,
		Cases: make([]bodyCase, len(b.Cases)), Units: make([]string, len(b.Units)),
	}
	for i, c := range b.Cases {
		view.Cases[i] = bodyCase{Official: c.Official, Unit: c.Unit, Group: c.Group, Head: c.Head}
	}
	for i, u := range b.Units {
		view.Units[i] = u.Unit
	}
	return view, err
}
