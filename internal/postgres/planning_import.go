package postgres

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// importPlans adds the versions of planning lists that are not there yet and returns how many entries it wrote. A version
// that is there must be the same in the file, because it is never edited.
//
// Error: fault.Conflict `plan_version_differs`.
func importPlans(ctx context.Context, tx pgx.Tx, entries []roster.PlanEntry) (written int, err error) {
	q := db.New(tx)
	for _, v := range versionsOf(entries) {
		list, number := v[0].List, v[0].Version
		inserted, err := q.InsertPlanVersion(ctx, db.InsertPlanVersionParams{
			List: list, Number: int32(number), PublishedAt: latest(v),
		})
		if err != nil {
			return 0, err
		}
		if inserted == 0 {
			if err := samePlan(ctx, q, v); err != nil {
				return 0, err
			}
			continue
		}
		if err := insertPlan(ctx, q, v); err != nil {
			return 0, err
		}
		written += len(v)
	}
	return written, nil
}

// versionsOf groups entries by list and version, in that order.
func versionsOf(entries []roster.PlanEntry) [][]roster.PlanEntry {
	type key struct {
		list   string
		number int
	}
	groups := map[key][]roster.PlanEntry{}
	for _, e := range entries {
		k := key{e.List, e.Version}
		groups[k] = append(groups[k], e)
	}
	var out [][]roster.PlanEntry
	for _, group := range groups {
		out = append(out, group)
	}
	slices.SortFunc(out, func(a, b []roster.PlanEntry) int {
		return cmp.Or(cmp.Compare(a[0].List, b[0].List), cmp.Compare(a[0].Version, b[0].Version))
	})
	return out
}

// latest is the day of the newest decision in a version: an imported version counts as published then.
func latest(version []roster.PlanEntry) (day time.Time) {
	for _, e := range version {
		if e.Decided.After(day) {
			day = e.Decided
		}
	}
	return day
}

// insertPlan writes a version that follows the one stored before it.
func insertPlan(ctx context.Context, q *db.Queries, version []roster.PlanEntry) error {
	list, number := version[0].List, version[0].Version
	before, err := storedPlan(ctx, q, list, number-1)
	if err != nil {
		return err
	}
	since := map[string]int{}
	for _, e := range before {
		since[e.Official+" "+e.Position] = e.Since
	}
	rows := make([]db.InsertPlanEntriesParams, len(version))
	for i, e := range version {
		rows[i] = db.InsertPlanEntriesParams{
			List: list, Version: int32(number), Official: e.Official, Position: e.Position, Rank: int32(e.Order), Tier: int32(e.Tier),
			Source: string(e.Source), Since: int32(cmp.Or(since[e.Official+" "+e.Position], number)), Decision: e.Decision, Decided: e.Decided,
		}
	}
	if _, err := q.InsertPlanEntries(ctx, rows); err != nil {
		return err
	}
	var changes []db.InsertPlanChangesParams
	for _, c := range planning.Compare(before, planEntries(version)) {
		e := c.Entry()
		changes = append(changes, db.InsertPlanChangesParams{
			List: list, Version: int32(number), Official: e.Official, Position: e.Position, Kind: string(c.Kind),
		})
	}
	_, err = q.InsertPlanChanges(ctx, changes)
	return err
}

// storedPlan reads the entries of a version; none of version 0. Error: fault.Conflict `plan_version_missing`.
func storedPlan(ctx context.Context, q *db.Queries, list string, number int) ([]planning.Entry, error) {
	if number == 0 {
		return nil, nil
	}
	found, err := q.PlanVersions(ctx, db.PlanVersionsParams{List: list, After: int32(number - 1), MaxRows: 1})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || int(found[0].Number) != number {
		return nil, fault.New(fault.Conflict, "plan_version_missing",
			"plan_entries.csv: version %d of the planning list %s is neither in the file nor stored; add it or number the versions anew", number, list)
	}
	rows, err := q.PlanEntries(ctx, db.PlanEntriesParams{List: list, Version: int32(number), MaxRows: math.MaxInt32})
	entries := make([]planning.Entry, len(rows))
	for i, r := range rows {
		entries[i] = planning.Entry{
			Official: r.Official, Position: r.Position, Order: int(r.Rank), Tier: int(r.Tier), Source: roster.PlanSource(r.Source),
			Since: int(r.Since), Decision: r.Decision,
		}
	}
	return entries, err
}

func planEntries(version []roster.PlanEntry) []planning.Entry {
	out := make([]planning.Entry, len(version))
	for i, e := range version {
		out[i] = planning.Entry{
			Official: e.Official, Position: e.Position, Order: e.Order, Tier: e.Tier, Source: e.Source, Decision: e.Decision,
		}
	}
	return out
}

func samePlan(ctx context.Context, q *db.Queries, version []roster.PlanEntry) error {
	list, number := version[0].List, version[0].Version
	stored, err := storedPlan(ctx, q, list, number)
	if err != nil {
		return err
	}
	for i := range stored {
		stored[i].Since = 0 // a file does not say
	}
	if slices.Equal(sortedPlan(stored), sortedPlan(planEntries(version))) {
		return nil
	}
	return fault.New(fault.Conflict, "plan_version_differs",
		"plan_entries.csv: version %d of the planning list %s is stored and differs; a version is never edited, write the next one", number, list)
}

func sortedPlan(entries []planning.Entry) []planning.Entry {
	planning.Sort(entries)
	return entries
}

// planTable is the lists themselves; their names and approving body may be corrected.
func planTable(d *roster.District) importTable {
	return table("plan_list", "code", "name name_en kind unit body term_from term_to seats approved_by", d.Plans, func(p roster.PlanList) []any {
		return []any{p.Code, p.Name, p.NameEn, p.Kind, p.Unit, known(p.Body), p.TermFrom, p.TermTo, p.Seats, p.ApprovedBy}
	})
}
