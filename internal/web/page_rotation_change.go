package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/roster"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
	"canbo/internal/web/pages"
)

// whyFields are the reason and the basis that every act of steering has.
var (
	whyFields = []pages.InputView{{Kind: pages.TextInput, Name: "reason"}, {Kind: pages.LineInput, Name: "basis"}}
	whyTexts  = []pages.Text{pages.ColReason, pages.BasisLabel}
)

// rotationPlanChanges are the pages on which the assignment is changed by hand.
func (s *server) rotationPlanChanges(r chi.Router) {
	s.addForm(r, formAct{
		act: access.ChangeAssignment, path: rotationPlanPath + "/changes", title: pages.ChangeTitle,
		load: func(v *visit, view *pages.ActView) error { return s.loadChange(v, view) },
		file: func(v *visit) (*answer, error) {
			return filePlan(v, s, access.ChangeAssignment, rotation.AssignmentChangeFiling{
				Official: v.field("official"), Post: v.field("post"), Action: v.field("action"), Reason: v.field("reason"), Basis: v.field("basis"),
			})
		},
		done: "assignment_change", back: func(v *visit) string { return rotationPlanAddress(rotationPlanAt(v).Plan) },
	})
	s.addForm(r, formAct{
		act: access.ChangeRotationNeeds, path: rotationPlanPath + "/needs/new", title: pages.NeedTitle, explain: pages.NeedExplain, button: pages.RotNeedAdd,
		fields: slices.Concat([]pages.InputView{
			{Kind: pages.ChoiceInput, Long: true, Name: "post"}, {Kind: pages.DayInput, Name: optionalField + "from"},
			{Kind: pages.LineInput, Name: "urgency"},
		}, whyFields),
		texts: slices.Concat([]pages.Text{pages.ColNeed, pages.NeedFrom, pages.NeedUrgency}, whyTexts),
		load:  func(v *visit, view *pages.ActView) error { return s.loadNeed(v, view) },
		file: func(v *visit) (*answer, error) {
			urgency, err := numberIn(v.field("urgency"), 0, rotation.MaxUrgency)
			if err != nil {
				return nil, err
			}
			from, err := maybeDate(v.field(optionalField + "from"))
			if err != nil {
				return nil, err
			}
			return filePlan(v, s, access.ChangeRotationNeeds, rotation.NeedChangeFiling{
				Post: v.field("post"), Action: rotation.AddNeed, Urgency: int64(urgency), From: from, Reason: v.field("reason"), Basis: v.field("basis"),
			})
		},
		done: "assignment_change", back: func(v *visit) string { return rotationPlanAddress(rotationPlanAt(v).Plan) },
	})
	s.addForm(r, formAct{
		act: access.ChangeRotationNeeds, path: rotationPlanPath + "/needs/{post}/strike", title: pages.StrikeTitle, button: pages.StrikeButton,
		fields: whyFields, texts: whyTexts,
		load: func(v *visit, view *pages.ActView) error {
			b, err := s.rotationPlanOn(v)
			if err != nil {
				return err
			}
			view.Where = b.unit(v.page, b.Root)
			view.Explain = v.page.T(pages.StrikeSays, b.post(v.page, chi.URLParam(v.r, "post")))
			return nil
		},
		file: func(v *visit) (*answer, error) {
			return filePlan(v, s, access.ChangeRotationNeeds, rotation.NeedChangeFiling{
				Post: chi.URLParam(v.r, "post"), Action: rotation.StrikeNeed, Reason: v.field("reason"), Basis: v.field("basis"),
			})
		},
		done: "assignment_change", back: func(v *visit) string { return rotationPlanAddress(rotationPlanAt(v).Plan) },
	})
}

// filePlan files an act of the plan that the page is about.
func filePlan[F any](v *visit, s *server, act access.Act, content F) (*answer, error) {
	return call[answer](v.r.Context(), s, v.actor, act, &rotationPlanFiling[F]{
		RotationPlanPath: rotationPlanAt(v).RotationPlanPath, Idempotent: keyOf(v), Body: content,
	})
}

// numberIn reads a whole number within limits. Error: fault.Invalid `bad_number`.
func numberIn(text string, least, most int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < least || n > most {
		return 0, fault.New(fault.Invalid, "bad_number", "Write a whole number from %d to %d, not %.20q.", least, most, text)
	}
	return n, nil
}

// asked is a field of a form that was posted, else of the address.
func (v *visit) asked(name string) string {
	return cmp.Or(v.field(name), v.r.URL.Query().Get(name))
}

