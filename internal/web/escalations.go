package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
)

type escalationsInput struct {
	Paged
	Process string `query:"process" maxLength:"200"`
}

func (s *server) registerEscalations() {
	add(s, route[escalationsInput, body[postgres.List[postgres.Escalation]]]{
		act: access.ListEscalations, method: http.MethodGet, path: "/escalations", tag: "steering",
		summary: "Who was told that others are late; of a secret ballot the number alone",
		do: func(ctx context.Context, _ access.Actor, in *escalationsInput) (*body[postgres.List[postgres.Escalation]], error) {
			return show(s.Store.Escalations(ctx, in.Process, in.page()))
		},
	})
}
