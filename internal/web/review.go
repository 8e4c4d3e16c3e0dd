package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/planning"
	"canbo/internal/postgres"
)

const reviewPath = "/planning/reviews/{round}/{list}"

type openedReviews struct {
	Round      string   `json:"round"`
	Processes  []string `json:"processes"`
	Unverified []string `json:"unverified" doc:"Values of the policies that were not checked against their source"`
}

type (
	openReviewsInput struct {
		Body struct {
			Round  string   `json:"round" pattern:"^[0-9]{4}(-[0-9]{1,2})?$" doc:"The year, such as 2020; 2020-2 after a review of the year was cancelled"`
			Root   string   `json:"root,omitempty" maxLength:"63" doc:"All lists of this unit and those below whose term is not over"`
			Lists  []string `json:"lists,omitempty" maxItems:"500" doc:"Or these lists"`
			Policy string   `json:"policy,omitempty" maxLength:"80" doc:"id@version; absent: the one in force when the term of a list begins"`
			Day    string   `json:"day,omitempty" format:"date" doc:"Day of the record that is screened; absent: the day of each screening"`
		}
	}
	reviewsInput struct {
		Paged
		Year int `query:"year" minimum:"0" maximum:"2100"`
	}
	reviewInput struct{ ReviewPath }
)

// planReviewView is the board of a review.
type planReviewView struct {
	Process   postgres.ProcessView   `json:"process"`
	Steps     []postgres.StepView    `json:"steps"`
	Round     string                 `json:"round"`
	List      postgres.PlanListView  `json:"list"`
	Policy    postgres.PolicyRef     `json:"policy"`
	Reviewed  int                    `json:"reviewed" doc:"The version that is reviewed"`
	Keeper    string                 `json:"keeper" doc:"The committee that keeps the list"`
	Chair     string                 `json:"chair"`
	Members   []string               `json:"members" doc:"Who votes in the ballot of the open step, the chair first; else the committee"`
	Approver  string                 `json:"approver"`
	Superior  bool                   `json:"superior" doc:"A superior body approves; its decision is recorded with its document"`
	Positions []planPositionView     `json:"positions" doc:"What the list prepares for"`
	Draft     []planDraftEntry       `json:"draft" doc:"The next version as it stands"`
	Proposals []planProposalView     `json:"proposals"`
	ByRule    []planGroundView       `json:"by_rule" doc:"Whom a rule keeps off; for those who decide"`
	Taken     []postgres.PlanFinding `json:"taken" doc:"What administrators took into this review since the version was approved; for those who decide"`
	Structure *planning.Structure    `json:"structure,omitempty" doc:"Of the draft, as last screened"`
	Missed    []string               `json:"missed" doc:"Targets and limits that the draft misses: the approval says why"`
	UpToDate  bool                   `json:"up_to_date" doc:"The last screening is of the draft as it stands"`
	Approved  bool                   `json:"approved"`
	Conflict  int                    `json:"conflict,omitempty" doc:"The version that another review has published meanwhile"`
	Published int                    `json:"published,omitempty" doc:"The version that the review has led to"`
	Abandoned bool                   `json:"abandoned,omitempty"`
	OwnActs   []postgres.ActView     `json:"own_acts"`
}

type planPositionView struct {
	Position string `json:"position"`
	Name     string `json:"name"`
}

type planDraftEntry struct {
	planning.Entry
	Name         string `json:"name"`
	PositionName string `json:"position_name"`
	New          bool   `json:"new,omitempty"`
}

type planProposalView struct {
	planning.Proposal
	Name         string         `json:"name"`
	PositionName string         `json:"position_name"`
	Text         string         `json:"text,omitempty" doc:"What it rests on; for those who decide"`
	Barred       bool           `json:"barred,omitempty" doc:"A rule forbids it"`
	Conference   ballot.Verdict `json:"conference,omitempty"`
	Committee    ballot.Verdict `json:"committee,omitempty"`
}

type planGroundView struct {
	planning.Ground
	Name string `json:"name"`
}

func (s *server) registerReviews() {
	add(s, route[openReviewsInput, body[openedReviews]]{
		act: access.OpenReviews, method: http.MethodPost, path: "/planning/reviews", tag: "planning", status: http.StatusCreated,
		summary: "Open the yearly review of planning lists, all or none of them", do: s.openReviews,
	})
	add(s, route[reviewsInput, body[postgres.List[postgres.ReviewRow]]]{
		act: access.ListReviews, method: http.MethodGet, path: "/planning/reviews", tag: "planning", summary: "The reviews and how far they are",
		do: func(ctx context.Context, _ access.Actor, in *reviewsInput) (*body[postgres.List[postgres.ReviewRow]], error) {
			return show(s.Store.PlanReviews(ctx, in.Year, in.page()))
		},
	})
	add(s, route[reviewInput, body[planReviewView]]{
		act: access.ReadReview, method: http.MethodGet, path: reviewPath, tag: "planning",
		summary: "The board of a review: the draft, its structure, and what is proposed", subject: at[reviewInput](s), do: s.review,
	})
	add(s, route[reviewInput, body[postgres.ReviewScreeningView]]{
		act: access.ReadReviewFindings, method: http.MethodGet, path: reviewPath + "/screening", tag: "planning",
		summary: "What every rule says about everybody on the list and about every nominee", subject: at[reviewInput](s),
		do: func(ctx context.Context, _ access.Actor, in *reviewInput) (*body[postgres.ReviewScreeningView], error) {
			return show(s.Store.ReviewScreening(ctx, in.place().process))
		},
	})
	addMinutes[reviewInput](s, access.ReadReviewMinutes, reviewPath, "planning")
	s.registerReviewActs()
	s.registerReviewBallots()
	s.registerDifference()
	s.registerReviewPreview()
}

