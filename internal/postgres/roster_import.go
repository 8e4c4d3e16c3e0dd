package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/roster"
)

// ImportDistrict writes a checked district in one transaction, all or nothing, and returns how many rows it added or
// changed: 0 when everything was there. Rows that the files no longer hold stay, because a tenure ends by its last day
// and not by a deleted line. Petitions are the demonstration's and are not written. Discipline of people on planning lists
// opens findings. Error: fault.Conflict
// roster_contradicts_stored when a row that stays, or a record made since, contradicts the files; plan_version_differs;
// rotation_carried_out.
func (s *Store) ImportDistrict(ctx context.Context, d *roster.District) (changes int, err error) {
	err = s.inTx(ctx, func(tx pgx.Tx, _ *db.Queries) error {
		if _, err := tx.Exec(ctx, `LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE`); err != nil { // one import at a time
			return err
		}
		var err error
		changes, err = s.importDistrict(ctx, tx, d)
		return err
	})
	if err != nil {
		return 0, contradiction(err)
	}
	return changes, nil
}

// importDistrict writes a checked district in a transaction.
func (s *Store) importDistrict(ctx context.Context, tx pgx.Tx, d *roster.District) (changes int, err error) {
	if err := onlyTakenOver(ctx, tx, d.Rotations); err != nil {
		return 0, err
	}
	for _, t := range rosterTables(d) {
		n, err := t.upsert(ctx, tx)
		if err != nil {
			return 0, fmt.Errorf("table %s: %w", t.name, err)
		}
		changes += n
	}
	n, err := importPlans(ctx, tx, d.PlanEntries)
	if err != nil {
		return 0, err
	}
	t := findingTeller{tx: tx, q: db.New(tx), by: "import", at: time.Now().UTC(), baseURL: s.BaseURL, administrators: s.Administrators, policies: s.Policies}
	return changes + n, t.imported(ctx)
}

// contradiction says of a breach of a rule of the tables what the files have to do with it.
func contradiction(err error) error {
	if bad, ok := errors.AsType[*pgconn.PgError](err); ok && strings.HasPrefix(bad.Code, "23") { // integrity constraint violation
		return fault.New(fault.Conflict, "roster_contradicts_stored",
			"The files contradict what is stored (%s: %s). A line taken out of the files still counts; end it with valid_to.",
			bad.TableName, bad.ConstraintName).Because(err)
	}
	return fmt.Errorf("import district: %w", err)
}

// importTable is the content of one table; its columns carry the names of the file's. The statements are put together
// here and not by sqlc, because thirteen tables are written in one way.
type importTable struct {
	name    string
	key     []string
	columns []string // after the key
	rows    [][]any
}

func (t importTable) upsert(ctx context.Context, tx pgx.Tx) (int, error) {
	incoming := "incoming_" + t.name
	all := slices.Concat(t.key, t.columns)
	if _, err := tx.Exec(ctx, fmt.Sprintf(`CREATE TEMP TABLE %s (LIKE %s) ON COMMIT DROP`, incoming, t.name)); err != nil {
		return 0, err
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{incoming}, all, pgx.CopyFromRows(t.rows)); err != nil {
		return 0, err
	}
	tag, err := tx.Exec(ctx, fmt.Sprintf(
		`INSERT INTO %[1]s (%[2]s) SELECT %[2]s FROM %[3]s
		 ON CONFLICT (%[4]s) DO UPDATE SET %[5]s WHERE (%[6]s) IS DISTINCT FROM (%[7]s)`,
		t.name, strings.Join(all, ", "), incoming, strings.Join(t.key, ", "),
		list(t.columns, "%[1]s = excluded.%[1]s"), list(t.columns, t.name+".%s"), list(t.columns, "excluded.%s")))
	return int(tag.RowsAffected()), err
}

func list(names []string, format string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = fmt.Sprintf(format, name)
	}
	return strings.Join(out, ", ")
}

// table makes the rows of items; row gives a value for each column of key and columns.
func table[T any](name, key, columns string, items []T, row func(T) []any) importTable {
	t := importTable{name: name, key: strings.Fields(key), columns: strings.Fields(columns)}
	for _, item := range items {
		t.rows = append(t.rows, row(item))
	}
	return t
}

