package web

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/rules"
	"canbo/internal/web/pages"
)

// policyReader says the values of one policy in words.
type policyReader struct {
	page   pages.Page
	policy *policy.Policy
	rules  map[string]evaluation.Label // their expressions in words, by id
}

func readPolicy(page pages.Page, p *policy.Policy) (policyReader, error) {
	said, err := rules.InWords(p)
	return policyReader{page: page, policy: p, rules: said}, err
}

// entry is any rule or item of a list in a policy, as far as it says something to people.
type entry struct {
	ID         string           `json:"id"`
	Grade      evaluation.Grade `json:"grade"`
	Ceiling    evaluation.Grade `json:"ceiling"`
	Period     policy.Period    `json:"period"`
	When       string           `json:"when"`
	Text       evaluation.Label `json:"text"`
	Label      evaluation.Label `json:"label"`
	Cure       evaluation.Label `json:"cure"`
	Blocking   bool             `json:"blocking"`
	Excludes   bool             `json:"excludes"`
	Reason     planning.Reason  `json:"reason"`
	Group      string           `json:"group"`
	Standing   int              `json:"standing"`
	MaxMonths  int              `json:"max_months"`
	Years      int              `json:"years"`
	MinTenths  *int             `json:"min_tenths"`
	Step       string           `json:"step"`
	Mode       procedure.Mode   `json:"mode"`
	DueDays    policy.Leaf[int] `json:"due_days"`
	RemindDays []int            `json:"remind_days"`
	CloseEarly bool             `json:"close_early"`
	CloseOnDue bool             `json:"close_on_due"`
	Ballot     *policy.Ballot   `json:"ballot"`
}

var listKey = regexp.MustCompile(`\[([^\]]*)\]`)

// line says one value.
func (r policyReader) line(v policy.Value) pages.RuleLine {
	line := pages.RuleLine{Verified: v.At.Verified, Note: r.page.L(evaluation.Label{VI: v.At.NoteVI, EN: v.At.Note}), SourceID: v.At.Source}
	if line.Note == "" && v.At.Note != "" {
		line.Note, line.NoteLang = v.At.Note, pages.English
	}
	if source, ok := r.policy.Source(v.At.Source); ok {
		line.Source = shortSource(source.Document)
	}
	if leaf, ok := pages.PolicyLeaves[listKey.ReplaceAllString(v.Path, "")]; ok {
		line.Name, line.Value = r.page.T(leaf.Name), r.leaf(leaf, v.JSON)
		if of := r.of(v.Path); of != "" {
			line.Name += " (" + of + ")"
		}
		return line
	}
	var e entry
	if err := json.Unmarshal(v.JSON, &e); err != nil { // a plain value that has no name here yet
		line.Name, line.Value = v.Path, r.any(decoded[any](v.JSON))
		return line
	}
	r.entry(&line, e)
	return line
}

// of names the item of a list that a plain value belongs to; "" for a value that stands alone.
func (r policyReader) of(path string) string {
	key := listKey.FindStringSubmatch(path)
	if key == nil {
		return ""
	}
	if at, err := strconv.Atoi(key[1]); err == nil && r.policy.Planning != nil && at < len(r.policy.Planning.References) {
		text, _ := r.page.PolicyCode(string(r.policy.Planning.References[at].Tier))
		return text
	}
	if r.policy.Qualification != nil {
		for _, q := range r.policy.Qualification.Requirements {
			if q.ID == key[1] {
				text, _ := r.page.PolicyCode(string(q.Tier))
				for _, group := range q.TitleGroups {
					text += ", " + r.page.Group(group)
				}
				return text
			}
		}
	}
	return key[1]
}

// entry says a rule or an item of a list.
func (r policyReader) entry(line *pages.RuleLine, e entry) {
	p := r.page
	switch {
	case e.Step != "":
		line.Name, line.Value = p.Step(e.Step), r.step(e)
	case e.MinTenths != nil:
		line.Name, line.Value = r.grade(e.Grade), p.T(pages.RulePoints, points(p, *e.MinTenths))
	case e.Group != "":
		line.Name, line.Value = p.Group(e.Group), p.T(pages.RuleStanding, e.Standing)
	case e.When == "" && e.Reason != "":
		line.Name = p.L(planning.ReasonLabel(e.Reason))
	case e.Label.VI != "":
		line.Name = p.L(e.Label)
	default:
		line.Name, line.Value, line.Cure = p.L(e.Text), r.consequence(e), p.L(e.Cure)
		if said, ok := r.rules[e.ID]; ok && e.When != "" {
			line.Reads = p.L(said)
		}
	}
}

// consequence says what a rule does.
func (r policyReader) consequence(e entry) string {
	p := r.page
	var parts []string
	switch {
	case e.Ceiling != "":
		parts = append(parts, p.T(pages.RuleCeiling, r.grade(e.Ceiling)))
	case e.Grade != "":
		parts = append(parts, p.T(pages.RuleNeeded, r.grade(e.Grade)))
	case r.policy.Planning != nil && e.Blocking:
		parts = append(parts, p.T(pages.RuleBlocks))
	case r.policy.Rotation != nil && e.Excludes:
		parts = append(parts, p.T(pages.RuleExcludes))
	case e.When != "":
		parts = append(parts, p.T(pages.RuleWarns))
	}
	switch e.Period {
	case policy.Quarter:
		parts = append(parts, p.T(pages.RuleQuarters))
	case policy.Year:
		parts = append(parts, p.T(pages.RuleYears))
	}
	if e.MaxMonths > 0 {
		parts = append(parts, p.T(pages.RuleMaxMonths, e.MaxMonths))
	}
	if e.Years > 0 {
		parts = append(parts, p.T(pages.RuleEachYear, e.Years))
	}
	return strings.Join(parts, "; ")
}

