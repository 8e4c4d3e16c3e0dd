package postgres

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// filed is an accepted command together with everything that was handed in with it.
type filed struct {
	procedure.Command      // as an act of its author
	byOther           bool // an administrator filed it for the author
	version           int64
	payload           []byte
	cycle             string
	process           string // its kind
	subject           string // of the process: unit, body, official or planning list
}

// projections write the record of an accepted act, by its kind. Acts without a record of their own are in `act` only.
var projections = map[string]func(context.Context, *applier, filed) error{
	evaluation.ActSelfReview:      recordSelfReview,
	evaluation.ActNamePoints:      recordPoints,
	evaluation.ActComment:         recordComment,
	evaluation.ActOutsideComment:  recordComment,
	evaluation.ActAdoptMinutes:    recordMinutes("conference"),
	procedure.CommandConfirmCount: recordMinutes("count"),
	procedure.CommandCancel:       recordCancellation,
	procedure.CommandEnterCount:   recordPaperEntry,
	evaluation.ActRelate:          recordRelation,

	procedure.CommandRecordExternal: recordExternal,
	evaluation.ActCorrect:           recordCorrection,
	evaluation.ActPropose:           recordProposals,
	evaluation.ActRateUnits:         recordUnitGrades,
	evaluation.ActDecide:            recordDecisions,
	evaluation.ActAcknowledge:       recordAcknowledgement,
	evaluation.ActPetition:          recordPetition,
	evaluation.ActAnswerPetition:    recordAnswer,
	procedure.CommandWithdraw:       recordWithdrawal,

	rotation.ActAnnounce:            recordRotation,
	rotation.ActRelease:             recordRotation,
	rotation.ActReceive:             recordRotation,
	rotation.ActConfirmEntitlements: recordRotation,
	rotation.ActAssess:              recordRotation,
	rotation.ActAssessForBody:       recordRotation,
	rotation.ActReviewSelf:          recordRotation,
	rotation.ActPlanPlacement:       recordRotation,
	rotation.ActPlace:               recordRotation,
	rotation.ActExtend:              recordRotation,
	rotation.ActEndEarly:            recordRotation,

	planning.ActPropose:      recordPlanProposals,
	planning.ActAddFromAbove: recordFromAbove,
	planning.ActApprove:      recordApproval,

	rotation.ActProposeRotation:    recordRotationProposal,
	rotation.ActChangeAssignment:   recordAssignmentChange,
	rotation.ActChangeNeeds:        recordNeedChange,
	rotation.ActConfirmPapers:      recordPapers,
	rotation.ActAnswerConsultation: recordConsultation,
	rotation.ActDecideRotations:    recordRotationDecisions,
}

// act records an accepted command, settles its row in the inbox and writes what was filed with it.
func (a *applier) act(ctx context.Context, e procedure.Effect, args procedure.Act) error {
	cmd := args.Command
	raw := cmd.Args
	if len(raw) == 0 {
		raw = json.RawMessage("{}")
	}
	err := a.q.InsertAct(ctx, db.InsertActParams{
		Process: a.process, Version: e.Version, Command: cmd.Key, Kind: cmd.Kind, Actor: cmd.Actor,
		Role: string(cmd.Role), OnBehalfOf: cmp.Or(cmd.OnBehalfOf, args.For), Args: raw, ReceivedAt: cmd.ReceivedAt, RecordedAt: a.now,
	})
	if err != nil {
		return fmt.Errorf("record act: %w", err)
	}
	if project, ok := projections[cmd.Kind]; ok && cmd.Role != procedure.System {
		if err := a.project(ctx, e, cmd, project); err != nil {
			return fmt.Errorf("record %s of %s: %w", cmd.Kind, cmd.Key, err)
		}
	}
	if cmd.OnBehalfOf != "" && cmd.Kind != procedure.CommandWithdraw {
		if err := a.mailFiled(ctx, e, cmd); err != nil {
			return err
		}
	}
	return a.q.AcceptCommand(ctx, db.AcceptCommandParams{Key: cmd.Key, SettledAt: &a.now, Version: &e.Version})
}

