package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// trialRows is how many people of a trial one page shows.
const trialRows = 50

// planRecord is the choice of the planning lists as the record to try a policy on.
const planRecord = "lists"

func (s *server) policyPages(r chi.Router) {
	r.Get(adminPath+"/policies", s.signedIn(s.policyList))
	r.Get(adminPath+"/policies/{policy}/{version}", s.signedIn(s.policyPage))
}

func (s *server) policyList(v *visit) error {
	list, err := call[body[items[policyLine]]](v.r.Context(), s, v.actor, access.ListPolicies, &none{})
	if err != nil {
		return err
	}
	var view pages.PoliciesView
	for _, p := range list.Body.Items {
		view.Lines = append(view.Lines, shownPolicy(v, p))
	}
	return s.show(v, pages.Policies(v.page.Titled(pages.PoliciesTitle), view))
}

func shownPolicy(v *visit, p policyLine) pages.PolicyLine {
	return pages.PolicyLine{
		Name: fmt.Sprintf("%s@%d", p.ID, p.Version), Href: fmt.Sprintf("%s/policies/%s/%d", adminPath, p.ID, p.Version),
		Title: v.page.L(evaluation.Label(p.Title)), Kind: v.page.PolicyKind(string(p.Kind)), Force: v.page.Force(p.EffectiveFrom, p.EffectiveTo),
		Doubt: v.page.Doubt(p.Unverified, p.Values),
	}
}

// policyPage shows a policy in words, and what the one that is named in the address would change.
func (s *server) policyPage(v *visit) error {
	version, _ := strconv.Atoi(chi.URLParam(v.r, "version")) // no policy has the version 0
	at := PolicyPath{ID: chi.URLParam(v.r, "policy"), Version: version}
	read, err := call[body[policyDetail]](v.r.Context(), s, v.actor, access.ReadPolicy, &policyInput{at})
	if err != nil {
		return err
	}
	this, err := s.Policies.ByID(at.ID, at.Version)
	if err != nil {
		return err
	}
	reader, err := readPolicy(v.page, this)
	if err != nil {
		return err
	}
	query := v.r.URL.Query()
	view := pages.PolicyView{
		Line: shownPolicy(v, read.Body.policyLine), Path: v.r.URL.Path, Other: query.Get("to"), Record: query.Get("of"),
		Sections: reader.sections(),
	}
	for _, source := range read.Body.Sources {
		view.Sources = append(view.Sources, pages.SourceLine{
			ID: source.ID, Document: source.Document, Article: source.Article, Seen: v.page.Seen(string(source.Seen)),
		})
	}
	if view.Records, err = s.records(v, this); err != nil {
		return err
	}
	for _, p := range s.Policies.All() {
		if p.Kind == this.Kind && p.Name() != this.Name() {
			view.Others = append(view.Others, pages.Option{Value: p.Name(), Text: v.page.L(evaluation.Label(p.Title))})
		}
	}
	status := http.StatusOK
	if view.Other != "" {
		if view.Problem, status, err = s.comparePolicies(v, reader, &view); err != nil {
			return err
		}
	}
	return s.showAs(v, status, pages.Policy(v.page.Titled(pages.PersonTitle, view.Line.Title), view))
}

// records are what another policy can be tried on: the cycles that were opened under this one, the
// planning lists, or who could be rotated.
func (s *server) records(v *visit, p *policy.Policy) ([]pages.Option, error) {
	options := []pages.Option{{Text: v.page.T(pages.PolicyNoRecord)}}
	switch p.Kind {
	case policy.KindPlanning:
		return append(options, pages.Option{Value: planRecord, Text: v.page.T(pages.PolicyPlans)}), nil
	case policy.KindRotation:
		return append(options, pages.Option{Value: rotationRecord, Text: v.page.T(pages.PolicyRotation)}), nil
	case policy.KindEvaluation:
		in := &listInput{Paged{Limit: postgres.MaxPage}}
		cycles, err := call[body[postgres.List[postgres.CycleView]]](v.r.Context(), s, v.actor, access.ListCycles, in)
		if err != nil {
			return nil, err
		}
		roots := make([]string, len(cycles.Body.Items))
		for i, c := range cycles.Body.Items {
			roots[i] = c.Root
		}
		names, err := s.Store.PlaceNames(v.r.Context(), roots...)
		if err != nil {
			return nil, err
		}
		for _, c := range cycles.Body.Items {
			if c.Policy.ID == p.ID && c.Policy.Version == p.Version {
				options = append(options, pages.Option{Value: c.Code, Text: cycleName(v, c) + " · " + cmp.Or(names[c.Root], c.Root)})
			}
		}
		if len(options) > 1 {
			return options, nil
		}
		return nil, nil
	default: // the rest binds no record that could be judged anew
		return nil, nil
	}
}

// comparePolicies shows what another policy says otherwise, and tries it on a record when one is named. What cannot be
// compared or tried is said in the form.
func (s *server) comparePolicies(v *visit, from policyReader, view *pages.PolicyView) (*pages.Problem, int, error) {
	to, err := s.policyOfKind(view.Other, from.policy.Kind)
	if err != nil {
		return s.inForm(v, access.ComparePolicies, err, nil)
	}
	then, err := readPolicy(v.page, to)
	if err != nil {
		return nil, 0, err
	}
	if view.Record != "" {
		if view.Trial, err = s.trial(v, from, then, view.Record); err != nil {
			return s.inForm(v, access.TryPolicy, err, nil)
		}
	}
	view.Compared = true
	view.Changes, view.Unshown = changedLines(from, then)
	return nil, http.StatusOK, nil
}

