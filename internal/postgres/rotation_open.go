package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// OpenRotation writes a rotation and its process, all or nothing; the relay starts it.
//
// Errors: fault.Conflict `rotation_exists`, `on_rotation` for somebody who is on one, `post_taken` for a post that is
// promised to somebody.
func (s *Store) OpenRotation(ctx context.Context, o rotation.Opening) error {
	err := s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error { return openRotation(ctx, q, o) })
	return rotationFault(o, err)
}

func openRotation(ctx context.Context, q *db.Queries, o rotation.Opening) error {
	err := q.InsertPolicyDocument(ctx, db.InsertPolicyDocumentParams{
		Sha256: o.Policy.SHA256, ID: o.Policy.ID, Version: int32(o.Policy.Version), Text: string(o.Policy.Text),
	})
	if err != nil {
		return fmt.Errorf("keep policy: %w", err)
	}
	r := o.Rotation
	process := procedure.NewProcess{ID: r.ID, Kind: r.Kind, Subject: r.Code, Input: r}
	if err := insertProcess(ctx, q, process, o.OpenedAt, &o.OpenedAt); err != nil {
		return err
	}
	findings, err := json.Marshal(o.Findings)
	if err != nil {
		return err
	}
	signer, err := Signer{Name: o.Signer, Title: o.Title}.or(ctx, q, o.Body, r.Decided.Midnight())
	if err != nil {
		return err
	}
	row := db.InsertRotationParams{
		Code: r.Code, Official: r.Official, FromPost: r.From, ToPost: r.To, Body: o.Body, Decision: o.Number, Decided: r.Decided.Midnight(),
		Months: int32(r.Months), Ground: string(o.Ground), PlannedFor: o.PlannedFor, Purpose: o.Purpose, Policy: &o.Policy.SHA256,
		Process: &r.ID, Findings: findings, OpenedBy: &o.OpenedBy, OpenedAt: &o.OpenedAt, Signer: signer.Name, SignerTitle: signer.Title,
	}
	if !o.Balloted.IsZero() {
		row.Balloted = new(o.Balloted.Midnight())
	}
	if o.Exception != "" {
		row.Exception = &o.Exception
	}
	return q.InsertRotation(ctx, row)
}

// rotationFault says for people which rule of the record a rotation breaks.
func rotationFault(o rotation.Opening, err error) error {
	bad, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return err
	}
	switch bad.ConstraintName {
	case "rotation_pkey":
		return fault.New(fault.Conflict, "rotation_exists", "There is a rotation %s already; give this one another code.", o.Rotation.Code).Because(err)
	case "rotation_one_of_a_person":
		return fault.New(fault.Conflict, "on_rotation", "%s is on a rotation that has not ended.", o.Rotation.Official).Because(err)
	case "rotation_post_promised_once":
		return fault.New(fault.Conflict, "post_taken", "The post %s is promised to somebody by another decision.", o.Rotation.To).Because(err)
	case "rotation_body_fkey":
		return fault.New(fault.NotFound, "not_found", "There is no body %s.", o.Body).Because(err)
	}
	return err
}

// TakenOver reads a rotation that has no process. Errors: fault.NotFound; fault.Conflict `has_process`, `rotation_over`.
func (s *Store) TakenOver(ctx context.Context, code string) (rotation.TakenOver, error) {
	v, err := s.Rotation(ctx, code)
	switch {
	case err != nil:
		return rotation.TakenOver{}, err
	case v.Process != "":
		return rotation.TakenOver{}, hasProcess(code)
	case v.Placement != "" || v.Ends == "":
		return rotation.TakenOver{}, fault.New(fault.Conflict, "rotation_over", "The rotation %s is over.", code)
	}
	days := make([]calendar.Date, 3)
	for i, text := range []string{v.Decided, v.Started, v.Ends} {
		if days[i], err = calendar.ParseDate(text); err != nil {
			return rotation.TakenOver{}, fmt.Errorf("read the days of rotation %s: %w", code, err)
		}
	}
	return rotation.TakenOver{
		Decision: rotation.Decision{Code: code, Official: v.Official, From: v.From, To: v.To, Decided: days[0], Months: v.Months},
		Body:     v.Body, Start: days[1], End: days[2],
	}, nil
}

func hasProcess(code string) error {
	return fault.New(fault.Conflict, "has_process", "The rotation %s has its process already.", code)
}

// AdoptRotation gives a rotation its process; the relay starts it. Error: fault.Conflict `has_process`.
func (s *Store) AdoptRotation(ctx context.Context, r *rotation.Rotation, at time.Time) error {
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		process := procedure.NewProcess{ID: r.ID, Kind: r.Kind, Subject: r.Code, Input: r}
		if err := insertProcess(ctx, q, process, at, &at); err != nil {
			return err
		}
		n, err := q.AdoptRotation(ctx, db.AdoptRotationParams{Code: r.Code, Process: &r.ID})
		if err == nil && n == 0 {
			err = hasProcess(r.Code)
		}
		return err
	})
}

// MayTransfer refuses a change of posts that the roster cannot take, such as a handover before the post is vacant. A post that is held is free for somebody who changes places with its holder: they are transferred together.
//
// Errors: fault.NotFound `no_such_post`; fault.Conflict `not_in_post`, `post_taken`, `exchange_days_differ`, `tenure_overlaps`.
func (s *Store) MayTransfer(ctx context.Context, official, from, to string, day time.Time) error {
	if from == to {
		return nil
	}
	x, err := s.q.TransferObstacles(ctx, db.TransferObstaclesParams{Official: official, FromPost: from, ToPost: to, Day: day})
	on := day.Format(time.DateOnly)
	switch {
	case err != nil:
		return fmt.Errorf("look whether %s may go to %s: %w", official, to, err)
	case x.NoSuchPost:
		return fault.New(fault.NotFound, "no_such_post", "There is no post %s.", to)
	case x.NotInPost:
		return fault.New(fault.Conflict, "not_in_post", "%s does not hold %s on the day before %s; correct the roster or the day.", official, from, on)
	case x.Overlaps:
		return fault.New(fault.Conflict, "tenure_overlaps", "%s has a principal post that begins on %s or later.", official, on)
	case x.PostTaken:
		return s.changesPlaces(ctx, official, from, to, day)
	}
	return nil
}

// changesPlaces refuses a post that is held, unless its holder leaves it in the same exchange of posts.
func (s *Store) changesPlaces(ctx context.Context, official, from, to string, day time.Time) error {
	pending, err := pendingRotations(ctx, s.q)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(pending, func(p rotation.Pending) bool { return p.Official == official && p.From == from && p.To == to })
	if i >= 0 {
		circle := rotation.Exchange(pending, pending[i].Code)
		for _, p := range circle {
			if !p.Ready.IsZero() && p.Ready != calendar.DateOf(day) {
				return fault.New(fault.Conflict, "exchange_days_differ",
					"The officials change places, and one of them was handed over on %s; agree on one day for all.", p.Ready)
			}
		}
		if circle != nil {
			return nil
		}
	}
	holders, err := s.q.PostHolders(ctx, db.PostHoldersParams{Post: to, Day: day})
	if err != nil {
		return fmt.Errorf("read who holds %s: %w", to, err)
	}
	return fault.New(fault.Conflict, "post_taken", "The post %s is not vacant on %s: %s holds it. Record the handover when they have left it.",
		to, day.Format(time.DateOnly), strings.Join(holders, ", "))
}