func (a *applier) project(ctx context.Context, e procedure.Effect, cmd procedure.Command, to func(context.Context, *applier, filed) error) error {
	payload, err := a.q.CommandPayload(ctx, cmd.Key)
	if err != nil {
		return notFound(err, "command", cmd.Key)
	}
	p, err := a.q.ProcessView(ctx, a.process)
	if err != nil {
		return notFound(err, "process", a.process)
	}
	if cmd.OnBehalfOf != "" && cmd.Kind != procedure.CommandWithdraw {
		if payload, err = filedFor(payload); err != nil {
			return err
		}
	}
	f := filed{Command: cmd.As(), byOther: cmd.OnBehalfOf != "", version: e.Version, payload: payload, process: p.Kind, subject: p.Subject}
	if p.Cycle != nil {
		f.cycle = *p.Cycle
	}
	return to(ctx, a, f)
}

func payloadOf[T any](f filed) (T, error) {
	var p T
	if err := json.Unmarshal(f.payload, &p); err != nil {
		return p, fmt.Errorf("decode filing: %w", err)
	}
	return p, nil
}

func recordSelfReview(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.SelfReviewFiling](f)
	if err != nil {
		return err
	}
	err = a.q.InsertSelfReview(ctx, db.InsertSelfReviewParams{
		Process: a.process, Version: f.version, Cycle: f.cycle, Official: f.Actor, Grade: string(p.Grade),
		Content: f.payload, FiledAt: f.ReceivedAt,
	})
	if err != nil {
		return err
	}
	if f.byOther {
		return nil // the official's draft stays theirs
	}
	return a.q.DropDraft(ctx, db.DropDraftParams{Owner: f.Actor, Process: a.process, Act: f.Kind})
}

func recordComment(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.CommentFiling](f)
	if err != nil {
		return err
	}
	return a.q.InsertComment(ctx, db.InsertCommentParams{
		Process: a.process, Version: f.version, Cycle: f.cycle, Author: f.Actor, Official: p.Subject, Text: p.Text, FiledAt: f.ReceivedAt,
	})
}

func recordMinutes(kind string) func(context.Context, *applier, filed) error {
	return func(ctx context.Context, a *applier, f filed) error {
		p, err := payloadOf[evaluation.MinutesFiling](f)
		if err != nil {
			return err
		}
		return a.q.InsertMinutes(ctx, db.InsertMinutesParams{
			Process: a.process, Version: f.version, Kind: kind, Author: f.Actor, Text: p.Text, FiledAt: f.ReceivedAt,
		})
	}
}

// columns turns a list of marks into one slice per column.
func columns(marks []evaluation.MarkFiling) (subjects, grades, reasons []string) {
	for _, m := range marks {
		subjects = append(subjects, m.Subject)
		grades = append(grades, string(m.Grade))
		reasons = append(reasons, m.Reason)
	}
	return subjects, grades, reasons
}

func recordProposals(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.MarksFiling](f)
	if err != nil {
		return err
	}
	return a.propose(ctx, f, p.Marks)
}

func (a *applier) propose(ctx context.Context, f filed, marks []evaluation.MarkFiling) error {
	subjects, grades, reasons := columns(marks)
	return a.q.InsertProposals(ctx, db.InsertProposalsParams{
		Process: a.process, Version: f.version, Cycle: f.cycle, Officials: subjects, Grades: grades, Reasons: reasons,
		Author: f.Actor, FiledAt: f.ReceivedAt,
	})
}

func recordUnitGrades(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.MarksFiling](f)
	if err != nil {
		return err
	}
	return a.recordMarks(ctx, f, "unit", p.Marks, nil)
}

func recordDecisions(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.DecisionsFiling](f)
	if err != nil {
		return err
	}
	if p.CapReason != "" {
		err := a.q.InsertCapExtension(ctx, db.InsertCapExtensionParams{
			Process: a.process, Version: f.version, Cycle: f.cycle, Body: f.subject, Reason: p.CapReason,
			Author: f.Actor, DecidedAt: f.ReceivedAt,
		})
		if err != nil {
			return err
		}
	}
	return a.decide(ctx, f, p.Marks)
}

