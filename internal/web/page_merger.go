package web

import (
	"net/http"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// newPostField begins the names of the fields that ask where somebody goes.
const newPostField = "post-"

// mergerPage is the form of a merger as it is filled in, and what it was filled in from.
type mergerPage struct {
	pages.MergerView
	unitName string
	people   []postgres.OfficeChoice
	posts    map[string]string // what a post and its unit are called
}

func (s *server) getMerger(v *visit) error {
	m, err := s.mergerForm(v, v.r.URL.Query().Get("unit"))
	if err != nil {
		return err
	}
	return s.showMerger(v, http.StatusOK, m)
}

// mergerForm reads the form for a unit, or that which asks for the unit.
func (s *server) mergerForm(v *visit, unit string) (*mergerPage, error) {
	ctx, cycle := v.r.Context(), cycleAt(v).Cycle
	if err := access.May(v.actor, access.MergeUnit, access.Subject{}); err != nil {
		return nil, err
	}
	read, err := call[body[postgres.CycleProgress]](ctx, s, v.actor, access.ReadCycle, &cycleInput{CyclePath{cycle}})
	if err != nil {
		return nil, err
	}
	m := &mergerPage{posts: map[string]string{}, MergerView: pages.MergerView{
		Cycle: cycle, CycleName: cycleName(v, read.Body.CycleView), Action: v.r.URL.Path, Key: newToken("form_"), Day: v.field("day"), Reason: v.field("reason"), Basis: v.field("basis"),
	}}
	units, err := s.Store.MergerUnits(ctx, cycle)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		if u.Code == unit {
			m.Unit, m.unitName = u.Code, u.Name
		}
		m.Units = append(m.Units, pages.Option{Value: u.Code, Text: v.page.MergerUnit(u.Name, u.People)})
	}
	if m.Unit == "" {
		return m, nil
	}
	if m.people, err = s.Store.MergerPeople(ctx, cycle, unit); err != nil {
		return nil, err
	}
	for _, who := range m.people {
		field := newPostField + who.Code
		m.People = append(m.People, pages.MergerPerson{Field: field, Name: who.Name, Now: who.UnitName, Post: v.field(field)})
	}
	posts, err := s.Store.VacantPosts(ctx, cycle, unit)
	for _, p := range posts {
		m.posts[p.Code] = p.Name + ", " + p.UnitName
		m.Posts = append(m.Posts, pages.Option{Value: p.Code, Text: p.UnitName + ": " + p.Name})
	}
	return m, err
}

func (s *server) showMerger(v *visit, status int, m *mergerPage) error {
	page := v.page.Titled(pages.MergerTitle)
	if m.Unit != "" {
		page = v.page.Titled(pages.MergerOf, m.unitName)
	}
	return s.showAs(v, status, pages.Merger(page, m.MergerView))
}

// postMerger shows what a merger would do, and asks for it on the second button.
func (s *server) postMerger(v *visit) error {
	m, err := s.mergerForm(v, v.field("unit"))
	if err != nil {
		return err
	}
	if m.Unit == "" {
		return newFailure(http.StatusNotFound, "not_found")
	}
	merging, problem := mergingIn(v, m)
	if m.Problem = problem; problem != nil {
		return s.showMerger(v, http.StatusUnprocessableEntity, m)
	}
	status, at := http.StatusOK, cycleAt(v)
	preview, err := call[body[mergerPreview]](v.r.Context(), s, v.actor, access.PreviewMerger,
		&mergerPreviewInput{CyclePath: at, Body: mergerPreviewBody{Merging: merging}})
	if err == nil {
		m.Checked, err = s.mergerChecked(v, m, preview.Body)
	}
	if err == nil && v.field("do") == "merge" && len(m.Checked.Obstacles) == 0 {
		var filed *answer
		filed, err = call[answer](v.r.Context(), s, v.actor, access.MergeUnit,
			&cycleFiling[merger]{CyclePath: at, Idempotent: keyOf(v), Body: merger{Merging: merging, Grounds: groundsIn(v)}})
		if err == nil {
			return s.filedTo(v, filed, "change_asked", changesOf(v))
		}
	}
	if err != nil {
		fields := map[string]string{"reason": "reason", "basis": "basis", "day": "day"}
		if m.Problem, status, err = s.inForm(v, access.MergeUnit, err, fields); err != nil {
			return err
		}
	}
	return s.showMerger(v, status, m)
}

// mergingIn reads the merger out of the form, or says what is missing.
func mergingIn(v *visit, m *mergerPage) (Merging, *pages.Problem) {
	f := Merging{Unit: m.Unit, Day: m.Day}
	wrong := map[string]string{}
	var order []string
	for i, who := range m.people {
		post := m.People[i].Post
		order = append(order, m.People[i].Field)
		if post == "" {
			wrong[m.People[i].Field] = who.Name + ": " + v.page.T(pages.MergerPost)
		}
		f.People = append(f.People, NewPost{Official: who.Code, Post: post})
	}
	if _, err := time.Parse(time.DateOnly, m.Day); err != nil {
		wrong["day"] = v.page.T(pages.DayWanted)
	}
	if len(wrong) > 0 {
		return f, &pages.Problem{Text: v.page.T(pages.CheckForm), Fields: wrong, Order: append(order, "day")}
	}
	return f, nil
}

// mergerChecked says in words what a merger would do.
func (s *server) mergerChecked(v *visit, m *mergerPage, p mergerPreview) (*pages.MergerCheck, error) {
	var codes, processes []string
	for _, who := range p.People {
		codes = append(codes, who.Official, who.From.Body, who.To.Body)
	}
	for _, g := range p.Groups {
		codes = append(codes, g.Body)
	}
	for _, o := range p.Obstacles {
		codes, processes = append(codes, o.Official), append(processes, o.Process)
	}
	known, err := s.names(v.r.Context(), codes...)
	if err != nil {
		return nil, err
	}
	subjects, err := s.processNames(v.r.Context(), processes...)
	if err != nil {
		return nil, err
	}
	now := map[string]string{}
	for _, who := range m.people {
		now[who.Code] = who.UnitName
	}
	check := &pages.MergerCheck{}
	for _, o := range p.Obstacles {
		where := known.of(o.Official)
		if o.Official == "" {
			where = processName(v.page, o.Process, subjects)
		}
		check.Obstacles = append(check.Obstacles, pages.FindingLine{Where: where, What: v.page.Obstacle(o.Code, known.in(o.Text, codes))})
	}
	for _, who := range p.People {
		move := pages.MergerMove{Name: known.of(who.Official), From: strings.TrimPrefix(now[who.Official]+", "+m.unitName, ", "), To: m.posts[who.To.Post]}
		if who.From.Body != who.To.Body {
			move.BodyFrom, move.BodyTo = known.of(who.From.Body), known.of(who.To.Body)
		}
		for _, t := range p.Tasks {
			if t.Official == who.Official {
				move.Tasks = append(move.Tasks, pages.MergerTask{What: evaluation.ActLabel(t.Act), Due: t.Due})
			}
		}
		check.Moves = append(check.Moves, move)
	}
	for _, g := range p.Groups {
		check.Groups = append(check.Groups, pages.MergerGroup{
			Body: known.of(g.Body), Group: v.page.Group(g.Group), Before: g.Before, After: g.After,
		})
	}
	return check, nil
}
