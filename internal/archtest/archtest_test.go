package archtest_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"canbo/internal/archtest"
)

const root = "../.."

func TestImportsFollowThePlan(t *testing.T) {
	t.Parallel()
	g, err := archtest.Load(root)
	require.NoError(t, err)
	require.Contains(t, g, "canbo/internal/fault", "the graph is that of this module")
	for _, breach := range archtest.Plan().Check(g) {
		t.Error(breach)
	}
}

func TestPurePackagesAreFreeOfClocksGoroutinesAndFloats(t *testing.T) {
	t.Parallel()
	for _, folder := range archtest.Pure() {
		found, err := archtest.Impurities(filepath.Join(root, folder))
		require.NoError(t, err)
		for _, impurity := range found {
			t.Error(impurity)
		}
	}
}

// The test of the test: each breach planted in an otherwise clean graph is found with its path.
func TestThePlanCatches(t *testing.T) {
	t.Parallel()
	clean := archtest.Graph{
		"canbo/cmd/canbo":           {"canbo/internal/web", "github.com/alecthomas/kong", "net/http", "os"},
		"canbo/workflows":           {"canbo/activities", "canbo/internal/procedure", "go.temporal.io/sdk/workflow"},
		"canbo/activities":          {"canbo/internal/rules", "canbo/internal/fault", "time"},
		"canbo/internal/rules":      {"cel.dev/cel-go/cel"},
		"canbo/internal/procedure":  {"canbo/internal/fault", "time"},
		"canbo/internal/fault":      {"errors"},
		"canbo/internal/postgres":   {"canbo/internal/procedure", "github.com/jackc/pgx/v5"},
		"canbo/internal/web":        {"canbo/internal/engine", "canbo/internal/postgres", "net/http"},
		"canbo/internal/web/assets": {"embed"},
		"canbo/internal/engine":     {"canbo/workflows", "go.temporal.io/sdk/client"},
	}
	require.Empty(t, archtest.Plan().Check(clean))

	tests := []struct {
		name, pkg, imports string
		want               []string
	}{
		{
			"a page that speaks to the database driver", "canbo/internal/web", "github.com/jackc/pgx/v5/pgxpool",
			[]string{"canbo/internal/web -> github.com/jackc/pgx/v5/pgxpool: internal/web may not import github.com/jackc/pgx"},
		},
		{
			"a page's part that reaches into the workflows", "canbo/internal/web/assets", "canbo/workflows",
			[]string{"canbo/internal/web/assets -> canbo/workflows: internal/web may not import workflows"},
		},
		{
			"a workflow that reads a file", "canbo/workflows", "os",
			[]string{"canbo/workflows -> os: workflows may not import os"},
		},
		{
			"an activity that brings the store into the workflows", "canbo/activities", "canbo/internal/postgres",
			[]string{
				"canbo/activities -> canbo/internal/postgres: activities may not import internal/postgres",
				"canbo/activities -> canbo/internal/postgres: activities may not reach canbo/internal/postgres",
				"canbo/workflows -> canbo/activities -> canbo/internal/postgres -> github.com/jackc/pgx/v5: workflows may not reach github.com/jackc/pgx",
				"canbo/workflows -> canbo/activities -> canbo/internal/postgres: workflows may not reach canbo/internal/postgres",
			},
		},
		{
			"a rule that opens a connection", "canbo/internal/procedure", "net/netip",
			[]string{
				"canbo/internal/procedure -> net/netip: internal/procedure may not import net",
				"canbo/internal/procedure -> net/netip: internal/procedure may not reach net",
			},
		},
		{
			"a store that knows workflows", "canbo/internal/postgres", "canbo/workflows",
			[]string{
				"canbo/internal/postgres -> canbo/workflows -> go.temporal.io/sdk/workflow: internal/postgres may not reach go.temporal.io",
				"canbo/internal/postgres -> canbo/workflows: internal/postgres may not import workflows",
			},
		},
		{
			"a dependency used away from its owner", "canbo/internal/postgres", "cel.dev/cel-go/cel",
			[]string{"canbo/internal/postgres -> cel.dev/cel-go/cel: cel.dev/cel-go belongs to internal/rules, cmd, internal/app, internal/doctor"},
		},
		{
			"a package outside the plan", "canbo/internal/util", "errors",
			[]string{"canbo/internal/util is covered by no rule: give its folder a place in internal/archtest/rules.go"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := archtest.Graph{}
			maps.Copy(g, clean)
			g[tt.pkg] = append(slices.Clone(clean[tt.pkg]), tt.imports)
			if diff := cmp.Diff(tt.want, archtest.Plan().Check(g)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAWrongRuleIsCaughtByTheRealGraph(t *testing.T) {
	t.Parallel()
	g, err := archtest.Load(root)
	require.NoError(t, err)
	plan := archtest.Plan()
	plan.Owners = append(plan.Owners, archtest.Owner{Dependency: "errors", Folders: nil})
	require.Contains(t, plan.Check(g), "canbo/internal/fault -> errors: errors belongs to cmd, internal/app, internal/doctor")
}

func TestImpuritiesAreFound(t *testing.T) {
	t.Parallel()
	found, err := archtest.Impurities("testdata/impure")
	require.NoError(t, err)
	want := []string{
		"testdata/impure/impure.go:10:12: uses clock.Now",
		"testdata/impure/impure.go:11:12: uses rand.Reader",
		"testdata/impure/impure.go:13:16: uses a float; count, or use basis points",
		"testdata/impure/impure.go:15:15: uses a float; count, or use basis points",
		"testdata/impure/impure.go:19:12: uses a channel",
		"testdata/impure/impure.go:20:2: starts a goroutine",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}

// The house in docs/architecture.md has every package, and no package that is not there.
func TestTheArchitectureNamesThePackagesThatThereAre(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, "docs/architecture.md"))
	require.NoError(t, err)
	_, house, found := strings.Cut(string(text), "## 3. The house")
	require.True(t, found)
	house, _, _ = strings.Cut(house, "\n## ")
	named := map[string]bool{}
	for line := range strings.Lines(house) {
		if folder, _, is := strings.Cut(line, "/ "); is && !strings.HasPrefix(folder, " ") {
			named[folder] = true
			_, err := os.Stat(filepath.Join(root, folder))
			require.NoError(t, err, "the architecture names a folder that is not there")
		}
	}
	folders, err := os.ReadDir(filepath.Join(root, "internal"))
	require.NoError(t, err)
	for _, f := range folders {
		require.True(t, !f.IsDir() || named["internal/"+f.Name()], "the architecture has no line for internal/%s", f.Name())
	}
}
