// Package archtest holds the source code to the plan of the house: which package may import which, who owns an outside
// dependency, and what a pure package may not contain.
//
// The plan is docs/architecture.md; the tables here are its exact form. A package that no rule covers is a breach, so
// that nothing grows outside the plan. The package imports the standard library only and knows no other package.
package archtest

import "slices"

// module is the module the rules speak of.
const module = "canbo"

// Rule says what the packages of one folder may import. A rule for a folder inside it stands in its place there.
type Rule struct {
	// Folder of the module, for example internal/web. It covers the packages below as well.
	Folder string
	// Ours are the folders of the module it may import, its own aside. Everything is the whole module.
	Ours []string
	// Never are import paths, each with all below it, that it may not import itself.
	Never []string
	// NeverReach are import paths, each with all below it, that no chain of our packages may lead it to.
	NeverReach []string
}

// Owner says which folders may import a dependency; the wiring always may.
type Owner struct {
	Dependency string   // an import path, with all below it
	Folders    []string // each with all below it
}

// Rules are the whole plan.
type Rules struct {
	Packages []Rule
	Owners   []Owner
}

const everything = "*"

// domain are the pure packages: no clock, no I/O, no goroutine, no float in a rule.
var domain = []string{
	"internal/access", "internal/ballot", "internal/calendar", "internal/evaluation", "internal/mass", "internal/planning",
	"internal/policy", "internal/procedure", "internal/roster", "internal/rotation",
	"internal/rotation/assignment", "internal/schedule",
}

// wiring puts the parts together and may import anything.
var wiring = []string{"cmd", "internal/app", "internal/doctor"}

// impure are the parts of the standard library that reach outside of the program or hide a state.
var impure = []string{
	"database/sql", "io/ioutil", "log", "math/rand", "net", "os", "path/filepath", "plugin", "runtime", "syscall",
}

// Plan returns the rules of docs/architecture.md.
func Plan() Rules {
	rules := []Rule{
		{Folder: "cmd", Ours: []string{everything}},
		{Folder: "internal/app", Ours: []string{everything}},
		{Folder: "internal/doctor", Ours: []string{everything}},
		{Folder: "internal/archtest"},
		{Folder: "internal/config"},
		{Folder: "internal/fault"},
		{Folder: "internal/openid", Ours: []string{"internal/fault"}},
		{Folder: "internal/strictyaml", Ours: []string{"internal/fault"}},
		{Folder: "internal/privatepg"},
		{Folder: "migrations"},
		{Folder: "seeds"},
		{
			Folder: "workflows", Ours: withDomain("activities"),
			Never: []string{"log", "math/rand", "net", "os", "sync", "syscall"},
			NeverReach: []string{
				"canbo/internal/postgres", "canbo/internal/mail", "canbo/internal/web", "canbo/internal/engine",
				"github.com/jackc/pgx", "database/sql", "net/http", "go.temporal.io/sdk/client",
			},
		},
		{
			Folder: "activities", Ours: withDomain("internal/appraisal", "internal/opening", "internal/rules", "internal/screening"),
			NeverReach: []string{"canbo/internal/postgres", "canbo/internal/mail", "canbo/internal/web"},
		},
		{
			Folder: "internal/appraisal", Ours: withDomain("internal/rules"), Never: impure,
			NeverReach: []string{"canbo/internal/postgres", "canbo/internal/web", "go.temporal.io"},
		},
		{
			Folder: "internal/opening", Ours: withDomain("internal/rules"),
			NeverReach: []string{"canbo/internal/postgres", "canbo/internal/web", "go.temporal.io"},
		},
		{
			Folder: "internal/screening", Ours: withDomain("internal/rules"),
			NeverReach: []string{"canbo/internal/postgres", "canbo/internal/web", "go.temporal.io"},
		},
		{Folder: "internal/rules", Ours: withDomain(), Never: impure},
		{Folder: "internal/engine", Ours: withDomain("workflows")},
		{
			Folder: "internal/web",
			Ours: withDomain("internal/agenda", "internal/appraisal", "internal/engine", "internal/openid", "internal/opening", "internal/paper", "internal/postgres", "internal/report", "internal/rosterbook", "internal/rules",
				"internal/screening", "internal/web/chrome", "internal/web/pages", "internal/web/pagetest"),
			Never: []string{"github.com/jackc/pgx", "database/sql", "go.temporal.io"},
		},
		{
			// It formats what others have decided.
			Folder: "internal/web/pages", Ours: withDomain("internal/postgres"),
			Never: []string{"github.com/jackc/pgx", "database/sql", "go.temporal.io", "net/http"},
		},
		{Folder: "internal/web/chrome"},
		{Folder: "internal/web/pagetest"},
		{
			// mail for its types: the outbox is a table, and the interface to it stands in mail, which uses it.
			Folder: "internal/postgres", Ours: withDomain("migrations", "internal/mail", "internal/agenda"),
			NeverReach: []string{"go.temporal.io"},
		},
		{Folder: "internal/rotation/assignment/assignmenttest", Ours: []string{"internal/rotation/assignment"}},
		{Folder: "internal/postgres/pgtest", Ours: []string{"internal/privatepg", "migrations"}},
		{
			Folder: "internal/paper", Ours: []string{"internal/ballot", "internal/calendar", "internal/evaluation", "internal/fault"}, Never: impure,
			NeverReach: []string{"canbo/internal/postgres", "canbo/internal/web", "github.com/jackc/pgx", "go.temporal.io"},
		},
		{
			Folder: "internal/rosterbook", Ours: []string{"internal/fault", "internal/roster"}, Never: impure,
			NeverReach: []string{"canbo/internal/postgres", "canbo/internal/web", "github.com/jackc/pgx", "go.temporal.io"},
		},
		{Folder: "internal/agenda", Ours: []string{"internal/fault"}, Never: impure},
		{Folder: "internal/mail", Ours: withDomain("internal/agenda")},
		{Folder: "internal/metrics", Ours: withDomain("internal/postgres"), NeverReach: []string{"canbo/internal/web"}},
		{Folder: "internal/report", Ours: withDomain()},
		{Folder: "internal/audit", Ours: withDomain()},
		{
			// A client of the public API: it knows the words of the domain and how a report looks, and no inside.
			Folder: "internal/demo", Ours: withDomain("internal/report"),
			NeverReach: []string{"canbo/internal/postgres", "canbo/internal/web", "github.com/jackc/pgx", "go.temporal.io"},
		},
	}
	for _, folder := range domain {
		rules = append(rules, Rule{
			Folder: folder, Ours: withDomain("internal/strictyaml", "seeds"), Never: impure,
			NeverReach: []string{"net", "go.temporal.io", "github.com/jackc/pgx", "cel.dev"},
		})
	}
	return Rules{Packages: rules, Owners: owners()}
}

