package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// A page of A4 in the layout of official documents holds about this many characters; a self-review fills two at most.
const (
	charactersPerPage = 2800
	selfReviewPages   = 2
)

var reviewSections = []struct {
	code  string
	label pages.Text
}{
	{"strengths", pages.SectionStrengths}, {"limits", pages.SectionLimits},
	{"remedies", pages.SectionRemedies}, {"direction", pages.SectionDirection},
}

var criterionTexts = []struct {
	criterion evaluation.Criterion
	label     pages.Text
}{
	{evaluation.Political, pages.CriterionPolitical}, {evaluation.Ethics, pages.CriterionEthics},
	{evaluation.Style, pages.CriterionStyle}, {evaluation.Organisation, pages.CriterionOrganisation},
	{evaluation.Results, pages.CriterionResults},
}

var levelTexts = []struct {
	level evaluation.Level
	label pages.Text
}{
	{evaluation.LevelExcellent, pages.LevelExcellent}, {evaluation.LevelGood, pages.LevelGood},
	{evaluation.LevelAverage, pages.LevelAverage}, {evaluation.LevelPoor, pages.LevelPoor},
}

func (s *server) selfReviewPages(r chi.Router) {
	const path = appPath + unitPath + "/self-review"
	r.Get(path, s.signedIn(s.getSelfReview))
	r.Post(path, s.signedIn(s.postSelfReview))
	r.Post(path+"/compare", s.signedIn(s.compareSelfReview))
}

func (s *server) getSelfReview(v *visit) error {
	view, draft, err := s.selfReviewView(v)
	if err != nil {
		return err
	}
	values := draft
	if values == nil {
		if values, err = s.filedReview(v); err != nil {
			return err
		}
	}
	fillReview(&view, values)
	return s.show(v, pages.SelfReview(v.page.Titled(pages.SelfReviewTitle), view))
}

func (s *server) postSelfReview(v *visit) error {
	view, _, err := s.selfReviewView(v)
	if err != nil {
		return err
	}
	fillReview(&view, v.r.PostForm)
	view.Draft.Base = v.r.PostFormValue("base")
	status := http.StatusUnprocessableEntity
	filing, problem := readReview(v.page, view)
	if problem == nil {
		in := &unitFiling[evaluation.SelfReviewFiling]{UnitPath: unitAt(v), Idempotent: keyOf(v), Body: filing}
		a, err := call[answer](v.r.Context(), s, v.actor, access.FileSelfReview, in)
		if err == nil {
			return s.filed(v, a, "self_review_filed")
		}
		if problem, status, err = s.refused(v, access.FileSelfReview, err); err != nil {
			return err
		}
	}
	view.Problem = problem
	return s.showAs(v, status, pages.SelfReview(v.page.Titled(pages.SelfReviewTitle), view))
}

// compareSelfReview shows what is typed in this window beside the draft that was saved elsewhere.
func (s *server) compareSelfReview(v *visit) error {
	view, other, err := s.selfReviewView(v)
	if err != nil {
		return err
	}
	fillReview(&view, v.r.PostForm)
	view.OtherAt = view.Draft.SavedAt
	for _, section := range texts(&view) {
		section.Other = otherText(section.Text, other.Get(section.Name))
	}
	for i := range view.Criteria {
		c := &view.Criteria[i]
		c.Other = otherChoice(c.Levels, c.Level, other.Get(c.Name))
	}
	if p := view.Points; p != nil {
		p.GeneralOther, p.ResultsOther = otherText(p.General, other.Get("points-general")), otherText(p.Results, other.Get("points-results"))
	}
	view.Other = otherChoice(view.Grades, view.Grade, other.Get("grade"))
	return s.show(v, pages.SelfReview(v.page.Titled(pages.SelfReviewTitle), view))
}

// otherText is the text of the other draft where it differs.
func otherText(here, there string) string {
	if there == here {
		return ""
	}
	return there
}

// otherChoice is the label of what the other draft chooses where it differs.
func otherChoice(choices []pages.Choice, here, there string) string {
	for _, c := range choices {
		if c.Value == there && there != here {
			return c.Label
		}
	}
	return ""
}

