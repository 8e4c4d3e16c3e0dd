package policy

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/strictyaml"
)

//go:embed schema.json
var schemaJSON []byte

var schema = sync.OnceValues(func() (*strictyaml.Schema, error) {
	return strictyaml.CompileSchema("policy.schema.json", schemaJSON)
})

// Set is the policies that were loaded together, checked against each other.
type Set struct{ policies []*Policy }

// Load reads all *.yaml files below the folder dir of fsys. The error is a strictyaml.Problems that lists everything
// wrong in all files with its place and remedy, or the failure to read one.
func Load(fsys fs.FS, dir string) (*Set, error) {
	set := &Set{}
	var problems strictyaml.Problems
	err := fs.WalkDir(fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		p, err := Parse(name, data)
		if found, ok := errors.AsType[strictyaml.Problems](err); ok {
			problems = append(problems, found...)
			return nil
		}
		if err != nil {
			return err
		}
		set.policies = append(set.policies, p)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read policies in %s: %w", dir, err)
	}
	slices.SortFunc(set.policies, func(a, b *Policy) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), a.EffectiveFrom.Compare(b.EffectiveFrom),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
	})
	problems = append(problems, set.clashes()...)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

// Parse reads one policy; name is its file name, for the messages. The error is a strictyaml.Problems.
func Parse(name string, data []byte) (*Policy, error) {
	compiled, err := schema()
	if err != nil {
		return nil, err
	}
	p := &Policy{File: name}
	doc, problems := strictyaml.Decode(name, data, compiled, p)
	if problems == nil {
		problems = check(doc, p)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	p.Raw, p.SHA256 = data, hash(data)
	p.lines = ruleLines(doc, p)
	return p, nil
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func ruleLines(doc *strictyaml.Document, p *Policy) map[string]int {
	lines := map[string]int{}
	if p.Evaluation != nil {
		for i, c := range p.Evaluation.Conditions {
			lines[c.ID] = doc.Line(fmt.Sprintf("evaluation.conditions[%d].when", i))
		}
		for i, b := range p.Evaluation.Blocking {
			lines[b.ID] = doc.Line(fmt.Sprintf("evaluation.blocking[%d].when", i))
		}
		for i, a := range p.Evaluation.Advice {
			lines[a.ID] = doc.Line(fmt.Sprintf("evaluation.advice[%d].when", i))
		}
	}
	if p.Planning != nil {
		for i, r := range p.Planning.Rules {
			lines[r.ID] = doc.Line(fmt.Sprintf("planning.rules[%d].when", i))
		}
	}
	if p.Rotation != nil {
		for i, r := range p.Rotation.Rules {
			lines[r.ID] = doc.Line(fmt.Sprintf("rotation.rules[%d].when", i))
		}
	}
	return lines
}

// clashes finds documents that cannot stand side by side: the same id and version twice, or two policies of a kind
// in force on the same day. A later version of the same policy replaces the earlier one and is no clash.
func (s *Set) clashes() strictyaml.Problems {
	var problems strictyaml.Problems
	for i, a := range s.policies {
		for _, b := range s.policies[i+1:] {
			switch {
			case a.ID == b.ID && a.Version == b.Version:
				problems = append(problems, strictyaml.Problem{File: b.File, Line: 1, Column: 1, Path: "version",
					Text: fmt.Sprintf("%s is also in %s", b.Name(), a.File), Remedy: "give the new text a new version"})
			case a.Kind == b.Kind && a.ID != b.ID && overlap(a, b):
				problems = append(problems, strictyaml.Problem{File: b.File, Line: 1, Column: 1, Path: "effective_from",
					Text:   fmt.Sprintf("%s is in force at the same time as %s in %s", b.Name(), a.Name(), a.File),
					Remedy: "end the earlier one with effective_to"})
			}
		}
	}
	return problems
}

func overlap(a, b *Policy) bool {
	return (a.EffectiveTo.IsZero() || b.EffectiveFrom.Compare(a.EffectiveTo) <= 0) &&
		(b.EffectiveTo.IsZero() || a.EffectiveFrom.Compare(b.EffectiveTo) <= 0)
}

// All returns the policies in the order of kind, date, id and version.
func (s *Set) All() []*Policy { return slices.Clone(s.policies) }

// For returns the policy of a kind in force on a reference date, in its latest version. It fails with fault.NotFound
// policy_missing when there is none.
func (s *Set) For(kind Kind, date calendar.Date) (*Policy, error) {
	var found *Policy
	for _, p := range s.policies {
		if p.Kind == kind && p.inForce(date) && (found == nil || p.Version > found.Version) {
			found = p
		}
	}
	if found == nil {
		return nil, fault.New(fault.NotFound, "policy_missing", "no %s policy is in force on %s", kind, date)
	}
	return found, nil
}

// ByID returns one version of a policy. It fails with fault.NotFound policy_missing.
func (s *Set) ByID(id string, version int) (*Policy, error) {
	for _, p := range s.policies {
		if p.ID == id && p.Version == version {
			return p, nil
		}
	}
	return nil, fault.New(fault.NotFound, "policy_missing", "there is no policy %.80s@%d", strings.ToValidUTF8(id, "?"), version)
}
