package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/agenda"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
)

type inboxTask struct {
	postgres.Task
	Href string `json:"href" doc:"Where the act that settles the task is posted"`
}

type inbox struct {
	Total int64       `json:"total"`
	Items []inboxTask `json:"items"`
	Next  string      `json:"next,omitempty"`
}

// fileOutput is an answer that a browser saves as a file.
type fileOutput struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

type commandView struct {
	Command    string     `json:"command"`
	Process    string     `json:"process"`
	Kind       string     `json:"kind"`
	Status     string     `json:"status" enum:"received,accepted,refused"`
	ReceivedAt time.Time  `json:"received_at"`
	SettledAt  *time.Time `json:"settled_at,omitempty"`
	Version    int64      `json:"version,omitempty"`
	Problem    *Problem   `json:"problem,omitempty"`
}

type (
	draftKey struct {
		Process string `query:"process" required:"true" maxLength:"200"`
		Act     string `query:"act" required:"true" pattern:"^[a-z_]{1,64}$"`
	}
	draftInput struct {
		Process string `query:"process" required:"true" maxLength:"200"`
		Act     string `query:"act" required:"true" pattern:"^[a-z_]{1,64}$"`
		Body    struct {
			Body map[string]any `json:"body" doc:"What has been typed so far, in any shape"`
			Base *time.Time     `json:"base,omitempty" doc:"updated_at of the draft that you started from: refused when there is another by now"`
		}
	}
	commandPath struct {
		Command string `path:"command" format:"uuid"`
	}
)

func (s *server) registerInbox() {
	add(s, route[listInput, body[inbox]]{
		act: access.ReadInbox, method: http.MethodGet, path: "/inbox", tag: "inbox", summary: "What is asked of you, oldest first",
		do: func(ctx context.Context, actor access.Actor, in *listInput) (*body[inbox], error) {
			return show(s.inbox(ctx, actor.ID, in.page()))
		},
	})
	add(s, route[none, fileOutput]{
		act: access.ReadDues, method: http.MethodGet, path: "/inbox.ics", tag: "inbox", file: "text/calendar",
		summary: "The due times of what is asked of you, for your calendar",
		do: func(ctx context.Context, actor access.Actor, _ *none) (*fileOutput, error) {
			dues, err := s.Store.Dues(ctx, actor.ID, s.PublicURL+"/inbox")
			if err != nil {
				return nil, err
			}
			raw, err := agenda.Write(s.Clock(), dues...)
			return &fileOutput{
				Type: agenda.ContentType, Disposition: `attachment; filename="` + agenda.FileName + `"`, Body: raw,
			}, err
		},
	})
	add(s, route[draftKey, body[postgres.Draft]]{
		act: access.ReadDraft, method: http.MethodGet, path: "/drafts", tag: "inbox", summary: "Your draft of an act",
		subject: func(ctx context.Context, actor access.Actor, in *draftKey) (access.Subject, error) {
			return s.standing(ctx, actor, place{process: in.Process})
		},
		do: func(ctx context.Context, actor access.Actor, in *draftKey) (*body[postgres.Draft], error) {
			return show(s.Store.Draft(ctx, actor.ID, in.Process, in.Act))
		},
	})
	add(s, route[draftInput, none]{
		act: access.SaveDraft, method: http.MethodPut, path: "/drafts", tag: "inbox", status: http.StatusNoContent,
		summary: "Keep what you have typed; without a base the last writer wins",
		subject: func(ctx context.Context, actor access.Actor, in *draftInput) (access.Subject, error) {
			return s.standing(ctx, actor, place{process: in.Process})
		},
		do: func(ctx context.Context, actor access.Actor, in *draftInput) (*none, error) {
			raw, err := json.Marshal(in.Body.Body)
			if err != nil {
				return nil, err
			}
			return nil, s.Store.SaveDraft(ctx, actor.ID, postgres.Draft{
				Process: in.Process, Act: in.Act, Body: raw, UpdatedAt: s.now(),
			}, in.Body.Base)
		},
	})
	add(s, route[commandPath, body[commandView]]{
		act: access.ReadCommand, method: http.MethodGet, path: "/commands/{command}", tag: "inbox",
		summary: "What has come of an act of yours",
		subject: func(ctx context.Context, _ access.Actor, in *commandPath) (access.Subject, error) {
			receipt, err := s.Store.Receipt(ctx, in.Command)
			return access.Subject{Owner: receipt.Command.Actor}, err
		},
		do: func(ctx context.Context, _ access.Actor, in *commandPath) (*body[commandView], error) {
			receipt, err := s.Store.Receipt(ctx, in.Command)
			return show(viewCommand(receipt), err)
		},
	})
}

func (s *server) inbox(ctx context.Context, official string, page postgres.Page) (inbox, error) {
	tasks, total, err := s.Store.Inbox(ctx, official, page)
	box := inbox{Total: total, Items: make([]inboxTask, len(tasks.Items)), Next: tasks.Next}
	for i, t := range tasks.Items {
		box.Items[i] = inboxTask{Task: t, Href: s.href(t, official)}
	}
	return box, err
}

// href fills in the address of the act that settles a task.
func (s *server) href(t postgres.Task, assignee string) string {
	official := assignee
	if t.Kind == evaluation.KindPetition {
		official = t.Subject
	}
	round, plan, rotated := "", "", ""
	if t.Kind == planning.KindReview {
		round = strings.Split(t.Process, "/")[1] // planning-review/{round}/{list}
	}
	if t.Kind == rotation.KindPlan {
		plan = strings.TrimPrefix(t.Process, rotation.PlanID(""))
	}
	if t.Kind == rotation.KindRotation {
		rotated = strings.TrimPrefix(t.Process, rotation.ProcessID(""))
	}
	return strings.NewReplacer(
		"{rotation}", rotated, "{plan}", plan, "{round}", round, "{list}", t.Subject, "{cycle}", t.Cycle, "{unit}", t.Subject, "{body}", t.Subject, "{official}", official,
	).Replace(s.paths[t.Kind+"/"+t.Act])
}

func viewCommand(r postgres.Receipt) commandView {
	v := commandView{
		Command: r.Command.Key, Process: r.Process, Kind: r.Command.Kind, Status: "received",
		ReceivedAt: r.Command.ReceivedAt, SettledAt: r.SettledAt, Version: r.Version,
	}
	switch {
	case r.Refusal != nil:
		v.Status, v.Problem = "refused", problemOf(r.Refusal)
	case r.SettledAt != nil:
		v.Status = "accepted"
	}
	return v
}