func (r policyReader) grade(g evaluation.Grade) string {
	if r.policy.Evaluation != nil {
		return r.page.L(evaluation.Label(r.policy.Evaluation.Label(g)))
	}
	return r.page.L(evaluation.GradeLabelOf(g))
}

func (r policyReader) step(e entry) string {
	p := r.page
	var parts []string
	if mode, _ := p.PolicyCode(string(e.Mode)); mode != "" {
		parts = append(parts, mode)
	}
	if e.DueDays.Value > 0 {
		parts = append(parts, p.T(pages.StepDue, e.DueDays.Value))
	} else {
		parts = append(parts, p.T(pages.StepNoDue))
	}
	if len(e.RemindDays) > 0 {
		parts = append(parts, p.T(pages.StepRemind, numbers(e.RemindDays)))
	}
	if e.CloseEarly {
		parts = append(parts, p.T(pages.StepEarly))
	}
	if e.CloseOnDue {
		parts = append(parts, p.T(pages.StepOnDue))
	}
	if b := e.Ballot; b != nil {
		parts = append(parts, r.ballot(*b)...)
	}
	return strings.Join(parts, "; ")
}

func (r policyReader) ballot(b policy.Ballot) []string {
	p, quorum, threshold := r.page, b.Quorum.Value, b.Threshold.Value
	over := pages.StepAtLeast
	if threshold.Strict {
		over = pages.StepOver
	}
	parts := []string{p.T(over, p.Percent(threshold.RatioBP), r.code(string(threshold.Base)))}
	if quorum.Num > 0 {
		parts = append(parts, p.T(pages.StepQuorum, quorum.Num, quorum.Den, r.code(string(quorum.Base))))
	}
	if threshold.Tie != ballot.TieRule("") {
		parts = append(parts, p.T(pages.StepTie, r.code(string(threshold.Tie))))
	}
	if b.Voters.VI != "" {
		parts = append(parts, p.T(pages.StepVoters, p.L(evaluation.Label(b.Voters))))
	}
	return parts
}

func (r policyReader) code(code string) string {
	text, _ := r.page.PolicyCode(code)
	return text
}

// leaf writes a plain value.
func (r policyReader) leaf(leaf pages.PolicyLeaf, raw json.RawMessage) string {
	text := r.plain(leaf.As, raw)
	if leaf.Unit == "" || text == "" {
		return text
	}
	return r.page.T(leaf.Unit, text)
}

func (r policyReader) plain(as pages.PolicyForm, raw json.RawMessage) string {
	p := r.page
	switch as {
	case pages.AsShare:
		return p.Percent(decoded[int](raw))
	case pages.AsTenth:
		return points(p, decoded[int](raw))
	case pages.AsBands:
		var shares []string
		for _, bp := range decoded[[]int](raw) {
			shares = append(shares, p.Percent(bp)+" %")
		}
		return strings.Join(shares, ", ")
	case pages.AsMonth:
		month, err := time.Parse(planning.MonthFormat, decoded[string](raw))
		if err != nil {
			return decoded[string](raw)
		}
		return month.Format("01/2006")
	case pages.AsAges:
		var lines []string
		for _, a := range decoded[planning.Retirement](raw) {
			from := a.BornFrom
			if month, err := time.Parse(planning.MonthFormat, from); err == nil {
				from = month.Format("01/2006")
			}
			lines = append(lines, p.T(pages.RetirementLine, r.code(string(a.Sex)), from, a.Years, a.Months))
		}
		return strings.Join(lines, "; ")
	default:
		return r.any(decoded[any](raw))
	}
}

// any writes a value whose form does not matter.
func (r policyReader) any(value any) string {
	switch v := value.(type) {
	case bool:
		return r.page.Yes(v)
	case string:
		return r.code(v)
	case float64: // a number of JSON; those of policies are whole
		return strconv.Itoa(int(v))
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = r.any(item)
		}
		return strings.Join(parts, ", ")
	default:
		return ""
	}
}

// decoded reads a value of a loaded policy, which was encoded from its type.
func decoded[T any](raw json.RawMessage) T {
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		panic(fmt.Errorf("decode %s: %w", raw, err))
	}
	return value
}

func numbers(list []int) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ", ")
}

// shortSource is what a document is called in a line: its kind and number.
func shortSource(document string) string {
	short, _, _ := strings.Cut(document, " ngày ")
	short, _, _ = strings.Cut(short, ";")
	return short
}

// sections arranges the lines of a policy under their headings.
func (r policyReader) sections() []pages.RuleSection {
	var out []pages.RuleSection
	at := map[pages.Text]int{}
	for _, v := range r.policy.Values() {
		title := sectionOf(v.Path)
		i, known := at[title]
		if !known {
			i = len(out)
			at[title] = i
			out = append(out, pages.RuleSection{Title: title})
		}
		out[i].Lines = append(out[i].Lines, r.line(v))
	}
	return out
}

func sectionOf(path string) pages.Text {
	for _, s := range pages.PolicySections {
		if strings.HasPrefix(path, s.Prefix) {
			return s.Title
		}
	}
	return ""
}
