package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) entryPages(r chi.Router) {
	countEntryOf(s, r, unitPath, access.ReadUnitEntries, access.EnterUnitCount, s.gradeWords(),
		func(v *visit) *unitInput { return &unitInput{unitAt(v)} },
		func(v *visit, e ballot.PaperEntry) *unitFiling[ballot.PaperEntry] {
			return &unitFiling[ballot.PaperEntry]{UnitPath: unitAt(v), Idempotent: keyOf(v), Body: e}
		})
	countEntryOf(s, r, bodyPath, access.ReadBodyEntries, access.EnterBodyCount, s.gradeWords(),
		func(v *visit) *bodyInput { return &bodyInput{bodyAt(v)} },
		func(v *visit, e ballot.PaperEntry) *bodyFiling[ballot.PaperEntry] {
			return &bodyFiling[ballot.PaperEntry]{BodyPath: bodyAt(v), Idempotent: keyOf(v), Body: e}
		})
}

// countEntryOf adds the page on which a teller types the count of a ballot on paper.
func countEntryOf[I, F any](
	s *server, r chi.Router, path string, read, enter access.Act, words ballotWords, at func(*visit) *I, filing func(*visit, ballot.PaperEntry) *F,
) {
	path = appPath + path + "/count-entries"
	r.Get(path, s.signedIn(func(v *visit) error {
		view, _, err := entryView(v, s, read, at(v), words)
		if err != nil {
			return err
		}
		return s.showEntry(v, http.StatusOK, view)
	}))
	r.Post(path, s.signedIn(func(v *visit) error {
		view, spec, err := entryView(v, s, read, at(v), words)
		if err != nil {
			return err
		}
		if v.turned() {
			return s.showEntry(v, http.StatusOK, view)
		}
		status := http.StatusUnprocessableEntity
		entry, problem := readEntry(v, spec)
		if view.Problem = problem; problem == nil {
			a, err := call[answer](v.r.Context(), s, v.actor, enter, filing(v, entry))
			if err == nil {
				return s.filed(v, a, "")
			}
			if view.Problem, status, err = s.refused(v, enter, err); err != nil {
				return err
			}
		}
		return s.showEntry(v, status, view)
	}))
}

// linesOnPage is on how many subjects of a ballot a page asks for figures.
const linesOnPage = 15

// showEntry shows the part of the form that was asked for, or that with the first figure that is wrong.
func (s *server) showEntry(v *visit, status int, view pages.EntryView) error {
	must := slices.IndexFunc(view.Lines, func(line pages.EntryLine) bool {
		return slices.ContainsFunc(line.Numbers, func(n pages.NumberView) bool { return view.Problem.Of(n.Name) != "" })
	})
	if slices.ContainsFunc(view.Meeting, func(n pages.NumberView) bool { return view.Problem.Of(n.Name) != "" }) {
		must = -1 // those are on every part
	}
	view.Part = turns(v, view.Action, len(view.Lines), linesOnPage, must)
	if view.Part != nil {
		view.Lines = view.Lines[view.Part.From:view.Part.To]
		shown := map[string]bool{}
		for _, numbers := range append([]pages.EntryLine{{Numbers: view.Meeting}}, view.Lines...) {
			for _, n := range numbers.Numbers {
				shown[n.Name] = true
			}
		}
		view.Kept = keptBut(v.r.PostForm, shown)
		view.Problem.Keep(shown)
	}
	return s.showAs(v, status, pages.CountEntry(v.page.Titled(pages.EntryTitle), view))
}

// entryView is the form with what was typed, and the ballot that it is about.
func entryView[I any](v *visit, s *server, read access.Act, in *I, words ballotWords) (pages.EntryView, ballot.Spec, error) {
	ctx, view := v.r.Context(), pages.EntryView{Form: s.newForm(v)}
	entries, err := call[body[postgres.PaperEntries]](ctx, s, v.actor, read, in)
	if err != nil {
		return view, ballot.Spec{}, err
	}
	spec, err := s.Store.BallotSpec(ctx, entries.Body.Ballot)
	if err != nil {
		return view, spec, err
	}
	names, labels, err := words.names(v, spec.Subjects)
	if err != nil {
		return view, spec, err
	}
	if view.Where, err = words.where(v); err != nil {
		return view, spec, err
	}
	view.Papers = []pages.LinkView{
		{Text: v.page.T(pages.PrintBallot), Href: strings.TrimSuffix(v.r.URL.Path, "/count-entries") + "/ballot.pdf"},
	}
	number := func(name, label string) pages.NumberView {
		return pages.NumberView{Name: name, Label: label, Value: v.field(name)}
	}
	view.Meeting = []pages.NumberView{number("present", v.page.T(pages.EntryPresent)), number("issued", v.page.T(pages.EntryIssued))}
	for _, subject := range spec.Subjects {
		line := pages.EntryLine{Name: names[subject]}
		for _, f := range entryFigures {
			line.Numbers = append(line.Numbers, number(f.name+"-"+subject, v.page.T(f.label)))
		}
		for _, c := range spec.Choices {
			line.Numbers = append(line.Numbers, number("votes-"+subject+"-"+c, labels[c]))
		}
		view.Lines = append(view.Lines, line)
	}
	for _, d := range entries.Body.Differences {
		figure := labels[d.Choice]
		for _, f := range entryFigures {
			if f.name == d.Figure {
				figure = v.page.T(f.label)
			}
		}
		view.Differ = append(view.Differ, v.page.T(pages.EntryDiffers, names[d.Subject], figure, d.First, d.Second))
	}
	return view, spec, nil
}

var entryFigures = []struct {
	name  string
	label pages.Text
}{
	{"present", pages.EntryPresent}, {"issued", pages.EntryIssued}, {"collected", pages.EntryCollected}, {"invalid", pages.EntryInvalid},
}

// readEntry makes an entry of what was typed, or says which figures are missing.
func readEntry(v *visit, spec ballot.Spec) (ballot.PaperEntry, *pages.Problem) {
	wrong := map[string]string{}
	var order []string
	read := func(name string) int {
		order = append(order, name)
		n, err := strconv.ParseUint(v.field(name), 10, 16)
		if err != nil {
			wrong[name] = v.page.T(pages.EntryNumber)
		}
		return int(n)
	}
	entry := ballot.PaperEntry{Ballot: spec.ID, Present: read("present"), Issued: read("issued")}
	for _, subject := range spec.Subjects {
		line := ballot.PaperLine{
			Subject: subject, Present: read("present-" + subject), Issued: read("issued-" + subject),
			Collected: read("collected-" + subject), Invalid: read("invalid-" + subject),
		}
		for _, c := range spec.Choices {
			line.Boxes = append(line.Boxes, ballot.Box{Choice: c, Votes: read(fmt.Sprintf("votes-%s-%s", subject, c))})
		}
		entry.Subjects = append(entry.Subjects, line)
	}
	if len(wrong) > 0 {
		return entry, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong, Order: order}
	}
	return entry, nil
}
