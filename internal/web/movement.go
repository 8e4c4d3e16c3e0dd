package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

// Grounds is what an administrator gives for the record; huma sees exported fields only.
type Grounds struct {
	Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
	Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that allows it"`
}

// NewPost is an official and the post that they hold from now on.
type NewPost struct {
	Official string `json:"official" minLength:"1" maxLength:"63"`
	Post     string `json:"post" minLength:"1" maxLength:"63" doc:"Of the roster: its unit reviews, its managing body decides"`
}

type move struct {
	NewPost
	Day string `json:"day" format:"date" doc:"First day in the new post: the unit left comments after six months or more"`
	Grounds
}

type admission struct {
	NewPost
	Grounds
}

type departure struct {
	Official  string `json:"official" minLength:"1" maxLength:"63"`
	Successor string `json:"successor,omitempty" maxLength:"63" doc:"Takes the seats in bodies; without one they pass on among the members"`
	Grounds
}

// Merging is a unit that ends in the middle of a cycle, and where its people go.
type Merging struct {
	Unit   string    `json:"unit" minLength:"1" maxLength:"63" doc:"That ends"`
	Day    string    `json:"day" format:"date" doc:"First day in the new posts"`
	People []NewPost `json:"people" minItems:"1" maxItems:"500" doc:"Everybody who is enrolled in the unit"`
}

type merger struct {
	Merging
	Grounds
}

type mergerPreviewInput struct {
	CyclePath
	Body mergerPreviewBody
}

// mergerPreviewBody takes the merger as it will be asked for.
type mergerPreviewBody struct {
	Merging
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Not looked at"`
	Basis  string `json:"basis,omitempty" maxLength:"500" doc:"Not looked at"`
}

type changesInput struct {
	CyclePath
	Paged
}

func (s *server) registerMovement() {
	addChange(s, access.MoveOfficial, "/moves", "Move an official to another post in the middle of a cycle, with what they filed", s.planMove)
	addChange(s, access.AdmitOfficial, "/admissions", "Admit an official who joins a cycle late", s.planAdmission)
	addChange(s, access.ReleaseOfficial, "/departures", "Take an official out of a cycle; their seats go to others", s.planDeparture)
	addChange(s, access.MergeUnit, "/mergers", "End a unit in the middle of a cycle: all its people move, or none", s.planMerger)
	add(s, route[mergerPreviewInput, body[mergerPreview]]{
		act: access.PreviewMerger, method: http.MethodPost, path: "/cycles/{cycle}/mergers/preview", tag: "movement",
		summary: "What a merger would do and what stands in its way; nothing is changed",
		do: func(ctx context.Context, _ access.Actor, in *mergerPreviewInput) (*body[mergerPreview], error) {
			return show(s.previewMerger(ctx, in.Cycle, in.Body.Merging))
		},
	})
	add(s, route[changesInput, body[postgres.List[postgres.ChangeView]]]{
		act: access.ListChanges, method: http.MethodGet, path: "/cycles/{cycle}/enrolment-changes", tag: "movement",
		summary: "Who came, went and moved in a cycle, with reason and basis, and what came of it",
		do: func(ctx context.Context, _ access.Actor, in *changesInput) (*body[postgres.List[postgres.ChangeView]], error) {
			return show(s.Store.EnrolmentChanges(ctx, in.Cycle, in.page()))
		},
	})
}

