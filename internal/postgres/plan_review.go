package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// PlanningLists returns all planning lists by code, as the domain knows them.
func (s *Store) PlanningLists(ctx context.Context) ([]roster.PlanList, error) {
	var all []roster.PlanList
	for after := ""; ; {
		page, err := s.PlanLists(ctx, 0, Page{After: after, Limit: MaxPage})
		if err != nil {
			return nil, err
		}
		for _, v := range page.Items {
			all = append(all, v.List())
		}
		if after = page.Next; after == "" {
			return all, nil
		}
	}
}

// OpenReviews writes reviews, all or nothing; the relay starts them.
//
// Error: fault.Conflict `review_exists` when a list is reviewed in the year already; a cancelled review is none, and the
// next one is of another round, such as 2020-2.
func (s *Store) OpenReviews(ctx context.Context, o planning.ReviewOpening) error {
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		for _, r := range o.Reviews {
			if err := openReview(ctx, q, o, r); err != nil {
				return fmt.Errorf("open review of %s: %w", r.Review.List, err)
			}
		}
		return nil
	})
}

// ReviewedLists names the lists that are, or were, reviewed in a year; a cancelled review is none.
func (s *Store) ReviewedLists(ctx context.Context, year int) ([]string, error) {
	lists, err := s.q.ReviewedLists(ctx, int32(year))
	if err != nil {
		return nil, fmt.Errorf("read the lists reviewed in %d: %w", year, err)
	}
	return lists, nil
}

func openReview(ctx context.Context, q *db.Queries, o planning.ReviewOpening, r planning.OpenedReview) error {
	list := r.Review.List
	if _, err := q.LockPlanList(ctx, list); err != nil {
		return notFound(err, "planning list", list)
	}
	before, err := q.PlanReviewOf(ctx, db.PlanReviewOfParams{List: list, Year: int32(o.Year)})
	if err == nil {
		return fault.New(fault.Conflict, "review_exists", "The list %s is reviewed in %d already: %s.", list, o.Year, before)
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("look for a review of %s: %w", list, err)
	}
	if _, err := q.ProcessView(ctx, r.Review.ID); err == nil {
		return fault.New(fault.Conflict, "round_taken", "The review %s was cancelled; open the next one as a round of its own, such as %d-2.", r.Review.ID, o.Year)
	} else if !errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("look for %s: %w", r.Review.ID, err)
	}
	err = q.InsertPolicyDocument(ctx, db.InsertPolicyDocumentParams{
		Sha256: r.Policy.SHA256, ID: r.Policy.ID, Version: int32(r.Policy.Version), Text: string(r.Policy.Text),
	})
	if err != nil {
		return fmt.Errorf("keep policy: %w", err)
	}
	process := procedure.NewProcess{ID: r.Review.ID, Kind: r.Review.Kind, Subject: list, Input: r.Review}
	if err := insertProcess(ctx, q, process, o.OpenedAt, &o.OpenedAt); err != nil {
		return err
	}
	return q.InsertPlanReview(ctx, db.InsertPlanReviewParams{
		Process: r.Review.ID, List: list, Round: o.Round, Year: int32(o.Year), Policy: r.Policy.SHA256, Day: pointer(o.Day),
		OpenedBy: o.OpenedBy, OpenedAt: o.OpenedAt,
	})
}

// ReviewRules returns what the screenings of a review are made by. Error: fault.NotFound.
func (s *Store) ReviewRules(ctx context.Context, process string) (name string, text []byte, day time.Time, err error) {
	row, err := s.q.PlanReviewRules(ctx, process)
	if err != nil {
		return "", nil, time.Time{}, notFound(err, "review", process)
	}
	return row.ID + ".yaml", []byte(row.Text), value(row.Day), nil
}

// ReviewPolicy names the policy of a review. Error: fault.NotFound.
func (s *Store) ReviewPolicy(ctx context.Context, process string) (PolicyRef, error) {
	row, err := s.q.PlanReviewRules(ctx, process)
	if err != nil {
		return PolicyRef{}, notFound(err, "review", process)
	}
	return PolicyRef{ID: row.ID, Version: int(row.Version), SHA256: row.Sha256}, nil
}

