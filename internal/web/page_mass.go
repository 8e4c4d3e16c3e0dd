package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/web/pages"
)

func (s *server) massPages(r chi.Router) {
	for _, cycle := range []string{"", "{cycle}"} {
		r.Get(massAddress(cycle), s.signedIn(s.massList))
		r.Get(massAddress(cycle)+"/new", s.signedIn(s.newMass))
		r.Post(massAddress(cycle)+"/new", s.signedIn(s.postNewMass))
	}
	r.Get(adminPath+"/mass-acts/{mass_act}", s.signedIn(s.massAct))
	r.Post(adminPath+"/mass-acts/{mass_act}/apply", s.signedIn(s.postMassApply))
	r.Post(adminPath+"/mass-acts/{mass_act}/undo", s.signedIn(s.postMassUndo))
}

func (s *server) massList(v *visit) error {
	cycle := chi.URLParam(v.r, "cycle")
	in := &massListInput{Cycle: cycle, Paged: after(v, adminList)}
	list, err := call[body[postgres.List[postgres.MassAct]]](v.r.Context(), s, v.actor, access.ListMassActs, in)
	if err != nil {
		return err
	}
	view := pages.MassListView{Back: massBack(v.page, cycle), Next: onward(v, "after", list.Body.Next)}
	if access.May(v.actor, access.PlanMassAct, access.Subject{}) == nil {
		view.New = massAddress(cycle) + "/new"
	}
	for _, a := range list.Body.Items {
		view.Acts = append(view.Acts, pages.MassLine{
			Href: adminPath + "/mass-acts/" + a.ID, What: v.page.Command(a.Act), By: v.page.MassBy(a.Actor, a.PlannedAt),
			State: v.page.MassProgress(a.AppliedAt != nil, a.Accepted, a.Items-a.Conflicts, a.Refused),
		})
	}
	page := v.page
	if page.Title, err = s.massTitle(v, cycle); err != nil {
		return err
	}
	return s.show(v, pages.MassList(page, view))
}

func (s *server) newMass(v *visit) error {
	if err := access.May(v.actor, access.PlanMassAct, access.Subject{}); err != nil {
		return err
	}
	f, err := s.massFormOf(v, chi.URLParam(v.r, "cycle"))
	if err != nil {
		return err
	}
	f.Days = "3"
	return s.show(v, pages.NewMass(v.page.Titled(pages.MassNewTitle), f))
}

func (s *server) postNewMass(v *visit) error {
	f, err := s.massFormOf(v, chi.URLParam(v.r, "cycle"))
	if err != nil {
		return err
	}
	if v.searching() {
		return s.show(v, pages.NewMass(v.page.Titled(pages.MassNewTitle), f))
	}
	in, problem := massPlanOf(v, f)
	status := http.StatusUnprocessableEntity
	if problem == nil {
		planned, err := call[body[postgres.MassAct]](v.r.Context(), s, v.actor, access.PlanMassAct, in)
		if err == nil {
			return s.redirect(v, adminPath+"/mass-acts/"+planned.Body.ID, "")
		}
		fields := map[string]string{
			"reason": "reason", "basis": "basis", "working_days": "days", "due": "due", "stand_in": "stand_in", "act": "act",
		}
		if problem, status, err = s.inForm(v, access.PlanMassAct, err, fields); err != nil {
			return err
		}
	}
	f.Problem = problem
	return s.showAs(v, status, pages.NewMass(v.page.Titled(pages.MassNewTitle), f))
}

