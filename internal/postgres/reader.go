package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// CyclePolicy returns the text of the policy that a cycle is pinned to, and the name of its file, which policy.Parse
// wants to fit the id.
func (s *Store) CyclePolicy(ctx context.Context, cycle string) (name string, text []byte, err error) {
	row, err := s.q.CyclePolicy(ctx, cycle)
	if err != nil {
		return "", nil, notFound(err, "cycle", cycle)
	}
	return row.ID + ".yaml", []byte(row.Text), nil
}

// AppraisalCases returns everything that the rules look at for the officials whom a body decides, by official.
func (s *Store) AppraisalCases(ctx context.Context, cycle, body string) ([]evaluation.AppraisalCase, error) {
	of := db.AppraisalCasesParams{Cycle: cycle, Body: body}
	rows, err := s.q.AppraisalCases(ctx, of)
	if err != nil {
		return nil, fmt.Errorf("read cases of %s: %w", body, err)
	}
	tallies, err := s.unitTallies(ctx, cycle, body)
	if err != nil {
		return nil, err
	}
	cases, err := s.cases(ctx, of, rows)
	for i := range cases {
		cases[i].Ballot = tallies[cases[i].Facts.Official]
	}
	return cases, err
}

// CaseOf returns what the rules look at for one official, without the ballot, and whether facts on the official's own work
// are on record for the period; without them the case has zeros. Error: fault.NotFound for somebody who is not enrolled.
func (s *Store) CaseOf(ctx context.Context, cycle, official string) (c evaluation.AppraisalCase, recorded bool, err error) {
	of := db.AppraisalCasesParams{Cycle: cycle, Official: official}
	rows, err := s.q.AppraisalCases(ctx, of)
	if err != nil {
		return c, false, fmt.Errorf("read the case of %s: %w", official, err)
	}
	if len(rows) == 0 {
		return c, false, fault.New(fault.NotFound, "not_found", "%s is not evaluated in this cycle.", official)
	}
	cases, err := s.cases(ctx, of, rows)
	if err != nil {
		return c, false, err
	}
	return cases[0], rows[0].MonthsWorked != nil, nil
}

// cases makes cases of what was read on the officials themselves.
func (s *Store) cases(ctx context.Context, of db.AppraisalCasesParams, rows []db.AppraisalCasesRow) ([]evaluation.AppraisalCase, error) {
	disciplines, err := s.disciplines(ctx, of)
	if err != nil {
		return nil, err
	}
	quarters, err := s.quarters(ctx, of)
	if err != nil {
		return nil, err
	}
	cases := make([]evaluation.AppraisalCase, len(rows))
	for i, r := range rows {
		if cases[i], err = appraisalCase(r); err != nil {
			return nil, fmt.Errorf("case of %s: %w", r.Official, err)
		}
		cases[i].Facts.Discipline = evaluation.DisciplineOf(
			disciplines[r.Official], evaluation.Period{Year: int(r.Year), Quarter: int(r.Quarter)})
		cases[i].Quarters = quarters[r.Official]
	}
	return cases, nil
}

// disciplines returns the decisions on the officials of some cases up to the end of the cycle's year, by time.
func (s *Store) disciplines(ctx context.Context, of db.AppraisalCasesParams) (map[string][]evaluation.DisciplineRecord, error) {
	rows, err := s.q.DisciplineUntilYear(ctx, db.DisciplineUntilYearParams(of))
	if err != nil {
		return nil, fmt.Errorf("read discipline for %s%s: %w", of.Body, of.Official, err)
	}
	records := map[string][]evaluation.DisciplineRecord{}
	for _, r := range rows {
		records[r.Official] = append(records[r.Official], evaluation.DisciplineRecord{
			Discipline: evaluation.Discipline{Form: evaluation.Form(r.Form), DutyRelated: r.DutyRelated},
			Year:       int(r.Year), Quarter: int(r.Quarter), Violation: r.Violation, CountedIn: int(r.CountedIn),
		})
	}
	return records, nil
}

// unitTallies returns the count of each official in the ballot of their unit's conference.
func (s *Store) unitTallies(ctx context.Context, cycle, body string) (map[string]ballot.Tally, error) {
	rows, err := s.q.UnitTallies(ctx, db.UnitTalliesParams{Cycle: cycle, Body: body})
	if err != nil {
		return nil, fmt.Errorf("read tallies for %s: %w", body, err)
	}
	tallies := make(map[string]ballot.Tally, len(rows))
	for _, r := range rows {
		t := ballot.Tally{Subject: r.Subject, Heads: ballotHeads(r.Convened, r.Present, r.Issued),
			Collected: int(r.Collected), Valid: int(r.Valid), Invalid: int(r.Invalid)}
		for i, choice := range r.Choices {
			t.Boxes = append(t.Boxes, ballot.Box{Choice: choice, Votes: int(r.Votes[i])})
		}
		tallies[r.Subject] = t
	}
	return tallies, nil
}

