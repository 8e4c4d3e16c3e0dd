package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

func (s *server) rotationPages(r chi.Router) {
	r.Get(rotationPages, s.signedIn(s.rotationList))
	s.rotationForms(r)
	s.rotationOpening(r)
	r.Get(rotationPages+"/lookahead", s.signedIn(s.lookAheadPage))
	r.Get(rotationPages+"/rotations.csv", s.signedIn(func(v *visit) error {
		in := rotationDays(v)
		file, err := call[fileOutput](v.r.Context(), s, v.actor, access.ExportRotations, &in)
		if err != nil {
			return err
		}
		return sendFile(v, file)
	}))
	r.Post(rotationPages+"/reconciliation", s.signedIn(func(v *visit) error {
		if _, err := call[body[rotation.Reconciliation]](v.r.Context(), s, v.actor, access.Reconcile, &none{}); err != nil {
			return err
		}
		return s.redirect(v, rotationPages, "reconciled")
	}))
}

// rotationAddress is the page of a rotation.
func rotationAddress(code string) string { return rotationPages + "/rotations/" + code }

var (
	stageTexts = map[rotation.Stage]pages.Text{
		rotation.StageDecided: pages.StateDecided, rotation.StageRunning: pages.StateRunning, rotation.StagePlaced: pages.StatePlaced,
		rotation.StageRevoked: pages.StateRevoked,
	}
	wayTexts = map[rotation.Direction]pages.Text{
		rotation.Down: pages.WayDown, rotation.Up: pages.WayUp, rotation.Across: pages.WayAcross,
	}
	placedTexts = map[string]pages.Text{
		string(rotation.PlacedBack): pages.PlacedBack, string(rotation.PlacedStay): pages.PlacedStay, string(rotation.PlacedHigher): pages.PlacedHigher,
	}
)

// rotationList shows the list of rotations with the columns of the organisation committee, and the figures of it.
func (s *server) rotationList(v *visit) error {
	p, days := v.page, rotationDays(v)
	rows, err := call[body[postgres.List[postgres.RotationView]]](v.r.Context(), s, v.actor, access.ListRotations, &rotationListInput{
		RotationDays: days, Paged: Paged{After: v.r.URL.Query().Get("after"), Limit: 100},
	})
	if err != nil {
		return err
	}
	figures, err := call[body[rotation.Figures]](v.r.Context(), s, v.actor, access.ReadRotationFigures, &days)
	if err != nil {
		return err
	}
	query := rotationQuery(days)
	figured := pages.FigAll
	if len(query) > 0 {
		figured = pages.FigChosen
	}
	filter, err := s.rotationFilter(v, days)
	if err != nil {
		return err
	}
	table := rotationTable(p, rows.Body.Items)
	if len(query) > 0 {
		table.Why, table.Begin = p.T(pages.RotationsOther), pages.LinkView{Text: p.T(pages.RotationsEvery), Href: rotationPages}
	}
	if rows.Body.Next != "" {
		query.Set("after", rows.Body.Next)
		table.Next = rotationPages + "?" + query.Encode()
		query.Del("after")
	}
	view := pages.OverviewView{
		Links: rotationLinks(v, query.Encode()), Filter: filter, Sections: []pages.SectionPart{
			{Title: p.T(figured), Facts: figureFacts(p, figures.Body)}, {Title: p.T(pages.RotationsAll), Table: &table},
		},
	}
	recon, err := s.reconSection(v)
	if err != nil {
		return err
	}
	view.Sections = append(view.Sections, recon)
	return s.show(v, pages.Overview(p.Titled(pages.RotationsTitle), view))
}

func rotationLinks(v *visit, query string) []pages.LinkView {
	p := v.page
	links := []pages.LinkView{
		{Text: p.T(pages.RotPlansTitle), Href: rotationPages + "/plans"},
		{Text: p.T(pages.RotLookAhead), Href: rotationPages + "/lookahead"},
		{Text: p.T(pages.RotSheet), Href: rotationPages + "/rotations.xlsx?" + strings.TrimPrefix(query+"&lang="+string(p.Lang), "&")},
		{Text: p.T(pages.RotCSV), Href: strings.TrimSuffix(rotationPages+"/rotations.csv?"+query, "?")},
	}
	if access.May(v.actor, access.OpenRotation, access.Subject{}) == nil {
		links = append(links, pages.LinkView{Text: p.T(pages.RotOpen), Href: rotationPages + "/rotations/new"})
	}
	return append(links, toMassActs(v, rotation.KindRotation)...)
}

// day writes a day of the record; "" for none.
func day(p pages.Page, text string) string {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return ""
	}
	return p.Day(at)
}

