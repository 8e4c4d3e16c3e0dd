package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
)

type (
	processInput struct {
		Process string `query:"process" required:"true" maxLength:"200"`
	}
	peopleInput struct {
		Query string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"Parts of a name in any order, with or without accents; a code or mail address"`
		Paged
	}
	personInput struct {
		Official string `path:"official" maxLength:"63"`
	}
)

// registerPanel adds what an administrator looks up: a process with everything that happened in it, and a person.
func (s *server) registerPanel() {
	add(s, route[processInput, body[postgres.ProcessPanel]]{
		act: access.ReadProcess, method: http.MethodGet, path: "/processes/panel", tag: "steering", summary: "A process and its steps",
		do: func(ctx context.Context, _ access.Actor, in *processInput) (*body[postgres.ProcessPanel], error) {
			return show(s.Store.Panel(ctx, in.Process))
		},
	})
	add(s, route[actsInput, body[postgres.List[postgres.ProcessTask]]]{
		act: access.ListProcessTasks, method: http.MethodGet, path: "/processes/tasks", tag: "steering",
		summary: "Who is or was asked to do what in a process, open tasks first; never who has voted",
		do: func(ctx context.Context, _ access.Actor, in *actsInput) (*body[postgres.List[postgres.ProcessTask]], error) {
			return show(s.Store.ProcessTasks(ctx, in.Process, in.page()))
		},
	})
	add(s, route[actsInput, body[postgres.List[postgres.LogEntry]]]{
		act: access.ReadProcessLog, method: http.MethodGet, path: "/processes/log", tag: "steering",
		summary: "Every command of a process and every effect that followed from it, in order",
		do: func(ctx context.Context, _ access.Actor, in *actsInput) (*body[postgres.List[postgres.LogEntry]], error) {
			return show(s.Store.ProcessLog(ctx, in.Process, in.page()))
		},
	})
	add(s, route[peopleInput, body[postgres.List[postgres.FoundPerson]]]{
		act: access.FindPeople, method: http.MethodGet, path: "/people", tag: "people", summary: "Find officials by name, unit, code or address",
		do: func(ctx context.Context, _ access.Actor, in *peopleInput) (*body[postgres.List[postgres.FoundPerson]], error) {
			return show(s.Store.FindPeople(ctx, in.Query, s.now(), in.page()))
		},
	})
	add(s, route[personInput, body[postgres.PersonFile]]{
		act: access.ReadPerson, method: http.MethodGet, path: "/people/{official}", tag: "people",
		summary: "An official's posts, processes and grades over the years; nothing of what was written about them",
		do: func(ctx context.Context, _ access.Actor, in *personInput) (*body[postgres.PersonFile], error) {
			return show(s.Store.PersonFile(ctx, in.Official))
		},
	})
}
