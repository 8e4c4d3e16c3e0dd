package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/rotation/assignment"
)

// planRow is one row of what an act puts on record about a plan.
type planRow struct {
	official, post, what, text, document string
	signer, title                        string
	date                                 *time.Time
}

// recordPlan writes the rows of an act.
func (a *applier) recordPlan(ctx context.Context, f filed, rows ...planRow) error {
	for i, r := range rows {
		err := a.q.InsertRotationPlanRecord(ctx, db.InsertRotationPlanRecordParams{
			Process: a.process, Version: f.version, Item: int32(i), Act: f.Kind, Official: r.official, Post: r.post, What: r.what, Text: r.text,
			Document: r.document, DocumentDate: r.date, Signer: r.signer, SignerTitle: r.title, Author: f.Actor, FiledAt: f.ReceivedAt,
		})
		if err != nil {
			return fmt.Errorf("record %s of %s: %w", f.Kind, a.process, err)
		}
	}
	return nil
}

func recordRotationProposal(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[rotation.PlanProposalFiling](f)
	if err != nil {
		return err
	}
	var rows []planRow
	for _, n := range p.Needs {
		rows = append(rows, planRow{post: n.Post, text: n.Why})
	}
	for _, x := range p.People {
		rows = append(rows, planRow{official: x.Official, text: x.Why})
	}
	return a.recordPlan(ctx, f, rows...)
}

func recordAssignmentChange(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[rotation.AssignmentChangeFiling](f)
	if err != nil {
		return err
	}
	return a.recordPlan(ctx, f, planRow{official: p.Official, post: p.Post, what: p.Action, text: p.Reason, document: p.Basis})
}

func recordNeedChange(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[rotation.NeedChangeFiling](f)
	if err != nil {
		return err
	}
	return a.recordPlan(ctx, f, planRow{post: p.Post, what: p.Action, text: p.Reason, document: p.Basis})
}

func recordPapers(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[rotation.PapersFiling](f)
	if err != nil {
		return err
	}
	return a.recordPlan(ctx, f, planRow{official: p.Official, what: strings.Join(p.Items, " "), text: p.Note})
}

func recordConsultation(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[rotation.ConsultedFiling](f)
	if err != nil {
		return err
	}
	rows := make([]planRow, len(p.Answers))
	for i, x := range p.Answers {
		answer := " refuses"
		if x.Agrees {
			answer = " agrees"
		}
		rows[i] = planRow{official: x.Official, post: x.Post, what: string(x.Side) + answer, text: x.Text}
	}
	return a.recordPlan(ctx, f, rows...)
}

func recordRotationDecisions(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[rotation.PlanDecisionFiling](f)
	if err != nil {
		return err
	}
	body, err := a.q.RotationPlanBody(ctx, a.process)
	if err != nil {
		return fmt.Errorf("read who decides on %s: %w", a.process, err)
	}
	rows := make([]planRow, len(p.Decisions))
	for i, x := range p.Decisions {
		signer, err := Signer{Name: x.Signer, Title: x.SignerTitle}.or(ctx, a.q, body, x.DocumentDate.Midnight())
		if err != nil {
			return err
		}
		rows[i] = planRow{
			official: x.Official, what: x.Ground, text: x.Purpose, document: x.Document, date: new(x.DocumentDate.Midnight()),
			signer: signer.Name, title: signer.Title,
		}
	}
	return a.recordPlan(ctx, f, rows...)
}

// assigned stores the assignment that was computed for the effect.
func (a *applier) assigned(ctx context.Context, p procedure.Prepared) error {
	asked, err := argsOf[rotation.AssignmentAsked](p.Effect)
	if err != nil {
		return err
	}
	file, ok := p.Computed.(assignment.File)
	if !ok {
		return fmt.Errorf("the assignment of %s was not computed", a.process)
	}
	text, err := json.Marshal(file)
	if err != nil {
		return err
	}
	return a.q.InsertRotationPlanFile(ctx, db.InsertRotationPlanFileParams{
		Process: a.process, Seq: p.Effect.Seq, Revision: int32(asked.Revision), Sha256: file.SHA256, File: text, MadeAt: a.now,
	})
}

// startRotations opens the rotations that were decided. One that the record cannot take is named in the answer; its
// decision stays on record.
func (a *applier) startRotations(ctx context.Context, p procedure.Prepared) ([]procedure.Command, error) {
	start, err := argsOf[rotation.StartRotations](p.Effect)
	if err != nil {
		return nil, err
	}
	prepared, ok := p.Computed.([]*rotation.Rotation)
	if !ok {
		return nil, fmt.Errorf("the rotations of %s were not prepared", a.process)
	}
	rules, err := a.q.RotationPlanRules(ctx, a.process)
	if err != nil {
		return nil, notFound(err, "rotation plan", a.process)
	}
	papers, err := a.q.RotationPlanDecisions(ctx, a.process)
	if err != nil {
		return nil, fmt.Errorf("read the decisions of %s: %w", a.process, err)
	}
	decisions := make(map[string]db.RotationPlanDecisionsRow, len(papers))
	for _, d := range papers {
		decisions[d.Official] = d
	}
	var answer rotation.RotationsStarted
	for i, r := range prepared {
		code, err := a.q.RotationInTheWay(ctx, db.RotationInTheWayParams{Official: r.Official, Post: r.To})
		if err != nil {
			return nil, fmt.Errorf("look for rotations beside %s: %w", r.Code, err)
		}
		if code != "" {
			answer.Refused = append(answer.Refused, rotation.NotStarted{Official: r.Official, Code: code})
			continue
		}
		if err := a.startRotation(ctx, r, start, start.Rotations[i], rules.Sha256, decisions[r.Official]); err != nil {
			return nil, err
		}
	}
	args, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return []procedure.Command{{
		Key: fmt.Sprintf("%s#%d", a.process, p.Effect.Seq), Kind: rotation.CommandRotationsStarted, Actor: a.process,
		Role: procedure.System, ReceivedAt: a.now, Args: args,
	}}, nil
}

func (a *applier) startRotation(
	ctx context.Context, r *rotation.Rotation, start rotation.StartRotations, pair rotation.ToStart, policy string, d db.RotationPlanDecisionsRow,
) error {
	process := procedure.NewProcess{ID: r.ID, Kind: r.Kind, Subject: r.Code, Input: r}
	if err := insertProcess(ctx, a.q, process, a.now, &a.now); err != nil {
		return err
	}
	row := db.StartDecidedRotationParams{
		Code: r.Code, Official: r.Official, FromPost: r.From, ToPost: r.To, Body: start.Body, Decision: d.Document,
		Decided: pair.Decided.Midnight(), Months: int32(r.Months), Ground: d.What, Purpose: d.Text, Policy: &policy, Process: &r.ID,
		Signer: d.Signer, SignerTitle: d.SignerTitle,
	}
	if !start.Balloted.IsZero() {
		row.Balloted = new(start.Balloted.Midnight())
	}
	if err := a.q.StartDecidedRotation(ctx, row); err != nil {
		return fmt.Errorf("start rotation %s: %w", r.Code, err)
	}
	return nil
}
