package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// Graph maps each package of the module to its imports, those of its tests left out.
type Graph map[string][]string

// Load reads the graph of the module that holds dir.
func Load(dir string) (Graph, error) {
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", module+"/...")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w\n%s", dir, err, stderr.String())
	}
	g := Graph{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return g, nil
		case err != nil:
			return nil, fmt.Errorf("read the answer of go list: %w", err)
		}
		g[p.ImportPath] = p.Imports
	}
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
			if path := g.path(pkg, banned); path != nil {
				breaches = append(breaches, fmt.Sprintf("%s: %s may not reach %s", strings.Join(path, " -> "), rule.Folder, banned))
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

// path returns a shortest chain of imports from a package of the module to a path within banned, or nil.
func (g Graph) path(from, banned string) []string {
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
	var path []string
	for p := last; p != ""; p = before[p] {
		path = append(path, p)
	}
	slices.Reverse(path)
	return path
}

// within reports whether an import path is a folder or lies below it.
func within(pkg, folder string) bool {
	return pkg == folder || strings.HasPrefix(pkg, folder+"/")
}
