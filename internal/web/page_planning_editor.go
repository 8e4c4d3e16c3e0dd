package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// mostAdditions is how many people one form proposes.
const mostAdditions = 50

func (s *server) editorPages(r chi.Router) {
	path := appPath + reviewPath + "/proposals"
	r.Get(path, s.signedIn(func(v *visit) error {
		e, err := s.editor(v)
		if err != nil {
			return err
		}
		e.fill(e.draft)
		return s.showEditor(v, e, http.StatusOK)
	}))
	r.Post(path+"/check", s.signedIn(s.checkProposals))
	r.Post(path+"/compare", s.signedIn(func(v *visit) error {
		e, err := s.editor(v)
		if err != nil {
			return err
		}
		e.fill(v.r.PostForm)
		if e.view.Draft.SavedAt != nil {
			e.view.Compare = v.page.DraftElsewhere(*e.view.Draft.SavedAt)
		}
		return s.showEditor(v, e, http.StatusOK)
	}))
	r.Post(path, s.signedIn(s.fileProposals))
}

// editor is the form with everything that it needs to be read.
type editor struct {
	at     ReviewPath
	view   pages.EditorView
	people []postgres.Nominee
	draft  url.Values // what was saved
}

func (s *server) editor(v *visit) (*editor, error) {
	ctx := v.r.Context()
	e := &editor{at: reviewAt(v)}
	standing, err := s.standing(ctx, v.actor, e.at.place())
	if err != nil {
		return nil, err
	}
	if err := access.May(v.actor, access.ProposeChanges, standing); err != nil {
		return nil, err
	}
	board, err := call[body[planReviewView]](ctx, s, v.actor, access.ReadReview, &reviewInput{e.at})
	if err != nil {
		return nil, err
	}
	b := board.Body
	e.view = pages.EditorView{
		Form: s.newForm(v), Where: listName(v.page, b.List), Due: dueOf(b.Steps, planning.StepProposals), Reasons: removalReasons(v.page),
	}
	e.view.Action = reviewAddress(e.at.Round, e.at.List) + "/proposals"
	for _, position := range b.Positions {
		e.view.Positions = append(e.view.Positions, pages.Choice{Value: position.Position, Label: position.Name})
	}
	notes, err := s.notesFor(v, e.at)
	if err != nil {
		return nil, err
	}
	for _, entry := range b.Draft {
		if !entry.New {
			e.view.Entries = append(e.view.Entries, pages.EditedEntry{
				Key: entry.Official + ":" + entry.Position, Name: entry.Name, Position: entry.PositionName,
				Detail: v.page.Place(entry.Order, entry.Tier), Notes: notes[entry.Seat()], Own: entry.Official == v.actor.ID,
			})
		}
	}
	if e.people, err = s.Store.Everybody(ctx); err != nil {
		return nil, err
	}
	for _, p := range e.people {
		e.view.People = append(e.view.People, p.Name+" ("+p.Code+")")
	}
	e.view.Draft, e.draft, err = s.draft(v, e.at.place().process, planning.ActPropose)
	if err == nil {
		e.view.Draft.Back = e.view.Action
	}
	return e, err
}

// notesFor are the findings on the list; none for a reader who does not decide on it.
func (s *server) notesFor(v *visit, at ReviewPath) (map[planning.Seat][]pages.Note, error) {
	out, err := call[body[postgres.ReviewScreeningView]](v.r.Context(), s, v.actor, access.ReadReviewFindings, &reviewInput{at})
	if forbidden(err) || missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return findingNotes(v.page, out.Body.Findings), nil
}

func removalReasons(p pages.Page) []pages.Choice {
	choices := make([]pages.Choice, len(planning.Reasons))
	for i, r := range planning.Reasons {
		choices[i] = pages.Choice{Value: string(r), Label: p.L(planning.ReasonLabel(r))}
	}
	return choices
}

// fill writes what was typed into the form, with one empty addition when there is none.
func (e *editor) fill(typed url.Values) {
	for i := range e.view.Entries {
		entry := &e.view.Entries[i]
		entry.Reason, entry.Evidence = typed.Get("reason-"+entry.Key), typed.Get("evidence-"+entry.Key)
	}
	for n := 1; n <= mostAdditions && (n == 1 || typed.Has("who-"+strconv.Itoa(n))); n++ {
		e.add(typed)
	}
}

