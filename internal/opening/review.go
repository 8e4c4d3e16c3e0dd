package opening

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/roster"
	"canbo/internal/rules"
)

var roundPattern = regexp.MustCompile(`^[0-9]{4}(-[0-9]{1,2})?$`)

// ReviewRequest asks for the yearly reviews of planning lists.
type ReviewRequest struct {
	Round         string    // the year, such as 2020; 2020-2 after one of the year was cancelled
	Root          string    // unit: the lists of it and of the units below whose term is not over in the year; "" names Lists
	Lists         []string  // none when Root is given
	Unopened      bool      // leave out lists that are reviewed in the year already, instead of refusing
	Policy        string    // id; "" picks the one in force when the term of a list begins
	PolicyVersion int       // of Policy
	Day           time.Time // of the record that is screened; zero for that of the day of each screening
	Actor         string
}

// OpenedReviews says what was opened.
type OpenedReviews struct {
	Round      string
	Processes  []string
	Unverified []string // paths of the policies' values that were not checked against their source
}

// ReviewStore reads the roster and the lists, and writes the opened reviews.
type ReviewStore interface {
	District(ctx context.Context) (*roster.District, error)
	// PlanningLists returns all planning lists by code.
	PlanningLists(ctx context.Context) ([]roster.PlanList, error)
	// Plan reads a version of a list; 0 is the current one.
	Plan(ctx context.Context, list string, version int) (planning.Plan, error)
	// StandingCommittees names the standing committees that have a list, by unit.
	StandingCommittees(ctx context.Context) (map[string][]string, error)
	// ReviewedLists names the lists that are, or were, reviewed in a year; a cancelled review is none.
	ReviewedLists(ctx context.Context, year int) ([]string, error)
	// OpenReviews writes reviews, all or nothing. Error: fault.Conflict `review_exists`.
	OpenReviews(ctx context.Context, o planning.ReviewOpening) error
}

// CodeAllReviewed is the code of the refusal when there is nothing left to open.
const CodeAllReviewed = "all_reviewed"

// ReviewOpener opens reviews of planning lists.
type ReviewOpener struct {
	Store    ReviewStore
	Policies *policy.Set
	Calendar *calendar.Calendar
	Clock    func() time.Time
}

// OpenReviews opens the reviews of several lists, all or nothing.
//
// Errors: fault.Invalid for a malformed request, an unknown policy, rules that do not compile, a list whose level of
// government has no reference month (`no_reference`), a ballot without a roll (`roll_empty`) and a list that could not be
// reviewed for want of people (`not_ready`; the text lists all findings); fault.NotFound for an unknown list and when there
// is none to review (`no_lists`); fault.Conflict `review_exists`.
func (o *ReviewOpener) OpenReviews(ctx context.Context, r ReviewRequest) (OpenedReviews, error) {
	opening, out, err := o.plan(ctx, r)
	if err != nil {
		return OpenedReviews{}, err
	}
	return out, o.Store.OpenReviews(ctx, opening)
}

// PreviewReviews says what OpenReviews would open; nothing is written. Errors: as of OpenReviews.
func (o *ReviewOpener) PreviewReviews(ctx context.Context, r ReviewRequest) (OpenedReviews, error) {
	_, out, err := o.plan(ctx, r)
	return out, err
}

// plan prepares reviews without writing anything.
func (o *ReviewOpener) plan(ctx context.Context, r ReviewRequest) (planning.ReviewOpening, OpenedReviews, error) {
	if !roundPattern.MatchString(r.Round) {
		return planning.ReviewOpening{}, OpenedReviews{}, fault.New(fault.Invalid, "bad_round", "write the round as the year, such as 2020, or 2020-2 for another one in it")
	}
	year, _ := strconv.Atoi(r.Round[:4]) // the pattern has seen that it is one
	district, err := o.Store.District(ctx)
	if err != nil {
		return planning.ReviewOpening{}, OpenedReviews{}, fmt.Errorf("open reviews %s: %w", r.Round, err)
	}
	lists, err := o.lists(ctx, r, district, year)
	if err != nil {
		return planning.ReviewOpening{}, OpenedReviews{}, err
	}
	keepers, err := o.Store.StandingCommittees(ctx)
	if err != nil {
		return planning.ReviewOpening{}, OpenedReviews{}, err
	}
	opening := planning.ReviewOpening{Round: r.Round, Year: year, Day: r.Day, OpenedBy: r.Actor, OpenedAt: o.Clock()}
	out := OpenedReviews{Round: r.Round, Processes: []string{}, Unverified: []string{}}
	var findings []evaluation.Finding
	for _, list := range lists {
		opened, found, unverified, err := o.prepare(ctx, r, district, list, keepers[list.Unit])
		if err != nil {
			return planning.ReviewOpening{}, OpenedReviews{}, fmt.Errorf("open the review of %s: %w", list.Code, err)
		}
		findings = append(findings, found...)
		opening.Reviews = append(opening.Reviews, opened)
		out.Processes = append(out.Processes, opened.Review.ID)
		for _, path := range unverified {
			if !slices.Contains(out.Unverified, path) {
				out.Unverified = append(out.Unverified, path)
			}
		}
	}
	if len(findings) > 0 {
		return planning.ReviewOpening{}, OpenedReviews{}, notReady(findings)
	}
	return opening, out, nil
}

