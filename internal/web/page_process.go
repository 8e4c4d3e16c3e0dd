package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

func (s *server) processPages(r chi.Router) {
	r.Get(adminPath+"/process", s.signedIn(func(v *visit) error {
		return s.showPanel(v, http.StatusOK, v.r.URL.Query().Get("id"), nil)
	}))
	r.Post(adminPath+"/process", s.signedIn(s.postSteer))
}

// showPanel shows a process, with what is wrong with the act of steering that was posted.
func (s *server) showPanel(v *visit, status int, id string, problem *pages.Problem) error {
	ctx := v.r.Context()
	read, err := call[body[postgres.ProcessPanel]](ctx, s, v.actor, access.ReadProcess, &processInput{Process: id})
	if err != nil {
		return err
	}
	in := actsInput{Process: id, Paged: Paged{After: v.r.URL.Query().Get("tasks"), Limit: adminList}}
	tasks, err := call[body[postgres.List[postgres.ProcessTask]]](ctx, s, v.actor, access.ListProcessTasks, &in)
	if err != nil {
		return err
	}
	in.Paged = after(v, adminList)
	log, err := call[body[postgres.List[postgres.LogEntry]]](ctx, s, v.actor, access.ReadProcessLog, &in)
	if err != nil {
		return err
	}
	p := read.Body
	var stood []string // in whose place something is done
	for _, t := range tasks.Body.Items {
		stood = append(stood, t.Holder)
	}
	for _, e := range log.Body.Items {
		stood = append(stood, e.OnBehalfOf)
	}
	known, err := s.names(ctx, stood...)
	if err != nil {
		return err
	}
	about, err := s.processNames(ctx, p.ID)
	if err != nil {
		return err
	}
	view := pages.PanelView{
		ID: p.ID, Cycle: p.Cycle, Version: p.Version, Problem: problem, TasksNext: onward(v, "tasks", tasks.Body.Next),
		LogNext: onward(v, "after", log.Body.Next), Meeting: meetingPage(p),
		State: v.page.ProcessState(p.ReleasedAt, p.StartedAt, p.ConcludedAt, p.CancelledAt, p.Paused),
	}
	for _, step := range p.Steps {
		view.Steps = append(view.Steps, pages.PanelStep{
			Name: v.page.StepOf(p.Kind, step.Name), Cell: heatCell(v, step), OpenedAt: step.OpenedAt, Due: step.Due, ClosedAt: step.ClosedAt,
		})
	}
	for _, t := range tasks.Body.Items {
		line := pages.PanelTask{
			Who: cmp.Or(t.Name, t.Assignee), Href: adminPath + "/people/" + t.Assignee, For: known.of(t.Holder),
			What: v.page.L(postgres.ActLabel(p.Kind, t.Act)), State: v.page.TaskState(t.Due, t.DoneAt, t.EndedAt),
			Late: t.DoneAt == nil && t.EndedAt == nil && t.Due != nil && v.page.Late(*t.Due),
		}
		if t.DoneAt == nil && t.EndedAt == nil && p.Kind == evaluation.KindUnitReview {
			line.Enter = paperEntry(v, p.ID, t.Act, t.Assignee)
		}
		view.Tasks = append(view.Tasks, line)
	}
	for _, e := range log.Body.Items {
		view.Log = append(view.Log, logEntry(v, p.Kind, e, known))
	}
	if view.Steer, err = s.steerForms(v, p, tasks.Body.Items); err != nil {
		return err
	}
	title := v.page.L(kindOf(p.ID)) + ": " + about.of(p.ID)
	if p.Kind == evaluation.KindCycle {
		if title, err = s.cycleTitle(v, p.Cycle); err != nil {
			return err
		}
	}
	return s.showAs(v, status, pages.Panel(v.page.Titled(pages.PersonTitle, title), view))
}

// meetingPage is where the members of a conference or sitting see it; "" for another process.
func meetingPage(p postgres.ProcessPanel) string {
	switch p.Kind {
	case evaluation.KindUnitReview:
		return appPath + "/cycles/" + p.Cycle + "/units/" + p.Subject
	case evaluation.KindBodyDecision:
		return appPath + "/cycles/" + p.Cycle + "/bodies/" + p.Subject
	case planning.KindReview:
		return reviewAddress(roundOf(p.ID), p.Subject)
	case rotation.KindPlan:
		return rotationPlanAddress(roundOf(p.ID))
	case rotation.KindRotation:
		return rotationAddress(p.Subject)
	default:
		return ""
	}
}

