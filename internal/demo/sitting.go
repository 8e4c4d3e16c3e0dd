package demo

import (
	"context"

	"canbo/internal/evaluation"
)

// confirmAppraisal takes the appraisal as it was computed.
func (r *robots) confirmAppraisal(ctx context.Context, p *person, t task) (bool, error) {
	return true, r.act(ctx, p.session, t.key(), t.Href, evaluation.MinutesFiling{Text: appraisalText})
}

// rateUnits decides the units that fall to somebody, by their results.
func (r *robots) rateUnits(ctx context.Context, p *person, t task) (bool, error) {
	m, err := r.meeting(ctx, p, t)
	if err != nil {
		return false, err
	}
	var body evaluation.MarksFiling
	for _, unit := range m.Units {
		if !m.falls(t.Act, unit, p.code) {
			continue
		}
		result, err := r.memory.unit(unit)
		if err != nil {
			return false, err
		}
		body.Marks = append(body.Marks, evaluation.MarkFiling{Subject: unit, Grade: unitGrade(result), Reason: unitText})
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// decide decides on everybody who falls to somebody.
func (r *robots) decide(ctx context.Context, p *person, t task) (bool, error) {
	m, err := r.meeting(ctx, p, t)
	if err != nil {
		return false, err
	}
	type appraisal struct {
		Official  string           `json:"official"`
		Unit      string           `json:"unit"`
		Head      bool             `json:"head"`
		Suggested evaluation.Grade `json:"suggested"`
	}
	appraisals, err := list[appraisal](ctx, r.api, p.session, t.place()+"/appraisals")
	if err != nil {
		return false, err
	}
	var body evaluation.MarksFiling
	for _, a := range appraisals {
		if !m.falls(t.Act, a.Official, p.code) {
			continue
		}
		mark := evaluation.MarkFiling{Subject: a.Official}
		var departs bool
		if mark.Grade, departs = decision(a.Suggested, a.Head, r.rated(a.Unit)); departs {
			mark.Reason = headText
		}
		body.Marks = append(body.Marks, mark)
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// rated is what a committee decided on a unit, empty for a unit that has no results of its own.
func (r *robots) rated(unit string) evaluation.Grade {
	result, err := r.memory.unit(unit)
	if err != nil {
		return ""
	}
	return unitGrade(result)
}

func (r *robots) announce(ctx context.Context, p *person, t task) (bool, error) {
	return true, r.act(ctx, p.session, t.key(), t.Href, struct{}{})
}

// readResult reads one's own result, and acknowledges it or petitions.
func (r *robots) readResult(ctx context.Context, p *person, t task) (bool, error) {
	if _, err := r.result(ctx, p, t.place()); err != nil {
		return false, err
	}
	path, body := t.Href, any(struct{}{})
	planned, petitions := r.memory.petitions[p.code]
	if petitions {
		path, body = t.place()+"/petition", evaluation.PetitionFiling{Ground: planned.Ground}
	}
	if err := r.act(ctx, p.session, t.key(), path, body); err != nil {
		return false, err
	}
	if petitions {
		r.petitions.Add(1)
	}
	r.read.Add(1)
	return true, nil
}

// answerPetition examines the result and answers.
func (r *robots) answerPetition(ctx context.Context, p *person, t task) (bool, error) {
	official := t.Subject
	decided, err := r.result(ctx, p, api+"/cycles/"+r.cycle+"/officials/"+official)
	if err != nil {
		return false, err
	}
	body := evaluation.AnswerFiling{Grounds: upheldText}
	body.Outcome, body.Grade = answer(r.memory.petitions[official], decided)
	if body.Outcome == evaluation.PetitionChanged {
		body.Grounds = changedText
	}
	if err := r.act(ctx, p.session, t.key(), t.Href, body); err != nil {
		return false, err
	}
	r.answers.Add(1)
	return true, nil
}

// result reads the grade decided for an official.
func (r *robots) result(ctx context.Context, p *person, official string) (evaluation.Grade, error) {
	var result struct {
		Grade evaluation.Grade `json:"grade"`
	}
	err := r.api.get(ctx, p.session, official+"/result", &result)
	return result.Grade, err
}
