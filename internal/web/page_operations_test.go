package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/web"
)

// TestEveryOperationIsReachedFromAPage holds that people can do in a browser what programs can do: an operation that no page
// does stands in noPage with the reason, and one that a page does stands there no more.
func TestEveryOperationIsReachedFromAPage(t *testing.T) {
	t.Parallel()
	acts, texts := calledByPages(t), pageTexts(t)
	require.Greater(t, len(acts), 150)
	known := web.Operations()
	for id, path := range known {
		reached := acts[id]
		if name := path[strings.LastIndex(path, "/")+1:]; strings.Contains(name, ".") { // a file is reached by a link
			reached = reached || strings.Contains(texts, "/"+name)
		}
		reason, excused := noPage[id]
		require.False(t, reached && excused, "%s is reached from a page: take it off the list", id)
		require.True(t, reached || excused, "%s (%s) is reached from no page: make one, or say why not", id, path)
		require.False(t, excused && reason == "", "%s: say why", id)
	}
	for id := range noPage {
		require.Contains(t, known, id, "there is no such operation")
	}
}

// calledByPages are the ids of the acts that the handlers of pages do: all that they name, but for where they only ask whether
// somebody may, or name the act of a refusal.
func calledByPages(t *testing.T) map[string]bool {
	t.Helper()
	ids := actIDs(t)
	found := map[string]bool{}
	for _, name := range pageSources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if f, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"May", "inForm", "refused", "problem"}, f.Sel.Name) {
					return false
				}
			}
			if s, ok := n.(*ast.SelectorExpr); ok {
				if from, ok := s.X.(*ast.Ident); ok && from.Name == "access" && ids[s.Sel.Name] != "" {
					found[ids[s.Sel.Name]] = true
				}
			}
			return true
		})
	}
	return found
}

// actIDs are the acts by the names of their constants.
func actIDs(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../access/act.go", nil, 0)
	require.NoError(t, err)
	ids := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			if value, ok := spec.Values[0].(*ast.BasicLit); ok {
				ids[spec.Names[0].Name] = strings.Trim(value.Value, `"`)
			}
		}
		return true
	})
	return ids
}

// pageSources are the files of the handlers of pages.
func pageSources(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("page*.go")
	require.NoError(t, err)
	return slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

// pageTexts is what handlers and pages say, where links to files stand.
func pageTexts(t *testing.T) string {
	t.Helper()
	templates, err := filepath.Glob("pages/*.templ")
	require.NoError(t, err)
	var b strings.Builder
	for _, name := range append(pageSources(t), templates...) {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		b.Write(text)
	}
	return b.String()
}

// noPage are the operations that no page does, and why.
var noPage = map[string]string{
	"request-sign-in":   "the pages of signing in ask in their own way: a link opens in the browser that asked for it, told by a cookie",
	"confirm-sign-in":   "as above",
	"draw-sign-in-link": "for programs: the holder of an API key draws a link for a browser",

	"compare-policies": "the page of a policy compares in words that need both documents",
	"read-draft":       "a form shows its draft itself",
	"read-acts":        "the page of a process shows its log: the same acts, and what followed from each",
	"read-acts-xlsx":   "the audit narrowed to the process gives the same worksheet, and more",

	"list-units":       "the board of a cycle shows the units with their steps",
	"list-bodies":      "the board of a cycle shows the bodies with their steps",
	"list-escalations": "the board and the concerns show who is late now; this is the history, for programs",
	"read-proposals":   "the sitting's board shows the proposal beside the suggestion",

	"list-plan-changes":         "the page of a list compares any two of its versions",
	"read-rotation-eligibility": "the candidates of a plan are shown with what speaks against them",
	"list-concerns-xlsx":        "the page gives its own table as a worksheet",
	"screen-plan-xlsx":          "as above",

	"read-figures": "the board of a cycle shows how the grades are distributed, and its worksheet has all of them",
}
