package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

// answerTime is how long an accepted act waits for its record before its filer is told to look later.
const answerTime = 3 * time.Second

// commandSpace is the namespace of command keys; it must never change.
var commandSpace = uuid.MustParse("6f9e6a5e-54a6-5c0a-9a55-2b8f6b1c2d40")

// filing is the input of an act: where, under which key, and what is handed in.
type filing[F any] interface {
	place() place
	key() string
	content() F
}

// Idempotent is embedded in the inputs of acts; huma sees exported fields only. The key tells a repeat from a second act.
type Idempotent struct {
	Key string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"128" pattern:"^[ -~]+$" doc:"Your own name for this act: a repeat under the same key has no second effect"`
}

func (i Idempotent) key() string { return i.Key }

// The inputs of acts by what their address names.
type (
	unitFiling[F any] struct {
		UnitPath
		Idempotent
		Body F
	}
	bodyFiling[F any] struct {
		BodyPath
		Idempotent
		Body F
	}
	officialFiling[F any] struct {
		OfficialPath
		Idempotent
		Body F
	}
	cycleFiling[F any] struct {
		CyclePath
		Idempotent
		Body F
	}
	reviewFiling[F any] struct {
		ReviewPath
		Idempotent
		Body F
	}
)

func (f *unitFiling[F]) content() F     { return f.Body }
func (f *bodyFiling[F]) content() F     { return f.Body }
func (f *officialFiling[F]) content() F { return f.Body }
func (f *cycleFiling[F]) content() F    { return f.Body }
func (f *reviewFiling[F]) content() F   { return f.Body }

// act is one act of a process: where it is posted, who may, and what of the filing the process sees.
type act[F any] struct {
	act     access.Act
	path    string
	tag     string
	summary string
	process string // process kind
	kind    string // command kind
	args    func(F) any
	check   func(F) error                                      // refuses a filing that no process would look at; may be nil
	fits    func(ctx context.Context, at place, f F) error     // refuses a filing that does not fit the process; may be nil
	locate  func(ctx context.Context, at place) (place, error) // fills in the process where the address does not name it; may be nil
	before  func(ctx context.Context, process string) error    // refuses a new act by the state of the record; may be nil
}

// examine refuses a filing that no process would look at, or that does not fit the process, and returns what of it the
// process sees.
func (a act[F]) examine(ctx context.Context, at place, content F) (any, error) {
	if a.check != nil {
		if err := a.check(content); err != nil {
			return nil, err
		}
	}
	if a.fits != nil {
		if err := a.fits(ctx, at, content); err != nil {
			return nil, err
		}
	}
	if a.args == nil {
		return nil, nil
	}
	return a.args(content), nil
}

// answer tells what has come of an act.
type answer struct {
	Status   int
	Location string `header:"Location"`
	Body     struct {
		Command string `json:"command" doc:"Ask for it under /api/v1/commands"`
		Status  string `json:"status" enum:"accepted,received"`
		Version int64  `json:"version,omitempty" doc:"Of the process, when accepted"`
	}
}

// addAct registers an act. I is the input type; its pointer has the methods of a filing.
func addAct[I any, F any, P interface {
	*I
	filing[F]
}](s *server, a act[F]) {
	s.paths[a.process+"/"+a.kind] = prefix + a.path
	s.entries[a.process+"/"+a.kind] = entryOf(s, a)
	add(s, route[I, answer]{
		act: a.act, method: http.MethodPost, path: a.path, tag: a.tag, summary: a.summary,
		subject: func(ctx context.Context, actor access.Actor, in *I) (access.Subject, error) {
			return s.standing(ctx, actor, P(in).place())
		},
		do: func(ctx context.Context, actor access.Actor, in *I) (*answer, error) {
			f := P(in)
			content := f.content()
			at := f.place()
			if a.locate != nil {
				var err error
				if at, err = a.locate(ctx, at); err != nil {
					return nil, err
				}
			}
			at.filer = actor.ID
			args, err := a.examine(ctx, at, content)
			if err != nil {
				return nil, err
			}
			cmd, err := s.newCommand(actor, f.key(), a.kind, args)
			if err != nil {
				return nil, err
			}
			return s.post(ctx, postgres.Filing{Process: at.process, Command: cmd}, content, a.before)
		},
	})
	s.mayBeReceived(a.path)
}

// mayBeReceived describes the answer of an act that is filed and not processed yet.
func (s *server) mayBeReceived(path string) {
	responses := s.api.OpenAPI().Paths[prefix+path].Post.Responses
	received := *responses["200"]
	received.Description = "Received: it is safe, and will be processed"
	responses["202"] = &received
}

// post files a command with everything that was handed in, and answers.
func (s *server) post(ctx context.Context, f postgres.Filing, content any, before func(context.Context, string) error) (*answer, error) {
	var err error
	if f.Payload, err = json.Marshal(content); err != nil {
		return nil, fmt.Errorf("encode the filing of %s: %w", f.Command.Kind, err)
	}
	receipt, err := s.file(ctx, f, before)
	if err != nil {
		return nil, err
	}
	return answerOf(receipt)
}

// file is the way of every act: into the inbox first, then to the process, then the answer.
func (s *server) file(ctx context.Context, f postgres.Filing, before func(context.Context, string) error) (postgres.Receipt, error) {
	_, err := s.Store.Receipt(ctx, f.Command.Key)
	if fault.KindOf(err) == fault.NotFound { // a repeat gets its answer even if a new act would not be taken any more
		err = s.takes(ctx, f, before)
	}
	if err != nil {
		return postgres.Receipt{}, err
	}
	receipt, err := s.Store.FileCommand(ctx, f)
	if err != nil || receipt.SettledAt != nil {
		return receipt, err
	}
	return s.deliver(ctx, receipt)
}

// takes refuses an act of a process that does not exist, has not begun or has ended. Relations wait in the inbox for the
// process to begin, so that nothing of it is done before they are known.
func (s *server) takes(ctx context.Context, f postgres.Filing, before func(context.Context, string) error) error {
	p, err := s.Store.Process(ctx, f.Process)
	switch {
	case err != nil:
		return err
	case p.CancelledAt != nil:
		return fault.New(fault.Conflict, "process_cancelled", "This process was cancelled.")
	case p.ReleasedAt == nil && f.Command.Kind != evaluation.ActRelate:
		return fault.New(fault.Conflict, "not_begun", "The turn of this process has not come yet.")
	case p.ConcludedAt != nil:
		return processEnded()
	case before != nil:
		return before(ctx, f.Process)
	}
	return nil
}

// deliver hands a filed command to the engine and waits until what it leads to is on record. Without an answer the
// receipt stays unsettled: the filing is safe, and the relay delivers it.
func (s *server) deliver(ctx context.Context, receipt postgres.Receipt) (postgres.Receipt, error) {
	key := receipt.Command.Key
	_, err := s.Engine.Deliver(ctx, receipt.Process, receipt.Command)
	if err == nil {
		return s.Settled.Wait(ctx, key, answerTime)
	}
	refusal, ok := fault.As(err)
	if ok && refusal.Code == "process_not_running" {
		if refusal, err = s.whyNotRunning(ctx, receipt.Process); err != nil {
			return receipt, err
		}
		ok = refusal != nil
	}
	if !ok || refusal.Kind == fault.Unavailable {
		s.Logger.WarnContext(ctx, "command left to the relay", "command", key, "process", receipt.Process, "error", err)
		return receipt, nil
	}
	if err := s.Store.RefuseCommand(ctx, key, refusal, s.now()); err != nil {
		return receipt, err
	}
	return s.Store.Receipt(ctx, key)
}

// whyNotRunning refuses when a process has ended; one that has not started yet is worth waiting for.
func (s *server) whyNotRunning(ctx context.Context, process string) (*fault.Error, error) {
	p, err := s.Store.Process(ctx, process)
	if err != nil || p.ConcludedAt == nil {
		return nil, err
	}
	return processEnded(), nil
}

func processEnded() *fault.Error {
	return fault.New(fault.Conflict, "process_ended", "This process has ended.")
}

func answerOf(r postgres.Receipt) (*answer, error) {
	if r.Refusal != nil {
		return nil, r.Refusal
	}
	a := &answer{Status: http.StatusOK, Location: prefix + "/commands/" + r.Command.Key}
	a.Body.Command, a.Body.Status, a.Body.Version = r.Command.Key, "accepted", r.Version
	if r.SettledAt == nil {
		a.Status, a.Body.Status = http.StatusAccepted, "received"
	}
	return a, nil
}

// now is the time of the program's clock, as exact as PostgreSQL keeps it.
func (s *server) now() time.Time { return s.Clock().UTC().Truncate(time.Microsecond) }

// newCommand makes the command of a filing. Its key is the actor's own: nobody can reuse another's.
func (s *server) newCommand(actor access.Actor, key, kind string, args any) (procedure.Command, error) {
	cmd := procedure.Command{
		Key:  uuid.NewSHA1(commandSpace, []byte(actor.ID+"\n"+key)).String(),
		Kind: kind, Actor: actor.ID, Role: procedure.Official, ReceivedAt: s.now(),
	}
	if actor.Steers() {
		cmd.Role = procedure.Administrator
	}
	if args == nil {
		return cmd, nil
	}
	raw, err := json.Marshal(args)
	if err != nil {
		return cmd, fmt.Errorf("encode the arguments of %s: %w", kind, err)
	}
	cmd.Args = raw
	return cmd, nil
}