// massPlanOf reads the request out of the form.
func massPlanOf(v *visit, f pages.MassForm) (*massInput, *pages.Problem) {
	wrong := map[string]string{}
	unsettled(v.page, wrong, f.StandIn, f.People)
	in := &massInput{Idempotent: Idempotent{Key: v.r.PostFormValue("key")}}
	in.Body = massRequest{
		Cycle: f.Cycle, Act: f.Act, StandIn: f.StandIn.Code(), Reason: f.Reason, Basis: f.Basis,
		Filter: postgres.MassFilter{Step: f.Step, Subjects: codesOf(f.Subjects), People: f.People.Codes(), Late: f.Late},
	}
	if f.Unit != "" {
		in.Body.Filter.Units = []string{f.Unit}
	}
	if f.Kind != "" {
		in.Body.Filter.Kinds = []string{f.Kind}
	}
	if f.Before != "" {
		before, err := endOfDay(f.Before)
		if err != nil {
			wrong["before"] = v.page.T(pages.DayWanted)
		}
		before = before.AddDate(0, 0, -1)
		in.Body.Filter.DueBefore = &before
	}
	timed := f.Act == procedure.CommandExtend || f.Act == procedure.CommandReopen // the others have no use for a time
	if f.Due != "" && timed {
		var err error
		if in.Body.Due, err = endOfDay(f.Due); err != nil {
			wrong["due"] = v.page.T(pages.DayWanted)
		}
	} else if timed {
		in.Body.WorkingDays = number(v, "days", f.Days, wrong)
	}
	if len(wrong) > 0 {
		return nil, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong}
	}
	return in, nil
}

// number reads a field with a whole number; what is wrong with it goes into wrong.
func number(v *visit, field, typed string, wrong map[string]string) int {
	n, err := strconv.Atoi(typed)
	if err != nil {
		wrong[field] = v.page.T(pages.NumberWanted)
	}
	return n
}

// endOfDay is the end of a day in Viet Nam that was typed as YYYY-MM-DD.
func endOfDay(day string) (time.Time, error) {
	at, err := time.ParseInLocation(time.DateOnly, day, calendar.Vietnam)
	return at.AddDate(0, 0, 1).UTC(), err
}

// codesOf are the codes in a text that separates them by commas, spaces or line ends.
func codesOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", ;\n\t", r) })
}

func massOf(v *visit) MassPath { return MassPath{MassAct: chi.URLParam(v.r, "mass_act")} }

func (s *server) massAct(v *visit) error { return s.showMass(v, http.StatusOK, nil) }

func (s *server) postMassApply(v *visit) error {
	at := massOf(v)
	if _, err := call[body[postgres.MassAct]](v.r.Context(), s, v.actor, access.ApplyMassAct, &massActInput{at}); err != nil {
		return err
	}
	return s.redirect(v, adminPath+"/mass-acts/"+at.MassAct, "mass_applied")
}

func (s *server) postMassUndo(v *visit) error {
	form := v.r.PostFormValue
	in := &massUndoInput{MassPath: massOf(v), Idempotent: Idempotent{Key: form("key")}}
	in.Body = undoRequest{Reason: form("reason"), Basis: form("basis")}
	wrong := map[string]string{}
	if days := form("days"); days != "" {
		in.Body.WorkingDays = number(v, "days", days, wrong)
	}
	if len(wrong) > 0 {
		return s.showMass(v, http.StatusUnprocessableEntity, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong})
	}
	undone, err := call[body[postgres.MassAct]](v.r.Context(), s, v.actor, access.UndoMassAct, in)
	if err == nil {
		return s.redirect(v, adminPath+"/mass-acts/"+undone.Body.ID, "mass_undone")
	}
	fields := map[string]string{"reason": "reason", "basis": "basis", "working_days": "days"}
	problem, status, err := s.inForm(v, access.UndoMassAct, err, fields)
	if err != nil {
		return err
	}
	return s.showMass(v, status, problem)
}

