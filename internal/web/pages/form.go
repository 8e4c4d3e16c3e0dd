package pages

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Problem is why something was refused: for the whole page, and beside the fields that it is about.
type Problem struct {
	Text   string            // one sentence with the remedy
	Fields map[string]string // by the name of the field; may be nil
	Order  []string          // of the fields on the page; the others follow by name
}

// names are the fields that are wrong, in the order of the page.
func (r *Problem) names() []string {
	names := slices.SortedFunc(maps.Keys(r.Fields), func(a, b string) int {
		return cmp.Or(cmp.Compare(r.place(a), r.place(b)), strings.Compare(a, b))
	})
	return names
}

func (r *Problem) place(field string) int {
	if i := slices.Index(r.Order, field); i >= 0 {
		return i
	}
	return len(r.Order)
}

// Of returns the text beside a field, "" when it is well.
func (r *Problem) Of(field string) string {
	if r == nil {
		return ""
	}
	return r.Fields[field]
}

// Keep leaves out the fields that a page does not show.
func (r *Problem) Keep(shown map[string]bool) {
	if r != nil {
		maps.DeleteFunc(r.Fields, func(name, _ string) bool { return !shown[name] })
	}
}

// Describe returns the attributes that tie a field to its hint and to its problem.
func (r *Problem) Describe(field string, hint bool) templ.Attributes {
	by := ""
	if hint {
		by = field + "-hint"
	}
	a := templ.Attributes{}
	if r.Of(field) != "" {
		by = field + "-problem " + by
		a["aria-invalid"] = "true"
	}
	if by != "" {
		a["aria-describedby"] = by
	}
	return a
}

// Field is the frame around an input: its label, its hint and its problem.
type Field struct {
	Name    string
	Label   string
	Hint    string // "" for none
	Problem *Problem
}

// EmailMissing tells somebody who wants a link how to write an address.
func (p Page) EmailMissing() *Problem {
	return &Problem{Text: p.T(CheckForm), Fields: map[string]string{"email": p.T(emailMissing)}}
}

// Choice is one of several that exclude each other.
type Choice struct {
	Value string
	Label string
}

// Draft is where a form keeps what is typed into it before it is filed.
type Draft struct {
	Process string
	Act     string
	Base    string     // of the draft that the form shows, as the browser sends it back; "" for none
	SavedAt *time.Time // of that draft
	Back    string     // the page of the form
	Keep    string     // names the copy that the browser keeps while the server is away
}

// Form is what all forms that file an act have in common.
type Form struct {
	Action  string // address to which it is posted
	Key     string // tells a second press from a second act
	Draft   *Draft // nil for a form in which nothing is written
	Problem *Problem
	Closed  string    // why nothing can be filed now; "" when it can
	Part    *ListPart // of a long form, the part that is shown; nil where all is
	Kept    string    // what the other parts hold
}

// keep names the copy that the browser keeps of the part that is shown.
func (f Form) keep() string {
	if f.Part == nil || f.Part.From == 0 {
		return f.Draft.Keep
	}
	return f.Draft.Keep + " " + strconv.Itoa(f.Part.From)
}

// describeGroup ties a group of choices to its hint and to its problem.
func describeGroup(r *Problem, name, hint string) templ.Attributes {
	a := r.Describe(name, hint != "")
	delete(a, "aria-invalid") // a group has none
	return a
}

// SortByName orders choices as a Vietnamese list of people: by given name, which comes last.
func SortByName(choices []Choice) {
	names := collate.New(language.Vietnamese) // one is not for several goroutines
	slices.SortStableFunc(choices, func(a, b Choice) int {
		return cmp.Or(names.CompareString(given(a.Label), given(b.Label)), names.CompareString(a.Label, b.Label))
	})
}

// SortByLabel orders choices by the whole of their labels, with numbers in them by their size.
func SortByLabel(choices []Choice) {
	labels := collate.New(language.Vietnamese, collate.Numeric)
	slices.SortStableFunc(choices, func(a, b Choice) int { return labels.CompareString(a.Label, b.Label) })
}

// given is the given name in a label, which may go on with a unit after a dash.
func given(label string) string {
	name, _, _ := strings.Cut(label, " – ")
	return name[strings.LastIndexByte(name, ' ')+1:]
}

// MissingField says what to do with a field that is empty.
func (p Page) MissingField(f InputView) string {
	if f.Kind == ChoiceInput {
		return p.T(chooseField, f.Label)
	}
	return p.T(enterField, f.Label)
}

type refusedKey struct{}

// Refused marks the rendering of a form that is shown again because of a problem: the title of the page says so first.
func Refused(ctx context.Context) context.Context { return context.WithValue(ctx, refusedKey{}, true) }

func refused(ctx context.Context) bool { return ctx.Value(refusedKey{}) != nil }

// CodeNamed is the code in what was typed: "Nguyễn Văn An (an)", or the code itself.
func CodeNamed(typed string) string {
	open := strings.LastIndexByte(typed, '(')
	if code, closed := strings.CutSuffix(strings.TrimSpace(typed), ")"); closed && open >= 0 {
		return strings.TrimSpace(code[open+1:])
	}
	return strings.TrimSpace(typed)
}
