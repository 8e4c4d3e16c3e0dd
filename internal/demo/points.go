package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"canbo/internal/evaluation"
)

// What the bodies ask of an official before the self-review (gợi ý kiểm điểm), and what the official answers.
const (
	disciplinePoint  = "Trách nhiệm cá nhân đối với vi phạm đã bị xử lý kỷ luật trong năm và việc khắc phục hậu quả."
	disciplineAnswer = "Nghiêm túc nhận trách nhiệm, chấp hành quyết định kỷ luật và đã khắc phục hậu quả."
	unfinishedPoint  = "Nguyên nhân của %d nhiệm vụ chưa hoàn thành trong năm và trách nhiệm cá nhân."
	unfinishedAnswer = "Có lúc thiếu kiểm tra, đôn đốc; nhận trách nhiệm và hoàn thành %d nhiệm vụ còn lại trong quý I năm sau."
)

// point is one thing that a body asks, with the answer to it.
type point struct{ text, answer string }

// points are what the body asks of an official: about a decision of discipline in the year, and about targets that were
// not reached when the results are average at most.
func (m memory) points(official string) []point {
	var asked []point
	if m.disciplined[official] {
		asked = append(asked, point{disciplinePoint, disciplineAnswer})
	}
	f, known := m.facts[official]
	lacking := f.Targets.Total - f.Targets.Done
	if known && lacking > 0 && evaluation.Level(f.Results).Rank() <= evaluation.LevelAverage.Rank() {
		asked = append(asked, point{fmt.Sprintf(unfinishedPoint, lacking), fmt.Sprintf(unfinishedAnswer, lacking)})
	}
	return asked
}

// namePoints has the bodies ask those with something to answer for, before anybody has filed a self-review.
func (r *robots) namePoints(ctx context.Context, adminKey string) error {
	type enrolled struct {
		Official string `json:"official"`
		Unit     string `json:"unit"`
		Body     string `json:"body"`
	}
	people, err := list[enrolled](ctx, r.api, adminKey, api+"/cycles/"+r.cycle+"/officials")
	if err != nil {
		return err
	}
	for _, e := range people {
		if len(r.memory.points(e.Official)) == 0 {
			continue
		}
		var sitting struct {
			Chair     string `json:"chair"`
			Appraiser string `json:"appraiser"`
		}
		if err := r.api.get(ctx, adminKey, api+"/cycles/"+r.cycle+"/bodies/"+e.Body, &sitting); err != nil {
			return err
		}
		who := cmp.Or(sitting.Appraiser, sitting.Chair)
		if who == e.Official {
			who = sitting.Chair
		}
		if err := r.askPoints(ctx, who, e.Unit, e.Official); err != nil {
			return fmt.Errorf("%s names points to %s: %w", who, e.Official, err)
		}
	}
	return nil
}

// askPoints names its points to an official once the conference has begun; who has filed already, in a demonstration that
// is taken on, answers none.
func (r *robots) askPoints(ctx context.Context, who, unit, official string) error {
	body := evaluation.NamedPointsFiling{Official: official}
	for _, p := range r.memory.points(official) {
		body.Points = append(body.Points, p.text)
	}
	path := fmt.Sprintf("%s/cycles/%s/units/%s/named-points", api, r.cycle, unit)
	for {
		err := r.act(ctx, r.people[who].session, key(r.cycle, evaluation.ActNamePoints, official), path, body)
		switch {
		case refusedAs(err, "review_filed_already"):
			return nil
		case !refusedAs(err, "not_begun"):
			return err
		}
		if err := sleep(ctx, waitingLook); err != nil {
			return err
		}
	}
}

// answersTo reads what somebody was asked in the conference of a task, and answers each point.
func (r *robots) answersTo(ctx context.Context, p *person, t task) ([]evaluation.PointAnswer, error) {
	known := r.memory.points(p.code)
	if len(known) == 0 {
		return nil, nil
	}
	type named struct {
		Process string `json:"process"`
		Number  int    `json:"number"`
		Text    string `json:"text"`
	}
	var asked struct {
		Items []named `json:"items"`
	}
	if err := r.api.get(ctx, p.session, fmt.Sprintf("%s/cycles/%s/officials/%s/named-points", api, r.cycle, p.code), &asked); err != nil {
		return nil, err
	}
	var answers []evaluation.PointAnswer
	for _, a := range asked.Items {
		at := slices.IndexFunc(known, func(k point) bool { return k.text == a.Text })
		if a.Process == t.Process && at >= 0 {
			answers = append(answers, evaluation.PointAnswer{Point: a.Number, Text: known[at].answer})
		}
	}
	return answers, nil
}