// addChange registers an act of an administrator on the enrolment of a cycle. The change is planned from the record as
// it is when it is first asked for; a repeat gets its answer, whatever has changed since.
func addChange[F any](s *server, act access.Act, path, summary string,
	plan func(ctx context.Context, cycle string, f F) (evaluation.EnrolmentChange, error),
) {
	path = "/cycles/{cycle}" + path
	add(s, route[cycleFiling[F], answer]{
		act: act, method: http.MethodPost, path: path, tag: "movement", summary: summary,
		do: func(ctx context.Context, actor access.Actor, in *cycleFiling[F]) (*answer, error) {
			cmd, err := s.newCommand(actor, in.key(), evaluation.ActChangeEnrolment, nil)
			if err != nil {
				return nil, err
			}
			_, err = s.Store.Receipt(ctx, cmd.Key)
			if fault.KindOf(err) == fault.NotFound {
				var change evaluation.EnrolmentChange
				if change, err = plan(ctx, in.Cycle, in.Body); err == nil {
					cmd.Args, err = json.Marshal(change)
				}
			}
			if err != nil {
				return nil, err
			}
			payload, err := json.Marshal(in.Body)
			if err != nil {
				return nil, fmt.Errorf("encode an enrolment change: %w", err)
			}
			receipt, err := s.file(ctx, postgres.Filing{Process: evaluation.CycleID(in.Cycle), Command: cmd, Payload: payload}, nil)
			if err != nil {
				return nil, err
			}
			return answerOf(receipt)
		},
	})
	s.mayBeReceived(path)
}

func (s *server) planMove(ctx context.Context, cycle string, f move) (evaluation.EnrolmentChange, error) {
	m, err := s.mover(ctx, cycle, f.NewPost, f.Day)
	if err != nil {
		return evaluation.EnrolmentChange{}, err
	}
	return s.oneInEachPost(ctx, cycle, evaluation.EnrolmentChange{Kind: evaluation.ChangeMove, People: []evaluation.Mover{m}})
}

func (s *server) planAdmission(ctx context.Context, cycle string, f admission) (evaluation.EnrolmentChange, error) {
	if _, err := s.Store.Enrolment(ctx, cycle, f.Official); fault.KindOf(err) != fault.NotFound {
		if err == nil {
			err = fault.New(fault.Conflict, "enrolled_already", "%s is enrolled in this cycle already; move them instead.", f.Official)
		}
		return evaluation.EnrolmentChange{}, err
	}
	if err := s.Store.KnowsOfficial(ctx, f.Official); err != nil {
		return evaluation.EnrolmentChange{}, err
	}
	to, err := s.Store.Placement(ctx, f.Post)
	if err != nil {
		return evaluation.EnrolmentChange{}, err
	}
	related, err := s.Store.Relatives(ctx, cycle, f.Official, s.now())
	if err != nil {
		return evaluation.EnrolmentChange{}, err
	}
	return s.oneInEachPost(ctx, cycle, evaluation.EnrolmentChange{
		Kind: evaluation.ChangeJoin, People: []evaluation.Mover{{Official: f.Official, To: &to, Related: related}},
	})
}

// oneInEachPost refuses a change that would give a unit a second head, or a post a second holder.
func (s *server) oneInEachPost(ctx context.Context, cycle string, change evaluation.EnrolmentChange) (evaluation.EnrolmentChange, error) {
	taken, err := s.taken(ctx, cycle, change)
	if err == nil && len(taken) > 0 {
		err = fault.New(fault.Conflict, taken[0].Code, "%s.", taken[0].Text)
	}
	return change, err
}

func (s *server) taken(ctx context.Context, cycle string, change evaluation.EnrolmentChange) ([]evaluation.Obstacle, error) {
	heads, err := s.Store.Heads(ctx, cycle)
	if err != nil {
		return nil, err
	}
	holders, err := s.Store.Holders(ctx, cycle)
	return slices.Concat(evaluation.SecondHeads(change, heads), evaluation.TakenPosts(change, holders)), err
}

