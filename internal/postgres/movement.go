package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// ChangeView is a change of the enrolment of a cycle, and what came of it.
type ChangeView struct {
	ID          int64                 `json:"id"`
	Kind        evaluation.ChangeKind `json:"kind" enum:"move,leave,join,merge"`
	Unit        string                `json:"unit,omitempty" doc:"That ends, of a merge"`
	People      []evaluation.Mover    `json:"people"`
	Status      string                `json:"status" enum:"pending,applied,refused"`
	Reason      string                `json:"reason"`
	Basis       string                `json:"basis"`
	RequestedBy string                `json:"requested_by"`
	RequestedAt time.Time             `json:"requested_at"`
	EndedAt     *time.Time            `json:"ended_at,omitempty"`
	Problem     *ChangeProblem        `json:"problem,omitempty" doc:"Why everybody stayed where they were"`
}

// ChangeProblem is why a change came to nothing, and what helps.
type ChangeProblem struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// EnrolmentChanges lists the changes of a cycle's enrolment in the order in which they were asked for.
func (s *Store) EnrolmentChanges(ctx context.Context, cycle string, p Page) (List[ChangeView], error) {
	after, err := p.number()
	if err != nil {
		return List[ChangeView]{}, err
	}
	rows, err := s.q.EnrolmentChanges(ctx, db.EnrolmentChangesParams{Process: evaluation.CycleID(cycle), After: after, MaxRows: p.rows()})
	if err != nil {
		return List[ChangeView]{}, fmt.Errorf("list the enrolment changes of %s: %w", cycle, err)
	}
	changes := make(map[int64]evaluation.EnrolmentChange, len(rows))
	for _, r := range rows {
		if changes[r.Version], err = decodeJSON[evaluation.EnrolmentChange](r.Args); err != nil {
			return List[ChangeView]{}, fmt.Errorf("change %d of %s: %w", r.Version, cycle, err)
		}
	}
	return listed(p, rows, func(r db.EnrolmentChangesRow) (ChangeView, string) {
		c := changes[r.Version]
		v := ChangeView{
			ID: r.Version, Kind: c.Kind, Unit: c.Unit, People: c.People, Status: "pending", Reason: r.Reason, Basis: r.Basis,
			RequestedBy: r.Actor, RequestedAt: r.ReceivedAt, EndedAt: r.EndedAt,
		}
		switch {
		case r.FaultCode != nil:
			v.Status, v.Problem = "refused", &ChangeProblem{Code: *r.FaultCode, Text: value(r.FaultText)}
		case r.EndedAt != nil:
			v.Status = "applied"
		}
		return v, strconv.FormatInt(r.Version, 10)
	}), nil
}

// Enrolment returns where an official is enrolled in a cycle now. Error: fault.NotFound `not_enrolled`.
func (s *Store) Enrolment(ctx context.Context, cycle, official string) (evaluation.Placement, error) {
	r, err := s.q.EnrolmentOf(ctx, db.EnrolmentOfParams{Cycle: cycle, Official: official})
	if errors.Is(err, pgx.ErrNoRows) {
		return evaluation.Placement{}, fault.New(fault.NotFound, "not_enrolled", "%s is not enrolled in cycle %s.", official, cycle)
	}
	if err != nil {
		return evaluation.Placement{}, fmt.Errorf("read the enrolment of %s: %w", official, err)
	}
	return evaluation.Placement{Unit: r.Unit, Post: r.Post, Group: r.TitleGroup, Head: r.IsHead, Body: r.Body}, nil
}

// EnrolledIn lists who is enrolled in a unit now, by official, and where.
func (s *Store) EnrolledIn(ctx context.Context, cycle, unit string) ([]string, error) {
	rows, err := s.q.PeopleOfUnitInCycle(ctx, db.PeopleOfUnitInCycleParams{Cycle: cycle, Unit: unit})
	if err != nil {
		return nil, fmt.Errorf("read the people of %s: %w", unit, err)
	}
	people := make([]string, len(rows))
	for i, r := range rows {
		people[i] = r.Official
	}
	return people, nil
}

// Heads returns who heads units in a cycle, by unit.
func (s *Store) Heads(ctx context.Context, cycle string) (map[string][]string, error) {
	rows, err := s.q.HeadsInCycle(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("read the heads of units: %w", err)
	}
	heads := map[string][]string{}
	for _, r := range rows {
		heads[r.Unit] = append(heads[r.Unit], r.Official)
	}
	return heads, nil
}

// Holders returns who holds posts in a cycle, by post.
func (s *Store) Holders(ctx context.Context, cycle string) (map[string]string, error) {
	rows, err := s.q.HoldersInCycle(ctx, cycle)
	if err != nil {
		return nil, fmt.Errorf("read the holders of posts: %w", err)
	}
	holders := make(map[string]string, len(rows))
	for _, r := range rows {
		holders[r.Post] = r.Official
	}
	return holders, nil
}

