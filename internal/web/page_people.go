package web

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) peoplePages(r chi.Router) {
	r.Get(adminPath+"/people", s.signedIn(s.findPeople))
	r.Get(adminPath+"/find-people", s.signedIn(s.findingPeople))
	r.Get(adminPath+"/people/{official}", s.signedIn(func(v *visit) error { return s.showPerson(v, http.StatusOK, nil) }))
	r.Post(adminPath+"/people/{official}", s.signedIn(s.postPersonDelegation))
}

func (s *server) findPeople(v *visit) error {
	if err := access.May(v.actor, access.FindPeople, access.Subject{}); err != nil {
		return err
	}
	view := pages.PeopleView{Query: strings.TrimSpace(v.r.URL.Query().Get("q")), Begin: toRoster(v)}
	var err error
	if view.NoRoster, err = s.noRoster(v); err != nil {
		return err
	}
	if view.Query != "" {
		in := &peopleInput{Query: view.Query, Paged: after(v, adminList)}
		found, err := call[body[postgres.List[postgres.FoundPerson]]](v.r.Context(), s, v.actor, access.FindPeople, in)
		if err != nil {
			return err
		}
		view.Asked, view.Next = true, onward(v, "after", found.Body.Next)
		for _, f := range found.Body.Items {
			view.Found = append(view.Found, pages.FoundLine{
				Name: f.Name, Href: adminPath + "/people/" + f.Official, Post: postOf(v.page, f),
			})
		}
	}
	return s.show(v, pages.People(v.page.Titled(pages.PeopleTitle), view))
}

// showPerson shows an official, with what is wrong with the form of a delegation.
func (s *server) showPerson(v *visit, status int, problem *pages.Problem) error {
	ctx, code := v.r.Context(), chi.URLParam(v.r, "official")
	read, err := call[body[postgres.PersonFile]](ctx, s, v.actor, access.ReadPerson, &personInput{Official: code})
	if err != nil {
		return err
	}
	plans, err := call[body[items[postgres.PlanStay]]](ctx, s, v.actor, access.ReadPlanHistory, &planHistoryInput{Official: code})
	if err != nil {
		return err
	}
	in := &rotationListInput{RotationDays: RotationDays{Official: code}, Paged: Paged{Limit: adminList}}
	rotations, err := call[body[postgres.List[postgres.RotationView]]](ctx, s, v.actor, access.ListRotations, in)
	if err != nil {
		return err
	}
	f := read.Body
	view := pages.PersonView{
		Code: f.Official, Term: termOf(f.Official), Email: f.Email, Born: v.page.Date(f.Born), Problem: problem, Searching: v.searching(), Key: newToken("form_"),
		MayAct: access.May(v.actor, access.Delegate, access.Subject{}) == nil,
		From:   v.r.PostFormValue("from"), Until: v.r.PostFormValue("until"),
		Reason: v.r.PostFormValue("reason"), Basis: v.r.PostFormValue("basis"),
	}
	if view.Deputy, err = s.picker(v, "deputy", v.r.URL.Path, false); err != nil {
		return err
	}
	if access.May(v.actor, access.GrantRole, access.Subject{}) == nil {
		view.GrantHref = grantTo(f.Official)
	}
	ids, cycles := make([]string, len(f.Processes)), make([]string, len(f.Processes))
	for i, p := range f.Processes {
		ids[i], cycles[i] = p.Process, p.Cycle
	}
	known, err := s.processNames(ctx, ids...)
	if err != nil {
		return err
	}
	periods, err := s.Store.CyclePeriods(ctx, cycles...)
	if err != nil {
		return err
	}
	for cycle, period := range periods {
		known[cycle] = v.page.L(period.Label())
	}
	tasks, err := s.Store.OpenTasksOf(ctx, "", []string{code})
	if err != nil {
		return err
	}
	fillPerson(v, f, known, tasks, &view)
	var planned []planning.Entry
	for _, stay := range plans.Body.Items {
		planned = append(planned, planning.Entry{Position: stay.Position})
	}
	called, err := s.Store.PlanNames(ctx, planned)
	if err != nil {
		return err
	}
	for _, stay := range plans.Body.Items {
		view.Plans = append(view.Plans, pages.PlanLine{
			List: stay.Name, Position: cmp.Or(called.Positions[stay.Position], stay.Position), Stay: v.page.Stay(stay.Since, stay.Until), Decision: stay.Decision,
		})
	}
	for _, r := range rotations.Body.Items {
		view.Rotations = append(view.Rotations, pages.RotationLine{
			Move: v.page.Move(r.FromName, r.ToName), From: v.page.Date(r.Started), To: v.page.Date(r.Ends), Decision: r.Decision,
		})
	}
	return s.showAs(v, status, pages.Person(v.page.Titled(pages.PersonTitle, f.Name, f.Name), view))
}