// selfReviewView is the empty form by the policy of the cycle, and the draft, nil when there is none.
func (s *server) selfReviewView(v *visit) (pages.SelfReviewView, url.Values, error) {
	ctx, at := v.r.Context(), unitAt(v)
	view := pages.SelfReviewView{Form: s.newForm(v), Pages: pages.PageCount{PerPage: charactersPerPage, Most: selfReviewPages}}
	view.Action = strings.TrimSuffix(view.Action, "/compare")
	board, err := call[body[unitView]](ctx, s, v.actor, access.ReadUnit, &unitInput{at})
	if err != nil {
		return view, nil, err
	}
	view.Due = dueOf(board.Body.Steps, evaluation.StepSelfReview)
	view.Closed = v.closed(stepOf(board.Body.Steps, evaluation.StepSelfReview))
	if view.Unit, err = s.placeName(ctx, at.Unit); err != nil {
		return view, nil, err
	}
	if view.Grades, view.Unrated, err = s.claims(v, at.Cycle, v.actor.ID); err != nil {
		return view, nil, err
	}
	review, err := s.Store.UnitReview(ctx, at.Cycle, at.Unit)
	if err != nil {
		return view, nil, err
	}
	askReview(&view, v.page, review.Rules.Review)
	if err := s.askPoints(v, &view); err != nil {
		return view, nil, err
	}
	filed, err := s.Store.SelfReview(ctx, at.Cycle, v.actor.ID)
	if err == nil {
		view.FiledAt, view.Versions = &filed.FiledAt, versionsOf(OfficialPath{Cycle: at.Cycle, Official: v.actor.ID})
	} else if fault.KindOf(err) != fault.NotFound {
		return view, nil, err
	}
	draft, values, err := s.draft(v, at.place().process, evaluation.ActSelfReview)
	view.Draft = draft
	return view, values, err
}

// askReview adds the questions that the policy has.
func askReview(view *pages.SelfReviewView, p pages.Page, form evaluation.ReviewForm) {
	for _, section := range reviewSections {
		view.Sections = append(view.Sections, pages.SectionView{Name: "text-" + section.code, Label: p.T(section.label)})
	}
	if form.Points != nil {
		view.Points = &pages.PointsView{GeneralMax: points(p, form.Points.GeneralMaxTenths), ResultsMax: points(p, form.Points.ResultsMaxTenths)}
		return
	}
	levels := make([]pages.Choice, len(levelTexts))
	for i, l := range levelTexts {
		levels[i] = pages.Choice{Value: string(l.level), Label: p.T(l.label)}
	}
	for _, c := range criterionTexts {
		if slices.Contains(form.Criteria, c.criterion) {
			view.Criteria = append(view.Criteria, pages.CriterionView{Name: "level-" + string(c.criterion), Label: p.T(c.label), Levels: levels})
		}
	}
}

// fillReview writes the values of a form or draft into the view.
func fillReview(view *pages.SelfReviewView, values url.Values) {
	view.Grade = values.Get("grade")
	view.Pages.Characters = 0
	for _, section := range texts(view) {
		section.Text = values.Get(section.Name)
		view.Pages.Characters += utf8.RuneCountInString(section.Text)
	}
	for i := range view.Criteria {
		view.Criteria[i].Level = values.Get(view.Criteria[i].Name)
	}
	if view.Points != nil {
		view.Points.General, view.Points.Results = values.Get("points-general"), values.Get("points-results")
	}
}

// filedReview is the self-review that stands, as the values of its form; empty when there is none.
func (s *server) filedReview(v *visit) (url.Values, error) {
	filed, err := s.Store.SelfReview(v.r.Context(), unitAt(v).Cycle, v.actor.ID)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return reviewValues(v.page, filed)
}

