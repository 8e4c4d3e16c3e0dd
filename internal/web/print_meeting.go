package web

import (
	"context"
	"slices"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/paper"
	"canbo/internal/postgres"
)

// The kinds of minutes, as the record has them.
const (
	minutesOfConference = "conference"
	minutesOfCount      = "count"
)

type (
	unitSheetInput struct {
		UnitPath
		InLanguage
	}
	bodySheetInput struct {
		BodyPath
		InLanguage
	}
)

// registerMeetingPrints adds what is printed for conferences and sittings.
func (s *server) registerMeetingPrints() {
	printVote[unitInput, unitSheetInput](s, unitPath, "units", access.ReadUnitBallot, access.ReadUnitTallies)
	printVote[bodyInput, bodySheetInput](s, bodyPath, "bodies", access.ReadBodyBallot, access.ReadBodyTallies)
	addPDF(s, printing[unitInput]{
		act: access.ReadUnitMinutes, path: unitPath + "/minutes.pdf", tag: "units", summary: "The adopted minutes of a conference, to be signed",
		subject: at[unitInput](s),
	}, func(ctx context.Context, _ access.Actor, in *unitInput) (document, error) {
		return s.minutesPaper(ctx, in.UnitPath)
	})
}

// printVote adds the papers of a ballot, which are the same in a conference and in a sitting.
func printVote[I, S any, P placed[I], Q interface {
	placed[S]
	language() paper.Language
}](s *server, path, tag string, read, tallies access.Act) {
	addPDF(s, printing[I]{
		act: read, path: path + "/ballot.pdf", tag: tag, summary: "Blank papers for a ballot that is held on paper", subject: at[I, P](s),
	}, func(ctx context.Context, _ access.Actor, in *I) (document, error) {
		return s.ballotSheet(ctx, P(in).place())
	})
	addPDF(s, printing[I]{
		act: tallies, path: path + "/count-record.pdf", tag: tag, summary: "The record of the count, to be signed", subject: at[I, P](s),
	}, func(ctx context.Context, _ access.Actor, in *I) (document, error) {
		return s.countRecord(ctx, P(in).place())
	})
	addXLSX[S, Q](s, printing[S]{
		act: tallies, path: path + "/tallies.xlsx", tag: tag, summary: "The count of the current round as a worksheet", subject: at[S, Q](s),
	}, func(ctx context.Context, _ access.Actor, in *S) (workbook, error) {
		return s.tallySheet(ctx, Q(in).place())
	})
}

// gathering is what every paper of a conference or sitting says.
type gathering struct {
	cycleOnPaper
	office         paper.Office
	name           string // as a sentence names it
	chair          string
	members, cases []string
	people         map[string]postgres.PersonInCycle
}

// gathering reads them, with the names of whoever else is spoken of.
func (s *server) gathering(ctx context.Context, at place, besides ...string) (g gathering, err error) {
	if g.cycleOnPaper, err = s.cycleOnPaper(ctx, at.cycle); err != nil {
		return g, err
	}
	var office postgres.Office
	if at.unit != "" {
		review, err := s.Store.UnitReview(ctx, at.cycle, at.unit)
		if err != nil {
			return g, err
		}
		if office, err = s.Store.OfficeOfUnit(ctx, at.unit); err != nil {
			return g, err
		}
		g.chair, g.members, g.cases, g.name = review.Chair, review.Members, review.Subjects, "Hội nghị kiểm điểm, đánh giá của "+office.Name
	} else {
		sitting, err := s.Store.BodyDecision(ctx, at.cycle, at.body)
		if err != nil {
			return g, err
		}
		if office, err = s.Store.OfficeOfBody(ctx, at.body); err != nil {
			return g, err
		}
		g.chair, g.members, g.name = sitting.Chair, sitting.Members, "Hội nghị "+office.Name
		for _, c := range sitting.Cases {
			g.cases = append(g.cases, c.Official)
		}
	}
	g.office = officeOf(office)
	g.people, err = s.Store.PeopleInCycle(ctx, at.cycle, slices.Concat(g.members, g.cases, besides, []string{g.chair}))
	return g, err
}

func (g gathering) names(codes []string) []string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = g.people[code].Name
	}
	return names
}

func (s *server) ballotSheet(ctx context.Context, at place) (document, error) {
	view, err := s.Store.CurrentBallot(ctx, at.process, evaluation.StepBallot)
	if err != nil {
		return document{}, err
	}
	if !view.OnPaper {
		return document{}, fault.New(fault.Conflict, "ballot_not_on_paper", "This ballot is held here, so papers would not be counted; have it held on paper first.")
	}
	spec, err := s.Store.BallotSpec(ctx, view.Ballot)
	if err != nil {
		return document{}, err
	}
	g, err := s.gathering(ctx, at, view.Subjects...)
	if err != nil {
		return document{}, err
	}
	rows, err := all(func(p postgres.Page) (postgres.List[postgres.OfficialRow], error) {
		return s.Store.Officials(ctx, at.cycle, at.unit, at.body, p)
	})
	if err != nil {
		return document{}, err
	}
	sheet := paper.BallotSheet{
		Office: g.office, Period: g.period, Meeting: g.name, Opened: g.OpenedAt, WithGrade: at.body != "",
	}
	for _, choice := range view.Choices {
		sheet.Boxes = append(sheet.Boxes, g.label(choice))
	}
	for _, subject := range view.Subjects {
		voted := paper.Voted{Name: g.people[subject].Name, Post: g.people[subject].Post}
		if i := slices.IndexFunc(rows, func(r postgres.OfficialRow) bool { return r.Official == subject }); i >= 0 {
			voted.Self, voted.Proposed = g.label(rows[i].SelfGrade), g.label(rows[i].ProposedGrade)
		}
		if everybodyVotesOn(spec, subject) {
			sheet.Listed = append(sheet.Listed, voted)
		} else {
			sheet.Apart = append(sheet.Apart, voted)
		}
	}
	return document{"Phiếu đề nghị xếp loại - " + g.office.Name + " - " + g.period, sheet.Document()}, nil
}

