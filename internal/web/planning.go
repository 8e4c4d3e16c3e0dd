package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/screening"
)

const planPath = "/planning/lists/{list}"

// Screener screens planning lists. Errors: fault.NotFound, fault.Invalid.
type Screener interface {
	Screen(ctx context.Context, a screening.Asked) (screening.Screened, error)
}

// PlanPath names a planning list in an address; huma sees exported fields only.
type PlanPath struct {
	List string `path:"list" maxLength:"63"`
}

// PlanVersion names a version of a planning list; huma sees exported fields only.
type PlanVersion struct {
	PlanPath
	Version int `query:"version" minimum:"0" maximum:"9999" doc:"Absent: the current one"`
}

type (
	planListInput struct {
		Paged
		TermFrom int `query:"term_from" minimum:"0" maximum:"2100" doc:"Lists of the term that begins in this year"`
	}
	planInput     struct{ PlanPath }
	planPageInput struct {
		PlanPath
		Paged
	}
	planEntriesInput struct {
		PlanVersion
		Paged
	}
	screenInput struct {
		PlanVersion
		Policy   string   `query:"policy" maxLength:"80" doc:"id@version; absent: the one in force when the term begins"`
		Day      string   `query:"day" format:"date" doc:"Day of the record; absent: today"`
		Nominees []string `query:"nominees" maxItems:"100" doc:"Whom to screen besides, as official:position"`
	}
	planHistoryInput struct {
		Official string `path:"official" maxLength:"63"`
	}
)

// screeningView is a screening as the API shows it.
type screeningView struct {
	List       string             `json:"list"`
	Version    int                `json:"version"`
	Policy     postgres.PolicyRef `json:"policy"`
	Reference  string             `json:"reference_month" doc:"YYYY-MM: ages and service left are counted for it"`
	Unverified []string           `json:"unverified" doc:"Values of the policy that were not checked against their source"`
	Findings   []planning.Finding `json:"findings"`
}

type structureView struct {
	List      string             `json:"list"`
	Version   int                `json:"version"`
	Policy    postgres.PolicyRef `json:"policy"`
	Reference string             `json:"reference_month"`
	planning.Structure
	Met bool `json:"met" doc:"Every target is met and no limit exceeded"`
}

func (s *server) registerPlanning() {
	add(s, route[planListInput, body[postgres.List[postgres.PlanListView]]]{
		act: access.ListPlans, method: http.MethodGet, path: "/planning/lists", tag: "planning", summary: "The planning lists, by code",
		do: func(ctx context.Context, _ access.Actor, in *planListInput) (*body[postgres.List[postgres.PlanListView]], error) {
			return show(s.Store.PlanLists(ctx, in.TermFrom, in.page()))
		},
	})
	add(s, route[planInput, body[postgres.PlanListView]]{
		act: access.ReadPlan, method: http.MethodGet, path: planPath, tag: "planning", summary: "A planning list and its current version",
		do: func(ctx context.Context, _ access.Actor, in *planInput) (*body[postgres.PlanListView], error) {
			return show(s.Store.PlanList(ctx, in.List))
		},
	})
	add(s, route[planPageInput, body[postgres.List[postgres.PlanVersionView]]]{
		act: access.ListPlanVersions, method: http.MethodGet, path: planPath + "/versions", tag: "planning", summary: "The versions of a list",
		do: func(ctx context.Context, _ access.Actor, in *planPageInput) (*body[postgres.List[postgres.PlanVersionView]], error) {
			return show(s.Store.PlanVersions(ctx, in.List, in.page()))
		},
	})
	add(s, route[planEntriesInput, body[postgres.List[postgres.PlanEntryView]]]{
		act: access.ListPlanEntries, method: http.MethodGet, path: planPath + "/entries", tag: "planning", summary: "Who is on a version of a list",
		do: func(ctx context.Context, _ access.Actor, in *planEntriesInput) (*body[postgres.List[postgres.PlanEntryView]], error) {
			version, err := s.planVersion(ctx, in.PlanVersion)
			if err != nil {
				return nil, err
			}
			return show(s.Store.PlanEntries(ctx, in.List, version, in.page()))
		},
	})
	add(s, route[PlanVersion, fileOutput]{
		act: access.ExportPlan, method: http.MethodGet, path: planPath + "/entries.csv", tag: "planning", file: "text/csv",
		summary: "A version of a list as a file that can be imported", do: s.exportPlan,
	})
	add(s, route[PlanVersion, body[items[postgres.PlanChangeView]]]{
		act: access.ListPlanChanges, method: http.MethodGet, path: planPath + "/changes", tag: "planning",
		summary: "What a version changed, with the reasons",
		do: func(ctx context.Context, _ access.Actor, in *PlanVersion) (*body[items[postgres.PlanChangeView]], error) {
			version, err := s.planVersion(ctx, *in)
			if err != nil {
				return nil, err
			}
			changes, err := s.Store.PlanChanges(ctx, in.List, version)
			return show(items[postgres.PlanChangeView]{changes}, err)
		},
	})
	s.registerOwnPlans()
	s.registerScreening()
	s.registerPlanFindings()
}

