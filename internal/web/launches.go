package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
)

func (s *server) registerLaunches() {
	add(s, route[listInput, body[postgres.List[postgres.LaunchView]]]{
		act: access.ListLaunches, method: http.MethodGet, path: "/launches", tag: "cycles",
		summary: "What came of the launches of the schedules, with the reason where one failed",
		do: func(ctx context.Context, _ access.Actor, in *listInput) (*body[postgres.List[postgres.LaunchView]], error) {
			return show(s.Store.Launches(ctx, in.page()))
		},
	})
	add(s, route[listInput, body[postgres.List[postgres.Concern]]]{
		act: access.ListConcerns, method: http.MethodGet, path: "/concerns", tag: "steering",
		summary: "The administrators' inbox: failed launches, lateness that nobody else was told of, mail that did not arrive, findings on planning lists",
		do: func(ctx context.Context, _ access.Actor, in *listInput) (*body[postgres.List[postgres.Concern]], error) {
			return show(s.Store.Concerns(ctx, in.page()))
		},
	})
}
