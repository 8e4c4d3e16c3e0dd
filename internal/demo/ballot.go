package demo

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// tally is the count for one subject.
type tally struct {
	Subject   string `json:"subject"`
	Collected int    `json:"collected"`
	Valid     int    `json:"valid"`
	Boxes     []box  `json:"boxes"` // best grade first
}

// box is one choice of a paper and its votes.
type box struct {
	Choice string `json:"choice"`
	Votes  int    `json:"votes"`
}

// cast is a paper in the box.
type cast struct {
	Token  string `json:"token"`
	Choice string `json:"choice"`
}

// electTellers names two members other than the chair who are not related; who it is changes from meeting to meeting.
func (r *robots) electTellers(ctx context.Context, p *person, t task) (bool, error) {
	m, err := r.meeting(ctx, p, t)
	if err != nil {
		return false, err
	}
	others := slices.DeleteFunc(m.Members, func(member string) bool { return member == cmp.Or(m.Chair, m.Members[0]) })
	if len(others) < 2 {
		return false, fmt.Errorf("%d members are too few for two tellers", len(others))
	}
	first := int(moodOf(t.Process, t.Act)) % len(others)
	for next := range others {
		at := first + next
		body := procedure.ElectTellers{Tellers: []string{others[at%len(others)], others[(at+1)%len(others)]}}
		if err = r.act(ctx, p.session, key(t.key(), body.Tellers[0]), t.Href, body); !refusedAs(err, "tellers_related") {
			break
		}
	}
	return true, err
}

// vote draws the voter's papers and casts them. The papers are cast without saying who casts. Whoever has begun ends it
// even when the demonstration is interrupted: papers that were drawn exist nowhere else.
func (r *robots) vote(ctx context.Context, p *person, t task) (bool, error) {
	ctx = context.WithoutCancel(ctx)
	var drawn struct {
		Ballot  string   `json:"ballot"`
		Choices []string `json:"choices"`
		Papers  []struct {
			Subject string `json:"subject"`
			Token   string `json:"token"`
		} `json:"papers"`
	}
	draw := request{method: http.MethodPost, path: t.Href, bearer: p.session, body: struct{}{}}
	if _, err := r.api.do(ctx, draw, &drawn); err != nil {
		return false, err
	}
	if len(drawn.Papers) == 0 {
		return true, nil // the only subject is the voter
	}
	var body struct {
		Ballot string `json:"ballot"`
		Casts  []cast `json:"casts"`
	}
	body.Ballot = drawn.Ballot
	for _, paper := range drawn.Papers {
		choice, err := r.choice(p, t, paper.Subject, drawn.Choices)
		if err != nil {
			return false, err
		}
		body.Casts = append(body.Casts, cast{paper.Token, choice})
	}
	r.acts.Add(1)
	put := request{method: http.MethodPost, path: api + "/ballots/cast", body: body, again: true}
	_, err := r.ballots.do(ctx, put, nil)
	return true, err
}

// choice is what a voter marks: a grade for a colleague, or yes or no to a proposal.
func (r *robots) choice(p *person, t task, subject string, choices []string) (string, error) {
	if r.isReview(t) {
		return view(p.code, t.Subject), nil
	}
	if r.isRotation(t) {
		return view(p.code, subject), nil
	}
	f, err := r.memory.fact(subject)
	if err != nil {
		return "", err
	}
	return opinion(p.code, subject, r.merit(f), choices), nil
}

// count counts the ballot once every paper is in the box.
func (r *robots) count(ctx context.Context, p *person, t task) (bool, error) {
	var b struct {
		Collected int `json:"collected"`
		Expected  int `json:"expected"`
	}
	if err := r.api.get(ctx, p.session, t.place()+"/ballot", &b); err != nil {
		return false, err
	}
	if b.Collected < b.Expected {
		return false, nil
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, struct{}{})
}

func (r *robots) confirmCount(ctx context.Context, p *person, t task) (bool, error) {
	return true, r.act(ctx, p.session, t.key(), t.Href, evaluation.MinutesFiling{Text: countText})
}

func (r *robots) merit(f roster.Fact) evaluation.Grade {
	return merit(f, r.memory.disciplined[f.Official])
}