// showMass shows a mass act, with what is wrong with the form of its undo.
func (s *server) showMass(v *visit, status int, problem *pages.Problem) error {
	at := massOf(v)
	read, err := call[body[postgres.MassAct]](v.r.Context(), s, v.actor, access.ReadMassAct, &massActInput{at})
	if err != nil {
		return err
	}
	state := v.r.URL.Query().Get("state")
	in := &massItemsInput{MassPath: at, Paged: after(v, adminList), State: state}
	items, err := call[body[postgres.List[postgres.MassItem]]](v.r.Context(), s, v.actor, access.ListMassItems, in)
	if err != nil {
		return err
	}
	a := read.Body
	page := v.page.Titled(pages.MassOneTitle, v.page.Command(a.Act))
	back, err := s.massTitle(v, a.Cycle)
	if err != nil {
		return err
	}
	steers := access.May(v.actor, access.UndoMassAct, access.Subject{}) == nil
	applied := a.AppliedAt != nil
	view := pages.MassView{
		ID: a.ID, Cycle: a.Cycle, Back: pages.LinkView{Text: back, Href: massAddress(a.Cycle)}, Key: newToken("form_"), Reason: a.Reason, Basis: a.Basis, By: v.page.MassBy(a.Actor, a.PlannedAt),
		AppliedAt: a.AppliedAt, Items: a.Items, Conflicts: a.Conflicts, Final: a.Final, Pending: a.Pending, Accepted: a.Accepted,
		Refused: a.Refused, Sent: a.Items - a.Conflicts, UndoneBy: a.UndoneBy, Undoes: a.Undoes, State: state,
		MayApply: steers && !applied && a.Items > a.Conflicts, Next: onward(v, "after", items.Body.Next), Problem: problem,
		MayUndo:    steers && applied && a.Pending == 0 && a.Accepted > 0 && a.UndoneBy == "" && a.Undo != "",
		NoUndo:     applied && a.Undo == "",
		UndoDays:   a.Undo == procedure.CommandReopen,
		UndoReason: v.r.PostFormValue("reason"), UndoBasis: v.r.PostFormValue("basis"), UndoWorkingDays: v.r.PostFormValue("days"),
		States: []pages.Option{{Text: v.page.T(pages.AllOfThem)}},
	}
	for _, code := range pages.MassStates {
		view.States = append(view.States, pages.Option{Value: code, Text: v.page.MassState(code)})
	}
	var ids, people []string
	for _, item := range items.Body.Items {
		ids, people = append(ids, item.Process), append(people, item.People...)
	}
	known, err := s.processNames(v.r.Context(), ids...)
	if err != nil {
		return err
	}
	called, err := s.names(v.r.Context(), people...)
	if err != nil {
		return err
	}
	for _, item := range items.Body.Items {
		view.Lines = append(view.Lines, massLine(v, item, known, called))
	}
	return s.showAs(v, status, pages.Mass(page, view))
}

// massLevels are the looks of what came of an item.
var massLevels = map[string]string{"conflict": "held", "pending": "open", "accepted": "done", "refused": "late", "planned": "open"}

func massLine(v *visit, item postgres.MassItem, processes, people names) pages.MassItemLine {
	line := pages.MassItemLine{
		Process: processName(v.page, item.Process, processes), Href: panel(item.Process), State: v.page.MassState(item.State), Level: massLevels[item.State],
	}
	begins, _, _ := strings.Cut(item.Process, "/")
	kind := processKinds[begins]
	if item.Step != "" {
		line.Step = v.page.StepOf(kind, item.Step)
	}
	if item.Task != "" {
		line.Step += " · " + v.page.L(postgres.ActLabel(kind, item.Task))
	}
	if len(item.People) > 0 {
		called := make([]string, len(item.People))
		for i, who := range item.People {
			called[i] = people.of(who)
		}
		line.Step += " · " + strings.Join(called, ", ")
	}
	if item.Before != nil && item.After != nil {
		line.Change = v.page.FromTo(*item.Before, *item.After)
	}
	switch {
	case item.Code != "":
		line.Text = v.page.Fault(item.Code, item.Text)
	case item.Final != "":
		line.Text = v.page.T(pages.FinalItem)
	}
	return line
}