// decide keeps every decision for ever and makes it the official's current result.
func (a *applier) decide(ctx context.Context, f filed, marks []evaluation.MarkFiling) error {
	rows, err := a.q.LatestAppraisals(ctx, db.LatestAppraisalsParams{Cycle: f.cycle, Body: f.subject})
	if err != nil {
		return err
	}
	suggested := make(map[string]string, len(rows))
	for _, r := range rows {
		suggested[r.Official] = r.Suggested
	}
	if err := a.recordMarks(ctx, f, "official", marks, suggested); err != nil {
		return err
	}
	subjects, grades, _ := columns(marks)
	err = a.q.UpsertResults(ctx, db.UpsertResultsParams{
		Cycle: f.cycle, Officials: subjects, Body: f.subject, Grades: grades, Process: a.process, Version: f.version, DecidedAt: f.ReceivedAt,
	})
	if err != nil {
		return err
	}
	return a.followRecord(ctx, subjects)
}

func (a *applier) recordMarks(ctx context.Context, f filed, about string, marks []evaluation.MarkFiling, suggested map[string]string) error {
	subjects, grades, reasons := columns(marks)
	suggestions := make([]string, len(subjects))
	for i, s := range subjects {
		suggestions[i] = suggested[s]
	}
	return a.q.InsertDecisions(ctx, db.InsertDecisionsParams{
		Process: a.process, Version: f.version, Cycle: f.cycle, Body: f.subject, About: about, Subjects: subjects,
		Grades: grades, Suggested: suggestions, Reasons: reasons, Author: f.Actor, DecidedAt: f.ReceivedAt,
	})
}

func recordAcknowledgement(ctx context.Context, a *applier, f filed) error {
	return a.q.AcknowledgeResult(ctx, db.AcknowledgeResultParams{Cycle: f.cycle, Official: f.Actor, AcknowledgedAt: &f.ReceivedAt})
}

func recordPetition(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.PetitionFiling](f)
	if err != nil {
		return err
	}
	return a.q.InsertPetition(ctx, db.InsertPetitionParams{
		Process: evaluation.PetitionIn(a.process, f.cycle, f.Actor), Cycle: f.cycle, Official: f.Actor, Ground: p.Ground, FiledAt: f.ReceivedAt,
	})
}

// recordAnswer keeps the answer; a changed grade is a new decision and the new result, the old decision stays.
func recordAnswer(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[evaluation.AnswerFiling](f)
	if err != nil {
		return err
	}
	official := f.subject
	var grade *string
	if p.Outcome == evaluation.PetitionChanged {
		g := string(p.Grade)
		grade = &g
	}
	err = a.q.AnswerPetition(ctx, db.AnswerPetitionParams{
		Process: a.process, Outcome: &p.Outcome, Answer: &p.Grounds, Grade: grade,
		AnsweredBy: &f.Actor, AnsweredAt: &f.ReceivedAt,
	})
	if err != nil {
		return err
	}
	result, err := a.q.ResultOf(ctx, db.ResultOfParams{Cycle: f.cycle, Official: official})
	if err != nil {
		return notFound(err, "result of", official)
	}
	stands := result.Grade
	if grade != nil {
		stands = *grade
		if err := a.changeResult(ctx, f, result.Body, official, stands, p.Grounds); err != nil {
			return err
		}
	}
	return a.mailAnswer(ctx, f, official, result.Body, evaluation.Grade(stands), grade != nil)
}

func (a *applier) changeResult(ctx context.Context, f filed, body, official, grade, reason string) error {
	err := a.q.InsertDecisions(ctx, db.InsertDecisionsParams{
		Process: a.process, Version: f.version, Cycle: f.cycle, Body: body, About: "official", Subjects: []string{official},
		Grades: []string{grade}, Suggested: []string{""}, Reasons: []string{reason}, Author: f.Actor, DecidedAt: f.ReceivedAt,
	})
	if err != nil {
		return err
	}
	err = a.q.UpsertResults(ctx, db.UpsertResultsParams{
		Cycle: f.cycle, Officials: []string{official}, Body: body, Grades: []string{grade}, Process: a.process,
		Version: f.version, DecidedAt: f.ReceivedAt,
	})
	if err != nil {
		return err
	}
	return a.followRecord(ctx, []string{official})
}