func fillPerson(v *visit, f postgres.PersonFile, known names, tasks []postgres.OpenTask, view *pages.PersonView) {
	for _, post := range f.Posts {
		view.Posts = append(view.Posts, pages.PostLine{
			Name: v.page.L(evaluation.Label{VI: post.PostName, EN: post.PostNameEn}), Principal: post.Principal, Document: post.Document,
			Unit: v.page.L(evaluation.Label{VI: post.UnitName, EN: post.UnitNameEn}), From: v.page.Date(post.From), To: v.page.Date(post.To),
		})
	}
	for _, r := range f.Results {
		line := pages.ResultLine{
			Cycle: v.page.L(evaluation.CycleLabel(evaluation.Period{Year: r.Year, Quarter: r.Quarter})), Href: adminPath + "/cycles/" + r.Cycle,
			Where: r.UnitName, Grade: v.page.Grade(r.GradeVI, r.GradeEN), Out: v.page.NotOut(r.Grade, r.AnnouncedAt),
		}
		if r.AnnouncedAt != nil && access.May(v.actor, access.CorrectResult, access.Subject{}) == nil {
			line.Correct = adminPath + "/cycles/" + r.Cycle + "/officials/" + f.Official + "/correction"
		}
		view.Results = append(view.Results, line)
	}
	for _, p := range f.Processes {
		state := v.page.Tasks(p.OpenTasks)
		if p.ConcludedAt != nil {
			state = v.page.ProcessState(nil, nil, p.ConcludedAt, nil, false)
		}
		line := pages.ProcessLine{Name: processName(v.page, p.Process, known), Href: panel(p.Process), State: state}
		if p.Cycle != "" {
			line.Name += " (" + known.of(p.Cycle) + ")"
		}
		for _, t := range tasks {
			if enter := paperEntry(v, t.Process, t.Act, f.Official); t.Process == p.Process && p.Kind == evaluation.KindUnitReview && enter != "" {
				line.Enter = append(line.Enter, pages.LinkView{
					Text: v.page.T(pages.PaperLink, v.page.L(evaluation.ActLabel(t.Act))), Href: enter,
				})
			}
		}
		view.Processes = append(view.Processes, line)
	}
}

func (s *server) postPersonDelegation(v *visit) error {
	deputy, err := s.picker(v, "deputy", v.r.URL.Path, false)
	if err != nil {
		return err
	}
	wrong := map[string]string{}
	if unsettled(v.page, wrong, deputy); v.searching() {
		return s.showPerson(v, http.StatusOK, nil)
	}
	if len(wrong) > 0 {
		return s.showPerson(v, http.StatusUnprocessableEntity, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong})
	}
	form := func(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }
	in := &delegationInput{Idempotent: Idempotent{Key: form("key")}}
	in.Body.Person, in.Body.Deputy, in.Body.From, in.Body.Until = chi.URLParam(v.r, "official"), deputy.Code(), form("from"), form("until")
	in.Body.Reason, in.Body.Basis = form("reason"), form("basis")
	_, err = call[body[delegated]](v.r.Context(), s, v.actor, access.Delegate, in)
	if err == nil {
		return s.redirect(v, v.r.URL.Path, "delegation_made")
	}
	fields := map[string]string{"deputy": "deputy", "from": "from", "until": "until", "reason": "reason", "basis": "basis"}
	problem, status, err := s.inForm(v, access.Delegate, err, fields)
	if err != nil {
		return err
	}
	return s.showPerson(v, status, problem)
}
