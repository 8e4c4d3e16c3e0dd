package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/policy"
)

// Policies are the policies that are installed.
type Policies interface {
	// For finds the policy of a kind in force on a day. Error: fault.NotFound `policy_missing`.
	For(kind policy.Kind, day calendar.Date) (*policy.Policy, error)
	// ByID finds one version of a policy. Error: fault.NotFound `policy_missing`.
	ByID(id string, version int) (*policy.Policy, error)
	// All returns every version of every policy.
	All() []*policy.Policy
}

// longestTerm is in years.
const longestTerm = 10

type termInput struct {
	Official string `path:"official" maxLength:"63"`
	First    int    `query:"first" required:"true" minimum:"1990" maximum:"2100" doc:"First year of the term"`
	Last     int    `query:"last" required:"true" minimum:"1990" maximum:"2100" doc:"Last year of the term"`
}

type termRating struct {
	Official string `json:"official"`
	Policy   string `json:"policy" doc:"Such as qd89-2017@1, in force at the end of the term"`
	// OrderVerified says whether the order in which the rules are tried was checked against its source.
	OrderVerified bool `json:"order_verified" doc:"Whether the order in which the rules are tried was checked against a source"`
	evaluation.TermRating
}

func (s *server) registerTerm() {
	add(s, route[termInput, body[termRating]]{
		act: access.ReadTermRating, method: http.MethodGet, path: "/officials/{official}/term-rating", tag: "officials",
		summary: "What the rules make of an official's years in a term of office",
		subject: func(_ context.Context, _ access.Actor, in *termInput) (access.Subject, error) {
			return access.Subject{Owner: in.Official}, nil
		},
		do: func(ctx context.Context, actor access.Actor, in *termInput) (*body[termRating], error) {
			return show(s.termRating(ctx, actor, in))
		},
	})
}

func (s *server) termRating(ctx context.Context, actor access.Actor, in *termInput) (termRating, error) {
	if in.Last < in.First || in.Last-in.First >= longestTerm {
		return termRating{}, fault.New(fault.Invalid, "bad_term", "A term ends after it begins and lasts at most %d years.", longestTerm)
	}
	end := evaluation.Period{Year: in.Last}.Last()
	pol, err := s.Policies.For(policy.KindTerm, end)
	if err != nil {
		return termRating{}, err
	}
	years, err := s.Store.YearResults(ctx, in.Official, in.First, in.Last, actor.Role == access.Official)
	if err != nil {
		return termRating{}, err
	}
	return termRating{
		Official: in.Official, Policy: pol.Name(), OrderVerified: pol.Term.Order.Verified,
		TermRating: evaluation.RateTerm(pol.Term.Ordered(), in.First, in.Last, years),
	}, nil
}
