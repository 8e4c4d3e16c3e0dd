package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
)

// How often the dashboard is looked at for those who follow it, and how long one stream lasts before a browser asks anew.
const (
	boardEvery = 2 * time.Second
	boardLasts = 5 * time.Minute
)

// boardEvents tells a browser whenever something has happened in a cycle, for as long as its session runs and its user may
// see the board: both are asked before each look. A page that looks by itself does not keep a session from growing idle.
func (s *server) boardEvents(v *visit) error {
	if err := s.mayWatch(v); err != nil {
		return err
	}
	ctx := v.r.Context()
	cycle := chi.URLParam(v.r, "cycle")
	seen, err := s.Store.BoardVersion(ctx, cycle)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/event-stream")
	v.w.WriteHeader(http.StatusOK)
	flush := http.NewResponseController(v.w).Flush
	_, _ = fmt.Fprint(v.w, "retry: 3000\n\n") // whether anybody reads on shows in the context
	ticks, last := time.NewTicker(boardEvery), time.NewTimer(boardLasts)
	defer ticks.Stop()
	defer last.Stop()
	for flush() == nil {
		select {
		case <-ctx.Done():
			return nil
		case <-s.Stopping:
			return nil
		case <-last.C:
			return nil
		case <-ticks.C:
		}
		if s.mayWatch(v) != nil {
			return nil // the browser asks again, and is refused
		}
		now, err := s.Store.BoardVersion(ctx, cycle)
		if err != nil {
			return nil //nolint:nilerr // the answer has begun; the browser asks again
		}
		if now != seen {
			seen = now
			_, _ = fmt.Fprintf(v.w, "event: progress\ndata: %d\n\n", now)
		}
	}
	return nil
}

// mayWatch refuses whose session is over and who may not see the board of a cycle (any more).
func (s *server) mayWatch(v *visit) (err error) {
	v.actor = access.Nobody()
	if v.session = s.cookie(v.r, sessionCookie); strings.HasPrefix(v.session, sessionToken) {
		if v.actor, err = s.Store.WatchingActor(v.r.Context(), s.hash(v.session), s.now()); err != nil {
			return err
		}
	}
	return access.May(v.actor, access.ReadBoard, access.Subject{})
}
