package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"canbo/internal/calendar"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// pendingRotations reads, and locks until the end of the transaction, the rotations that are not handed over.
func pendingRotations(ctx context.Context, q *db.Queries) ([]rotation.Pending, error) {
	rows, err := q.PendingRotations(ctx)
	if err != nil {
		return nil, fmt.Errorf("read rotations that are not handed over: %w", err)
	}
	pending := make([]rotation.Pending, len(rows))
	for i, r := range rows {
		pending[i] = rotation.Pending{Code: r.Code, Process: value(r.Process), Official: r.Official, From: r.FromPost, To: r.ToPost}
		if r.Ready != nil {
			pending[i].Ready = calendar.DateOf(*r.Ready)
		}
	}
	return pending, nil
}

// handOver transfers an official; of people who change places all together, once both sides of each have recorded it.
func (a *applier) handOver(ctx context.Context, e procedure.Effect, t rotation.Transfer) (answer rotation.Transferred, err error) {
	pending, err := pendingRotations(ctx, a.q)
	if err != nil {
		return answer, err
	}
	circle := rotation.Exchange(pending, t.Rotation)
	if circle == nil {
		answer.Refused, err = a.changePosts(ctx, t)
		return answer, err
	}
	together := []rotation.Transfer{t}
	for _, p := range circle[1:] {
		switch {
		case p.Ready.IsZero():
			answer.Waits = true
		case p.Ready != t.On:
			return rotation.Transferred{Refused: "exchange_days_differ"}, nil
		}
		together = append(together, rotation.Transfer{Rotation: p.Code, Official: p.Official, From: p.From, To: p.To, On: t.On})
	}
	if answer.Waits {
		day := t.On.Midnight()
		return answer, a.q.SetRotationReady(ctx, db.SetRotationReadyParams{Code: t.Rotation, Ready: &day})
	}
	if answer.Refused, err = a.changePosts(ctx, together...); err != nil || answer.Refused != "" {
		return answer, err
	}
	return answer, a.tellExchange(ctx, e.Seq, circle[1:], rotation.Transferred{})
}

// exchangeBroken asks those anew who wait for a rotation that has been revoked.
func (a *applier) exchangeBroken(ctx context.Context, seq int64) error {
	pending, err := pendingRotations(ctx, a.q)
	if err != nil {
		return err
	}
	for _, p := range pending {
		if p.Process != a.process {
			continue
		}
		if circle := rotation.Exchange(pending, p.Code); circle != nil {
			return a.tellExchange(ctx, seq, circle[1:], rotation.Transferred{Refused: "exchange_broken"})
		}
	}
	return nil
}

// tellExchange answers the rotations of an exchange that wait.
func (a *applier) tellExchange(ctx context.Context, seq int64, circle []rotation.Pending, answer rotation.Transferred) error {
	args, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	for _, p := range circle {
		if p.Ready.IsZero() {
			continue
		}
		if err := a.q.SetRotationReady(ctx, db.SetRotationReadyParams{Code: p.Code}); err != nil {
			return err
		}
		_, err := a.q.FileCommand(ctx, db.FileCommandParams{
			Key: fmt.Sprintf("%s#%d/%s", a.process, seq, p.Code), Process: p.Process, Kind: rotation.CommandTransferred, Actor: a.process,
			Role: string(procedure.System), Args: args, Payload: []byte("{}"), ReceivedAt: a.now, NextTryAt: a.now,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
