package web

import (
	"context"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/postgres"
)

type openedCycle struct {
	Cycle      string             `json:"cycle"`
	Enrolled   int                `json:"enrolled"`
	Units      int                `json:"units"`
	Bodies     int                `json:"bodies"`
	Policy     postgres.PolicyRef `json:"policy"`
	Unverified []string           `json:"unverified" doc:"Values of the policy that were not checked against their source"`
}

type (
	openInput struct {
		Body struct {
			ID            string `json:"id" pattern:"^[a-z0-9][a-z0-9-]{0,62}$"`
			Root          string `json:"root" pattern:"^[a-z0-9][a-z0-9-]{0,62}$" doc:"The unit under which everybody is evaluated"`
			Year          int    `json:"year" minimum:"1990" maximum:"2100"`
			Quarter       int    `json:"quarter,omitempty" minimum:"1" maximum:"4" doc:"Absent: the whole year is evaluated"`
			ReferenceDate string `json:"reference_date" format:"date" doc:"Who holds a principal post on this day is enrolled"`
			Policy        string `json:"policy,omitempty" doc:"Absent: the policy in force on the reference date"`
			PolicyVersion int    `json:"policy_version,omitempty"`
		}
	}
	cycleInput struct{ CyclePath }
	pageInput  struct {
		CyclePath
		Paged
	}
	officialsInput struct {
		CyclePath
		Paged
		Unit string `query:"unit" maxLength:"63"`
		Code string `query:"body" maxLength:"63"`
	}
)

// items is a list without pages.
type items[T any] struct {
	Items []T `json:"items"`
}

func (s *server) registerCycles() {
	add(s, route[openInput, body[openedCycle]]{
		act: access.OpenCycle, method: http.MethodPost, path: "/cycles", tag: "cycles", status: http.StatusCreated,
		summary: "Open a cycle: pin its policy, enrol, and start the unit reviews",
		do:      s.openCycle,
	})
	add(s, route[listInput, body[postgres.List[postgres.CycleView]]]{
		act: access.ListCycles, method: http.MethodGet, path: "/cycles", tag: "cycles", summary: "All cycles, by code",
		do: func(ctx context.Context, _ access.Actor, in *listInput) (*body[postgres.List[postgres.CycleView]], error) {
			return show(s.Store.Cycles(ctx, in.page()))
		},
	})
	add(s, route[cycleInput, body[postgres.CycleProgress]]{
		act: access.ReadCycle, method: http.MethodGet, path: "/cycles/{cycle}", tag: "cycles",
		summary: "A cycle and how many of its processes are in which step",
		do: func(ctx context.Context, _ access.Actor, in *cycleInput) (*body[postgres.CycleProgress], error) {
			return show(s.Store.Cycle(ctx, in.Cycle))
		},
	})
	add(s, route[cycleInput, body[items[postgres.Figure]]]{
		act: access.ReadFigures, method: http.MethodGet, path: "/cycles/{cycle}/figures", tag: "cycles",
		summary: "The statistics of a closed cycle",
		do: func(ctx context.Context, _ access.Actor, in *cycleInput) (*body[items[postgres.Figure]], error) {
			figures, err := s.Store.Figures(ctx, in.Cycle)
			return show(items[postgres.Figure]{figures}, err)
		},
	})
	s.registerCycleLists()
	addAct[cycleFiling[none]](s, act[none]{
		act: access.Announce, path: "/cycles/{cycle}/announcement", tag: "cycles", summary: "Let the results go out",
		process: evaluation.KindCycle, kind: evaluation.ActAnnounce,
	})
}

