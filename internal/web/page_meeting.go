package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/web/pages"
)

var stepTexts = map[string]pages.Text{
	evaluation.StepSelfReview: pages.StepNameSelfReview, evaluation.StepComments: pages.StepNameComments,
	evaluation.StepBallot: pages.StepNameBallot, evaluation.StepProposal: pages.StepNameProposal,
	evaluation.StepAppraisal: pages.StepNameAppraisal, evaluation.StepDecision: pages.StepNameDecision,
	evaluation.StepAnnouncement: pages.StepNameAnnouncement, evaluation.StepPetitionWindow: pages.StepNamePetitionWindow,
	evaluation.StepPetitions: pages.StepNamePetitions, evaluation.StepUnitReviews: pages.StepNameUnitReviews,
	evaluation.StepClosing: pages.StepNameClosing, evaluation.StepAnswer: pages.StepNameAnswer,
}

var statusTexts = map[string]pages.Text{
	"pending": pages.StatusPending, "open": pages.StatusOpen, "closed": pages.StatusClosed, "held": pages.StatusHeld,
	"skipped": pages.StatusSkipped,
}

func (s *server) meetingPages(r chi.Router) {
	r.Get(appPath+"/meetings", s.signedIn(s.meetings))
	r.Get(appPath+unitPath, s.signedIn(s.unitBoard))
}

// meetings lists the conferences and sittings in which the reader has a seat.
func (s *server) meetings(v *visit) error {
	if v.actor.Role != access.Official {
		return newFailure(http.StatusForbidden, "not_yours")
	}
	all, err := s.Store.MeetingsOf(v.r.Context(), v.actor.ID)
	if err != nil {
		return err
	}
	view := pages.MeetingsView{Meetings: make([]pages.MeetingView, len(all))}
	for i, m := range all {
		line := pages.MeetingView{
			Name: m.Name, Kind: pages.MeetingUnit, Cycle: v.page.L(evaluation.CycleLabel(m.Period)), Due: m.Due,
			Over: m.ConcludedAt != nil, Href: appPath + "/cycles/" + m.Cycle + "/units/" + m.Code,
		}
		if m.Kind == evaluation.KindBodyDecision {
			line.Kind, line.Href = pages.MeetingBody, appPath+"/cycles/"+m.Cycle+"/bodies/"+m.Code
		}
		if m.Step != "" {
			line.Step = v.page.T(stepText(m.Step))
		}
		view.Meetings[i] = line
	}
	return s.show(v, pages.Meetings(v.page.Titled(pages.NavMeetings), view))
}

func stepText(name string) pages.Text { return cmp.Or(stepTexts[name], pages.Text(name+"|"+name)) }

func stepLines(steps []postgres.StepView) []pages.StepLine {
	lines := make([]pages.StepLine, len(steps))
	for i, step := range steps {
		lines[i] = pages.StepLine{
			Name: stepText(step.Name), Status: cmp.Or(statusTexts[step.Status], pages.StatusPending), Open: step.Status == "open",
			Due: step.Due, Done: step.TasksDone, Tasks: step.Tasks,
		}
	}
	return lines
}

// unitBoard shows where the conference of a unit is, and who has done what.
func (s *server) unitBoard(v *visit) error {
	ctx, at := v.r.Context(), unitAt(v)
	board, err := call[body[unitView]](ctx, s, v.actor, access.ReadUnit, &unitInput{at})
	if err != nil {
		return err
	}
	view := pages.UnitBoardView{Steps: stepLines(board.Body.Steps)}
	if view.Unit, err = s.placeName(ctx, at.Unit); err != nil {
		return err
	}
	if view.People, err = s.unitPeople(v, board.Body); err != nil {
		return err
	}
	base := appPath + "/cycles/" + at.Cycle + "/units/" + at.Unit
	if stepOf(board.Body.Steps, evaluation.StepComments).Status == "open" {
		view.Links = append(view.Links, pages.LinkView{Text: v.page.T(pages.LinkComments), Href: base + "/comments"})
	}
	_, counted := call[body[count]](ctx, s, v.actor, access.ReadUnitTallies, &unitInput{at})
	if counted == nil {
		view.Links = append(view.Links, pages.LinkView{Text: v.page.T(pages.LinkTallies), Href: base + "/tallies"})
	}
	view.Links = append(view.Links, withdrawals(v, board.Body.Meeting)...)
	if view.Minutes, err = minutesOf(v, s, access.ReadUnitMinutes, &unitInput{at}); err != nil {
		return err
	}
	if slices.ContainsFunc(view.Minutes, func(m pages.MinuteView) bool { return m.Kind == pages.MinutesConference }) {
		view.Papers = append(view.Papers, pages.LinkView{Text: v.page.T(pages.PrintMinutes), Href: base + "/minutes.pdf"})
	}
	view.Papers = append(view.Papers, votePapers(v.page, base, onPaper(v, s, access.ReadUnitBallot, &unitInput{at}), counted == nil)...)
	page := v.page
	page.Title = view.Unit
	return s.show(v, pages.UnitBoard(page, view))
}

