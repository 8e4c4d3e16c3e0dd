package web

import (
	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/web/pages"
)

// rotationRecord is the choice of who could be rotated as the record to try a policy on.
const rotationRecord = "rotation"

// rotationTrialView says who could be rotated under another policy, and by which rule and value.
func (s *server) rotationTrialView(v *visit, from, to policyReader) (*pages.TrialView, error) {
	in := &planTrialInput{From: from.policy.Name(), To: to.policy.Name()}
	tried, err := call[body[rotationTrial]](v.r.Context(), s, v.actor, access.TryRotationPolicy, in)
	if err != nil {
		return nil, err
	}
	t := tried.Body
	view := &pages.TrialView{
		Summary: v.page.T(pages.TrialRotation, t.Officials, len(t.Posts), len(t.Changes)),
		Heads:   []pages.Text{pages.TrialWho, pages.TrialFrom, pages.TrialTo, pages.TrialWhy},
	}
	var shown []eligibilityChange
	shown, view.Next = somePages(v, t.Changes)
	people := make([]string, len(shown))
	for i, c := range shown {
		people[i] = c.Official
	}
	posts, err := s.Store.PresentPosts(v.r.Context(), today(s.now()), people...)
	if err != nil {
		return nil, err
	}
	for _, c := range shown {
		line := pages.TrialLine{
			Name: c.Name, Href: adminPath + "/people/" + c.Official, Where: v.page.L(posts[c.Official].PostName),
			From: v.page.T(pages.TrialEligible, c.Before, len(t.Posts)), To: v.page.T(pages.TrialEligible, c.After, len(t.Posts)),
		}
		for _, f := range c.Lost {
			line.Why = append(line.Why, trialFinding(v.page, pages.TrialLost, f))
		}
		for _, f := range c.Gained {
			line.Why = append(line.Why, trialFinding(v.page, pages.TrialGained, f))
		}
		view.Lines = append(view.Lines, line)
	}
	return view, nil
}

// trialFinding says by which rule somebody is excluded, with the values that were compared.
func trialFinding(p pages.Page, says pages.Text, f eligibilityFinding) string {
	return p.T(says, p.L(evaluation.Label{VI: f.VI, EN: f.EN}), p.ComparedPair(f.Values))
}