// logEntry is what happened in a process of a kind.
func logEntry(v *visit, kind string, e postgres.LogEntry, known names) pages.PanelEntry {
	entry := pages.PanelEntry{
		Version: e.Version, Effect: e.Effect > 0, Who: v.page.Actor(e.Name, e.Actor, e.Role), For: known.of(e.OnBehalfOf), Reason: e.Reason,
		Basis: e.Basis, Document: e.Document, At: e.At,
	}
	switch label := postgres.ActLabel(kind, e.Kind); {
	case entry.Effect:
		entry.What = v.page.Effect(e.Kind)
	case label.VI != e.Kind:
		entry.What = v.page.L(label)
	default:
		entry.What = v.page.Command(e.Kind)
	}
	return entry
}

// cancelAct is the code of the form that cancels a cycle.
const cancelAct = procedure.CommandCancel

// steerForms are the acts that make sense on a process as it is; none for who may not steer, or once it has ended.
func (s *server) steerForms(v *visit, p postgres.ProcessPanel, tasks []postgres.ProcessTask) ([]pages.SteerForm, error) {
	if access.May(v.actor, access.Extend, access.Subject{}) != nil || p.StartedAt == nil || p.ConcludedAt != nil {
		return nil, nil
	}
	var open, ended, movable []pages.Option
	current := openStep(p.Steps)
	for _, step := range p.Steps {
		option := pages.Option{Value: step.Name, Text: v.page.StepOf(p.Kind, step.Name)}
		switch {
		case step.Status == string(procedure.Running):
			open = append(open, option)
		case step.Status == string(procedure.Ended) && reopens(p.Kind, step.Name, current):
			ended = append(ended, option)
		}
	}
	for _, t := range tasks {
		if t.DoneAt == nil && t.EndedAt == nil && !personal(t.Act) {
			movable = append(movable, pages.Option{
				Value: t.Step + "/" + t.Act + "/" + t.Assignee, Text: v.page.L(postgres.ActLabel(p.Kind, t.Act)) + " – " + cmp.Or(t.Name, t.Assignee),
			})
		}
	}
	var forms []pages.SteerForm
	offer := func(does bool, f pages.SteerForm) { // what was typed is shown again, though the act makes no sense any more
		if does || f.Do == v.r.PostFormValue("do") {
			forms = append(forms, f)
		}
	}
	offer(len(open) > 0, pages.SteerForm{Do: procedure.CommandExtend, Steps: open, WithDue: true})
	offer(len(open) > 0 && !p.Paused, pages.SteerForm{Do: procedure.CommandRemind, Steps: open, WithPeople: true})
	offer(!p.Paused, pages.SteerForm{Do: procedure.CommandPause})
	offer(p.Paused, pages.SteerForm{Do: procedure.CommandResume})
	offer(len(movable) > 0, pages.SteerForm{Do: procedure.CommandReassign, Tasks: movable, WithTo: true})
	offer(len(ended) > 0, pages.SteerForm{Do: procedure.CommandReopen, Steps: ended, WithDays: true, WithPeople: true})
	offer(len(open) > 0, pages.SteerForm{Do: procedure.CommandCloseStep, Steps: open})
	votes := slices.ContainsFunc(open, func(o pages.Option) bool { return slices.Contains(ballotSteps, o.Value) })
	offer(votes, pages.SteerForm{Do: procedure.CommandHoldOnPaper})
	switch p.Kind {
	case evaluation.KindUnitReview, evaluation.KindBodyDecision:
		offer(true, pages.SteerForm{Do: evaluation.ActRelate, Relations: relationOptions(v)})
	case evaluation.KindCycle:
		offer(true, pages.SteerForm{Do: cancelAct, How: v.page.CancelHow(), WithTicks: true})
	}
	for i := range forms {
		var err error
		if forms[i], err = s.filledSteer(v, forms[i]); err != nil {
			return nil, err
		}
	}
	return forms, nil
}

// openStep is the name of the step that is open; "" for none.
func openStep(steps []postgres.StepView) string {
	i := slices.IndexFunc(steps, func(s postgres.StepView) bool { return s.Status == string(procedure.Running) })
	if i < 0 {
		return ""
	}
	return steps[i].Name
}

// relationOptions are what somebody can be to somebody.
func relationOptions(v *visit) []pages.Option {
	var options []pages.Option
	for _, kind := range roster.RelationKinds() {
		options = append(options, pages.Option{Value: string(kind), Text: v.page.RelationKind(string(kind))})
	}
	return options
}