func owners() []Owner {
	return []Owner{
		{"go.temporal.io/sdk", []string{"workflows", "activities", "internal/engine", "internal/metrics"}},
		{"go.temporal.io/sdk/workflow", []string{"workflows"}},
		{"go.temporal.io/sdk/client", []string{"internal/engine", "internal/metrics"}}, // metrics: its MetricsHandler
		{"go.temporal.io/server", nil},
		{"github.com/jackc/pgx", []string{"internal/postgres", "internal/audit", "internal/privatepg"}},
		{"github.com/pressly/goose", []string{"internal/postgres"}},
		{"cel.dev/cel-go", []string{"internal/rules"}},
		{"github.com/a-h/templ", []string{"internal/web"}},
		{"github.com/chromedp", []string{"internal/web"}}, // tests of the pages
		{"github.com/go-chi", []string{"internal/web"}},
		{"github.com/danielgtaylor/huma", []string{"internal/web"}},
		{"codeberg.org/go-pdf/fpdf", []string{"internal/paper"}},
		{"github.com/xuri/excelize", []string{"internal/paper", "internal/rosterbook"}},
		{"github.com/emersion/go-message", []string{"internal/mail"}},
		{"github.com/emersion/go-sasl", []string{"internal/mail"}},
		{"github.com/emersion/go-smtp", []string{"internal/mail"}},
		{"github.com/emersion/go-ical", []string{"internal/agenda"}},
		{"github.com/goccy/go-yaml", []string{"internal/strictyaml", "internal/config"}},
		{"github.com/alecthomas/kong", []string{"internal/config"}},
		{"github.com/coreos/go-oidc", []string{"internal/openid"}},
		{"golang.org/x/oauth2", []string{"internal/openid"}},
		{"net/http", []string{"internal/web", "internal/openid", "internal/mail", "internal/demo", "internal/metrics"}},
		{"github.com/prometheus", []string{"internal/metrics"}},
		{"os/exec", []string{"internal/privatepg", "internal/postgres/pgtest", "internal/web/chrome", "internal/rotation/assignment/assignmenttest"}},
	}
}

// withDomain returns the folders with the domain and fault, which nearly everybody may import.
func withDomain(folders ...string) []string {
	return slices.Concat(folders, domain, []string{"internal/fault"})
}

// Pure returns the folders whose source must be pure.
func Pure() []string { return slices.Clone(domain) }
