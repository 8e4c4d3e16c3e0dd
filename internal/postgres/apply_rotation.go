package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"canbo/internal/mail"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// rotationFiling is what the acts of a rotation hand in, each its own part of it.
type rotationFiling struct {
	Day       string   `json:"day"`
	Minutes   string   `json:"minutes"`
	Items     []string `json:"items"`
	Grade     string   `json:"grade"`
	Text      string   `json:"text"`
	Placement string   `json:"placement"`
	Post      string   `json:"post"`
	Document  string   `json:"document"`
	Months    int32    `json:"months"`
	Reason    string   `json:"reason"`
	Basis     string   `json:"basis"`
}

// recordRotation keeps what somebody filed about a rotation.
func recordRotation(ctx context.Context, a *applier, f filed) error {
	p, err := payloadOf[rotationFiling](f)
	if err != nil {
		return err
	}
	row := db.InsertRotationRecordParams{
		Process: a.process, Version: f.version, Rotation: f.subject, Act: f.Kind, Author: f.Actor, Items: []string{},
		Grade: nonEmpty(p.Grade), Placement: nonEmpty(p.Placement), Post: nonEmpty(p.Post),
		Text: p.Minutes + p.Text + p.Reason, Document: p.Document + p.Basis, FiledAt: f.ReceivedAt,
	}
	if p.Items != nil {
		row.Items = p.Items
	}
	if p.Months != 0 {
		row.Months = &p.Months
	}
	if p.Day != "" {
		day, err := time.Parse(time.DateOnly, p.Day)
		if err != nil {
			return fmt.Errorf("day of %s: %w", f.Kind, err)
		}
		row.Day = &day
	}
	if err := a.q.InsertRotationRecord(ctx, row); err != nil {
		return err
	}
	if f.Kind == rotation.ActPlanPlacement {
		return a.q.SetRotationIntended(ctx, db.SetRotationIntendedParams{Code: f.subject, Intended: row.Placement})
	}
	return nil
}

func nonEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// transfer changes the roster: the one tenure ends the day before the other begins. People who change places are transferred
// together, when the last of them has been handed over. When the roster cannot take it, the answer says why and nothing has
// changed.
func (a *applier) transfer(ctx context.Context, e procedure.Effect) ([]procedure.Command, error) {
	t, err := argsOf[rotation.Transfer](e)
	if err != nil {
		return nil, err
	}
	var answer rotation.Transferred
	switch {
	case t.From == t.To:
	case t.Back:
		answer.Refused, err = a.changePosts(ctx, t)
	default:
		answer, err = a.handOver(ctx, e, t)
	}
	if err != nil {
		return nil, err
	}
	if answer.Refused == "" && t.Back {
		if err := a.placed(ctx, t); err != nil {
			return nil, err
		}
	}
	args, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return []procedure.Command{{
		Key: fmt.Sprintf("%s#%d", a.process, e.Seq), Kind: rotation.CommandTransferred, Actor: a.process,
		Role: procedure.System, ReceivedAt: a.now, Args: args,
	}}, nil
}

// changePosts ends the tenures and begins the others within a savepoint, so that what contradicts the roster is found and
// undone here.
func (a *applier) changePosts(ctx context.Context, together ...rotation.Transfer) (refused string, err error) {
	documents := make([]string, len(together))
	for i, t := range together {
		holds, err := a.q.HoldsPost(ctx, db.HoldsPostParams{Official: t.Official, Post: t.From, Taken: t.On.Midnight()})
		if err != nil || !holds {
			return "not_in_post", err
		}
		if documents[i], err = a.decisionOf(ctx, t); err != nil {
			return "", err
		}
	}
	err = pgx.BeginFunc(ctx, a.tx, func(savepoint pgx.Tx) error {
		// The roster checks overlaps when it commits; here the answer is needed at once.
		if _, err := savepoint.Exec(ctx, `SET CONSTRAINTS tenure_post_held_once, tenure_one_principal IMMEDIATE`); err != nil {
			return err
		}
		q := a.q.WithTx(savepoint)
		for _, t := range together {
			last := t.On.Midnight().AddDate(0, 0, -1)
			if err := q.EndRotationTenure(ctx, db.EndRotationTenureParams{Official: t.Official, Post: t.From, Last: last}); err != nil {
				return err
			}
		}
		for i, t := range together {
			taken := db.BeginRotationTenureParams{Official: t.Official, Post: t.To, Taken: t.On.Midnight(), Document: documents[i]}
			if err := q.BeginRotationTenure(ctx, taken); err != nil {
				return err
			}
		}
		return nil
	})
	if bad, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch bad.ConstraintName {
		case "tenure_post_held_once":
			return "post_taken", nil
		case "tenure_one_principal", "tenure_pkey":
			return "tenure_overlaps", nil
		case "tenure_post_fkey":
			return "no_such_post", nil
		}
	}
	return "", err
}

// decisionOf is the document that a change of posts rests on, as tenures name it.
func (a *applier) decisionOf(ctx context.Context, t rotation.Transfer) (string, error) {
	if t.Back {
		p, err := a.q.LastPlacement(ctx, t.Rotation)
		return p.Document, err
	}
	d, err := a.q.RotationDecision(ctx, t.Rotation)
	return d.Decision + " ngày " + d.Decided.Format("02/01/2006") + ", luân chuyển", err
}

func (a *applier) placed(ctx context.Context, t rotation.Transfer) error {
	p, err := a.q.LastPlacement(ctx, t.Rotation)
	if err != nil {
		return fmt.Errorf("read the placement after %s: %w", t.Rotation, err)
	}
	return a.q.PlaceRotation(ctx, db.PlaceRotationParams{
		Code: t.Rotation, Placement: p.Placement, PlacedPost: &t.To, Placed: p.Day, Document: &p.Document,
	})
}

func (a *applier) progress(ctx context.Context, _ procedure.Effect, p rotation.Progress) error {
	start, end := p.Start.Midnight(), p.End.Midnight()
	return a.q.SetRotationDates(ctx, db.SetRotationDatesParams{Code: p.Rotation, Started: &start, Ends: &end, Months: int32(p.Months)})
}

// unplaced tells the organiser and the administrators that no placement is planned.
func (a *applier) unplaced(ctx context.Context, e procedure.Effect, u rotation.Unplaced) error {
	r, err := a.q.RotationParts(ctx, u.Rotation)
	if err != nil {
		return notFound(err, "rotation", u.Rotation)
	}
	data := mail.PlacementMissing{
		Rotation: r.Code, Person: r.OfficialName, Post: r.PostName, Ends: u.End.Midnight(), Link: a.baseURL + "/inbox",
	}
	messages := []mail.Message{{Key: a.mailKey(e.Seq, u.Organiser), Official: u.Organiser, Data: data}}
	for _, to := range a.administrators {
		messages = append(messages, mail.Message{Key: a.mailKey(e.Seq, to.Address), To: to, Data: data})
	}
	_, err = EnqueueMail(ctx, a.tx, messages...)
	return err
}

// rotationEnded keeps the grade by which the outcome is measured.
func (a *applier) rotationEnded(ctx context.Context, _ procedure.Effect, x rotation.Ended) error {
	return a.q.GradeRotation(ctx, x.Rotation)
}
