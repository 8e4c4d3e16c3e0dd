package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/roster"
)

// fileOfTable are the tables of the roster by the files that they are read from.
var fileOfTable = map[string]string{
	"unit": "units", "body": "bodies", "official": "officials", "body_member": "body_members", "post": "posts", "relation": "relations",
	"tenure": "tenures", "qualification": "qualifications", "discipline": "discipline", "unit_result": "unit_results", "fact": "facts",
	"baseline": "baseline",
}

// RosterSheets reads the roster as it stands, in the shape of the files that it is imported from.
func (s *Store) RosterSheets(ctx context.Context) (sheets []roster.Sheet, err error) {
	err = pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		sheets, err = presentSheets(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the roster: %w", err)
	}
	return sheets, nil
}

// presentSheets reads each table by the columns that an import writes.
func presentSheets(ctx context.Context, tx pgx.Tx) ([]roster.Sheet, error) {
	var sheets []roster.Sheet
	for _, t := range rosterTables(&roster.District{}) {
		file, ok := fileOfTable[t.name]
		if !ok {
			continue
		}
		rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s`,
			strings.Join(slices.Concat(t.key, t.columns), ", "), t.name, strings.Join(t.key, ", ")))
		if err != nil {
			return nil, fmt.Errorf("read table %s: %w", t.name, err)
		}
		t.rows, err = pgx.CollectRows(rows, func(r pgx.CollectableRow) ([]any, error) { return r.Values() })
		if err != nil {
			return nil, fmt.Errorf("read table %s: %w", t.name, err)
		}
		sheets = append(sheets, t.sheet(file))
	}
	return sheets, nil
}

// sheetsOf are the sheets of a district.
func sheetsOf(d *roster.District) []roster.Sheet {
	var sheets []roster.Sheet
	for _, t := range rosterTables(d) {
		if file, ok := fileOfTable[t.name]; ok {
			sheets = append(sheets, t.sheet(file))
		}
	}
	return sheets
}

func (t importTable) sheet(file string) roster.Sheet {
	sheet := roster.Sheet{Name: file, Columns: slices.Concat(t.key, t.columns), Rows: make([][]string, len(t.rows))}
	for i, row := range t.rows {
		sheet.Rows[i] = make([]string, len(row))
		for j, value := range row {
			sheet.Rows[i][j] = cellOf(sheet.Columns[j], value)
		}
	}
	return sheet
}

// cellOf writes a value as its file has it.
func cellOf(column string, value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case *int:
		if v == nil {
			return ""
		}
		return strconv.Itoa(*v)
	case time.Time:
		return v.Format(time.DateOnly)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	}
	text := fmt.Sprint(value)
	if column == "quarter" && text == "0" { // the whole year
		return ""
	}
	return text
}
