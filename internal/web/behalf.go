package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

// behalfFiling is an act that an administrator files for an official, such as a self-review on paper.
type behalfFiling struct {
	Idempotent
	Body struct {
		Steering
		Act      string         `json:"act" pattern:"^[a-z_]{1,64}$" doc:"What is filed, as tasks name it: self_review, comment, adopt_minutes"`
		Official string         `json:"official" minLength:"1" maxLength:"63" doc:"For whom"`
		Document string         `json:"document,omitempty" maxLength:"500" doc:"Reference of the signed paper that is entered"`
		Filing   map[string]any `json:"filing" doc:"The body of the act, as the official would post it"`
	}
}

// enter reads a filing of one act and returns what of it the process sees.
type enter func(ctx context.Context, at place, filing map[string]any) (args any, err error)

// entryOf reads the filing of an act that is filed for another as strictly as if it were posted.
func entryOf[F any](s *server, a act[F]) enter {
	registry := s.api.OpenAPI().Components.Schemas
	schema := registry.Schema(reflect.TypeFor[F](), true, "")
	return func(ctx context.Context, at place, filing map[string]any) (any, error) {
		var found huma.ValidateResult
		huma.Validate(registry, schema, huma.NewPathBuffer([]byte("body.filing"), len("body.filing")), huma.ModeWriteToServer, filing, &found)
		if len(found.Errors) > 0 {
			return nil, newProblem(http.StatusUnprocessableEntity, "The filing is not what this act takes.", found.Errors...)
		}
		raw, err := json.Marshal(filing)
		if err != nil {
			return nil, fmt.Errorf("encode the filing of %s: %w", a.kind, err)
		}
		var content F
		if err := json.Unmarshal(raw, &content); err != nil {
			return nil, fault.New(fault.Invalid, "bad_filing", "The filing is not what this act takes.").Because(err)
		}
		return a.examine(ctx, at, content)
	}
}

func (s *server) registerBehalf() {
	add(s, route[behalfFiling, answer]{
		act: access.FileOnBehalf, method: http.MethodPost, path: "/processes/entries", tag: "steering",
		summary: "File an act for an official, such as one handed in on paper; never a vote",
		subject: func(_ context.Context, _ access.Actor, in *behalfFiling) (access.Subject, error) {
			return access.Subject{Owner: in.Body.Official}, nil
		},
		do: s.fileOnBehalf,
	})
	s.mayBeReceived("/processes/entries")
}

func (s *server) fileOnBehalf(ctx context.Context, actor access.Actor, in *behalfFiling) (*answer, error) {
	p, err := s.Store.Process(ctx, in.Body.Process)
	if err != nil {
		return nil, err
	}
	enter, ok := s.entries[p.Kind+"/"+in.Body.Act]
	if !ok {
		return nil, fault.New(fault.Invalid, "unknown_act", "This process has no act %q.", in.Body.Act)
	}
	at := placeOf(p.ID)
	at.filer = in.Body.Official
	args, err := enter(ctx, at, in.Body.Filing)
	if err != nil {
		return nil, err
	}
	cmd, err := s.newCommand(actor, in.key(), in.Body.Act, args)
	if err != nil {
		return nil, err
	}
	cmd.OnBehalfOf = in.Body.Official
	return s.post(ctx, postgres.Filing{Process: p.ID, Command: cmd}, in.Body, nil)
}

type actsInput struct {
	Process string `query:"process" required:"true" maxLength:"200"`
	Paged
}

// registerActs adds the reading of the record of a process: who did what, in whose place and why, never what it says.
func (s *server) registerActs() {
	add(s, route[actsInput, body[postgres.List[postgres.ActRow]]]{
		act: access.ReadActs, method: http.MethodGet, path: "/processes/acts", tag: "steering",
		summary: "Everything that was done in a process, in order, with reason and basis",
		do: func(ctx context.Context, _ access.Actor, in *actsInput) (*body[postgres.List[postgres.ActRow]], error) {
			return show(s.Store.Acts(ctx, in.Process, in.page()))
		},
	})
}

// placeOf reads the place of a process of a cycle out of its id: kind/cycle/subject.
func placeOf(process string) place {
	at := place{process: process}
	if parts := strings.Split(process, "/"); len(parts) > 1 {
		at.cycle, at.unit = parts[1], parts[len(parts)-1]
	}
	return at
}
