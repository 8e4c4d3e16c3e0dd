package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"canbo/internal/config"
	"canbo/internal/engine"
	"canbo/internal/opening"
	"canbo/internal/postgres"
	"canbo/internal/screening"
	"canbo/internal/web"
)

const (
	headerTime   = 10 * time.Second // a client gets this long to send its headers
	idleTime     = 2 * time.Minute
	shutdownTime = 10 * time.Second // requests under way get this long to end
)

// RunWeb serves the API until ctx ends. ready, if any, is told the address it listens on. Temporal may be away: what
// people file is kept and processed when it is back.
func RunWeb(ctx context.Context, cfg config.Config, logger *slog.Logger, ready func(address string)) error {
	policies, err := Policies(cfg)
	if err != nil {
		return err
	}
	days, err := Calendar(cfg)
	if err != nil {
		return err
	}
	s, err := connect(ctx, cfg, logger)
	if err != nil {
		return err
	}
	defer s.close()
	store := postgres.New(s.pool)
	store.BaseURL, store.Policies = cfg.PublicURL, policies
	if store.Administrators, err = administrators(cfg); err != nil {
		return err
	}
	settled := postgres.NewSettlements(store)
	rotations := &screening.Rotations{Store: store, Policies: policies}
	provider := Provider(cfg, logger)
	ask, err := contacts(cfg)
	if err != nil {
		return err
	}
	handler := web.New(web.Deps{
		Store:          store,
		Settled:        settled,
		Engine:         engine.New(s.temporal, cfg.TaskQueue),
		Opener:         newOpener(store, policies, days),
		Calendar:       days,
		Clock:          now,
		Screener:       &screening.Screener{Store: store, Policies: policies},
		Reviews:        newReviewOpener(store, policies, days),
		Rotations:      rotations,
		Reconciler:     &engine.Reconciler{Engine: engine.New(s.temporal, cfg.TaskQueue), Record: store, Clock: now, Log: logger},
		RotationOpener: &opening.RotationOpener{Store: store, Eligible: rotations, Policies: policies, Clock: now},
		RotationPlans:  &opening.PlanOpener{Store: store, Ahead: rotations, Policies: policies, Calendar: days, Clock: now},
		Qualifications: Qualifications{Roster: postgres.NewRoster(s.pool), Policies: policies},
		Schedules:      engine.NewSchedules(s.temporal.ScheduleClient(), cfg.TaskQueue),
		Policies:       policies,
		Stopping:       ctx.Done(),
		Logger:         logger,
		PublicURL:      cfg.PublicURL,
		SessionKey:     cfg.SessionKey,
		AdminKey:       cfg.AdminKey,

		Requests: s.metrics.Request,

		Provider:         provider,
		NoMailLinks:      !cfg.MailLinks,
		Contacts:         ask,
		SignInsPerMinute: cfg.SignInsPerMinute,
	})
	hide, err := showMetrics(ctx, cfg, logger, s.metrics)
	if err != nil {
		return err
	}
	defer hide()
	listening, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w; choose another --listen", cfg.Listen, err)
	}
	if ready != nil {
		ready(listening.Addr().String())
	}
	var loops sync.WaitGroup
	defer loops.Wait()
	loops.Go(func() { settled.Listen(ctx) })
	if provider != nil {
		loops.Go(func() { provider.Find(ctx) })
	}
	return serve(ctx, &http.Server{Handler: handler, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime}, listening)
}

// serve ends in order when ctx ends: no new requests, those under way finish.
func serve(ctx context.Context, server *http.Server, listening net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listening) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		return fmt.Errorf("stop the web program: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
