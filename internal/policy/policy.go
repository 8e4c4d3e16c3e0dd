package policy

import (
	"fmt"

	"canbo/internal/calendar"
)

// Kind says what a policy rules.
type Kind string

// The kinds of policies.
const (
	KindEvaluation    Kind = "evaluation"
	KindQualification Kind = "qualification"
	KindPlanning      Kind = "planning"
	KindTerm          Kind = "term"
	KindRotation      Kind = "rotation"
)

// Policy is one version of one document of rules. It is never changed after loading; a running process keeps the one
// it was opened under.
type Policy struct {
	ID            string        `json:"id"`
	Version       int           `json:"version"` // from 1; a correction of the document is a new version
	Kind          Kind          `json:"kind"`
	Title         Text          `json:"title"`
	EffectiveFrom calendar.Date `json:"effective_from"` // first reference date it applies to
	EffectiveTo   calendar.Date `json:"effective_to"`   // last one; no date while it is in force
	Supersedes    string        `json:"supersedes"`     // id of the policy it replaced; may be empty
	Sources       []Source      `json:"sources"`

	Evaluation    *Evaluation    `json:"evaluation"`    // set when Kind is KindEvaluation
	Qualification *Qualification `json:"qualification"` // set when Kind is KindQualification
	Planning      *Planning      `json:"planning"`      // set when Kind is KindPlanning
	Term          *TermRules     `json:"term"`          // set when Kind is KindTerm
	Rotation      *Rotation      `json:"rotation"`      // set when Kind is KindRotation

	File   string `json:"-"` // the file it was read from
	Raw    []byte `json:"-"` // its content, which a cycle opened under it keeps
	SHA256 string `json:"-"` // of the file, hexadecimal

	lines map[string]int // place of each rule in the file, by rule id
}

// Name is the id and version, such as qd132-2018@1.
func (p *Policy) Name() string { return fmt.Sprintf("%s@%d", p.ID, p.Version) }

// Place is the file and line of a condition or blocking rule, for messages such as policies/x.yaml:12.
func (p *Policy) Place(rule string) string {
	if line := p.lines[rule]; line > 0 {
		return fmt.Sprintf("%s:%d", p.File, line)
	}
	return p.File
}

// inForce reports whether the policy applies to a reference date: the end of the period for an evaluation.
func (p *Policy) inForce(date calendar.Date) bool {
	return p.EffectiveFrom.Compare(date) <= 0 && (p.EffectiveTo.IsZero() || date.Compare(p.EffectiveTo) <= 0)
}

// Source finds a source by its id.
func (p *Policy) Source(id string) (Source, bool) {
	for _, s := range p.Sources {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}

// Text is a text in the official language and in English.
type Text struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// Source is where a value comes from.
type Source struct {
	ID       string `json:"id"`
	Document string `json:"document"` // such as Quy định 124-QĐ/TW ngày 04/10/2023 của Bộ Chính trị
	Article  string `json:"article"`
	URL      string `json:"url"`
	Seen     Seen   `json:"seen"` // what of it was read
}

// Seen says how much of a source was read by whoever entered it.
type Seen string

// What was seen of a source.
const (
	SeenText    Seen = "text"    // a text of the rule itself, or a report that quotes it
	SeenDerived Seen = "derived" // a local or agency guide that restates it
	SeenTitle   Seen = "title"   // a title, or a machine translation only
	SeenNothing Seen = "nothing" // nothing: from memory, or this installation's own choice
)

// Provenance is where a value comes from and whether it was checked there.
type Provenance struct {
	Source   string `json:"source"`            // id of one of the policy's sources
	Verified bool   `json:"verified"`          // false: from memory, borrowed or chosen; shown as such to who decides
	Note     string `json:"note,omitempty"`    // what a reader must know to check it, in English
	NoteVI   string `json:"note_vi,omitempty"` // the same in Vietnamese
}

// Leaf is a value with its provenance.
type Leaf[T any] struct {
	Value      T `json:"value"`
	Provenance `yaml:",inline"`
}