// Placement returns where the holder of a post is evaluated.
//
// Errors: fault.NotFound `post_not_found`; fault.Conflict `province_decides` for a post whose holder no cycle of the
// district evaluates.
func (s *Store) Placement(ctx context.Context, post string) (evaluation.Placement, error) {
	r, err := s.q.PlacementOf(ctx, post)
	if errors.Is(err, pgx.ErrNoRows) {
		return evaluation.Placement{}, fault.New(fault.NotFound, "post_not_found", "There is no post %s; import the roster first.", post)
	}
	if err != nil {
		return evaluation.Placement{}, fmt.Errorf("read post %s: %w", post, err)
	}
	if r.Level > roster.LevelDistrict {
		return evaluation.Placement{}, fault.New(fault.Conflict, "province_decides",
			"The holder of post %s is decided on by the province; take the official out of the cycle instead.", post)
	}
	return evaluation.Placement{Unit: r.Unit, Post: post, Group: r.TitleGroup, Head: r.IsHead, Body: r.ManagedBy}, nil
}

// Speaker says who comments on an official for the unit that they leave on a day: the chair of its conference, or the
// deputy about the chair; "" when nobody has to (evaluation.SpeaksFor).
func (s *Store) Speaker(ctx context.Context, cycle, official string, from evaluation.Placement, day time.Time) (string, error) {
	c, err := s.q.CycleByCode(ctx, cycle)
	if err != nil {
		return "", notFound(err, "cycle", cycle)
	}
	place, err := s.q.PlacementOf(ctx, from.Post)
	if err != nil {
		return "", notFound(err, "post", from.Post)
	}
	rows, err := s.q.ServiceInUnit(ctx, db.ServiceInUnitParams{Official: official, Unit: from.Unit})
	if err != nil {
		return "", fmt.Errorf("read the service of %s: %w", official, err)
	}
	var served []roster.Period
	for _, r := range rows {
		served = append(served, roster.Period{From: r.ValidFrom, To: value(r.ValidTo)})
	}
	if !evaluation.SpeaksFor(served, int(c.Year), day, value(place.UnitEnds)) {
		return "", nil
	}
	review, err := s.UnitReview(ctx, cycle, from.Unit)
	if err != nil {
		return "", err
	}
	if review.Chair != official {
		return review.Chair, nil
	}
	return review.Deputy, nil
}

// Relatives lists on whom somebody who comes into the processes of a cycle may not act.
func (s *Store) Relatives(ctx context.Context, cycle, official string, day time.Time) (evaluation.Relatives, error) {
	raw, err := s.q.RulesOf(ctx, &cycle)
	if err != nil {
		return nil, notFound(err, "sittings of cycle", cycle)
	}
	rules, err := decodeJSON[evaluation.Rules](raw)
	if err != nil {
		return nil, fmt.Errorf("rules of cycle %s: %w", cycle, err)
	}
	rows, err := s.q.RelationsOf(ctx, db.RelationsOfParams{Official: official, Day: day})
	if err != nil {
		return nil, fmt.Errorf("read the relations of %s: %w", official, err)
	}
	relations := make([]roster.Relation, len(rows))
	for i, r := range rows {
		relations[i] = roster.Relation{Official: r.Official, Relative: r.Relative, Kind: roster.RelationKind(r.Kind)}
	}
	return rules.Relatives(relations), nil
}

// KnowsOfficial refuses an official who is not in the roster. Error: fault.NotFound `official_not_found`.
func (s *Store) KnowsOfficial(ctx context.Context, official string) error {
	_, err := s.q.Official(ctx, official)
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "official_not_found", "There is no official %s; import the roster first.", official)
	}
	return err
}

// SeatsOf lists the processes of a cycle in which somebody has a part, and which have not ended.
//
// Error: fault.Conflict `presides_over_petition`.
func (s *Store) SeatsOf(ctx context.Context, cycle, official string) ([]string, error) {
	rows, err := s.q.SeatsOf(ctx, db.SeatsOfParams{Cycle: &cycle, Official: official})
	if err != nil {
		return nil, fmt.Errorf("read the seats of %s: %w", official, err)
	}
	var seats []string
	for _, r := range rows {
		if r.Kind == evaluation.KindPetition {
			return nil, fault.New(fault.Conflict, "presides_over_petition",
				"%s presides over %s; give that task to somebody else first.", official, r.ID)
		}
		seats = append(seats, r.ID)
	}
	return seats, nil
}

// ListStates says how far the processes of a cycle are whose lists a change would touch, by process.
func (s *Store) ListStates(ctx context.Context, cycle string) (map[string]evaluation.ListState, error) {
	rows, err := s.q.ListStates(ctx, &cycle)
	if err != nil {
		return nil, fmt.Errorf("read the lists of %s: %w", cycle, err)
	}
	states := make(map[string]evaluation.ListState, len(rows))
	for _, r := range rows {
		states[r.ID] = evaluation.ListState{Ended: r.Ended, Decided: r.Decided, Voting: r.Voting}
	}
	return states, nil
}

// AskedView is an official on whom somebody outside the conference is asked to comment.
type AskedView struct {
	Official string `json:"official"`
	Name     string `json:"name"`
	Done     bool   `json:"done"`
}

// Asked lists on whom somebody is asked to comment in the conference of another unit.
func (s *Store) Asked(ctx context.Context, cycle, unit, author string) ([]AskedView, error) {
	rows, err := s.q.AskedOutside(ctx, db.AskedOutsideParams{Process: evaluation.UnitReviewID(cycle, unit), Author: author})
	if err != nil {
		return nil, fmt.Errorf("read who is asked in %s: %w", unit, err)
	}
	asked := make([]AskedView, len(rows))
	for i, r := range rows {
		asked[i] = AskedView(r)
	}
	return asked, nil
}