func (s *server) registerCycleLists() {
	processes := func(act access.Act, path, kind, summary string) {
		add(s, route[pageInput, body[postgres.List[postgres.ProcessRow]]]{
			act: act, method: http.MethodGet, path: path, tag: "cycles", summary: summary,
			do: func(ctx context.Context, _ access.Actor, in *pageInput) (*body[postgres.List[postgres.ProcessRow]], error) {
				return show(s.Store.Processes(ctx, in.Cycle, kind, in.page()))
			},
		})
	}
	processes(access.ListUnits, "/cycles/{cycle}/units", evaluation.KindUnitReview, "The unit reviews, by unit")
	processes(access.ListBodies, "/cycles/{cycle}/bodies", evaluation.KindBodyDecision, "The sittings, by body")
	add(s, route[officialsInput, body[postgres.List[postgres.OfficialRow]]]{
		act: access.ListOfficials, method: http.MethodGet, path: "/cycles/{cycle}/officials", tag: "cycles",
		summary: "The enrolled officials, by code; members of a meeting narrow the list to it",
		subject: s.onList,
		do: func(ctx context.Context, actor access.Actor, in *officialsInput) (*body[postgres.List[postgres.OfficialRow]], error) {
			return show(s.officials(ctx, actor, in))
		},
	})
}

// onList says how the actor stands to the list that they ask for: to the body that narrows it, else to the unit.
func (s *server) onList(ctx context.Context, actor access.Actor, in *officialsInput) (access.Subject, error) {
	if in.Code != "" {
		return s.standing(ctx, actor, BodyPath{Cycle: in.Cycle, Code: in.Code}.place())
	}
	return s.standing(ctx, actor, UnitPath{Cycle: in.Cycle, Unit: in.Unit}.place())
}

// officials leaves the suggested and decided grades out where the actor does not sit in the body that decides: a unit
// has officials of several bodies.
func (s *server) officials(ctx context.Context, actor access.Actor, in *officialsInput) (postgres.List[postgres.OfficialRow], error) {
	list, err := s.Store.Officials(ctx, in.Cycle, in.Unit, in.Code, in.page())
	if err != nil {
		return list, err
	}
	sees, err := s.seesGrades(ctx, actor, in)
	if !sees {
		for i := range list.Items {
			list.Items[i].SuggestedGrade, list.Items[i].Grade, list.Items[i].AnnouncedAt = "", "", nil
		}
	}
	return list, err
}

// seesGrades reports whether the actor may see the suggested and decided grades of a list.
func (s *server) seesGrades(ctx context.Context, actor access.Actor, in *officialsInput) (bool, error) {
	var sitting access.Subject
	if in.Code != "" {
		var err error
		if sitting, err = s.onList(ctx, actor, in); err != nil {
			return false, err
		}
	}
	return access.May(actor, access.SeeGrades, sitting) == nil, nil
}

// openRequest reads the request for a cycle.
func openRequest(actor access.Actor, in *openInput) (opening.Request, error) {
	day, err := time.Parse(time.DateOnly, in.Body.ReferenceDate)
	if err != nil {
		return opening.Request{}, fault.New(fault.Invalid, "bad_date", "The reference date is no day of the calendar.")
	}
	return opening.Request{
		Cycle: in.Body.ID, Root: in.Body.Root, Period: evaluation.Period{Year: in.Body.Year, Quarter: in.Body.Quarter}, ReferenceDate: day,
		Policy: in.Body.Policy, PolicyVersion: in.Body.PolicyVersion, Actor: actor.ID,
	}, nil
}

func (s *server) openCycle(ctx context.Context, actor access.Actor, in *openInput) (*body[openedCycle], error) {
	request, err := openRequest(actor, in)
	if err != nil {
		return nil, err
	}
	opened, err := s.Opener.Open(ctx, request)
	if err != nil {
		return nil, err
	}
	unverified := opened.Unverified
	if unverified == nil {
		unverified = []string{}
	}
	return show(openedCycle{
		Cycle: opened.Cycle, Enrolled: opened.Enrolled, Units: opened.Units, Bodies: opened.Bodies,
		Policy:     postgres.PolicyRef{ID: opened.PolicyID, Version: opened.PolicyVersion, SHA256: opened.PolicySHA256},
		Unverified: unverified,
	}, nil)
}
