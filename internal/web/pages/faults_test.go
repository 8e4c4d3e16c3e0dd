package pages_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/web/pages"
)

// elsewhere are the codes of faults that no form can bring about: files that the command line checks, and policies.
var elsewhere = map[string]bool{"bad_file": true, "bad_instance": true, "instance_changed": true, "bad_retirement": true}

// codes lists the codes of the faults that a package makes, with where.
func codes(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	require.NoError(t, err)
	require.NotEmpty(t, files, folder)
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			of, ok := call.Fun.(*ast.SelectorExpr)
			code, literal := call.Args[1].(*ast.BasicLit)
			if ok && literal && of.Sel.Name == "New" {
				if from, ok := of.X.(*ast.Ident); ok && from.Name == "fault" {
					text, err := strconv.Unquote(code.Value)
					require.NoError(t, err)
					found[text] = set.Position(call.Pos()).String()
				}
			}
			return true
		})
	}
	return found
}

func TestEveryRefusalOfPlanningAndRotationIsSaidInBothLanguages(t *testing.T) {
	t.Parallel()
	const own = "needs[0]: xa-gia-cat is a need already"
	vietnamese, english := pages.Page{Lang: pages.Vietnamese}, pages.Page{Lang: pages.English}
	other := vietnamese.Fault("never heard of", own)
	found := 0
	for _, folder := range []string{"../../planning", "../../rotation", "../../rotation/assignment"} {
		for code, at := range codes(t, folder) {
			if elsewhere[code] {
				continue
			}
			found++
			vi, en := vietnamese.Fault(code, own), english.Fault(code, own)
			require.NotEqual(t, other, vi, "%s: the refusal %s has no Vietnamese text", at, code)
			require.NotEmpty(t, en, "%s: %s", at, code)
			require.NotEqual(t, vi, en, "%s: %s", at, code)
		}
	}
	require.Greater(t, found, 50)
}

// forPrograms are the codes of faults that no page leads to: those of the command line, of the API's JSON, and of what the
// program itself gets wrong.
var forPrograms = map[string]bool{
	"bad_arguments": true, "bad_database_url": true, "bad_hash": true, "bad_nominee": true, "bad_policy": true, "ballot_differs": true,
	"ballot_id_malformed": true, "days_negative": true, "exclusion_malformed": true, "exclusion_repeated": true, "foreign_paper": true,
	"key_exists": true, "key_not_found": true, "no_reference_date": true, "quorum_malformed": true, "threshold_malformed": true,
}

func TestEveryRefusalIsSaidInVietnamese(t *testing.T) {
	t.Parallel()
	vietnamese := pages.Page{Lang: pages.Vietnamese}
	other := vietnamese.Fault("never heard of", "its own")
	for _, folder := range []string{"evaluation", "procedure", "postgres", "ballot", "access", "opening", "calendar", "web"} {
		for code, at := range codes(t, filepath.Join("../..", folder)) {
			if !forPrograms[code] {
				require.NotEqual(t, other, vietnamese.Fault(code, "its own"), "%s: the refusal %s has no Vietnamese text", at, code)
			}
		}
	}
}

func TestARefusalHasOneText(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("faults*.go")
	require.NoError(t, err)
	known := map[string]string{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?m)^\t"([a-z_]+)":`).FindAllSubmatch(text, -1) {
			require.NotContains(t, known, string(m[1]), "%s has a text for it as well", name)
			known[string(m[1])] = name
		}
	}
	require.Greater(t, len(known), 200)
}