func reviewValues(p pages.Page, filed postgres.SelfReviewView) (url.Values, error) {
	var f evaluation.SelfReviewFiling
	if err := json.Unmarshal(filed.Content, &f); err != nil {
		return nil, fmt.Errorf("read a filed self-review: %w", err)
	}
	values := url.Values{"grade": {string(f.Grade)}}
	for section, text := range f.Texts {
		values.Set("text-"+section, text)
	}
	for _, a := range f.Answers {
		values.Set(pointField(a.Point), a.Text)
	}
	for criterion, level := range f.Levels {
		values.Set("level-"+string(criterion), string(level))
	}
	if f.Points != nil {
		values.Set("points-general", points(p, f.Points.GeneralTenths))
		values.Set("points-results", points(p, f.Points.ResultsTenths))
	}
	return values, nil
}

// readReview makes a filing of what was typed, or says what is missing, field by field.
func readReview(p pages.Page, view pages.SelfReviewView) (evaluation.SelfReviewFiling, *pages.Problem) {
	f := evaluation.SelfReviewFiling{Grade: evaluation.Grade(view.Grade), Texts: map[string]string{}}
	wrong := map[string]string{}
	for _, section := range view.Sections {
		if strings.TrimSpace(section.Text) != "" {
			f.Texts[strings.TrimPrefix(section.Name, "text-")] = section.Text
		}
	}
	for i, asked := range view.Asked {
		if strings.TrimSpace(asked.Text) == "" {
			wrong[asked.Name] = p.T(pages.AnswerPointMissing, i+1)
			continue
		}
		f.Answers = append(f.Answers, evaluation.PointAnswer{Point: i + 1, Text: asked.Text})
	}
	for _, c := range view.Criteria {
		if c.Level == "" {
			wrong[c.Name] = p.T(pages.LevelMissing, c.Label)
			continue
		}
		if f.Levels == nil {
			f.Levels = map[evaluation.Criterion]evaluation.Level{}
		}
		f.Levels[evaluation.Criterion(strings.TrimPrefix(c.Name, "level-"))] = evaluation.Level(c.Level)
	}
	if view.Points != nil {
		f.Points = &evaluation.PointsFiling{}
		for _, part := range []struct {
			field, text, most string
			into              *int
		}{
			{"points-general", view.Points.General, view.Points.GeneralMax, &f.Points.GeneralTenths},
			{"points-results", view.Points.Results, view.Points.ResultsMax, &f.Points.ResultsTenths},
		} {
			given, ok := tenths(part.text)
			most, _ := tenths(part.most) // written by us
			if !ok || given > most {
				wrong[part.field] = p.T(pages.PointsWrong, part.most)
			}
			*part.into = given
		}
	}
	switch {
	case view.Grade == "":
		wrong["grade"] = p.T(pages.GradeMissing)
	case f.Grade == evaluation.NotRated && view.Unrated != "":
		wrong["grade"] = view.Unrated
	}
	if len(wrong) > 0 {
		return f, &pages.Problem{Text: p.T(pages.CheckForm), Fields: wrong, Order: fieldOrder(view)}
	}
	return f, nil
}

// fieldOrder is the order of the fields on the page.
func fieldOrder(view pages.SelfReviewView) []string {
	var order []string
	for _, section := range texts(&view) {
		order = append(order, section.Name)
	}
	for _, c := range view.Criteria {
		order = append(order, c.Name)
	}
	return append(order, "points-general", "points-results", "grade")
}

// points writes tenths of a point as people do.
func points(p pages.Page, tenths int) string {
	text := strconv.Itoa(tenths / 10)
	if tenths%10 == 0 {
		return text
	}
	mark := ","
	if p.Lang == pages.English {
		mark = "."
	}
	return text + mark + strconv.Itoa(tenths%10)
}

// tenths reads points with at most one digit behind a comma or a point.
func tenths(text string) (int, bool) {
	whole, part, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), ".")
	n, err := strconv.ParseUint(whole, 10, 16)
	if err != nil || len(part) > 1 {
		return 0, false
	}
	tenth := uint64(0)
	if part != "" {
		if tenth, err = strconv.ParseUint(part, 10, 8); err != nil {
			return 0, false
		}
	}
	return int(n*10 + tenth), true
}