// changedLines are the values that read otherwise in another policy; unshown counts those that differ in their source only.
func changedLines(from, to policyReader) (lines []pages.ChangeLine, unshown int) {
	now, then := linesByPath(from), linesByPath(to)
	for _, d := range from.policy.Differences(to.policy) {
		a, b := now[d.Path], then[d.Path]
		line := pages.ChangeLine{Name: cmp.Or(a.Name, b.Name), From: said(a), To: said(b)}
		if line.From == line.To {
			unshown++
			continue
		}
		lines = append(lines, line)
	}
	return lines, unshown
}

func linesByPath(r policyReader) map[string]pages.RuleLine {
	lines := map[string]pages.RuleLine{}
	for _, v := range r.policy.Values() {
		lines[v.Path] = r.line(v)
	}
	return lines
}

// said is a value and, of a rule, what it checks; a value that only has a name says that.
func said(l pages.RuleLine) string {
	if l.Reads != "" {
		return l.Value + ": " + l.Reads
	}
	return cmp.Or(l.Value, l.Name)
}

// trial tries another policy on a record.
func (s *server) trial(v *visit, from, to policyReader, record string) (*pages.TrialView, error) {
	if record == planRecord {
		return s.planTrialView(v, from, to)
	}
	if record == rotationRecord {
		return s.rotationTrialView(v, from, to)
	}
	in := &cycleTrialInput{CyclePath: CyclePath{Cycle: record}, To: to.policy.Name()}
	tried, err := call[body[cycleTrial]](v.r.Context(), s, v.actor, access.TryPolicy, in)
	if err != nil {
		return nil, err
	}
	t := tried.Body
	view := &pages.TrialView{
		Summary: v.page.T(pages.TrialSome, t.Officials, len(t.Changes)),
		Heads:   []pages.Text{pages.TrialWho, pages.TrialFrom, pages.TrialTo, pages.TrialWhy},
	}
	if len(t.Changes) == 0 {
		view.Summary = v.page.T(pages.TrialNone, t.Officials)
	}
	if t.Unknown > 0 {
		view.Doubt = v.page.T(pages.TrialUnknown, t.Unknown)
	}
	var shown []gradeChange
	shown, view.Next = somePages(v, t.Changes)
	var places []string
	for _, c := range shown {
		places = append(places, c.Unit, c.Body)
	}
	names, err := s.Store.PlaceNames(v.r.Context(), places...)
	if err != nil {
		return nil, err
	}
	for _, c := range shown {
		line := pages.TrialLine{
			Name: c.Name, Href: adminPath + "/people/" + c.Official, Where: names[c.Unit] + " · " + names[c.Body],
			From: from.grade(c.From), To: to.grade(c.To), Why: c.WhyVI,
		}
		if v.page.Lang == pages.English {
			line.Why = c.WhyEN
		}
		if c.Unknown {
			line.Notes = append(line.Notes, v.page.T(pages.TrialDoubtful))
		}
		if c.Decided != "" {
			line.Notes = append(line.Notes, v.page.T(pages.TrialDecided, from.grade(c.Decided)))
		}
		view.Lines = append(view.Lines, line)
	}
	return view, nil
}

func (s *server) planTrialView(v *visit, from, to policyReader) (*pages.TrialView, error) {
	in := &planTrialInput{From: from.policy.Name(), To: to.policy.Name()}
	tried, err := call[body[planTrial]](v.r.Context(), s, v.actor, access.TryPlanPolicy, in)
	if err != nil {
		return nil, err
	}
	t := tried.Body
	view := &pages.TrialView{
		Summary: v.page.T(pages.TrialPlans, t.Lists, t.Entries, len(t.Changes)),
		Heads:   []pages.Text{pages.TrialWho, pages.TrialFrom, pages.TrialTo, pages.TrialWhy},
	}
	if len(t.Skipped) > 0 {
		view.Doubt = v.page.T(pages.TrialSkipped, len(t.Skipped))
	}
	var shown []findingChange
	shown, view.Next = somePages(v, t.Changes)
	entries := make([]planning.Entry, len(shown))
	for i, c := range shown {
		entries[i] = planning.Entry{Official: c.Official, Position: c.Position}
	}
	names, err := s.Store.PlanNames(v.r.Context(), entries)
	if err != nil {
		return nil, err
	}
	for _, c := range shown {
		line := pages.TrialLine{
			Name: names.Officials[c.Official], Href: appPath + "/planning/" + c.List, Where: names.Positions[c.Position],
			From: v.page.T(pages.TrialFound), To: v.page.T(pages.TrialNotFound), Why: []string{v.page.L(evaluation.Label{VI: c.VI, EN: c.EN})},
		}
		if c.Gains {
			line.From, line.To = line.To, line.From
		}
		view.Lines = append(view.Lines, line)
	}
	return view, nil
}

// somePages are the rows of a list from the one that the address names on, and where it goes on.
func somePages[T any](v *visit, rows []T) (some []T, next string) {
	skip, _ := strconv.Atoi(v.r.URL.Query().Get("skip")) // anything else begins at the front
	skip = min(max(skip, 0), len(rows))
	end := min(skip+v.rows(trialRows), len(rows))
	if end < len(rows) {
		next = onward(v, "skip", strconv.Itoa(end))
	}
	return rows[skip:end], next
}
