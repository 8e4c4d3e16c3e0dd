package web

import (
	"cmp"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/schedule"
	"canbo/internal/web/pages"
)

// scheduleForms are the acts on one schedule, each with a page of its own.
func (s *server) scheduleForms(r chi.Router) {
	const path = "/admin/schedules/{schedule}"
	back := func(*visit) string { return schedulesPath }
	for _, a := range []struct {
		act                    access.Act
		path                   string
		title, explain, button pages.Text
		done                   string
	}{
		{access.PauseSchedule, "/pause", pages.PauseTitle, pages.PauseExplain, pages.PauseButton, "schedule_paused"},
		{access.ResumeSchedule, "/resumption", pages.ResumeTitle, pages.ResumeExplain, pages.ResumeButton, "schedule_resumed"},
		{access.TriggerSchedule, "/trigger", pages.TriggerTitle, pages.TriggerExplain, pages.TriggerButton, "schedule_begins"},
	} {
		s.addForm(r, formAct{
			act: a.act, path: path + a.path, title: a.title, explain: a.explain, button: a.button, done: a.done, back: back,
			load: func(v *visit, view *pages.ActView) error {
				sch, err := s.scheduleNamed(v, a.act)
				if err != nil {
					return err
				}
				about := pages.LaunchPreviewView{Schedule: sch.name}
				view.Fields, view.About = groundsFields(v), pages.LaunchPreview(v.page, about)
				if a.act != access.TriggerSchedule {
					return nil
				}
				return s.showPreview(v, view, sch, about, Days{})
			},
			file: func(v *visit) (*answer, error) {
				in := &scheduleActInput{SchedulePath: scheduleAt(v)}
				in.Body.Grounds = groundsIn(v)
				_, err := call[none](v.r.Context(), s, v.actor, a.act, in)
				return &answer{}, err
			},
		})
	}
	s.addForm(r, formAct{
		act: access.BackfillSchedule, path: path + "/backfill", title: pages.BackfillTitle, explain: pages.BackfillExplain,
		done: "schedule_begins", back: back, load: s.askDays,
		file: func(v *visit) (*answer, error) {
			in := &backfillInput{SchedulePath: scheduleAt(v)}
			in.Body.Days, in.Body.Grounds = daysIn(v), groundsIn(v)
			_, err := call[none](v.r.Context(), s, v.actor, access.BackfillSchedule, in)
			return &answer{}, err
		},
	})
}

func scheduleAt(v *visit) SchedulePath { return SchedulePath{Schedule: chi.URLParam(v.r, "schedule")} }

// daysIn are the days of a form, or of the address.
func daysIn(v *visit) Days {
	query := v.r.URL.Query()
	return Days{From: cmp.Or(v.field("from"), query.Get("from")), To: cmp.Or(v.field("to"), query.Get("to"))}
}

// scheduleNamed is the schedule that the page of an act is about.
func (s *server) scheduleNamed(v *visit, act access.Act) (namedSchedule, error) {
	if err := access.May(v.actor, act, access.Subject{}); err != nil {
		return namedSchedule{}, err
	}
	list, err := s.scheduleList(v)
	if err != nil {
		return namedSchedule{}, err
	}
	for _, sch := range list {
		if sch.ID == scheduleAt(v).Schedule {
			return sch, nil
		}
	}
	return namedSchedule{}, fault.New(fault.NotFound, "schedule_not_found", "There is no schedule %.63q.", scheduleAt(v).Schedule)
}

// askDays asks for the days that are filled in, and shows what that would open once they are given.
func (s *server) askDays(v *visit, view *pages.ActView) error {
	sch, err := s.scheduleNamed(v, access.BackfillSchedule)
	if err != nil {
		return err
	}
	days := daysIn(v)
	ask := &pages.BackfillDays{Action: v.r.URL.Path, From: days.From, To: days.To}
	about := pages.LaunchPreviewView{Schedule: sch.name, Days: ask}
	view.About = pages.LaunchPreview(v.page, about)
	if days == (Days{}) {
		return nil
	}
	if err := s.showPreview(v, view, sch, about, days); err != nil {
		problem, _, err := s.inForm(v, access.PreviewLaunches, err, nil)
		if err != nil {
			return err
		}
		problem.Fields = map[string]string{"to": problem.Text}
		problem.Text = v.page.T(pages.CheckForm)
		view.Problem, ask.Problem = problem, problem
		return nil
	}
	view.Fields = append([]pages.InputView{
		{Kind: pages.GivenInput, Name: "from", Value: days.From}, {Kind: pages.GivenInput, Name: "to", Value: days.To},
	}, groundsFields(v)...)
	return nil
}

// showPreview shows what launches would do, and offers the button when some of them would open something.
func (s *server) showPreview(v *visit, view *pages.ActView, sch namedSchedule, about pages.LaunchPreviewView, days Days) error {
	in := &launchPreviewInput{SchedulePath: scheduleAt(v), Days: days}
	would, err := call[body[items[launchPreview]]](v.r.Context(), s, v.actor, access.PreviewLaunches, in)
	if err != nil {
		return err
	}
	opens, fails := 0, 0
	for _, p := range would.Body.Items {
		line := pages.WouldLine{
			At: p.ScheduledAt, What: v.page.Opening(string(sch.Kind), p.period()), Details: v.page.ReferenceDay(p.ReferenceDate),
			State: v.page.LaunchWould(string(p.Does)),
		}
		switch p.Does {
		case schedule.Opened:
			opens++
			line.Level = "done"
		case schedule.Failed:
			fails++
			line.Level, line.Text = "late", v.page.LaunchFault(p.FaultCode, p.FaultText)
		}
		if err := s.sizeUp(v, p, &line); err != nil {
			return err
		}
		about.Lines = append(about.Lines, line)
	}
	about.Some, about.Nothing = opens > 0 && fails > 0, opens+fails == 0
	view.About = pages.LaunchPreview(v.page, about)
	switch {
	case opens == 0:
		view.Button = ""
	case days != (Days{}):
		view.Button = v.page.T(pages.BackfillButton, opens)
	}
	return nil
}

// sizeUp says how much a launch would open, and what stands in its way.
func (s *server) sizeUp(v *visit, p launchPreview, line *pages.WouldLine) error {
	switch {
	case p.Cycle != nil:
		checked, err := s.checkedCycle(v, *p.Cycle)
		if err != nil {
			return err
		}
		line.Size, line.Findings = v.page.WouldEnrol(p.Cycle.Enrolled, p.Cycle.Units, p.Cycle.Bodies), checked.Findings
	case p.Lists > 0:
		line.Size = v.page.WouldReview(p.Lists)
	case p.Needs > 0:
		line.Size = v.page.WouldFill(p.Needs)
	}
	return nil
}
