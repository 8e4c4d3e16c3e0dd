package web

import (
	"cmp"
	"context"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// changesPage is the list of changes of a cycle, below appPath.
const changesPage = "/admin/cycles/{cycle}/changes"

func changesOf(v *visit) string { return adminPath + "/cycles/" + cycleAt(v).Cycle + "/changes" }

func cycleAt(v *visit) CyclePath { return CyclePath{Cycle: chi.URLParam(v.r, "cycle")} }

// movementPages are who comes, goes and moves in the middle of a cycle.
func (s *server) movementPages(r chi.Router) {
	r.Get(appPath+changesPage, s.signedIn(s.changes))
	r.Get(appPath+changesPage+"/merger", s.signedIn(s.getMerger))
	r.Post(appPath+changesPage+"/merger", s.signedIn(s.postMerger))
	form := formAct{back: changesOf, done: "change_asked", button: pages.ChangeButton}

	moving := form
	moving.act, moving.path, moving.title, moving.explain = access.MoveOfficial, changesPage+"/move", pages.MoveTitle, pages.MoveExplain
	moving.load = asking(func(v *visit) ([]pages.InputView, error) {
		return s.changeFields(v, access.MoveOfficial, s.Store.EnrolledChoices, pages.InputView{Kind: pages.DayInput, Name: "day", Label: v.page.T(pages.ChangeDay)})
	})
	moving.file = func(v *visit) (*answer, error) {
		return changeBy(s, v, access.MoveOfficial, move{NewPost: newPost(v), Day: v.field("day"), Grounds: groundsIn(v)})
	}
	s.addForm(r, moving)

	admit := form
	admit.act, admit.path, admit.title, admit.explain = access.AdmitOfficial, changesPage+"/admission", pages.AdmitTitle, pages.AdmitExplain
	admit.load = asking(func(v *visit) ([]pages.InputView, error) {
		return s.changeFields(v, access.AdmitOfficial, s.Store.NotEnrolledChoices)
	})
	admit.file = func(v *visit) (*answer, error) {
		return changeBy(s, v, access.AdmitOfficial, admission{NewPost: newPost(v), Grounds: groundsIn(v)})
	}
	s.addForm(r, admit)

	leave := form
	leave.act, leave.path, leave.title, leave.explain = access.ReleaseOfficial, changesPage+"/departure", pages.DepartTitle, pages.DepartExplain
	leave.load = asking(s.leaveFields)
	leave.file = func(v *visit) (*answer, error) {
		return changeBy(s, v, access.ReleaseOfficial,
			departure{Official: v.field("official"), Successor: v.field(optionalField + "successor"), Grounds: groundsIn(v)})
	}
	s.addForm(r, leave)
}

// changeBy asks for a change of the enrolment.
func changeBy[F any](s *server, v *visit, act access.Act, f F) (*answer, error) {
	return call[answer](v.r.Context(), s, v.actor, act, &cycleFiling[F]{CyclePath: cycleAt(v), Idempotent: keyOf(v), Body: f})
}

func newPost(v *visit) NewPost { return NewPost{Official: v.field("official"), Post: v.field("post")} }

func groundsIn(v *visit) Grounds { return Grounds{Reason: v.field("reason"), Basis: v.field("basis")} }

// changeFields ask for somebody, their new post, and why.
func (s *server) changeFields(
	v *visit, act access.Act, people func(context.Context, string) ([]postgres.OfficeChoice, error), more ...pages.InputView,
) ([]pages.InputView, error) {
	if err := access.May(v.actor, act, access.Subject{}); err != nil {
		return nil, err
	}
	officials, err := people(v.r.Context(), cycleAt(v).Cycle)
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.PostChoices(v.r.Context())
	if err != nil {
		return nil, err
	}
	fields := append([]pages.InputView{
		personField("official", v.page.T(pages.ChangeOfficial), officials),
		{Kind: pages.ChoiceInput, Long: true, Name: "post", Label: v.page.T(pages.ChangePost), Choices: officeChoices(posts)},
	}, more...)
	return append(fields, groundsFields(v)...), nil
}

// leaveFields ask for who leaves, and who takes their seats.
func (s *server) leaveFields(v *visit) ([]pages.InputView, error) {
	if err := access.May(v.actor, access.ReleaseOfficial, access.Subject{}); err != nil {
		return nil, err
	}
	officials, err := s.Store.EnrolledChoices(v.r.Context(), cycleAt(v).Cycle)
	if err != nil {
		return nil, err
	}
	successor := personField(optionalField+"successor", v.page.T(pages.ChangeSuccessor), officials)
	successor.Hint = v.page.T(pages.ChangeSuccessorHint)
	fields := []pages.InputView{personField("official", v.page.T(pages.ChangeOfficial), officials), successor}
	return append(fields, groundsFields(v)...), nil
}

// changes lists who came, went and moved in a cycle, with what came of it.
func (s *server) changes(v *visit) error {
	at := cycleAt(v)
	list, err := call[body[postgres.List[postgres.ChangeView]]](v.r.Context(), s, v.actor, access.ListChanges, &changesInput{at, after(v, adminList)})
	if err != nil {
		return err
	}
	var codes, places []string
	for _, c := range list.Body.Items {
		codes = append(codes, c.RequestedBy)
		for _, m := range c.People {
			codes = append(codes, m.Official)
			places = append(places, unitOf(m.From), unitOf(m.To))
		}
	}
	names, err := s.Store.OfficialNames(v.r.Context(), codes)
	if err != nil {
		return err
	}
	units, err := s.Store.PlaceNames(v.r.Context(), places...)
	if err != nil {
		return err
	}
	name, err := s.cycleTitle(v, at.Cycle)
	if err != nil {
		return err
	}
	view := pages.ChangesView{
		Cycle: at.Cycle, CycleName: name, Next: onward(v, "after", list.Body.Next), MayAct: access.May(v.actor, access.MoveOfficial, access.Subject{}) == nil,
	}
	for _, c := range list.Body.Items {
		line := pages.MovementLine{
			What: v.page.ChangeKind(string(c.Kind)), State: v.page.ChangeState(c.Status), Level: changeLevels[c.Status], Reason: c.Reason, Basis: c.Basis,
			Who: v.page.Actor(names[c.RequestedBy], c.RequestedBy, ""), At: c.RequestedAt,
		}
		if c.Problem != nil {
			line.Problem = v.page.Fault(c.Problem.Code, c.Problem.Text)
		}
		for _, m := range c.People {
			line.People = append(line.People, pages.FoundLine{
				Name: cmp.Or(names[m.Official], m.Official), Href: adminPath + "/people/" + m.Official, Post: placeText(units, m.From) + " → " + placeText(units, m.To),
			})
		}
		view.Lines = append(view.Lines, line)
	}
	return s.show(v, pages.Changes(v.page.Titled(pages.ChangesTitle, name), view))
}

// changeLevels are the looks of what came of a change.
var changeLevels = map[string]string{"pending": "open", "applied": "done", "refused": "late"}

// unitOf is the unit of a placement; "" of none.
func unitOf(p *evaluation.Placement) string {
	if p == nil {
		return ""
	}
	return p.Unit
}

// placeText names the unit of a placement; a dash stands for none.
func placeText(units map[string]string, p *evaluation.Placement) string {
	return cmp.Or(units[unitOf(p)], unitOf(p), "–")
}