// add adds a person to the form.
func (e *editor) add(typed url.Values) {
	n := strconv.Itoa(len(e.view.Adds) + 1)
	a := pages.EditedAddition{
		N: n, Who: strings.TrimSpace(typed.Get("who-" + n)), Position: typed.Get("position-" + n), Tier: cmp.Or(typed.Get("tier-"+n), "1"),
		Source: string(sourceChoice(typed.Get("source-" + n))), Text: strings.TrimSpace(typed.Get("text-" + n)),
	}
	if len(e.view.Positions) == 1 {
		a.Position = e.view.Positions[0].Value
	}
	e.view.Adds = append(e.view.Adds, a)
}

// showEditor shows the form with the structure that its changes lead to.
func (s *server) showEditor(v *visit, e *editor, status int) error {
	if e.view.Meter.Meter.Summary == "" {
		if err := s.measureEdited(v, e); err != nil {
			return err
		}
	}
	e.narrow(v)
	return s.showAs(v, status, pages.Editor(v.page.Titled(pages.EditorTitle), e.view))
}

// entriesOnPage is for how many of those on a list a page asks whether they are to go.
const entriesOnPage = 30

// narrow leaves in the form the entries that its page shows; what was typed for the others travels with it.
func (e *editor) narrow(v *visit) {
	must := slices.IndexFunc(e.view.Entries, func(x pages.EditedEntry) bool {
		return e.view.Problem.Of("reason-"+x.Key) != "" || e.view.Problem.Of("evidence-"+x.Key) != ""
	})
	e.view.Part = turns(v, e.view.Action+"/check", len(e.view.Entries), entriesOnPage, must)
	if e.view.Part == nil {
		return
	}
	kept := url.Values{}
	for i, x := range e.view.Entries {
		name, text := "reason-"+x.Key, "evidence-"+x.Key
		if i < e.view.Part.From || i >= e.view.Part.To {
			kept.Set(name, x.Reason)
			kept.Set(text, x.Evidence)
			if e.view.Problem != nil {
				delete(e.view.Problem.Fields, name)
				delete(e.view.Problem.Fields, text)
			}
		}
	}
	e.view.Kept = pack(kept)
	e.view.Entries = e.view.Entries[e.view.Part.From:e.view.Part.To]
}

// checkProposals shows what the changes lead to: the meter alone for a script, the whole page for a button.
func (s *server) checkProposals(v *visit) error {
	e, err := s.editor(v)
	if err != nil {
		return err
	}
	e.fill(v.r.PostForm)
	if v.r.URL.Query().Get("more") != "" && len(e.view.Adds) < mostAdditions {
		e.add(url.Values{})
	}
	if v.r.Header.Get("HX-Request") == "true" {
		if err := s.measureEdited(v, e); err != nil {
			return err
		}
		return s.show(v, pages.Edited(v.page, e.view.Meter))
	}
	e.view.Draft.Base = v.field("base")
	return s.showEditor(v, e, http.StatusOK)
}

func (s *server) fileProposals(v *visit) error {
	e, err := s.editor(v)
	if err != nil {
		return err
	}
	e.fill(v.r.PostForm)
	e.view.Draft.Base = v.field("base")
	filing, wrong := e.filing(v.page)
	if len(wrong) > 0 {
		e.view.Problem = &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong}
		return s.showEditor(v, e, http.StatusUnprocessableEntity)
	}
	if err := s.measureEdited(v, e); err != nil {
		return err
	}
	if e.view.Problem != nil {
		return s.showEditor(v, e, http.StatusConflict)
	}
	filed, err := call[answer](v.r.Context(), s, v.actor, access.ProposeChanges, &reviewFiling[planning.ProposedFiling]{
		ReviewPath: e.at, Idempotent: keyOf(v), Body: filing,
	})
	if err == nil {
		return s.filed(v, filed, "proposals_filed")
	}
	status := 0
	if e.view.Problem, status, err = s.refused(v, access.ProposeChanges, err); err != nil {
		return err
	}
	return s.showEditor(v, e, status)
}

