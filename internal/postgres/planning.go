package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// PlanListView is a planning list as lists show it.
type PlanListView struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	NameEn     string `json:"name_en"`
	Kind       string `json:"kind" enum:"executive_committee,standing_committee,key_posts"`
	Unit       string `json:"unit"`
	Body       string `json:"body,omitempty" doc:"The committee whose seats are planned"`
	TermFrom   int    `json:"term_from"`
	TermTo     int    `json:"term_to"`
	Seats      int    `json:"seats"`
	ApprovedBy string `json:"approved_by"`
	Version    int    `json:"version" doc:"The current one; 0 when there is none yet"`

	unitKind roster.UnitKind
}

// List returns the list as the domain knows it.
func (v PlanListView) List() roster.PlanList {
	return roster.PlanList{
		Code: v.Code, Name: v.Name, NameEn: v.NameEn, Kind: roster.PlanKind(v.Kind), Unit: v.Unit, Body: v.Body,
		TermFrom: v.TermFrom, TermTo: v.TermTo, Seats: v.Seats, ApprovedBy: v.ApprovedBy,
	}
}

// Tier is the level of government of the list.
func (v PlanListView) Tier() roster.Tier { return planTier(v.unitKind) }

func planTier(kind roster.UnitKind) roster.Tier {
	if kind == roster.KindCommune || kind == roster.KindTown {
		return roster.TierCommune
	}
	return roster.TierDistrict
}

// PlanVersionView is a version of a list.
type PlanVersionView struct {
	Number      int       `json:"number"`
	Process     string    `json:"process,omitempty" doc:"The review that published it; absent for one that was imported"`
	Decision    string    `json:"decision,omitempty"`
	PublishedAt time.Time `json:"published_at"`
	People      int64     `json:"people"`
	Entries     int64     `json:"entries"`
	DecidedBy   string    `json:"decided_by,omitempty" doc:"The superior body that approved it"`
	Signer      string    `json:"signer,omitempty" doc:"Who signs the approval; absent where the record does not say"`
	SignerTitle string    `json:"signer_title,omitempty"`
}

// PlanEntryView is an entry of a version with the names that go with its codes.
type PlanEntryView struct {
	Official     string `json:"official"`
	OfficialName string `json:"official_name"`
	Position     string `json:"position"`
	PositionName string `json:"position_name"`
	Order        int    `json:"order"`
	Tier         int    `json:"tier"`
	Source       string `json:"source" enum:"internal,external"`
	Since        int    `json:"since" doc:"The version that brought the person in"`
	Decision     string `json:"decision"`
	Decided      string `json:"decided" format:"date"`
}

// Entry returns the entry as the domain knows it.
func (v PlanEntryView) Entry() planning.Entry {
	return planning.Entry{
		Official: v.Official, Position: v.Position, Order: v.Order, Tier: v.Tier, Source: roster.PlanSource(v.Source),
		Since: v.Since, Decision: v.Decision,
	}
}

// PlanChangeView is a difference between a version and the one before, with its reason.
type PlanChangeView struct {
	Official string `json:"official"`
	Position string `json:"position"`
	Kind     string `json:"kind" enum:"added,removed,moved"`
	Reason   string `json:"reason,omitempty"`
	Note     string `json:"note,omitempty"`
}

// PlanStay is a stretch of a person on a list, for one position.
type PlanStay struct {
	List     string `json:"list"`
	Name     string `json:"name"`
	TermFrom int    `json:"term_from"`
	TermTo   int    `json:"term_to"`
	Position string `json:"position"`
	Since    int    `json:"since" doc:"The version that brought the person in"`
	Until    int    `json:"until,omitempty" doc:"The last version that has them; absent while they are on the list"`
	Decision string `json:"decision"`
	Decided  string `json:"decided" format:"date"`
	LeftFor  string `json:"left_for,omitempty" doc:"Why they left"`
	Note     string `json:"note,omitempty"`
}

// PlanLists lists the planning lists, all or those of the term that begins in a year.
func (s *Store) PlanLists(ctx context.Context, termFrom int, p Page) (List[PlanListView], error) {
	rows, err := s.q.PlanLists(ctx, db.PlanListsParams{After: p.After, TermFrom: int32(termFrom), MaxRows: p.rows()})
	if err != nil {
		return List[PlanListView]{}, fmt.Errorf("list planning lists: %w", err)
	}
	return listed(p, rows, func(r db.PlanListsRow) (PlanListView, string) { return planListView(r), r.Code }), nil
}

// PlanList returns a planning list. Error: fault.NotFound.
func (s *Store) PlanList(ctx context.Context, code string) (PlanListView, error) {
	rows, err := s.q.PlanLists(ctx, db.PlanListsParams{List: code, MaxRows: 1})
	if err != nil {
		return PlanListView{}, fmt.Errorf("read planning list %s: %w", code, err)
	}
	if len(rows) == 0 {
		return PlanListView{}, fault.New(fault.NotFound, "not_found", "There is no planning list %s.", code)
	}
	return planListView(rows[0]), nil
}

func planListView(r db.PlanListsRow) PlanListView {
	return PlanListView{
		Code: r.Code, Name: r.Name, NameEn: r.NameEn, Kind: r.Kind, Unit: r.Unit, Body: value(r.Body), TermFrom: int(r.TermFrom),
		TermTo: int(r.TermTo), Seats: int(r.Seats), ApprovedBy: r.ApprovedBy, Version: int(r.Version), unitKind: roster.UnitKind(r.UnitKind),
	}
}