// loadChange asks for a change, and shows what it costs and breaks before it can be made.
func (s *server) loadChange(v *visit, view *pages.ActView) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	if err := s.explain(v, &b); err != nil {
		return err
	}
	p, persons := v.page, b.persons()
	if b.people, err = s.Store.OfficialNames(v.r.Context(), persons); err != nil {
		return err
	}
	view.Where, view.Due = b.unit(p, b.Root), dueOf(b.Steps, rotation.StepAssignment)
	about := pages.PlanChangeView{
		Explain: p.T(pages.ChangeExplain), Action: v.asked("action"), Official: v.asked("official"), Post: v.asked("post"),
		Actions: []pages.Choice{
			{Value: rotation.FixPair, Label: p.T(pages.ChangeFix)}, {Value: rotation.ForbidPair, Label: p.T(pages.ChangeForbid)},
			{Value: rotation.FreePair, Label: p.T(pages.ChangeFree)},
		},
	}
	for _, code := range persons {
		about.People = append(about.People, pages.Choice{Value: code, Label: b.who(code)})
	}
	pages.SortByName(about.People)
	for _, n := range b.Needs {
		about.Posts = append(about.Posts, pages.Choice{Value: n.Post, Label: b.post(p, n.Post)})
	}
	if about.Official != "" && about.Post != "" && about.Action != "" {
		if err := s.price(v, b, &about); err != nil {
			return err
		}
		if len(about.Breaks) == 0 && preparing(v, b) {
			view.Button = p.T(pages.ChangeDo)
			view.Fields = changeFields(p, about)
		}
	}
	view.About = pages.PlanChange(p, about)
	return nil
}

// changeFields are what a change is made with: what it is, as it was priced, and why.
func changeFields(p pages.Page, about pages.PlanChangeView) []pages.InputView {
	fields := []pages.InputView{
		{Kind: pages.GivenInput, Name: "official", Value: about.Official}, {Kind: pages.GivenInput, Name: "post", Value: about.Post},
		{Kind: pages.GivenInput, Name: "action", Value: about.Action},
	}
	for i, f := range whyFields {
		f.Label = p.T(whyTexts[i])
		fields = append(fields, f)
	}
	return fields
}

// price shows what a change costs, who moves and what forbids it.
func (s *server) price(v *visit, b planOnPage, about *pages.PlanChangeView) error {
	p := v.page
	about.Asked = true
	if about.Action == rotation.FreePair {
		about.Cost = p.T(pages.ChangeFreeSay)
		return nil
	}
	priced, err := call[body[rotationChange]](v.r.Context(), s, v.actor, access.PriceRotationChange, &changeAskedInput{
		RotationPlanPath: rotationPlanAt(v).RotationPlanPath, Official: about.Official, Post: about.Post, Action: about.Action,
	})
	if err != nil {
		problem, _, err := s.refused(v, access.PriceRotationChange, err)
		if err != nil {
			return err
		}
		about.Breaks = []string{problem.Text}
		return nil
	}
	c := priced.Body
	for _, x := range c.Breaks {
		says := p.L(evaluation.Label{VI: x.VI, EN: x.EN})
		if x.Values != "" {
			says += " (" + p.ComparedPair(x.Values) + ")"
		}
		about.Breaks = append(about.Breaks, says)
	}
	if len(about.Breaks) > 0 {
		return nil
	}
	about.Cost = p.T(pages.ChangeCost, p.L(evaluation.Label{VI: c.VI, EN: c.EN}))
	if len(c.In)+len(c.Out) == 0 {
		about.Cost = p.T(pages.ChangeNothing)
	}
	if about.In, err = s.pairLines(v, b, c.In); err != nil {
		return err
	}
	about.Out, err = s.pairLines(v, b, c.Out)
	return err
}

func (s *server) pairLines(v *visit, b planOnPage, placed []rotationPlacement) ([]string, error) {
	named := assignment.Instance{}
	for _, x := range placed {
		named.People = append(named.People, assignment.Person{Official: x.Official})
	}
	names, err := s.Store.RotationPlanNames(v.r.Context(), named)
	lines := make([]string, len(placed))
	for i, x := range placed {
		lines[i] = v.page.T(pages.PairLine, v.page.L(names(assignment.OfPerson, x.Official)), b.post(v.page, x.Post))
	}
	return lines, err
}

// loadNeed offers the posts that are vacant and no need yet.
func (s *server) loadNeed(v *visit, view *pages.ActView) error {
	b, err := s.rotationPlanOn(v)
	if err != nil {
		return err
	}
	if !choosing(v, b) {
		return newFailure(http.StatusConflict, "step_not_open")
	}
	view.Where = b.unit(v.page, b.Root)
	district, err := s.Store.District(v.r.Context())
	if err != nil {
		return err
	}
	view.Fields[0].Choices = slices.DeleteFunc(s.postsBelow(v.page, district, b.Root), func(c pages.Choice) bool {
		return slices.ContainsFunc(b.Needs, func(n rotation.PlanNeed) bool { return n.Post == c.Value })
	})
	return nil
}

// maybeDate is a day of a form, zero for an empty field. Error: fault.Invalid `bad_date`.
func maybeDate(text string) (calendar.Date, error) {
	if strings.TrimSpace(text) == "" {
		return calendar.Date{}, nil
	}
	day, err := calendar.ParseDate(strings.TrimSpace(text))
	if err != nil {
		return day, fault.New(fault.Invalid, "bad_date", "The day is no day of the calendar.")
	}
	return day, nil
}

// postsBelow are the posts of a unit and of those below it, by name.
func (s *server) postsBelow(p pages.Page, d *roster.District, root string) []pages.Choice {
	under := d.Under(root)
	var choices []pages.Choice
	for _, post := range d.Posts {
		if under[post.Unit] {
			choices = append(choices, pages.Choice{Value: post.Code, Label: p.L(evaluation.Label{VI: post.Name, EN: cmp.Or(post.NameEn, post.Name)})})
		}
	}
	return byLabel(choices)
}