// ReviewRow is a review as lists show it.
type ReviewRow struct {
	Process     string     `json:"process"`
	List        string     `json:"list"`
	Name        string     `json:"name"`
	Round       string     `json:"round"`
	Day         string     `json:"day,omitempty" format:"date" doc:"Of the record that is screened; absent: that of each screening"`
	Step        string     `json:"step,omitempty" doc:"The open one"`
	Due         *time.Time `json:"due,omitempty"`
	OpenTasks   int        `json:"open_tasks"`
	Published   int        `json:"published,omitempty" doc:"The version that it has led to"`
	OpenedBy    string     `json:"opened_by"`
	OpenedAt    time.Time  `json:"opened_at"`
	StartedAt   *time.Time `json:"started_at,omitempty"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
	CancelledAt *time.Time `json:"cancelled_at,omitempty"`
}

// PlanReviews lists the reviews of all years, or of one, by process.
func (s *Store) PlanReviews(ctx context.Context, year int, p Page) (List[ReviewRow], error) {
	rows, err := s.q.PlanReviews(ctx, db.PlanReviewsParams{After: p.After, Year: int32(year), MaxRows: p.rows()})
	if err != nil {
		return List[ReviewRow]{}, fmt.Errorf("list reviews: %w", err)
	}
	return listed(p, rows, func(r db.PlanReviewsRow) (ReviewRow, string) {
		row := ReviewRow{
			Process: r.Process, List: r.List, Name: r.Name, Round: r.Round, Step: r.Step, Due: r.Due, OpenTasks: int(r.OpenTasks),
			Published: int(r.Published), OpenedBy: r.OpenedBy, OpenedAt: r.OpenedAt, StartedAt: r.StartedAt,
			ConcludedAt: r.ConcludedAt, CancelledAt: r.CancelledAt,
		}
		if r.Day != nil {
			row.Day = r.Day.Format(time.DateOnly)
		}
		return row, r.Process
	}), nil
}

// Review returns a review as it stands. Error: fault.NotFound.
func (s *Store) Review(ctx context.Context, process string) (planning.Review, error) {
	return input[planning.Review](ctx, s, process)
}

// ReviewScreeningView is what the rules said last about the sheet of a review.
type ReviewScreeningView struct {
	Revision  int                `json:"revision" doc:"Of the sheet that was screened"`
	Day       string             `json:"day" format:"date" doc:"Of the record"`
	MadeAt    time.Time          `json:"made_at"`
	Findings  []planning.Finding `json:"findings" doc:"On everybody on the reviewed version, and on all nominees"`
	Structure planning.Structure `json:"structure" doc:"Of the draft"`
}

// ReviewScreening returns the last screening of a review. Error: fault.NotFound `not_screened`.
func (s *Store) ReviewScreening(ctx context.Context, process string) (ReviewScreeningView, error) {
	row, err := s.q.PlanScreening(ctx, process)
	if errors.Is(err, pgx.ErrNoRows) {
		return ReviewScreeningView{}, fault.New(fault.NotFound, "not_screened", "This list has not been screened yet.")
	}
	if err != nil {
		return ReviewScreeningView{}, fmt.Errorf("read the screening of %s: %w", process, err)
	}
	v := ReviewScreeningView{Revision: int(row.Revision), Day: row.Day.Format(time.DateOnly), MadeAt: row.MadeAt}
	if err := errors.Join(json.Unmarshal(row.Findings, &v.Findings), json.Unmarshal(row.Structure, &v.Structure)); err != nil {
		return ReviewScreeningView{}, fmt.Errorf("decode the screening of %s: %w", process, err)
	}
	return v, nil
}

// ProposalText is what was said for a proposal, and by whom.
type ProposalText struct {
	OfficialName string    `json:"official_name"`
	AuthorName   string    `json:"author_name,omitempty"`
	Text         string    `json:"text,omitempty" doc:"What it rests on"`
	FiledAt      time.Time `json:"filed_at"`
}

// ProposalTexts returns what was said for the proposals of a review, by their ids.
func (s *Store) ProposalTexts(ctx context.Context, process string) (map[string]ProposalText, error) {
	rows, err := s.q.PlanProposals(ctx, process)
	if err != nil {
		return nil, fmt.Errorf("read the proposals of %s: %w", process, err)
	}
	out := make(map[string]ProposalText, len(rows))
	for _, r := range rows {
		out[r.ID] = ProposalText{OfficialName: r.OfficialName, AuthorName: value(r.AuthorName), Text: r.Text, FiledAt: r.FiledAt}
	}
	return out, nil
}

// PlanCounts counts the people on the lists of the term that begins in a year, by kind and level of government.
func (s *Store) PlanCounts(ctx context.Context, termFrom int) ([]planning.Count, error) {
	rows, err := s.q.PlanCounts(ctx, int32(termFrom))
	if err != nil {
		return nil, fmt.Errorf("count the people on planning lists: %w", err)
	}
	var counts []planning.Count
	for _, r := range rows {
		c := planning.Count{Kind: roster.PlanKind(r.Kind), Tier: planTier(roster.UnitKind(r.UnitKind)), People: int(r.People)}
		i := slices.IndexFunc(counts, func(o planning.Count) bool { return o.Kind == c.Kind && o.Tier == c.Tier })
		if i < 0 {
			counts = append(counts, c)
			continue
		}
		counts[i].People += c.People // communes and towns together
	}
	return counts, nil
}
