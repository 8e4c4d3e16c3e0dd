package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/rotation"
)

// Reconciler looks whether each rotation that goes on has its process. Error: fault.Unavailable.
type Reconciler interface {
	Reconcile(ctx context.Context, by string) (rotation.Reconciliation, error)
}

func (s *server) registerReconciliation() {
	const path = "/rotation/reconciliation"
	add(s, route[none, body[rotation.Reconciliation]]{
		act: access.ReadReconciliation, method: http.MethodGet, path: path, tag: "rotation",
		summary: "The last look whether each rotation that goes on has its process",
		do: func(ctx context.Context, _ access.Actor, _ *none) (*body[rotation.Reconciliation], error) {
			return show(s.Store.LastReconciliation(ctx))
		},
	})
	add(s, route[none, body[rotation.Reconciliation]]{
		act: access.Reconcile, method: http.MethodPost, path: path, tag: "rotation", summary: "Look now",
		do: func(ctx context.Context, actor access.Actor, _ *none) (*body[rotation.Reconciliation], error) {
			return show(s.Reconciler.Reconcile(ctx, actor.ID))
		},
	})
}