func (s *server) planDeparture(ctx context.Context, cycle string, f departure) (evaluation.EnrolmentChange, error) {
	m := evaluation.Mover{Official: f.Official, Successor: f.Successor}
	if f.Successor != "" {
		err := s.Store.KnowsOfficial(ctx, f.Successor)
		if err == nil {
			m.Related, err = s.Store.Relatives(ctx, cycle, f.Successor, s.now())
		}
		if err != nil {
			return evaluation.EnrolmentChange{}, err
		}
	}
	from, err := s.Store.Enrolment(ctx, cycle, f.Official)
	enrolled := err == nil
	if enrolled {
		m.From = &from
	} else if fault.KindOf(err) != fault.NotFound {
		return evaluation.EnrolmentChange{}, err
	}
	seats, serr := s.Store.SeatsOf(ctx, cycle, f.Official)
	switch {
	case serr != nil:
		return evaluation.EnrolmentChange{}, serr
	case !enrolled && len(seats) == 0:
		return evaluation.EnrolmentChange{}, err
	}
	m.Seats = seats
	return evaluation.EnrolmentChange{Kind: evaluation.ChangeLeave, People: []evaluation.Mover{m}}, nil
}

func (s *server) planMerger(ctx context.Context, cycle string, f merger) (evaluation.EnrolmentChange, error) {
	change, obstacles, err := s.merging(ctx, cycle, f.Merging)
	if err != nil {
		return change, err
	}
	if len(obstacles) > 0 {
		o := obstacles[0]
		return change, fault.New(fault.Conflict, o.Code, "%s: %s (%d obstacle(s) in all: see the preview)", o.Official+o.Process, o.Text, len(obstacles))
	}
	return change, nil
}

// merging plans the end of a unit and looks for what stands in its way: people who are not there or are forgotten, posts
// that do not exist, and processes that cannot give or take anybody.
func (s *server) merging(ctx context.Context, cycle string, f Merging) (evaluation.EnrolmentChange, []evaluation.Obstacle, error) {
	change := evaluation.EnrolmentChange{Kind: evaluation.ChangeMerge, Unit: f.Unit, People: []evaluation.Mover{}}
	enrolled, err := s.Store.EnrolledIn(ctx, cycle, f.Unit)
	if err != nil {
		return change, nil, err
	}
	missing := map[string]bool{}
	for _, who := range enrolled {
		missing[who] = true
	}
	var obstacles []evaluation.Obstacle
	for _, p := range f.People {
		if !missing[p.Official] {
			obstacles = append(obstacles, evaluation.Obstacle{Official: p.Official, Code: "not_in_unit",
				Text: "not enrolled in the unit, or named twice; take the line out"})
			continue
		}
		delete(missing, p.Official)
		m, err := s.mover(ctx, cycle, p, f.Day)
		if refusal, ok := fault.As(err); ok && refusal.Kind != fault.Unavailable {
			obstacles = append(obstacles, evaluation.Obstacle{Official: p.Official, Code: refusal.Code, Text: refusal.Text})
			continue
		}
		if err != nil {
			return change, nil, err
		}
		m.Speaker = "" // a unit that no longer exists has no say
		change.People = append(change.People, m)
	}
	for _, who := range enrolled {
		if missing[who] {
			obstacles = append(obstacles, evaluation.Obstacle{Official: who, Code: "forgotten", Text: "enrolled in the unit; say to which post they go"})
		}
	}
	states, err := s.Store.ListStates(ctx, cycle)
	if err != nil {
		return change, nil, err
	}
	taken, err := s.taken(ctx, cycle, change)
	return change, slices.Concat(obstacles, evaluation.Obstacles(cycle, change, states), taken), err
}

func (s *server) mover(ctx context.Context, cycle string, p NewPost, day string) (evaluation.Mover, error) {
	m := evaluation.Mover{Official: p.Official}
	from, err := s.Store.Enrolment(ctx, cycle, p.Official)
	if err != nil {
		return m, err
	}
	to, err := s.Store.Placement(ctx, p.Post)
	if err != nil {
		return m, err
	}
	m.From, m.To = &from, &to
	first, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return m, fault.New(fault.Invalid, "bad_day", "%.20q is no day; write YYYY-MM-DD", day)
	}
	if from.Unit != to.Unit {
		if m.Speaker, err = s.Store.Speaker(ctx, cycle, p.Official, from, first); err != nil {
			return m, err
		}
	}
	m.Related, err = s.Store.Relatives(ctx, cycle, p.Official, first)
	return m, err
}
