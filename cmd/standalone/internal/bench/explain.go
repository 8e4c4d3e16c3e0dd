package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"
)

// explainSettings let PostgreSQL write the plans of the very statements that the product sends; explain turns it on.
var explainSettings = []string{
	"session_preload_libraries=auto_explain", "auto_explain.log_format=json", "auto_explain.log_level=warning",
	"auto_explain.log_analyze=on", "auto_explain.log_buffers=on",
}

// Plan is how PostgreSQL carried out one statement of the product.
type Plan struct {
	Query        string   `json:"query"` // its name in internal/postgres/queries
	Nodes        []string `json:"nodes"` // outermost first
	Milliseconds float64  `json:"ms"`
	Buffers      int      `json:"buffers"` // pages that were looked at
}

// explain returns the plans of the statements that act leads to and that read tasks.
func explain(ctx context.Context, db *pgx.Conn, log string, act func() error) ([]Plan, error) {
	before, err := os.ReadFile(log)
	if err != nil {
		return nil, fmt.Errorf("read the plans: %w", err)
	}
	switching := func(limit string) error {
		if _, err := db.Exec(ctx, `ALTER SYSTEM SET auto_explain.log_min_duration = '`+limit+`'`); err != nil {
			return fmt.Errorf("ask for plans: %w", err)
		}
		if _, err := db.Exec(ctx, `SELECT pg_reload_conf(), pg_sleep(0.5)`); err != nil {
			return fmt.Errorf("ask for plans: %w", err)
		}
		return nil
	}
	if err := switching("0"); err != nil {
		return nil, err
	}
	if err := act(); err != nil {
		return nil, err
	}
	if err := switching("-1"); err != nil {
		return nil, err
	}
	after, err := os.ReadFile(log)
	if err != nil {
		return nil, fmt.Errorf("read the plans: %w", err)
	}
	return plansIn(string(after[len(before):]))
}

var (
	planEntry = regexp.MustCompile(`(?s)duration: ([0-9.]+) ms  plan:\n(\t\{.*?\n\t\})`)
	queryName = regexp.MustCompile(`-- name: (\w+)`)
)

// node is a part of a plan as PostgreSQL writes it.
type node struct {
	Type     string `json:"Node Type"`
	Index    string `json:"Index Name"`
	Relation string `json:"Relation Name"`
	Hit      int    `json:"Shared Hit Blocks"`
	Read     int    `json:"Shared Read Blocks"`
	Plans    []node `json:"Plans"`
}

// plansIn finds the plans in a log that read the table of tasks.
func plansIn(log string) ([]Plan, error) {
	var plans []Plan
	for _, found := range planEntry.FindAllStringSubmatch(log, -1) {
		var entry struct {
			Query string `json:"Query Text"`
			Plan  node   `json:"Plan"`
		}
		if err := json.Unmarshal([]byte(strings.ReplaceAll(found[2], "\n\t", "\n")), &entry); err != nil {
			return nil, fmt.Errorf("read a plan: %w", err)
		}
		nodes := entry.Plan.names()
		name := queryName.FindStringSubmatch(entry.Query)
		if name == nil || !strings.Contains(strings.Join(nodes, "\n"), " on task") {
			continue
		}
		p := Plan{Query: name[1], Nodes: nodes, Buffers: entry.Plan.Hit + entry.Plan.Read}
		if _, err := fmt.Sscan(found[1], &p.Milliseconds); err != nil {
			return nil, fmt.Errorf("read a plan: %w", err)
		}
		plans = append(plans, p)
	}
	return plans, nil
}

func (n node) names() []string {
	name := n.Type
	if n.Index != "" {
		name += " using " + n.Index
	}
	if n.Relation != "" {
		name += " on " + n.Relation
	}
	names := []string{name}
	for _, p := range n.Plans {
		names = append(names, p.names()...)
	}
	return names
}

// scans are how often the table of tasks has been read, by index and as a whole.
type scans struct {
	indexes map[string]int64
	table   int64
}

func scansOf(ctx context.Context, db *pgx.Conn) (scans, error) {
	s := scans{indexes: map[string]int64{}}
	// A session hands its counts in when it has been idle for a second.
	if _, err := db.Exec(ctx, `SELECT pg_sleep(1.5)`); err != nil {
		return s, err
	}
	if err := db.QueryRow(ctx, `SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'task'`).Scan(&s.table); err != nil {
		return s, fmt.Errorf("count the scans: %w", err)
	}
	rows, err := db.Query(ctx, `SELECT indexrelname, idx_scan FROM pg_stat_user_indexes WHERE relname = 'task'`)
	if err != nil {
		return s, fmt.Errorf("count the scans: %w", err)
	}
	var (
		name  string
		count int64
	)
	_, err = pgx.ForEachRow(rows, []any{&name, &count}, func() error { s.indexes[name] = count; return nil })
	return s, err
}

func (s scans) since(before scans) (indexes map[string]int64, table int64) {
	indexes = map[string]int64{}
	for name, count := range s.indexes {
		indexes[name] = count - before.indexes[name]
	}
	return indexes, s.table - before.table
}