func rotationTable(p pages.Page, rows []postgres.RotationView) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.RotationsAll), Empty: p.T(pages.RotationsNone), Why: p.T(pages.RotationsWhy),
		Begin:   pages.LinkView{Text: p.T(pages.RotPlansTitle), Href: rotationPages + "/plans"},
		Columns: p.Columns(pages.ColPerson, pages.ColOldPost, pages.ColNewPost, pages.ColNumber, pages.ColPeriod, pages.ColGrades, pages.ColPlacement),
	}
	for _, r := range rows {
		period := pages.Cell{Text: p.T(pages.NotHandedOver)}
		if r.Started != "" {
			period = pages.Cell{Text: p.T(pages.PeriodFrom, day(p, r.Started)), Notes: note(p.T(pages.PeriodTo, day(p, r.Ends)))}
		}
		if r.Revoked {
			period = pages.Cell{Text: p.T(pages.StateRevoked)}
		}
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: r.OfficialName, Href: rotationAddress(r.Code), Notes: note(day(p, r.Born))}, {Text: r.FromName},
			{Text: r.ToName, Notes: newPostNotes(p, r)}, {Text: r.Decision, Notes: note(p.T(pages.DecidedOn, day(p, r.Decided)))}, period,
			gradesCell(p, r), placementCell(p, r),
		})
	}
	return t
}

// newPostNotes say where the new post is, which way the rotation goes, and for which list it was planned.
func newPostNotes(p pages.Page, r postgres.RotationView) []pages.Note {
	notes := note(strings.TrimPrefix(r.PlaceName+", "+p.T(wayTexts[r.Direction]), ", "))
	if r.PlannedFor != "" {
		notes = append(notes, pages.Note{Text: r.PlannedFor})
	}
	return notes
}

// gradesCell has the results before and after, and how often the rotation was reviewed.
func gradesCell(p pages.Page, r postgres.RotationView) (c pages.Cell) {
	if r.Reviews > 0 {
		c.Notes = note(p.T(pages.ReviewedTimes, r.Reviews))
	}
	if r.GradeBefore != "" {
		c.Notes = append(c.Notes, pages.Note{Text: p.T(pages.GradeBefore, p.GradeName(evaluation.Grade(r.GradeBefore)))})
	}
	if r.GradeAfter != "" {
		c.Notes = append(c.Notes, pages.Note{Text: p.T(pages.GradeAfter, p.GradeName(evaluation.Grade(r.GradeAfter)))})
	}
	return c
}

func placementCell(p pages.Page, r postgres.RotationView) pages.Cell {
	c := pages.Cell{Text: p.T(placedTexts[r.Placement])}
	if r.PlacedName != "" && r.PlacedPost != r.To {
		c.Text += ": " + r.PlacedName
	}
	if r.Placed != "" {
		c.Notes = note(day(p, r.Placed))
	}
	switch waited := r.DaysToPlacement; {
	case waited == nil:
	case *waited > 0:
		c.Notes = append(c.Notes, pages.Note{Text: p.T(pages.WaitedDays, *waited)})
	default:
		c.Notes = append(c.Notes, pages.Note{Text: p.T(pages.WaitedNone)})
	}
	return c
}

// figureFacts say what the list adds up to.
func figureFacts(p pages.Page, f rotation.Figures) []pages.Fact {
	var ways, grades []string
	for _, d := range f.Directions {
		ways = append(ways, p.T(pages.FigWay, p.T(wayTexts[d.Direction]), d.Count))
	}
	grades = append(grades, p.T(pages.FigBetter, f.Better, f.Same, f.Worse))
	for _, g := range f.Grades {
		grades = append(grades, p.T(pages.FigGrade, p.GradeName(g.Grade), g.Before, g.After))
	}
	facts := []pages.Fact{
		{Term: p.T(pages.FigCount), Text: strconv.Itoa(f.Rotations)}, {Term: p.T(pages.FigWays), Text: strings.Join(ways, ", ")},
		{Term: p.T(pages.FigPlaced), Text: strconv.Itoa(f.Placed)},
	}
	if f.Waits > 0 {
		average := p.Tenths(f.WaitedDays * 10 / f.Waits)
		facts = append(facts, pages.Fact{Term: p.T(pages.FigWait), Text: p.T(pages.FigWaitSay, average, f.LongestDay, f.Waits)})
	}
	return append(facts, pages.Fact{Term: p.T(pages.FigGrades), Text: strings.Join(grades, "; ")})
}

var gapTexts = map[rotation.Why]pages.Text{
	rotation.NoProcess: pages.GapNoProcess, rotation.ProcessEnded: pages.GapEnded, rotation.NotRunning: pages.GapNotRun,
}