func (s *server) unitPeople(v *visit, board unitView) ([]pages.BoardPerson, error) {
	ctx := v.r.Context()
	list, err := call[body[postgres.List[postgres.OfficialRow]]](ctx, s, v.actor, access.ListOfficials, &officialsInput{
		CyclePath: CyclePath{Cycle: board.Cycle}, Unit: board.Code, Paged: Paged{Limit: postgres.MaxPage},
	})
	if forbidden(err) {
		return nil, nil // from a body above: the board shows how far the conference is, not what it says
	}
	if err != nil {
		return nil, err
	}
	labels, err := s.gradeNames(v, board.Cycle)
	if err != nil {
		return nil, err
	}
	overdue := func(step postgres.StepView) bool { return step.Due != nil && v.page.Late(*step.Due) }
	late, comments := overdue(stepOf(board.Steps, evaluation.StepSelfReview)), stepOf(board.Steps, evaluation.StepComments)
	counts := map[string]postgres.CommentCount{}
	for _, c := range board.Comments {
		counts[c.Official] = c
	}
	people := make([]pages.BoardPerson, len(list.Body.Items))
	for i, o := range list.Body.Items {
		people[i] = pages.BoardPerson{
			Name: o.Name, Head: o.Head, Self: labels[o.SelfGrade], Late: late, Proposed: labels[o.ProposedGrade],
			Comments: counts[o.Official].Comments, LateComments: counts[o.Official].Late,
			CommentsDue: comments.Status == string(procedure.Running) && overdue(comments),
			Href:        appPath + "/cycles/" + board.Cycle + "/officials/" + o.Official,
		}
	}
	return people, nil
}

// minutesOf reads the minutes of a meeting; somebody who may not read them sees none.
func minutesOf[I any](v *visit, s *server, act access.Act, in *I) ([]pages.MinuteView, error) {
	list, err := call[body[items[postgres.MinutesView]]](v.r.Context(), s, v.actor, act, in)
	if forbidden(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(list.Body.Items))
	for i, m := range list.Body.Items {
		codes[i] = m.Author
	}
	names, err := s.Store.OfficialNames(v.r.Context(), codes)
	minutes := make([]pages.MinuteView, len(codes))
	for i, m := range list.Body.Items {
		minutes[i] = pages.MinuteView{Kind: pages.MinutesConference, By: cmp.Or(names[m.Author], m.Author), At: m.FiledAt, Text: m.Text}
		if m.Kind == "count" {
			minutes[i].Kind = pages.MinutesCount
		}
	}
	return minutes, err
}

// onPaper reports whether a meeting holds its ballot on paper; somebody who may not see the ballot is told no.
func onPaper[I any](v *visit, s *server, read access.Act, in *I) bool {
	ballot, err := call[body[postgres.BallotView]](v.r.Context(), s, v.actor, read, in)
	return err == nil && ballot.Body.OnPaper
}

// votePapers are what is printed of a ballot: papers of one that is held on paper, and the count.
func votePapers(p pages.Page, base string, onPaper, counted bool) (papers []pages.LinkView) {
	if onPaper {
		papers = append(papers, pages.LinkView{Text: p.T(pages.PrintBallot), Href: base + "/ballot.pdf"})
	}
	if counted {
		papers = append(papers, countPapers(p, base)...)
	}
	return papers
}

// withdrawable are the steps in which a filing can be taken back, while they are open.
var withdrawable = map[string]string{
	evaluation.ActSelfReview: evaluation.StepSelfReview, evaluation.ActComment: evaluation.StepComments, evaluation.ActPropose: evaluation.StepProposal,
}

// withdrawals lead to where the reader takes back what they filed.
func withdrawals(v *visit, m Meeting) []pages.LinkView {
	var links []pages.LinkView
	for _, a := range m.OwnActs {
		step, ok := withdrawable[a.Kind]
		if !ok || a.WithdrawnAt != nil || stepOf(m.Steps, step).Status != string(procedure.Running) {
			continue
		}
		links = append(links, pages.LinkView{
			Text: v.page.T(pages.WithdrawLink, v.page.L(evaluation.ActLabel(a.Kind))), Href: appPath + "/commands/" + a.Command + "/withdrawal",
		})
	}
	return links
}