func (s *server) openReviews(ctx context.Context, actor access.Actor, in *openReviewsInput) (*body[openedReviews], error) {
	request := opening.ReviewRequest{Round: in.Body.Round, Root: in.Body.Root, Lists: in.Body.Lists, Actor: actor.ID}
	var err error
	if in.Body.Day != "" {
		if request.Day, err = time.Parse(time.DateOnly, in.Body.Day); err != nil {
			return nil, fault.New(fault.Invalid, "bad_day", "Write the day as YYYY-MM-DD.")
		}
	}
	if in.Body.Policy != "" {
		if request.Policy, request.PolicyVersion, err = policyName(in.Body.Policy); err != nil {
			return nil, err
		}
	}
	opened, err := s.Reviews.OpenReviews(ctx, request)
	return show(openedReviews(opened), err)
}

// policyName reads the name of a policy, such as hd15-2012@1.
func policyName(text string) (id string, version int, err error) {
	id, number, _ := strings.Cut(text, "@")
	if version, err = strconv.Atoi(number); err != nil {
		return "", 0, fault.New(fault.Invalid, "bad_policy", "Write the policy as id@version, such as hd15-2012@1.")
	}
	return id, version, nil
}

func (s *server) review(ctx context.Context, actor access.Actor, in *reviewInput) (*body[planReviewView], error) {
	process := in.place().process
	r, err := s.Store.Review(ctx, process)
	if err != nil {
		return nil, err
	}
	v := planReviewView{
		Round: r.Round, Reviewed: r.Reviewed, Keeper: r.Keeper, Chair: r.Chair, Members: r.Committee, Approver: r.Approver,
		Superior: len(r.Approvers) == 0, Missed: slices.Concat([]string{}, r.Missed), UpToDate: r.Revision > 0 && r.Screened == r.Revision,
		Approved: r.Approved, Published: r.Published, Abandoned: r.Abandoned,
	}
	if r.Stale != nil {
		v.Conflict = r.Stale.Version
	}
	if v.Process, err = s.Store.Process(ctx, process); err != nil {
		return nil, err
	}
	if v.Steps, err = s.Store.Steps(ctx, process); err != nil {
		return nil, err
	}
	for _, st := range v.Steps {
		if st.Name == planning.StepConference && st.ClosedAt == nil {
			v.Members = r.Conference.Roll
		}
	}
	if v.List, err = s.Store.PlanList(ctx, in.List); err != nil {
		return nil, err
	}
	if v.Policy, err = s.Store.ReviewPolicy(ctx, process); err != nil {
		return nil, err
	}
	if v.OwnActs, err = s.Store.OwnActs(ctx, process, actor.ID); err != nil {
		return nil, err
	}
	screening, err := s.Store.ReviewScreening(ctx, process)
	if err == nil {
		v.Structure = &screening.Structure
	} else if fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	return show(v, s.fillReview(ctx, actor, &v, r))
}

// fillReview adds the draft and the proposals with their names, and for those who decide what they rest on.
func (s *server) fillReview(ctx context.Context, actor access.Actor, v *planReviewView, r planning.Review) error {
	standing, err := s.standing(ctx, actor, place{process: r.ID})
	if err != nil {
		return err
	}
	decides := access.May(actor, access.ReadReviewFindings, standing) == nil
	texts, err := s.Store.ProposalTexts(ctx, r.ID)
	if err != nil {
		return err
	}
	draft := r.Draft()
	names, err := s.reviewNames(ctx, r, draft)
	if err != nil {
		return err
	}
	v.Draft, v.Proposals, v.ByRule = make([]planDraftEntry, len(draft)), make([]planProposalView, len(r.Proposals)), []planGroundView{}
	v.Positions = make([]planPositionView, len(r.Positions))
	for i, position := range r.Positions {
		v.Positions[i] = planPositionView{Position: position, Name: names.Positions[position]}
	}
	for i, e := range draft {
		was := slices.ContainsFunc(r.Entries, func(b planning.Entry) bool { return b.Seat() == e.Seat() })
		v.Draft[i] = planDraftEntry{Entry: e, Name: names.Officials[e.Official], PositionName: names.Positions[e.Position], New: !was}
	}
	for i, p := range r.Proposals {
		view := planProposalView{Proposal: p, Name: names.Officials[p.Entry.Official], PositionName: names.Positions[p.Entry.Position]}
		view.Barred = slices.ContainsFunc(r.Blocked, func(g planning.Ground) bool { return g.Seat == p.Entry.Seat() })
		if decides || p.By == actor.ID {
			view.Text = texts[p.ID].Text
		}
		_, view.Conference = r.Conference.Verdict(p.ID)
		_, view.Committee = r.Election.Verdict(p.ID)
		v.Proposals[i] = view
	}
	if v.Taken, err = s.takenInto(ctx, r.List, decides); err != nil {
		return err
	}
	for _, g := range r.Blocked {
		if decides {
			v.ByRule = append(v.ByRule, planGroundView{Ground: g, Name: names.Officials[g.Official]})
		}
	}
	return nil
}

func (s *server) reviewNames(ctx context.Context, r planning.Review, draft []planning.Entry) (postgres.PlanNames, error) {
	entries := slices.Concat(r.Entries, draft)
	for _, p := range r.Proposals {
		entries = append(entries, p.Entry)
	}
	for _, position := range r.Positions {
		entries = append(entries, planning.Entry{Position: position})
	}
	return s.Store.PlanNames(ctx, entries)
}