// everybodyVotesOn reports whether every voter gets a paper on a subject.
func everybodyVotesOn(spec ballot.Spec, subject string) bool {
	return !slices.ContainsFunc(spec.Roll, func(voter string) bool { return !slices.Contains(spec.SubjectsFor(voter), subject) })
}

func (s *server) countRecord(ctx context.Context, at place) (document, error) {
	g, c, err := s.counted(ctx, at)
	if err != nil {
		return document{}, err
	}
	election, err := s.Store.Election(ctx, at.process)
	if err != nil {
		return document{}, err
	}
	record := paper.CountRecord{
		Office: g.office, Period: g.period, Meeting: g.name, Count: c, Names: map[string]string{}, Choices: map[string]evaluation.Label{},
		Chair: g.people[g.chair].Name, Tellers: g.names(election.Tellers), Recorded: election.At,
	}
	for code, p := range g.people {
		record.Names[code] = p.Name
	}
	for grade, label := range g.labels {
		record.Choices[string(grade)] = label
	}
	confirmation, err := s.confirmation(ctx, at.process, election)
	if err != nil {
		return document{}, err
	}
	if confirmation != nil {
		record.Confirmed, record.ConfirmedAt, record.Recorded = confirmation.Text, confirmation.FiledAt, confirmation.FiledAt
	}
	return document{"Biên bản kiểm phiếu - " + g.office.Name + " - " + g.period, record.Document()}, nil
}

// confirmation is what the second teller wrote about the count since an election; nil while there is nothing.
func (s *server) confirmation(ctx context.Context, process string, election postgres.Election) (*postgres.MinutesView, error) {
	minutes, err := s.Store.Minutes(ctx, process)
	if err != nil {
		return nil, err
	}
	for _, m := range slices.Backward(minutes) {
		if m.Kind == minutesOfCount && !m.FiledAt.Before(election.At) {
			return &m, nil
		}
	}
	return nil, nil
}

func (s *server) counted(ctx context.Context, at place) (g gathering, c ballot.Count, err error) {
	view, err := s.Store.CurrentBallot(ctx, at.process, evaluation.StepBallot)
	if err != nil {
		return g, c, err
	}
	if c, err = s.Store.BallotCount(ctx, view.Ballot); err != nil {
		return g, c, err
	}
	g, err = s.gathering(ctx, at, view.Subjects...)
	return g, c, err
}

func (s *server) tallySheet(ctx context.Context, at place) (workbook, error) {
	g, c, err := s.counted(ctx, at)
	if err != nil {
		return workbook{}, err
	}
	t := paper.Table{Title: evaluation.Label{VI: "Kết quả kiểm phiếu", EN: "Count"}, Columns: []paper.Column{
		column("Mã", "Code", paper.Text, 16), column("Họ và tên", "Name", paper.Text, 28), column("Triệu tập", "Convened", paper.Number, 10),
		column("Có mặt", "Present", paper.Number, 10), column("Phát ra", "Issued", paper.Number, 10), column("Thu về", "Collected", paper.Number, 10),
		column("Hợp lệ", "Valid", paper.Number, 10), column("Không hợp lệ", "Invalid", paper.Number, 10),
	}}
	for i, subject := range c.Subjects {
		row := []any{
			subject.Subject, g.people[subject.Subject].Name, subject.Convened, subject.Present, subject.Issued, subject.Collected, subject.Valid, subject.Invalid,
		}
		for _, box := range subject.Boxes {
			if label, known := g.labels[evaluation.Grade(box.Choice)]; i == 0 && known {
				t.Columns = append(t.Columns, paper.Column{Head: label, Kind: paper.Number, Width: 14})
			}
			row = append(row, box.Votes)
		}
		t.Rows = append(t.Rows, row)
	}
	return workbook{"Kết quả kiểm phiếu - " + g.office.Name + " - " + g.period, []paper.Table{t}}, nil
}

func (s *server) minutesPaper(ctx context.Context, in UnitPath) (document, error) {
	at := in.place()
	minutes, err := s.Store.Minutes(ctx, at.process)
	if err != nil {
		return document{}, err
	}
	var adopted *postgres.MinutesView // the last: a reopened step has its minutes adopted again
	for _, m := range minutes {
		if m.Kind == minutesOfConference {
			adopted = &m
		}
	}
	if adopted == nil {
		return document{}, fault.New(fault.NotFound, "minutes_not_found", "The minutes of this conference have not been adopted yet.")
	}
	g, err := s.gathering(ctx, at, adopted.Author)
	if err != nil {
		return document{}, err
	}
	paperMinutes := paper.Minutes{
		Office: g.office, Period: g.period, Meeting: g.name, Chair: g.people[adopted.Author].Name, Members: g.names(g.members), Reviewed: g.names(g.cases),
		Text: adopted.Text, Adopted: adopted.FiledAt, Entered: enteredFor(adopted.OnBehalf),
	}
	return document{"Biên bản hội nghị - " + g.office.Name + " - " + g.period, paperMinutes.Document()}, nil
}

func column(vi, en string, kind paper.Kind, width int) paper.Column {
	return paper.Column{Head: evaluation.Label{VI: vi, EN: en}, Kind: kind, Width: width}
}
