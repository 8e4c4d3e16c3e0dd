package demo

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync/atomic"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

const (
	shortestLook = 500 * time.Millisecond // between two looks into an inbox that no letter asks for
	longestLook  = 8 * time.Second
	waitingLook  = 300 * time.Millisecond // while a task waits for others
)

// robots are all the people of a demonstration.
type robots struct {
	api       *client
	ballots   *client // casts papers on connections of its own, on which nobody has ever signed in
	mailbox   *client
	cycle     string
	round     string             // of the reviews of planning lists
	people    map[string]*person // by official
	memory    memory
	plans     plans
	movers    movers
	refuser   atomic.Pointer[string] // who will not be rotated; "" for nobody, nil while nobody has been asked
	acts      atomic.Int64           // done by anybody so far
	read      atomic.Int64           // results acknowledged or petitioned
	petitions atomic.Int64           // filed
	answers   atomic.Int64           // to petitions
}

// deed carries out one task. It returns false when the task has to wait for others.
type deed func(r *robots, ctx context.Context, p *person, t task) (done bool, err error)

// deeds are all that the product ever asks of a person.
var deeds = map[string]deed{
	evaluation.ActSelfReview:       (*robots).fileSelfReview,
	evaluation.ActAdoptMinutes:     (*robots).holdConference,
	procedure.CommandElectTellers:  (*robots).electTellers,
	procedure.ActVote:              (*robots).vote,
	procedure.CommandCount:         (*robots).count,
	procedure.CommandConfirmCount:  (*robots).confirmCount,
	evaluation.ActPropose:          (*robots).propose,
	evaluation.ActConfirmAppraisal: (*robots).confirmAppraisal,
	evaluation.ActRateUnits:        (*robots).rateUnits,
	evaluation.ActDecide:           (*robots).decide,
	evaluation.ActAnnounce:         (*robots).announce,
	evaluation.ActAcknowledge:      (*robots).readResult,
	evaluation.ActAnswerPetition:   (*robots).answerPetition,

	planning.ActPropose:             (*robots).proposeChanges,
	procedure.CommandBreakTie:       (*robots).breakTie,
	planning.ActApprove:             (*robots).approvePlan,
	procedure.CommandRecordExternal: (*robots).recordApproval,

	rotation.ActProposeRotation:     (*robots).proposeRotation,
	rotation.ActAcceptAssignment:    (*robots).acceptAssignment,
	rotation.ActConfirmPapers:       (*robots).confirmPapers,
	rotation.ActAnswerConsultation:  (*robots).answerConsultation,
	rotation.ActDecideRotations:     (*robots).decideRotations,
	rotation.ActAnnounce:            (*robots).recordDay,
	rotation.ActRelease:             (*robots).recordDay,
	rotation.ActReceive:             (*robots).recordDay,
	rotation.ActConfirmEntitlements: (*robots).confirmEntitlements,
}

// live lets a robot look into its inbox and do what is asked, until ctx ends.
func (r *robots) live(ctx context.Context, p *person) error {
	pause := shortestLook
	for {
		did, waits, err := r.turn(ctx, p)
		switch {
		case err != nil:
			return err
		case did:
			pause = shortestLook
		case waits:
			pause = waitingLook
		}
		select {
		case <-ctx.Done():
			return nil
		case <-p.bell:
		case <-time.After(pause):
			pause = min(2*pause, longestLook)
		}
	}
}

// turn does everything that an inbox asks for now.
func (r *robots) turn(ctx context.Context, p *person) (did, waits bool, err error) {
	tasks, err := list[task](ctx, r.api, p.session, api+"/inbox")
	if err != nil {
		return false, false, fmt.Errorf("%s looks into the inbox: %w", p.code, err)
	}
	slices.SortStableFunc(tasks, func(a, b task) int { return cmp.Compare(rank(a), rank(b)) })
	for _, t := range tasks {
		if t.Cycle != r.cycle && !r.isReview(t) && !r.isRotation(t) {
			continue // no part of this demonstration
		}
		do, known := deeds[t.Act]
		if !known {
			return did, waits, fmt.Errorf("%s is asked for %q in %s, which no robot has learned", p.code, t.Act, t.Process)
		}
		done, err := do(r, ctx, p, t)
		if err != nil {
			return did, waits, fmt.Errorf("%s does %s in %s: %w", p.code, t.Act, t.Process, err)
		}
		did, waits = did || done, waits || !done
	}
	return did, waits, nil
}

// rank puts the units before the people: a head is decided after the unit.
func rank(t task) int {
	if t.Act == evaluation.ActDecide {
		return 1
	}
	return 0
}

// fileSelfReview files what the official answers for. Every fourth keeps a draft first, as somebody does who writes on
// two days.
func (r *robots) fileSelfReview(ctx context.Context, p *person, t task) (bool, error) {
	f, err := r.memory.fact(p.code)
	if err != nil {
		return false, err
	}
	body := evaluation.SelfReviewFiling{
		Grade: selfGrade(f), Texts: selfReviewTexts(f),
		Levels: map[evaluation.Criterion]evaluation.Level{
			evaluation.Political: evaluation.Level(f.Political), evaluation.Ethics: evaluation.Level(f.Ethics),
			evaluation.Style: evaluation.Level(f.Style), evaluation.Organisation: evaluation.Level(f.Organisation),
			evaluation.Results: evaluation.Level(f.Results),
		},
	}
	if body.Answers, err = r.answersTo(ctx, p, t); err != nil {
		return false, err
	}
	if moodOf(p.code, t.Act)%4 == 0 {
		if body, err = r.keepDraft(ctx, p, t, body); err != nil {
			return false, err
		}
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}

// keepDraft saves a draft and returns what the server has kept of it.
func (r *robots) keepDraft(ctx context.Context, p *person, t task, body evaluation.SelfReviewFiling) (evaluation.SelfReviewFiling, error) {
	type draft struct {
		Body evaluation.SelfReviewFiling `json:"body"`
	}
	path := api + "/drafts?" + url.Values{"process": {t.Process}, "act": {t.Act}}.Encode()
	save := request{method: http.MethodPut, path: path, bearer: p.session, body: draft{body}}
	if _, err := r.api.do(ctx, save, nil); err != nil {
		return body, err
	}
	var kept draft
	err := r.api.get(ctx, p.session, path, &kept)
	return kept.Body, err
}