// PlanVersions lists the versions of a planning list, the first one first.
func (s *Store) PlanVersions(ctx context.Context, list string, p Page) (List[PlanVersionView], error) {
	after, err := p.number()
	if err != nil {
		return List[PlanVersionView]{}, err
	}
	rows, err := s.q.PlanVersions(ctx, db.PlanVersionsParams{List: list, After: int32(after), MaxRows: p.rows()})
	if err != nil {
		return List[PlanVersionView]{}, fmt.Errorf("list the versions of %s: %w", list, err)
	}
	return listed(p, rows, func(r db.PlanVersionsRow) (PlanVersionView, string) {
		return PlanVersionView{
			Number: int(r.Number), Process: value(r.Process), Decision: r.Decision, PublishedAt: r.PublishedAt, People: r.People, Entries: r.Entries,
			DecidedBy: r.DecidedBy, Signer: r.Signer, SignerTitle: r.SignerTitle,
		}, strconv.Itoa(int(r.Number))
	}), nil
}

// PlanEntries lists the entries of a version by position, order and person.
func (s *Store) PlanEntries(ctx context.Context, list string, version int, p Page) (List[PlanEntryView], error) {
	params := db.PlanEntriesParams{List: list, Version: int32(version), MaxRows: p.rows()}
	if p.After != "" {
		parts := strings.Split(p.After, "|")
		rank := 0
		err := error(nil)
		if len(parts) == 3 {
			rank, err = strconv.Atoi(parts[1])
		}
		if len(parts) != 3 || err != nil {
			return List[PlanEntryView]{}, badCursor()
		}
		params.AfterPosition, params.AfterRank, params.AfterOfficial = parts[0], int32(rank), parts[2]
	}
	rows, err := s.q.PlanEntries(ctx, params)
	if err != nil {
		return List[PlanEntryView]{}, fmt.Errorf("list the entries of %s: %w", list, err)
	}
	return listed(p, rows, func(r db.PlanEntriesRow) (PlanEntryView, string) {
		return planEntryView(r), fmt.Sprintf("%s|%d|%s", r.Position, r.Rank, r.Official)
	}), nil
}

func planEntryView(r db.PlanEntriesRow) PlanEntryView {
	return PlanEntryView{
		Official: r.Official, OfficialName: r.OfficialName, Position: r.Position, PositionName: r.PositionName, Order: int(r.Rank),
		Tier: int(r.Tier), Source: r.Source, Since: int(r.Since), Decision: r.Decision, Decided: r.Decided.Format(time.DateOnly),
	}
}

// AllPlanEntries reads the entries of a version to the last.
func (s *Store) AllPlanEntries(ctx context.Context, list string, version int) ([]PlanEntryView, error) {
	var all []PlanEntryView
	for after := ""; ; {
		page, err := s.PlanEntries(ctx, list, version, Page{After: after, Limit: MaxPage})
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if after = page.Next; after == "" {
			return all, nil
		}
	}
}

// Plan reads a version of a list; 0 is the current one. Error: fault.NotFound.
func (s *Store) Plan(ctx context.Context, list string, version int) (planning.Plan, error) {
	view, err := s.PlanList(ctx, list)
	if err != nil {
		return planning.Plan{}, err
	}
	if version == 0 {
		version = view.Version
	}
	if version > view.Version {
		return planning.Plan{}, fault.New(fault.NotFound, "not_found", "The planning list %s has no version %d.", list, version)
	}
	rows, err := s.AllPlanEntries(ctx, list, version)
	if err != nil {
		return planning.Plan{}, err
	}
	plan := planning.Plan{List: view.List(), Tier: view.Tier(), Version: version}
	for _, r := range rows {
		plan.Entries = append(plan.Entries, r.Entry())
	}
	return plan, nil
}

// PlanChanges lists what a version changed.
func (s *Store) PlanChanges(ctx context.Context, list string, version int) ([]PlanChangeView, error) {
	rows, err := s.q.PlanChanges(ctx, db.PlanChangesParams{List: list, Version: int32(version)})
	if err != nil {
		return nil, fmt.Errorf("list the changes of %s: %w", list, err)
	}
	out := make([]PlanChangeView, len(rows))
	for i, r := range rows {
		out[i] = PlanChangeView(r)
	}
	return out, nil
}

// PlanHistory lists every stretch of a person on any list, by term and list.
func (s *Store) PlanHistory(ctx context.Context, official string) ([]PlanStay, error) {
	rows, err := s.q.PlanHistory(ctx, official)
	if err != nil {
		return nil, fmt.Errorf("read the planning history of %s: %w", official, err)
	}
	out := make([]PlanStay, len(rows))
	for i, r := range rows {
		out[i] = PlanStay{
			List: r.List, Name: r.Name, TermFrom: int(r.TermFrom), TermTo: int(r.TermTo), Position: r.Position, Since: int(r.Since),
			Decision: r.Decision, Decided: r.Decided.Format(time.DateOnly), LeftFor: r.LeftFor, Note: r.Note,
		}
		if !r.IsCurrent {
			out[i].Until = int(r.LastVersion)
		}
	}
	return out, nil
}

// distinct sorts codes and keeps each once.
func distinct(codes []string) []string {
	slices.Sort(codes)
	return slices.Compact(codes)
}