// reconSection is the last look whether each rotation has its process.
func (s *server) reconSection(v *visit) (pages.SectionPart, error) {
	p := v.page
	look, err := call[body[rotation.Reconciliation]](v.r.Context(), s, v.actor, access.ReadReconciliation, &none{})
	if err != nil {
		return pages.SectionPart{}, err
	}
	section := pages.SectionPart{Title: p.T(pages.ReconTitle), Text: p.T(pages.ReconNever)}
	if !look.Body.At.IsZero() {
		section.Text = p.T(pages.ReconSays, p.Moment(look.Body.At), look.Body.Rotations, len(look.Body.Gaps))
	}
	for _, g := range look.Body.Gaps {
		card := pages.CardView{Title: g.Rotation, Href: rotationAddress(g.Rotation), Under: p.T(gapTexts[g.Why]), Bad: true}
		if g.Why == rotation.NoProcess && access.May(v.actor, access.AdoptRotation, access.Subject{}) == nil {
			card.Links = []pages.LinkView{{Text: p.T(pages.RotAdopt), Href: rotationAddress(g.Rotation) + "/process"}}
		}
		section.Cards = append(section.Cards, card)
	}
	if access.May(v.actor, access.Reconcile, access.Subject{}) == nil {
		section.Post = &pages.ButtonView{Action: rotationPages + "/reconciliation", Text: p.T(pages.ReconNow)}
	}
	return section, nil
}

var eventTexts = map[rotation.EventKind]pages.Text{
	rotation.ReachesTerms: pages.KindTerms, rotation.LocalHead: pages.KindLocal, rotation.RotationEnds: pages.KindRotEnd,
	rotation.Retires: pages.KindRetire, rotation.Chain: pages.KindChain,
}

// lookAheadPage shows who comes to the end of their time in a post, and what falls vacant by it.
func (s *server) lookAheadPage(v *visit) error {
	p := v.page
	ahead, err := call[body[lookAheadView]](v.r.Context(), s, v.actor, access.LookAhead, &lookAheadInput{Months: 36})
	if err != nil {
		return err
	}
	var codes []planning.Entry
	for _, e := range ahead.Body.Events {
		codes = append(codes, planning.Entry{Official: e.Official, Position: e.Post})
		for _, link := range e.Chain {
			codes = append(codes, planning.Entry{Official: link.Official, Position: link.Post})
		}
	}
	names, err := s.Store.PlanNames(v.r.Context(), codes)
	if err != nil {
		return err
	}
	people, posts := names.Officials, names.Positions
	t := pages.Table{
		Caption: p.T(pages.AheadAll), Empty: p.T(pages.AheadNone),
		Columns: p.Columns(pages.ColPerson, pages.ColDate, pages.ColNeed, pages.ColReason, pages.AheadChain),
	}
	for _, e := range ahead.Body.Events {
		on := pages.Cell{Text: day(p, e.Day)}
		if e.Overdue {
			on.Notes = []pages.Note{{Text: p.T(pages.AheadOverdue), Bad: true}}
		}
		post := pages.Cell{Text: posts[e.Post]}
		if e.Vacates {
			post.Notes = note(p.T(pages.AheadVacates))
		}
		var chain pages.Cell
		for _, link := range e.Chain {
			chain.Notes = append(chain.Notes, pages.Note{Text: p.T(pages.PairLine, people[link.Official], posts[link.Post])})
		}
		why := pages.Cell{Text: p.T(eventTexts[e.Kind])}
		if e.Rotation != "" {
			why.Href = rotationAddress(e.Rotation)
		}
		t.Rows = append(t.Rows, []pages.Cell{{Text: people[e.Official]}, on, post, why, chain})
	}
	skip, _ := strconv.Atoi(v.r.URL.Query().Get("skip")) // anything else begins at the front
	skip = min(max(skip, 0), len(t.Rows))
	if end := skip + candidatePage; end < len(t.Rows) {
		t.Next, t.Rows = fmt.Sprintf("%s/lookahead?skip=%d", rotationPages, end), slices.Clone(t.Rows[:end])
	}
	t.Rows = t.Rows[skip:]
	return s.show(v, pages.Overview(p.Titled(pages.AheadTitle), pages.OverviewView{
		Facts: []pages.Fact{
			{Term: p.T(pages.ScreeningPolicy), Text: s.policyTitle(v, ahead.Body.Policy)},
			{Term: p.T(pages.RotPlanDay), Text: day(p, ahead.Body.From)},
		},
		Links:    []pages.LinkView{{Text: p.T(pages.ToRotations), Href: rotationPages}},
		Sections: []pages.SectionPart{{Table: &t}},
	}))
}
