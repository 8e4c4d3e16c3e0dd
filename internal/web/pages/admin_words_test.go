package pages_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/web/pages"
)

// named collects the values of the constants of the processes whose names begin with a prefix.
func named(t *testing.T, prefix string) []string {
	t.Helper()
	var values []string
	for _, folder := range []string{"procedure", "evaluation", "planning", "rotation"} {
		files, err := filepath.Glob("../../" + folder + "/*.go")
		require.NoError(t, err)
		for _, file := range files {
			read, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			require.NoError(t, err)
			ast.Inspect(read, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok || !strings.HasPrefix(spec.Names[0].Name, prefix) || len(spec.Values) == 0 {
					return true
				}
				if text, ok := spec.Values[0].(*ast.BasicLit); ok && text.Kind == token.STRING {
					value, err := strconv.Unquote(text.Value)
					require.NoError(t, err)
					values = append(values, value)
				}
				return true
			})
		}
	}
	require.NotEmpty(t, values)
	return values
}

func TestEveryCommandAndEffectHasAName(t *testing.T) {
	t.Parallel()
	p := pages.Page{Lang: pages.Vietnamese}
	for _, prefix := range []string{"Command", "Act"} {
		for _, kind := range named(t, prefix) {
			require.NotEqual(t, kind, p.AuditKind(kind), "%s %q", prefix, kind)
		}
	}
	for _, kind := range named(t, "Effect") {
		require.NotEqual(t, kind, p.Effect(kind), "effect %q", kind)
	}
}
