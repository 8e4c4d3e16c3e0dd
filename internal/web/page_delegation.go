package web

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) delegationPages(r chi.Router) {
	r.Get(appPath+"/delegations", s.signedIn(func(v *visit) error { return s.delegations(v, nil, http.StatusOK) }))
	r.Post(appPath+"/delegations", s.signedIn(s.postDelegation))
	r.Post(appPath+"/delegations/{delegation}/revocation", s.signedIn(func(v *visit) error {
		in := &revocationInput{ID: chi.URLParam(v.r, "delegation")}
		in.Body.Reason = v.field("reason")
		if _, err := call[none](v.r.Context(), s, v.actor, access.RevokeDelegation, in); err != nil {
			return err
		}
		return s.redirect(v, appPath+"/delegations", "delegation_ended")
	}))
}

func (s *server) postDelegation(v *visit) error {
	in := &delegationInput{Idempotent: keyOf(v)}
	in.Body.Deputy, in.Body.From, in.Body.Until, in.Body.Reason = v.field("subject"), v.field("from"), v.field("until"), v.field("reason")
	fields := delegationFields(v)
	if problem := emptyFields(v.page, fields); problem != nil {
		return s.delegations(v, problem, http.StatusUnprocessableEntity)
	}
	if _, err := call[body[delegated]](v.r.Context(), s, v.actor, access.Delegate, in); err != nil {
		problem, status, err := s.refused(v, access.Delegate, err)
		if err != nil {
			return err
		}
		return s.delegations(v, problem, status)
	}
	return s.redirect(v, appPath+"/delegations", "delegated")
}

func delegationFields(v *visit) []pages.InputView {
	fields := []pages.InputView{
		{Kind: pages.ChoiceInput, Name: "subject", Long: true, Label: v.page.T(pages.DelegationDeputy)},
		{Kind: pages.DayInput, Name: "from", Label: v.page.T(pages.DelegationFrom)},
		{Kind: pages.DayInput, Name: "until", Label: v.page.T(pages.DelegationUntil)},
		{Kind: pages.LineInput, Name: "reason", Label: v.page.T(pages.DelegationReason)},
	}
	for i := range fields {
		fields[i].Value = v.field(fields[i].Name)
	}
	return fields
}

// delegations shows one's own and the form of another.
func (s *server) delegations(v *visit, problem *pages.Problem, status int) error {
	ctx := v.r.Context()
	list, err := call[body[postgres.List[postgres.Delegation]]](ctx, s, v.actor, access.ListDelegations, &delegationsInput{
		Person: v.actor.ID, Paged: Paged{Limit: 100},
	})
	if err != nil {
		return err
	}
	colleagues, err := s.colleagues(v)
	if err != nil {
		return err
	}
	var deputies []string
	for _, d := range list.Body.Items {
		deputies = append(deputies, d.Deputy)
	}
	names, err := s.Store.OfficialNames(ctx, deputies)
	if err != nil {
		return err
	}
	var own []pages.DelegationView
	for _, d := range list.Body.Items {
		own = append(own, pages.DelegationView{
			Deputy: cmp.Or(names[d.Deputy], d.Deputy), From: d.StartsAt, Last: d.EndsAt.Add(-time.Second), Moved: d.Moved,
			Over: d.RevokedAt != nil || !d.EndsAt.After(v.page.Now), ID: d.ID,
		})
	}
	fields := delegationFields(v)
	fields[0].Choices = colleagues
	form := s.newForm(v)
	form.Problem = problem
	return s.showAs(v, status, pages.Act(v.page.Titled(pages.DelegationsTitle), pages.ActView{
		Form: form, Explain: v.page.T(pages.DelegationExplain), Fields: fields, Button: v.page.T(pages.DelegationButton),
		More: pages.Delegations(v.page, own),
	}))
}

// colleagues are those who sit in a meeting with the reader.
func (s *server) colleagues(v *visit) ([]pages.Choice, error) {
	meetings, err := s.Store.MeetingsOf(v.r.Context(), v.actor.ID)
	if err != nil {
		return nil, err
	}
	codes := map[string]bool{}
	for _, m := range meetings {
		members, err := s.membersOf(v, m)
		if err != nil {
			return nil, err
		}
		for _, code := range members {
			codes[code] = true
		}
	}
	delete(codes, v.actor.ID)
	return s.people(v, slices.Sorted(maps.Keys(codes)))
}

func (s *server) membersOf(v *visit, m postgres.Meeting) ([]string, error) {
	if m.Kind == evaluation.KindBodyDecision {
		sitting, err := s.Store.BodyDecision(v.r.Context(), m.Cycle, m.Code)
		return sitting.Members, err
	}
	review, err := s.Store.UnitReview(v.r.Context(), m.Cycle, m.Code)
	return review.Members, err
}