func appraisalCase(r db.AppraisalCasesRow) (evaluation.AppraisalCase, error) {
	c := evaluation.AppraisalCase{
		Unit:     r.Unit,
		Self:     evaluation.Grade(r.SelfGrade),
		Proposed: evaluation.Grade(r.ProposedGrade),
		Proposer: r.Proposer,
		Facts: evaluation.Facts{
			Official: r.Official,
			Year:     int(r.Year),
			Quarter:  int(r.Quarter),
			Post:     evaluation.Post{TitleGroup: r.TitleGroup, Track: r.Track, Rank: int(r.Rank), IsHead: r.IsHead},
			Person: evaluation.Person{
				MonthsWorked: number(r.MonthsWorked), MaternityLeave: value(r.MaternityLeave),
				AbsenceMonths: number(r.AbsenceMonths), SickMonths: number(r.SickMonths),
				Exemplary: value(r.Exemplary), Initiative: value(r.Initiative),
				ConfidenceVote: r.LowConfidenceBp != nil, LowConfidenceBP: number(r.LowConfidenceBp),
			},
			Own: evaluation.Targets{
				Total: number(r.TargetsTotal), Done: number(r.TargetsDone),
				OnTime: number(r.TargetsOnTime), Exceeded: number(r.TargetsExceeded),
			},
			Unit: evaluation.UnitResult{
				Total: number(r.UnitTotal), Done: number(r.UnitDone), OnTime: number(r.UnitOnTime), Exceeded: number(r.UnitExceeded),
				SubunitsTotal: number(r.SubunitsTotal), SubunitsCompleted: number(r.SubunitsCompleted),
				SubunitsGood: number(r.SubunitsGood), MembersDisciplined: number(r.MembersDisciplined), Disunity: value(r.Disunity),
			},
		},
	}
	var filing evaluation.SelfReviewFiling
	if err := json.Unmarshal(r.SelfContent, &filing); err != nil {
		return c, fmt.Errorf("decode self-review: %w", err)
	}
	c.Facts.Criteria = evaluation.Levels{
		Political: filing.Levels[evaluation.Political], Ethics: filing.Levels[evaluation.Ethics],
		Style: filing.Levels[evaluation.Style], Organisation: filing.Levels[evaluation.Organisation],
		Results: filing.Levels[evaluation.Results],
	}
	if filing.Points != nil {
		c.Facts.Score = evaluation.Points{Given: true, GeneralTenths: filing.Points.GeneralTenths, ResultsTenths: filing.Points.ResultsTenths}
	}
	return c, nil
}

// PetitionCase returns the sitting that decided on an official as it was opened, and the result under petition.
func (s *Store) PetitionCase(ctx context.Context, cycle, official string) (*evaluation.BodyDecision, evaluation.Grade, error) {
	result, err := s.q.ResultOf(ctx, db.ResultOfParams{Cycle: cycle, Official: official})
	if err != nil {
		return nil, "", notFound(err, "result of", official)
	}
	raw, err := s.q.ProcessInput(ctx, evaluation.BodyDecisionID(cycle, result.Body))
	if err != nil {
		return nil, "", notFound(err, "sitting of", result.Body)
	}
	var sitting evaluation.BodyDecision
	if err := json.Unmarshal(raw, &sitting); err != nil {
		return nil, "", fmt.Errorf("decode sitting of %s: %w", result.Body, err)
	}
	return &sitting, evaluation.Grade(result.Grade), nil
}

// PendingBefore returns the commands to a process received before due that have no outcome yet, by time.
func (s *Store) PendingBefore(ctx context.Context, process string, due time.Time) ([]procedure.Command, error) {
	rows, err := s.q.PendingBefore(ctx, db.PendingBeforeParams{Process: process, Due: due})
	if err != nil {
		return nil, fmt.Errorf("read pending commands of %s: %w", process, err)
	}
	commands := make([]procedure.Command, len(rows))
	for i, r := range rows {
		commands[i] = procedure.Command{
			Key: r.Key, Kind: r.Kind, Actor: r.Actor, Role: procedure.Role(r.Role), OnBehalfOf: r.OnBehalfOf,
			ReceivedAt: r.ReceivedAt, Args: r.Args,
		}
	}
	return commands, nil
}

// Results returns every official of a cycle with the grade decided, by official.
func (s *Store) Results(ctx context.Context, cycle string) ([]evaluation.Graded, int64, error) {
	decisions, err := s.q.CountDecisions(ctx, cycle)
	if err != nil {
		return nil, 0, fmt.Errorf("count decisions of cycle %s: %w", cycle, err)
	}
	rows, err := s.q.CycleResults(ctx, cycle)
	if err != nil {
		return nil, 0, fmt.Errorf("read results of cycle %s: %w", cycle, err)
	}
	extended, err := s.q.CapExtensions(ctx, cycle)
	if err != nil {
		return nil, 0, fmt.Errorf("read extended caps of cycle %s: %w", cycle, err)
	}
	out := make([]evaluation.Graded, len(rows))
	for i, r := range rows {
		out[i] = evaluation.Graded{
			Member: evaluation.Member{
				Official: r.Official, Unit: r.Unit, Group: r.TitleGroup, Head: r.IsHead, Grade: evaluation.Grade(r.Grade),
			},
			Body: r.Body, Level: int(r.Level), Extended: slices.Contains(extended, r.Body),
		}
	}
	return out, decisions, nil
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func number(p *int32) int { return int(value(p)) }
