package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/opening"
	"canbo/internal/postgres"
)

// registerBoard adds what an administrator looks at before a cycle is opened and while it runs.
func (s *server) registerBoard() {
	add(s, route[pageInput, body[postgres.Board]]{
		act: access.ReadBoard, method: http.MethodGet, path: "/cycles/{cycle}/board", tag: "cycles",
		summary: "Steps by unit, who is late, what the pace of the last days leads to, and the grades so far",
		do: func(ctx context.Context, actor access.Actor, in *pageInput) (*body[postgres.Board], error) {
			board, err := s.Store.Board(ctx, in.Cycle, s.now(), in.page())
			board.Share(access.May(actor, access.ReadSelfReview, access.Subject{}) == nil)
			return show(board, err)
		},
	})
	add(s, route[openInput, body[opening.CyclePreview]]{
		act: access.PreviewCycle, method: http.MethodPost, path: "/cycles/preview", tag: "cycles",
		summary: "What opening a cycle would enrol, and everything that stands in its way; nothing is opened",
		do: func(ctx context.Context, actor access.Actor, in *openInput) (*body[opening.CyclePreview], error) {
			request, err := openRequest(actor, in)
			if err != nil {
				return nil, err
			}
			return show(s.Opener.Preview(ctx, request))
		},
	})
}
