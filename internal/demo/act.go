package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// act hands something in and waits until it is on record.
//
// A filing that the server has taken but not processed yet (202) is asked after until it is settled.
func (r *robots) act(ctx context.Context, bearer, key, path string, body any) error {
	var filed struct {
		Command string `json:"command"`
	}
	status, err := r.api.do(ctx, request{method: http.MethodPost, path: path, bearer: bearer, key: key, body: body}, &filed)
	if err != nil {
		return err
	}
	if status == http.StatusAccepted {
		if err := r.settled(ctx, bearer, filed.Command); err != nil {
			return fmt.Errorf("POST %s: %w", path, err)
		}
	}
	r.acts.Add(1)
	return nil
}

// settled waits until a command that was received is accepted or refused.
func (r *robots) settled(ctx context.Context, bearer, command string) error {
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		var c struct {
			Status  string   `json:"status"`
			Problem *Problem `json:"problem"`
		}
		if err := r.api.get(ctx, bearer, api+"/commands/"+command, &c); err != nil {
			return err
		}
		switch c.Status {
		case "accepted":
			return nil
		case "received":
			if err := sleep(ctx, pause); err != nil {
				return err
			}
		default:
			if c.Problem == nil {
				c.Problem = &Problem{Code: c.Status}
			}
			return c.Problem
		}
	}
}

// key makes the Idempotency-Key of an act from what it is about, so that a demonstration that was interrupted and
// started again files nothing twice.
func key(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// task is one row of an inbox.
type task struct {
	ID       int64     `json:"id"`
	Process  string    `json:"process"`
	Kind     string    `json:"kind"`
	Cycle    string    `json:"cycle"`
	Subject  string    `json:"subject"`
	Act      string    `json:"act"`
	Href     string    `json:"href"`
	OpenedAt time.Time `json:"opened_at"`
}

// place is the unit, body, cycle or official at which the task is done: its address without the last part.
func (t task) place() string { return t.Href[:strings.LastIndexByte(t.Href, '/')] }

// key is the Idempotency-Key of the task done by its owner.
func (t task) key() string { return key(t.Process, t.Act, fmt.Sprint(t.ID)) }