func (s *server) registerScreening() {
	add(s, route[screenInput, body[screeningView]]{
		act: access.ScreenPlan, method: http.MethodGet, path: planPath + "/screening", tag: "planning",
		summary: "Every entry against every rule: what was found, by which rule, and what would cure it",
		do: func(ctx context.Context, _ access.Actor, in *screenInput) (*body[screeningView], error) {
			out, err := s.screen(ctx, in)
			if err != nil {
				return nil, err
			}
			return &body[screeningView]{screeningView{
				List: out.Plan.List.Code, Version: out.Plan.Version, Policy: policyRef(out), Reference: out.Reference.Format(planning.MonthFormat),
				Unverified: out.Policy.Unverified(), Findings: out.Findings,
			}}, nil
		},
	})
	add(s, route[screenInput, body[structureView]]{
		act: access.MeasurePlan, method: http.MethodGet, path: planPath + "/structure", tag: "planning",
		summary: "The structure of a list: women, young, minorities, age bands, people per post, posts per person",
		do: func(ctx context.Context, _ access.Actor, in *screenInput) (*body[structureView], error) {
			out, err := s.screen(ctx, in)
			if err != nil {
				return nil, err
			}
			return &body[structureView]{structureView{
				List: out.Plan.List.Code, Version: out.Plan.Version, Policy: policyRef(out), Reference: out.Reference.Format(planning.MonthFormat),
				Structure: out.Structure, Met: out.Structure.Met(),
			}}, nil
		},
	})
	add(s, route[planHistoryInput, body[items[postgres.PlanStay]]]{
		act: access.ReadPlanHistory, method: http.MethodGet, path: "/planning/officials/{official}", tag: "planning",
		summary: "A person's way across all lists and terms",
		subject: func(_ context.Context, _ access.Actor, in *planHistoryInput) (access.Subject, error) {
			return access.Subject{Owner: in.Official}, nil
		},
		do: func(ctx context.Context, _ access.Actor, in *planHistoryInput) (*body[items[postgres.PlanStay]], error) {
			stays, err := s.Store.PlanHistory(ctx, in.Official)
			return show(items[postgres.PlanStay]{stays}, err)
		},
	})
}

// planVersion is the version that is asked for, the current one when none is.
func (s *server) planVersion(ctx context.Context, in PlanVersion) (int, error) {
	list, err := s.Store.PlanList(ctx, in.List)
	switch {
	case err != nil:
		return 0, err
	case in.Version == 0:
		return list.Version, nil
	case in.Version > list.Version:
		return 0, fault.New(fault.NotFound, "not_found", "The planning list %s has no version %d.", in.List, in.Version)
	}
	return in.Version, nil
}

func (s *server) screen(ctx context.Context, in *screenInput) (screening.Screened, error) {
	asked := screening.Asked{List: in.List, Version: in.Version, Day: today(s.now())}
	if in.Day != "" {
		day, err := time.Parse(time.DateOnly, in.Day)
		if err != nil {
			return screening.Screened{}, fault.New(fault.Invalid, "bad_day", "Write the day as YYYY-MM-DD.")
		}
		asked.Day = day
	}
	if in.Policy != "" {
		var err error
		if asked.Policy, asked.Number, err = policyName(in.Policy); err != nil {
			return screening.Screened{}, err
		}
	}
	if len(in.Nominees) > 0 {
		plan, err := s.Store.Plan(ctx, in.List, in.Version)
		if err != nil {
			return screening.Screened{}, err
		}
		for _, n := range in.Nominees {
			official, position, found := strings.Cut(n, ":")
			if !found {
				return screening.Screened{}, fault.New(fault.Invalid, "bad_nominee", "Write a nominee as official:position.")
			}
			plan.Nominate(official, position)
		}
		asked.Draft = plan.Entries
	}
	return s.Screener.Screen(ctx, asked)
}

// today is the day in Vietnam as the record writes days.
func today(now time.Time) time.Time { return calendar.DateOf(now).Midnight() }

func policyRef(out screening.Screened) postgres.PolicyRef {
	return postgres.PolicyRef{ID: out.Policy.ID, Version: out.Policy.Version, SHA256: out.Policy.SHA256}
}

// exportPlan writes the columns of plan_entries.csv, to the letter because `canbo import` reads them; for spreadsheets there
// is the workbook.
func (s *server) exportPlan(ctx context.Context, _ access.Actor, in *PlanVersion) (*fileOutput, error) {
	version, err := s.planVersion(ctx, *in)
	if err != nil {
		return nil, err
	}
	entries, err := s.Store.AllPlanEntries(ctx, in.List, version)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	rows := [][]string{{"list", "version", "official", "position", "order", "tier", "source", "decision", "decided"}}
	for _, e := range entries {
		rows = append(rows, []string{
			in.List, strconv.Itoa(version), e.Official, e.Position, strconv.Itoa(e.Order), strconv.Itoa(e.Tier), e.Source, e.Decision, e.Decided,
		})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write a planning list: %w", err)
	}
	return &fileOutput{
		Type: "text/csv; charset=utf-8", Disposition: fmt.Sprintf(`attachment; filename="%s-v%d.csv"`, in.List, version), Body: text.Bytes(),
	}, nil
}