// filing makes a filing of what was typed, or says field by field what is missing.
func (e *editor) filing(p pages.Page) (planning.ProposedFiling, map[string]string) {
	var f planning.ProposedFiling
	wrong := map[string]string{}
	for _, entry := range e.view.Entries {
		evidence := strings.TrimSpace(entry.Evidence)
		switch {
		case entry.Reason == "" && evidence == "":
			continue
		case entry.Reason == "":
			wrong["reason-"+entry.Key] = p.T(pages.EditorReasonMissing)
		case evidence == "":
			wrong["evidence-"+entry.Key] = p.T(pages.EditorEvidence)
		}
		seat := entry.Seat()
		f.Remove = append(f.Remove, planning.RemovalFiling{
			Official: seat.Official, Position: seat.Position, Reason: planning.Reason(entry.Reason), Evidence: evidence,
		})
	}
	for _, a := range e.view.Adds {
		if a.Who == "" {
			continue
		}
		code, problem := e.who(p, a.Who)
		if problem != "" {
			wrong["who-"+a.N] = problem
		}
		if a.Position == "" {
			wrong["position-"+a.N] = p.T(pages.EditorPosition)
		}
		tier, _ := strconv.Atoi(a.Tier) // the operation refuses anything but 1 and 2
		f.Add = append(f.Add, planning.NominationFiling{
			Official: code, Position: a.Position, Tier: tier, Source: sourceChoice(a.Source), Text: a.Text,
		})
	}
	return f, wrong
}

// who finds somebody by the code in parentheses, or by the name with or without its accents.
func (e *editor) who(p pages.Page, typed string) (code, problem string) {
	if _, rest, ok := strings.Cut(typed, "("); ok {
		code = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), ")"))
		if slices.ContainsFunc(e.people, func(x postgres.Nominee) bool { return x.Code == code }) {
			return code, ""
		}
		return "", p.T(pages.EditorNobody, typed)
	}
	var found []postgres.Nominee
	for _, x := range e.people {
		if x.Code == typed || pages.Fold(x.Name) == pages.Fold(typed) {
			found = append(found, x)
		}
	}
	switch len(found) {
	case 0:
		return "", p.T(pages.EditorNobody, typed)
	case 1:
		return found[0].Code, ""
	}
	names := make([]string, len(found))
	for i, x := range found {
		names[i] = x.Name + " (" + x.Code + ")"
	}
	return "", p.T(pages.EditorSeveral, typed, strings.Join(names, ", "))
}

// measureEdited fills in the meter and the findings on the nominees. A nominee whom a rule bars is a problem of their field.
func (s *server) measureEdited(v *visit, e *editor) error {
	filing, _ := e.filing(v.page)
	in := &previewInput{ReviewPath: e.at}
	entries := []planning.Entry{}
	for _, x := range filing.Remove {
		if x.Reason != "" {
			in.Body.Remove = append(in.Body.Remove, planning.Seat{Official: x.Official, Position: x.Position})
		}
	}
	for _, n := range filing.Add {
		if n.Official != "" && n.Position != "" {
			in.Body.Add = append(in.Body.Add, n)
			entries = append(entries, n.Args().Entry())
		}
	}
	out, err := call[body[previewView]](v.r.Context(), s, v.actor, access.PreviewChanges, in)
	if err != nil {
		problem, _, err := s.refused(v, access.PreviewChanges, err)
		if err != nil {
			return err
		}
		e.view.Meter.Meter = pages.MeterView{Summary: problem.Text, Problem: problem.Text}
		return nil
	}
	policy, err := s.Store.ReviewPolicy(v.r.Context(), e.at.place().process)
	if err != nil {
		return err
	}
	if e.view.Meter.Meter, err = s.meter(v, policy, out.Body.Structure, entries); err != nil {
		return err
	}
	if e.view.Meter.Findings, err = s.ruleFindings(v, policy, out.Body.Findings); err != nil {
		return err
	}
	e.refuse(v.page, out.Body.Findings)
	return nil
}

// refuse puts what bars a nominee beside their field: the rule, the values and the cure.
func (e *editor) refuse(p pages.Page, findings []planning.Finding) {
	for _, f := range findings {
		if !f.Blocking {
			continue
		}
		if e.view.Problem == nil {
			e.view.Problem = &pages.Problem{Text: p.T(pages.EditorBarred), Fields: map[string]string{}}
		}
		for _, a := range e.view.Adds {
			if code, _ := e.who(p, a.Who); code == f.Official && a.Position == f.Position {
				e.view.Problem.Fields["who-"+a.N] = p.T(pages.EditorRefused,
					p.L(evaluation.Label{VI: f.VI, EN: f.EN}), p.L(evaluation.Label{VI: f.CureVI, EN: f.CureEN}))
			}
		}
	}
}