// lists finds the lists that are asked for.
func (o *ReviewOpener) lists(ctx context.Context, r ReviewRequest, d *roster.District, year int) ([]roster.PlanList, error) {
	if (r.Root == "") == (len(r.Lists) == 0) {
		return nil, fault.New(fault.Invalid, "which_lists", "name the lists, or the unit whose lists are reviewed")
	}
	all, err := o.Store.PlanningLists(ctx)
	if err != nil {
		return nil, err
	}
	under := d.Under(r.Root)
	var out []roster.PlanList
	for _, l := range all {
		if slices.Contains(r.Lists, l.Code) || r.Root != "" && under[l.Unit] && l.TermTo > year {
			out = append(out, l)
		}
	}
	for _, code := range r.Lists {
		if !slices.ContainsFunc(all, func(l roster.PlanList) bool { return l.Code == code }) {
			return nil, fault.New(fault.NotFound, "not_found", "there is no planning list %.70q", code)
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.NotFound, "no_lists", "%s and the units below it have no planning list whose term is not over in %d", r.Root, year)
	}
	if !r.Unopened {
		return out, nil
	}
	reviewed, err := o.Store.ReviewedLists(ctx, year)
	if err != nil {
		return nil, err
	}
	out = slices.DeleteFunc(out, func(l roster.PlanList) bool { return slices.Contains(reviewed, l.Code) })
	if len(out) == 0 {
		return nil, fault.New(fault.Conflict, CodeAllReviewed, "all lists of %s are reviewed in %d already", r.Root, year)
	}
	return out, nil
}

// prepare makes the initial state of the review of a list.
func (o *ReviewOpener) prepare(
	ctx context.Context, r ReviewRequest, d *roster.District, list roster.PlanList, keepers []string,
) (planning.OpenedReview, []evaluation.Finding, []string, error) {
	pol, err := o.pick(r, list)
	if err != nil {
		return planning.OpenedReview{}, nil, nil, err
	}
	plan, err := o.Store.Plan(ctx, list.Code, 0)
	if err != nil {
		return planning.OpenedReview{}, nil, nil, err
	}
	if _, _, ok := pol.Planning.Reference(policy.Tier(plan.Tier)); !ok {
		return planning.OpenedReview{}, nil, nil, fault.New(fault.Invalid, "no_reference",
			"the policy %s has no reference month for lists of level %s", pol.Name(), plan.Tier)
	}
	if err := o.covered(pol); err != nil {
		return planning.OpenedReview{}, nil, nil, err
	}
	day := r.Day
	if day.IsZero() {
		day = calendar.DateOf(o.Clock()).Midnight()
	}
	keeper := ""
	if len(keepers) > 0 {
		keeper = keepers[0]
	}
	parts, findings := planning.Convene(d, list, keeper, day)
	if len(findings) > 0 {
		return planning.OpenedReview{Review: &planning.Review{}}, findings, nil, nil
	}
	review, err := planning.NewReview(r.Round, plan, parts, policy.Procedure(pol.Planning.Steps), pol.Planning.Ballots(), pol.Planning.Recipients())
	if err != nil {
		return planning.OpenedReview{}, nil, nil, err
	}
	review.Reasons = pol.Planning.Reasons()
	return planning.OpenedReview{Review: review, Policy: pin(pol)}, nil, pol.Unverified(), nil
}

func (o *ReviewOpener) pick(r ReviewRequest, list roster.PlanList) (*policy.Policy, error) {
	var pol *policy.Policy
	var err error
	if r.Policy == "" {
		pol, err = o.Policies.For(policy.KindPlanning, calendar.Date{Year: list.TermFrom, Month: time.January, Day: 1})
	} else {
		pol, err = o.Policies.ByID(r.Policy, r.PolicyVersion)
	}
	if err != nil {
		return nil, err
	}
	if pol.Kind != policy.KindPlanning {
		return nil, fault.New(fault.Invalid, "wrong_policy_kind", "policy %s is about %s, not about planning", pol.Name(), pol.Kind)
	}
	if _, err := rules.CompilePlanning(pol); err != nil {
		return nil, fault.New(fault.Invalid, "policy_unusable", "policy %s cannot be used: %v", pol.Name(), err).Because(err)
	}
	return pol, nil
}

// covered refuses a review whose steps would run beyond the working-day calendar.
func (o *ReviewOpener) covered(pol *policy.Policy) error {
	days := 0
	for _, step := range pol.Planning.Steps {
		days += step.DueDays.Value
	}
	_, err := o.Calendar.AddWorkingDays(o.Clock(), days)
	return err
}