// known is NULL for the zero value.
func known[T comparable](value T) any {
	var zero T
	if value == zero {
		return nil
	}
	return value
}

func rosterTables(d *roster.District) []importTable {
	return append(append(structureTables(d), recordTables(d)...), planTable(d), rotationTable(d))
}

func structureTables(d *roster.District) []importTable {
	return []importTable{
		table("unit", "code", "name name_en kind parent valid_from valid_to", d.Units, func(u roster.Unit) []any {
			return []any{u.Code, u.Name, u.NameEn, u.Kind, known(u.Parent), u.Period.From, known(u.Period.To)}
		}),
		table("body", "code", "name name_en level unit", d.Bodies, func(b roster.Body) []any {
			return []any{b.Code, b.Name, b.NameEn, b.Level, b.Unit}
		}),
		table("official", "code", "name sex born ethnic_group party_joined email home", d.Officials, func(o roster.Official) []any {
			return []any{o.Code, o.Name, o.Sex, o.Born, o.EthnicGroup, known(o.PartyJoined), o.Email, known(o.Home)}
		}),
		table("body_member", "body official valid_from", "role valid_to", d.Members, func(m roster.BodyMember) []any {
			return []any{m.Body, m.Official, m.Period.From, m.Role, known(m.Period.To)}
		}),
		table("post", "code", "name name_en unit title_group rank track is_head managed_by valid_from valid_to", d.Posts,
			func(p roster.Post) []any {
				return []any{p.Code, p.Name, p.NameEn, p.Unit, p.TitleGroup, p.Rank, p.Track, p.IsHead, p.ManagedBy,
					p.Period.From, known(p.Period.To)}
			}),
		table("relation", "official relative", "kind valid_to", d.Relations, func(r roster.Relation) []any {
			return []any{r.Official, r.Relative, r.Kind, known(r.To)}
		}),
		table("tenure", "official post valid_from", "principal valid_to document", d.Tenures, func(t roster.Tenure) []any {
			return []any{t.Official, t.Post, t.Period.From, t.Principal, known(t.Period.To), t.Document}
		}),
	}
}

func recordTables(d *roster.District) []importTable {
	targets := func(t roster.Targets) []any { return []any{t.Total, t.Done, t.OnTime, t.Exceeded} }
	const targetColumns = " targets_total targets_done targets_on_time targets_exceeded "
	return []importTable{
		table("qualification", "official kind level", "awarded", d.Qualifications, func(q roster.Qualification) []any {
			return []any{q.Official, q.Kind, q.Level, q.Awarded}
		}),
		table("discipline", "official decided form", "duty_related basis violation counted_in", d.Disciplines, func(x roster.Discipline) []any {
			return []any{x.Official, x.Decided, x.Form, x.DutyRelated, x.Basis, known(x.Violation), known(x.CountedIn)}
		}),
		table("unit_result", "unit year quarter", targetColumns+
			"subunits_total subunits_completed subunits_good members_disciplined disunity", d.UnitResults,
			func(u roster.UnitResult) []any {
				return append(append([]any{u.Unit, u.Year, u.Quarter}, targets(u.Targets)...),
					u.SubunitsTotal, u.SubunitsCompleted, u.SubunitsGood, u.MembersDisciplined, u.Disunity)
			}),
		table("fact", "official year quarter", "months_worked maternity_leave absence_months sick_months"+targetColumns+
			"exemplary initiative low_confidence_bp political ethics style organisation results", d.Facts,
			func(f roster.Fact) []any {
				row := []any{f.Official, f.Year, f.Quarter, f.MonthsWorked, f.MaternityLeave, f.AbsenceMonths, f.SickMonths}
				return append(append(row, targets(f.Targets)...), f.Exemplary, f.Initiative, f.LowConfidenceBP,
					f.Political, f.Ethics, f.Style, f.Organisation, f.Results)
			}),
		table("baseline", "figure", "percent_bp source", d.Baselines, func(b roster.Baseline) []any {
			return []any{b.Figure, b.PercentBP, b.Source}
		}),
	}
}
