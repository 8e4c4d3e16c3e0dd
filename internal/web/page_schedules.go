package web

import (
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/postgres"
	"canbo/internal/schedule"
	"canbo/internal/web/pages"
)

const schedulesPath = adminPath + "/schedules"

func (s *server) schedulePages(r chi.Router) {
	r.Get(schedulesPath, s.signedIn(s.schedulesPage))
	r.Get(schedulesPath+"/launches", s.signedIn(s.launches))
	s.scheduleForms(r)
}

// namedSchedule is a schedule with what people call it.
type namedSchedule struct {
	scheduleView
	name string
}

// scheduleList reads the schedules and names them. The error is that of the engine while it is away.
func (s *server) scheduleList(v *visit) ([]namedSchedule, error) {
	list, err := call[body[items[scheduleView]]](v.r.Context(), s, v.actor, access.ListSchedules, &none{})
	if err != nil {
		return nil, err
	}
	roots := make([]string, len(list.Body.Items))
	for i, sch := range list.Body.Items {
		roots[i] = sch.Root
	}
	known, err := s.names(v.r.Context(), roots...)
	if err != nil {
		return nil, err
	}
	named := make([]namedSchedule, len(roots))
	for i, sch := range list.Body.Items {
		named[i] = namedSchedule{sch, v.page.ScheduleName(sch.ID, string(sch.Kind), sch.Period.Quarterly(), known.of(sch.Root))}
	}
	return named, nil
}

func (s *server) schedulesPage(v *visit) error {
	list, err := s.scheduleList(v)
	view := pages.SchedulesView{Away: answered(err, http.StatusServiceUnavailable)}
	if err != nil && !view.Away {
		return err
	}
	for _, sch := range list {
		view.Cards = append(view.Cards, s.scheduleCard(v, sch))
	}
	return s.show(v, pages.Schedules(v.page.Titled(pages.SchedulesTitle), view))
}

func (s *server) scheduleCard(v *visit, sch namedSchedule) pages.ScheduleCard {
	c := pages.ScheduleCard{ID: sch.ID, Name: sch.name, Paused: sch.Paused, Policy: v.page.PolicyInForceThen(string(sch.Kind))}
	switch {
	case sch.Unreadable:
		c.Warning = v.page.T(pages.ScheduleUnread)
	case sch.Edited:
		c.Warning = v.page.T(pages.ScheduleEdited)
	}
	if sch.Fire != nil {
		c.When = v.page.FiresAt(sch.Fire.Months, sch.Fire.Day, sch.Fire.Time.Hour, sch.Fire.Time.Minute)
	}
	if id, version := schedule.PolicyName(sch.Policy).Split(); id != "" {
		ref := postgres.PolicyRef{ID: id, Version: version}
		c.Policy, c.PolicyHref = s.policyTitle(v, ref), policyPage(ref)
	}
	switch {
	case sch.Pause != nil:
		c.Held = v.page.HeldBy(v.page.Actor(sch.Pause.ActorName, sch.Pause.Actor, ""), sch.Pause.At)
		c.Reason, c.Basis = sch.Pause.Reason, sch.Pause.Basis
	case sch.Paused:
		c.Held = v.page.HeldElsewhere(sch.Note)
	}
	for _, a := range sch.Next {
		c.Next = append(c.Next, pages.AheadLine{
			At: a.ScheduledAt, What: v.page.Opening(string(sch.Kind), a.period()), Details: v.page.ReferenceDay(a.ReferenceDate),
		})
	}
	for _, l := range sch.Launches {
		c.Launches = append(c.Launches, launchLine(v, l, &sch))
	}
	if access.May(v.actor, access.TriggerSchedule, access.Subject{}) == nil {
		c.Acts = scheduleActs(v, sch)
	}
	return c
}

// scheduleActs are the acts that make sense on a schedule as it is.
func scheduleActs(v *visit, sch namedSchedule) []pages.LinkView {
	var acts []pages.LinkView
	offer := func(does bool, text pages.Text, path string) {
		if does {
			acts = append(acts, pages.LinkView{Text: v.page.T(text), Href: schedulesPath + "/" + sch.ID + path})
		}
	}
	offer(!sch.Unreadable, pages.ScheduleTrigger, "/trigger")
	offer(!sch.Unreadable, pages.ScheduleBackfill, "/backfill")
	offer(!sch.Paused, pages.SchedulePause, "/pause")
	offer(sch.Paused, pages.ScheduleResume, "/resumption")
	return acts
}

// launchLine shows a launch; sch is nil where its schedule is not known, so that the launch goes by its code.
func launchLine(v *visit, l postgres.LaunchView, sch *namedSchedule) pages.LaunchLine {
	line := pages.LaunchLine{Schedule: l.Schedule, What: l.Code, State: v.page.Launch(l.Outcome), Level: "done", At: l.LaunchedAt}
	failed := l.FaultCode != ""
	if failed {
		line.Level, line.Text = "late", v.page.LaunchFault(l.FaultCode, l.FaultText)
	}
	if sch == nil || sch.Fire == nil {
		return line
	}
	day := calendar.DateOf(l.ScheduledAt)
	line.Schedule, line.What = sch.name, v.page.Opening(string(sch.Kind), sch.Period.Of(day))
	switch {
	case !failed:
		line.Href = openedPage(sch.Kind, l.Code)
	case access.May(v.actor, access.TriggerSchedule, access.Subject{}) != nil:
	case sch.Fire.Last(v.page.Now).Equal(l.ScheduledAt):
		line.Mend = schedulesPath + "/" + sch.ID + "/trigger"
	default:
		days := url.Values{"from": {day.String()}, "to": {day.String()}}
		line.Mend = schedulesPath + "/" + sch.ID + "/backfill?" + days.Encode()
	}
	return line
}

// openedPage is where people see what a launch has opened.
func openedPage(kind schedule.Kind, code string) string {
	switch kind {
	case schedule.KindEvaluation:
		return adminPath + "/cycles/" + code
	case schedule.KindRotation:
		return rotationPages + "/plans/" + code
	default:
		return planningPath
	}
}

// launches lists what came of all launches.
func (s *server) launches(v *visit) error {
	list, err := call[body[postgres.List[postgres.LaunchView]]](v.r.Context(), s, v.actor, access.ListLaunches, &listInput{after(v, adminList)})
	if err != nil {
		return err
	}
	standing, err := s.scheduleList(v)
	if err != nil && !answered(err, http.StatusServiceUnavailable) {
		return err
	}
	known := map[string]*namedSchedule{}
	for _, sch := range standing {
		known[sch.ID] = &sch
	}
	view := pages.LaunchesView{Next: onward(v, "after", list.Body.Next)}
	for _, l := range list.Body.Items {
		view.Lines = append(view.Lines, launchLine(v, l, known[l.Schedule]))
	}
	return s.show(v, pages.Launches(v.page.Titled(pages.LaunchTitle), view))
}
