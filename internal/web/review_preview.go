package web

import (
	"context"
	"net/http"
	"slices"

	"canbo/internal/access"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/screening"
)

type (
	previewInput struct {
		ReviewPath
		Body struct {
			Remove []planning.Seat             `json:"remove,omitempty" maxItems:"200"`
			Add    []planning.NominationFiling `json:"add,omitempty" maxItems:"200"`
		}
	}
	// previewView is what proposals would make of a draft.
	previewView struct {
		Structure planning.Structure `json:"structure" doc:"Of the draft with the proposals that no rule forbids"`
		Missed    []string           `json:"missed" doc:"Targets and limits that it would miss"`
		Findings  []planning.Finding `json:"findings" doc:"On the nominees; a blocking one would be refused"`
	}
)

func (p *previewInput) place() place { return p.ReviewPath.place() }

func (s *server) registerReviewPreview() {
	add(s, route[previewInput, body[previewView]]{
		act: access.PreviewChanges, method: http.MethodPost, path: reviewPath + "/preview", tag: "planning",
		summary: "What the draft would look like with proposals that are not filed yet; nothing is kept",
		subject: at[previewInput](s), do: s.previewChanges,
	})
}

func (s *server) previewChanges(ctx context.Context, _ access.Actor, in *previewInput) (*body[previewView], error) {
	process := in.place().process
	r, err := s.Store.Review(ctx, process)
	if err != nil {
		return nil, err
	}
	sheet := planning.Sheet{Removed: in.Body.Remove}
	for _, n := range in.Body.Add {
		sheet.Added = append(sheet.Added, n.Args().Entry())
	}
	out, err := s.screenDraft(ctx, process, r, sheet.Draft(r.Draft()))
	if err != nil {
		return nil, err
	}
	findings := onNominees(out.Findings, sheet)
	var blocked []planning.Seat
	for _, f := range findings {
		if f.Blocking {
			blocked = append(blocked, f.Seat())
		}
	}
	if len(blocked) > 0 {
		if out, err = s.screenDraft(ctx, process, r, sheet.Without(blocked).Draft(r.Draft())); err != nil {
			return nil, err
		}
	}
	return &body[previewView]{previewView{
		Structure: out.Structure, Missed: slices.Concat([]string{}, out.Structure.Gaps()), Findings: findings,
	}}, nil
}

// screenDraft holds a draft of a review against the policy that the review keeps.
func (s *server) screenDraft(ctx context.Context, process string, r planning.Review, draft []planning.Entry) (screening.Screened, error) {
	name, text, day, err := s.Store.ReviewRules(ctx, process)
	if err != nil {
		return screening.Screened{}, err
	}
	pinned, err := policy.Parse(name, text)
	if err != nil {
		return screening.Screened{}, err
	}
	if day.IsZero() {
		day = today(s.now())
	}
	return s.Screener.Screen(ctx, screening.Asked{List: r.List, Version: r.Reviewed, Draft: draft, Pinned: pinned, Day: day})
}

// onNominees are the findings on those whom a sheet adds.
func onNominees(findings []planning.Finding, sheet planning.Sheet) []planning.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f planning.Finding) bool {
		return !slices.ContainsFunc(sheet.Added, func(e planning.Entry) bool { return e.Seat() == f.Seat() })
	})
}
