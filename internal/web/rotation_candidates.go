package web

import (
	"context"
	"net/http"
	"slices"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/rotation/assignment"
)

type candidatesInput struct {
	RotationPlanPath
	Official string `query:"official" maxLength:"63" doc:"Where this person could go"`
	Post     string `query:"post" maxLength:"63" doc:"Who could go there"`
}

// rotationCandidate is a person and a need as the assignment weighs them.
type rotationCandidate struct {
	Official    string          `json:"official"`
	Post        string          `json:"post"`
	Eligible    bool            `json:"eligible"`
	Suitability int64           `json:"suitability" doc:"Points; the higher the better"`
	Placed      bool            `json:"placed" doc:"The assignment has this pair"`
	Fixed       bool            `json:"fixed" doc:"People fixed it"`
	Present     string          `json:"present_post,omitempty" doc:"The principal post that they hold on the day of the plan"`
	Unit        string          `json:"present_unit,omitempty"`
	Excluded    []rotationBreak `json:"excluded" doc:"The rules that exclude the pair, with what they compared"`
}

func (s *server) registerCandidates() {
	add(s, route[candidatesInput, body[items[rotationCandidate]]]{
		act: access.ListCandidates, method: http.MethodGet, path: rotationPlanPath + "/candidates", tag: "rotation",
		summary: "Who could go to a post, or where somebody could go, and by which rule who cannot",
		subject: at[candidatesInput](s), do: s.candidates,
	})
}

// candidates lists the pairs of a person or of a post: those that are eligible first, the best suited on top.
func (s *server) candidates(ctx context.Context, _ access.Actor, in *candidatesInput) (*body[items[rotationCandidate]], error) {
	if in.Official == "" && in.Post == "" {
		return nil, fault.New(fault.Invalid, "official_or_post", "Name the official or the post.")
	}
	file, err := s.Store.RotationPlanFile(ctx, in.place().process)
	if err != nil {
		return nil, err
	}
	pol, err := s.pinned(ctx, in.place().process)
	if err != nil {
		return nil, err
	}
	asked := func(official, post string) bool {
		return (in.Official == "" || in.Official == official) && (in.Post == "" || in.Post == post)
	}
	found := []rotationCandidate{}
	for _, p := range file.Instance.Pairs {
		if !asked(p.Official, p.Post) {
			continue
		}
		at := assignment.Placement{Official: p.Official, Post: p.Post}
		found = append(found, rotationCandidate{
			Official: p.Official, Post: p.Post, Eligible: true, Suitability: p.Suitability, Excluded: []rotationBreak{},
			Placed: slices.Contains(file.Plan.Placements, at), Fixed: slices.Contains(file.Instance.Fixed, at),
		})
	}
	for _, e := range file.Instance.Excluded {
		i := slices.IndexFunc(found, func(c rotationCandidate) bool { return c.Official == e.Official && c.Post == e.Post })
		if i < 0 {
			continue // not asked for
		}
		says := ruleName(pol, e.Rule)
		found[i].Eligible = false
		found[i].Excluded = append(found[i].Excluded, rotationBreak{Rule: e.Rule, Values: e.Values, VI: says.VI, EN: says.EN})
	}
	if err := s.present(ctx, in.place().process, found); err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b rotationCandidate) int {
		if a.Eligible != b.Eligible {
			return rank(a.Eligible) - rank(b.Eligible)
		}
		return int(b.Suitability - a.Suitability)
	})
	return show(items[rotationCandidate]{found}, nil)
}

// present fills in the posts that candidates hold on the day of a plan.
func (s *server) present(ctx context.Context, process string, found []rotationCandidate) error {
	_, day, err := s.Store.RotationPlanPolicyRef(ctx, process)
	if err != nil {
		return err
	}
	officials := make([]string, len(found))
	for i, c := range found {
		officials[i] = c.Official
	}
	posts, err := s.Store.PresentPosts(ctx, day, officials...)
	for i := range found {
		found[i].Present, found[i].Unit = posts[found[i].Official].Post, posts[found[i].Official].Unit
	}
	return err
}
