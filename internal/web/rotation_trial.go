package web

import (
	"context"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/policy"
	"canbo/internal/rotation"
)

// trialMonths is how far ahead a trial looks for posts that fall vacant, as the look-ahead does.
const trialMonths = 36

type (
	// rotationTrial is what another policy would make of who may be rotated.
	rotationTrial struct {
		From      string              `json:"from"`
		To        string              `json:"to"`
		Day       string              `json:"day" format:"date" doc:"Of the record"`
		Posts     []string            `json:"posts" doc:"Those that fall vacant in three years; each is held against as if it were vacant"`
		Officials int                 `json:"officials" doc:"Who holds a principal post on the day"`
		Changes   []eligibilityChange `json:"changes" doc:"Who may go to other posts under the other policy"`
	}
	eligibilityChange struct {
		Official string               `json:"official"`
		Name     string               `json:"name"`
		Before   int                  `json:"before" doc:"For how many of the posts they are eligible"`
		After    int                  `json:"after" doc:"The same under the other policy"`
		Lost     []eligibilityFinding `json:"lost" doc:"What keeps them from a post under the other policy only"`
		Gained   []eligibilityFinding `json:"gained" doc:"What keeps them from a post under the first policy only"`
	}
)

func (s *server) registerRotationTrial() {
	add(s, route[planTrialInput, body[rotationTrial]]{
		act: access.TryRotationPolicy, method: http.MethodGet, path: "/rotation/policy-trial", tag: "policies",
		summary: "Who could be rotated under another policy, and who could not, by which rule and value",
		do: func(ctx context.Context, _ access.Actor, in *planTrialInput) (*body[rotationTrial], error) {
			return show(s.tryOnRotation(ctx, in))
		},
	})
}

func (s *server) tryOnRotation(ctx context.Context, in *planTrialInput) (rotationTrial, error) {
	day := today(s.now())
	out := rotationTrial{From: in.From, To: in.To, Day: day.Format(time.DateOnly), Changes: []eligibilityChange{}}
	from, err := s.policyOfKind(in.From, policy.KindRotation)
	if err != nil {
		return out, err
	}
	to, err := s.policyOfKind(in.To, policy.KindRotation)
	if err != nil {
		return out, err
	}
	tried, err := s.Rotations.Try(ctx, from, to, day, trialMonths)
	if err != nil {
		return out, err
	}
	out.Posts, out.Officials = tried.Posts, tried.Officials
	var people []string
	for _, c := range tried.Changes {
		people = append(people, c.Official)
	}
	names, err := s.Store.OfficialNames(ctx, people)
	if err != nil {
		return out, err
	}
	for _, c := range tried.Changes {
		out.Changes = append(out.Changes, eligibilityChange{
			Official: c.Official, Name: names[c.Official], Before: c.Before, After: c.After,
			Lost: findingViews(c.Lost), Gained: findingViews(c.Gained),
		})
	}
	return out, nil
}

func findingViews(findings []rotation.Finding) []eligibilityFinding {
	views := make([]eligibilityFinding, len(findings))
	for i, f := range findings {
		views[i] = eligibilityFinding(f)
	}
	return views
}
