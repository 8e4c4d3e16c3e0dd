package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
)

// impureNames are the exported names of the standard library by which a clock, a random source or the machine's own
// time zones would enter a pure package whose imports are all allowed.
var impureNames = map[string][]string{
	"time": {
		"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Local", "LoadLocation",
	},
	"crypto/rand": {"Reader", "Read", "Text", "Prime"},
	"sync":        {"WaitGroup", "Mutex", "RWMutex", "Cond"},
}

// Impurities returns what the Go files of dir, tests left out, contain that a pure package may not: goroutines,
// channels, floats and the names of impureNames, each as file:line: reason. A missing folder is pure.
func Impurities(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, fmt.Errorf("list the files of %s: %w", dir, err)
	}
	var found []string
	for _, file := range files {
		if !isSource(file) {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read a source file: %w", err)
		}
		more, err := impuritiesOf(file, text)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return found, nil
}

func impuritiesOf(name string, text []byte) ([]string, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("parse a source file: %w", err)
	}
	banned := bannedNames(file)
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		if reason := impurity(n, banned); reason != "" {
			found = append(found, fmt.Sprintf("%s: %s", files.Position(n.Pos()), reason))
		}
		return true
	})
	return found, nil
}

func impurity(n ast.Node, banned map[string][]string) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "starts a goroutine"
	case *ast.ChanType:
		return "uses a channel"
	case *ast.Ident:
		if n.Name == "float64" || n.Name == "float32" {
			return "uses a float; count, or use basis points"
		}
	case *ast.BasicLit:
		if n.Kind == token.FLOAT {
			return "uses a float; count, or use basis points"
		}
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok && slices.Contains(banned[x.Name], n.Sel.Name) {
			return "uses " + x.Name + "." + n.Sel.Name
		}
	}
	return ""
}

// bannedNames maps the name under which a file imports a package to the names it may not use of it.
func bannedNames(file *ast.File) map[string][]string {
	banned := make(map[string][]string)
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has accepted it, so it cannot be
		}
		name := path.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		banned[name] = impureNames[imported]
	}
	return banned
}