// filledSteer is a form with what was typed into it, if it is the one that was posted.
func (s *server) filledSteer(v *visit, f pages.SteerForm) (pages.SteerForm, error) {
	f.Title, f.Key = v.page.Command(f.Do), newToken("form_")
	for _, field := range []struct {
		view *pages.PickerView
		name string
		many bool
	}{{&f.People, "people", true}, {&f.To, "to", false}, {&f.Official, "official", false}, {&f.Relative, "relative", false}} {
		var err error
		if *field.view, err = s.picker(v, f.Do+"."+field.name, adminPath+"/process", field.many); err != nil {
			return f, err
		}
	}
	if v.r.Method != http.MethodPost || v.field("do") != f.Do {
		return f, nil
	}
	typed := func(name string) string { return strings.TrimSpace(v.field(f.Do + "." + name)) }
	f.Open, f.Step, f.Task, f.Due, f.Days = true, typed("step"), typed("task"), typed("due"), typed("days")
	f.Relation, f.Reason, f.Basis = typed("relation"), typed("reason"), typed("basis")
	return f, nil
}

// postSteer does one act of steering.
func (s *server) postSteer(v *visit) error {
	id := v.field("id")
	f, err := s.filledSteer(v, pages.SteerForm{Do: v.field("do")})
	if err != nil {
		return err
	}
	wrong := map[string]string{}
	if unsettled(v.page, wrong, f.People, f.To, f.Official, f.Relative); v.searching() {
		return s.showPanel(v, http.StatusOK, id, nil)
	}
	var done *answer
	if len(wrong) == 0 {
		done, err = s.steer(v, id, f, wrong)
	}
	if len(wrong) > 0 {
		return s.showPanel(v, http.StatusUnprocessableEntity, id, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong})
	}
	if err != nil {
		fields := map[string]string{}
		for _, name := range []string{"step", "due", "days", "people", "to", "official", "relative", "reason", "basis"} {
			fields[name] = f.Do + "." + name
		}
		problem, status, err := s.inForm(v, access.Extend, err, fields)
		if err != nil {
			return err
		}
		return s.showPanel(v, status, id, problem)
	}
	flash := "steered"
	if done.Status == http.StatusAccepted {
		flash = "steer_received"
	}
	return s.redirect(v, panel(id), flash)
}

// steer does the act of a form. What is wrong with a field goes into wrong, and nothing is done.
func (s *server) steer(v *visit, id string, f pages.SteerForm, wrong map[string]string) (*answer, error) {
	why, key := Steering{Process: id, Reason: f.Reason, Basis: f.Basis}, keyOf(v)
	switch f.Do {
	case procedure.CommandExtend:
		due, err := endOfDay(f.Due)
		if err != nil {
			wrong[f.Do+".due"] = v.page.T(pages.DayWanted)
			return nil, nil
		}
		return steerBy(s, v, access.Extend, key, extension{Steering: why, Step: f.Step, Due: due})
	case procedure.CommandRemind:
		return steerBy(s, v, access.Remind, key, reminder{Steering: why, Step: f.Step, People: f.People.Codes()})
	case procedure.CommandPause:
		return steerBy(s, v, access.Pause, key, clock{why})
	case procedure.CommandResume:
		return steerBy(s, v, access.Resume, key, clock{why})
	case procedure.CommandCloseStep:
		return steerBy(s, v, access.CloseStep, key, stepClosure{Steering: why, Step: f.Step})
	case procedure.CommandReopen:
		days := number(v, f.Do+".days", f.Days, wrong)
		if len(wrong) > 0 {
			return nil, nil
		}
		return steerBy(s, v, access.Reopen, key, reopening{Steering: why, Step: f.Step, People: f.People.Codes(), Days: days})
	case procedure.CommandReassign:
		step, rest, _ := strings.Cut(f.Task, "/")
		act, from, _ := strings.Cut(rest, "/")
		return steerBy(s, v, access.Reassign, key, reassignment{Steering: why, Step: step, Act: act, From: from, To: f.To.Code()})
	case procedure.CommandHoldOnPaper:
		return steerBy(s, v, access.HoldOnPaper, key, clock{why})
	case evaluation.ActRelate:
		return steerBy(s, v, access.RecordRelation, key, relation{
			Steering: why, Official: f.Official.Code(), Relative: f.Relative.Code(), Kind: roster.RelationKind(f.Relation),
		})
	case cancelAct:
		if v.field(f.Do+".sure") != "yes" {
			wrong[f.Do+".sure"] = v.page.NotTicked()
			return nil, nil
		}
		in := &cycleFiling[cancellation]{CyclePath: CyclePath{Cycle: placeOf(id).cycle}, Idempotent: key}
		in.Body = cancellation{Reason: why.Reason, Basis: why.Basis}
		return call[answer](v.r.Context(), s, v.actor, access.CancelCycle, in)
	default:
		return nil, newFailure(http.StatusNotFound, "not_found")
	}
}

func steerBy[F steered](s *server, v *visit, act access.Act, key Idempotent, f F) (*answer, error) {
	return call[answer](v.r.Context(), s, v.actor, act, &steeringFiling[F]{Idempotent: key, Body: f})
}
