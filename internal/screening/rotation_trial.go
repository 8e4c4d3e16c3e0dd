package screening

import (
	"context"
	"slices"
	"time"

	"canbo/internal/policy"
	"canbo/internal/rotation"
	"canbo/internal/rules"
)

// RotationTrial is what another policy would make of who may be rotated.
type RotationTrial struct {
	Officials int      // who holds a principal post on the day
	Posts     []string // that fall vacant within the months looked at, each held against as vacant
	Changes   []EligibilityChange
}

// EligibilityChange is an official who may go to other posts under the other policy.
type EligibilityChange struct {
	Official string
	Before   int                // how many of the posts they are eligible for
	After    int                // the same under the other policy
	Lost     []rotation.Finding // what keeps them from a post under the other policy only
	Gained   []rotation.Finding // what keeps them from a post under the first policy only
}

// Try holds everybody who has a post against the posts that fall vacant in so many months, under two policies, from one
// record. The posts are those that the first policy foresees, as a year's plan begins with them.
func (r *Rotations) Try(ctx context.Context, from, to *policy.Policy, day time.Time, months int) (RotationTrial, error) {
	events, err := r.Foresee(ctx, from, day, months)
	if err != nil {
		return RotationTrial{}, err
	}
	trial := RotationTrial{Posts: []string{}}
	for _, e := range events {
		if e.Vacates && !slices.Contains(trial.Posts, e.Post) {
			trial.Posts = append(trial.Posts, e.Post)
		}
	}
	officials, err := r.Holders(ctx, day)
	if err != nil {
		return RotationTrial{}, err
	}
	trial.Officials = len(officials)
	before, err := r.asVacant(ctx, from, officials, trial.Posts, day)
	if err != nil {
		return RotationTrial{}, err
	}
	after, err := r.asVacant(ctx, to, officials, trial.Posts, day)
	if err != nil {
		return RotationTrial{}, err
	}
	for i, who := range officials {
		first, last := i*len(trial.Posts), (i+1)*len(trial.Posts)
		if c := eligibilityChange(who, before[first:last], after[first:last]); len(c.Lost)+len(c.Gained) > 0 {
			trial.Changes = append(trial.Changes, c)
		}
	}
	return trial, nil
}

// asVacant holds officials against posts as if nobody held these; the pairs are in the order of officials and posts.
func (r *Rotations) asVacant(ctx context.Context, p *policy.Policy, officials, posts []string, day time.Time) ([]Pair, error) {
	compiled, err := rules.CompileRotation(p)
	if err != nil {
		return nil, err
	}
	dossiers, err := r.Store.RotationDossiers(ctx, officials, day)
	if err != nil {
		return nil, err
	}
	places, err := r.places(ctx, posts, day)
	if err != nil {
		return nil, err
	}
	terms := p.Rotation.Terms()
	pairs := make([]Pair, 0, len(officials)*len(posts))
	for _, who := range officials {
		for _, post := range posts {
			place := places[post]
			place.Vacant = true
			findings, err := compiled.Findings(terms.Facts(day, dossiers[who], place))
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, Pair{Official: who, Post: post, Eligible: rotation.Eligible(findings), Findings: findings})
		}
	}
	return pairs, nil
}

// eligibilityChange compares the pairs of an official with the same posts under two policies.
func eligibilityChange(official string, before, after []Pair) EligibilityChange {
	c := EligibilityChange{Official: official}
	for i := range before {
		was, is := before[i], after[i]
		if was.Eligible {
			c.Before++
		}
		if is.Eligible {
			c.After++
		}
		switch {
		case was.Eligible && !is.Eligible:
			c.Lost = withReasons(c.Lost, is.Findings)
		case !was.Eligible && is.Eligible:
			c.Gained = withReasons(c.Gained, was.Findings)
		}
	}
	return c
}

// withReasons adds the findings that exclude, each rule with the same values once.
func withReasons(list, findings []rotation.Finding) []rotation.Finding {
	for _, f := range findings {
		same := func(o rotation.Finding) bool { return o.Rule == f.Rule && o.Values == f.Values }
		if f.Excludes && !slices.ContainsFunc(list, same) {
			list = append(list, f)
		}
	}
	return list
}
