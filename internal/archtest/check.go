package archtest

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Graph maps each package of the module to its imports, those of its tests left out.
type Graph map[string][]string

// Load reads the graph of the module in dir; modules in folders below are not part of it. It reads the files itself and
// does not ask the go command, so that go test sees what the result depends on and does not answer from its cache.
func Load(dir string) (Graph, error) {
	g := Graph{}
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && file != dir && skipped(file):
			return fs.SkipDir
		case entry.IsDir() || !isSource(file):
			return nil
		}
		folder, err := filepath.Rel(dir, filepath.Dir(file))
		if err != nil {
			return err
		}
		return g.add(path.Join(module, filepath.ToSlash(folder)), file)
	})
	if err != nil {
		return nil, fmt.Errorf("read the module in %s: %w", dir, err)
	}
	return g, nil
}

// skipped reports whether the go command, too, would leave out the folder.
func skipped(dir string) bool {
	name := filepath.Base(dir)
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" {
		return true
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// isSource reports whether a file is Go source and no test.
func isSource(file string) bool {
	return strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go")
}

// add notes the imports of one file of a package.
func (g Graph) add(pkg, file string) error {
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	imports := g[pkg]
	for _, spec := range source.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if !slices.Contains(imports, imported) {
			imports = append(imports, imported)
		}
	}
	g[pkg] = imports
	return nil
}

// Check returns every breach of the rules as a sentence with the path of imports that makes it, in a stable order.
func (r Rules) Check(g Graph) []string {
	var breaches []string
	for pkg, imports := range g {
		rule, ok := r.ruleFor(pkg)
		if !ok {
			breaches = append(breaches, pkg+" is covered by no rule: give its folder a place in internal/archtest/rules.go")
			continue
		}
		for _, imported := range imports {
			if reason := r.refusal(rule, imported); reason != "" {
				breaches = append(breaches, fmt.Sprintf("%s -> %s: %s", pkg, imported, reason))
			}
		}
		for _, banned := range rule.NeverReach {
			if way := g.shortestWay(pkg, banned); way != nil {
				breaches = append(breaches, fmt.Sprintf("%s: %s may not reach %s", strings.Join(way, " -> "), rule.Folder, banned))
			}
		}
	}
	slices.Sort(breaches)
	return breaches
}

// refusal says why a package under rule may not import a path, or "" when it may.
func (r Rules) refusal(rule Rule, imported string) string {
	if target, ours := r.ruleFor(imported); ours {
		if rule.Folder != target.Folder && !slices.Contains(rule.Ours, everything) && !slices.Contains(rule.Ours, target.Folder) {
			return fmt.Sprintf("%s may not import %s", rule.Folder, target.Folder)
		}
		return ""
	}
	for _, banned := range rule.Never {
		if within(imported, banned) {
			return fmt.Sprintf("%s may not import %s", rule.Folder, banned)
		}
	}
	if slices.Contains(wiring, rule.Folder) {
		return ""
	}
	for _, o := range r.Owners {
		owns := func(folder string) bool { return within(rule.Folder, folder) }
		if within(imported, o.Dependency) && !slices.ContainsFunc(o.Folders, owns) {
			return fmt.Sprintf("%s belongs to %s", o.Dependency, strings.Join(slices.Concat(o.Folders, wiring), ", "))
		}
	}
	return ""
}

// ruleFor returns the rule of the innermost folder that holds a package of the module.
func (r Rules) ruleFor(pkg string) (Rule, bool) {
	var best Rule
	for _, rule := range r.Packages {
		if within(pkg, module+"/"+rule.Folder) && len(rule.Folder) > len(best.Folder) {
			best = rule
		}
	}
	return best, best.Folder != ""
}

// shortestWay returns a shortest chain of imports from a package of the module to a path within banned, or nil.
func (g Graph) shortestWay(from, banned string) []string {
	before := map[string]string{from: ""}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, next := range g[queue[0]] {
			if _, seen := before[next]; seen {
				continue
			}
			before[next] = queue[0]
			if within(next, banned) {
				return chain(before, next)
			}
			queue = append(queue, next)
		}
	}
	return nil
}

func chain(before map[string]string, last string) []string {
	var way []string
	for p := last; p != ""; p = before[p] {
		way = append(way, p)
	}
	slices.Reverse(way)
	return way
}

// within reports whether an import path is a folder or lies below it.
func within(pkg, folder string) bool {
	return pkg == folder || strings.HasPrefix(pkg, folder+"/")
}
