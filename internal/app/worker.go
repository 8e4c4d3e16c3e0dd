package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	netmail "net/mail"
	"sync"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"golang.org/x/time/rate"

	"canbo/activities"
	"canbo/internal/config"
	"canbo/internal/engine"
	"canbo/internal/mail"
	"canbo/internal/opening"
	"canbo/internal/postgres"
	"canbo/internal/screening"
	"canbo/workflows"
)

const (
	pollers        = 16               // of each kind; the SDK's default of 2 starves a small server
	stopTime       = 20 * time.Second // running activities get this long to finish
	startsPerSec   = 50               // process starts by one relay
	startsAtOnce   = 10
	mailLease      = 15 * time.Second // mail claimed by a killed worker goes out after this
	mailConnection = 4
	mailPoll       = 5 * time.Second // nobody announces the end of a window
)

// RunWorker carries out processes, delivers commands and sends mail until ctx ends.
func RunWorker(ctx context.Context, cfg config.Config, logger *slog.Logger) error {
	cal, err := Calendar(cfg)
	if err != nil {
		return err
	}
	policies, err := Policies(cfg)
	if err != nil {
		return err
	}
	s, err := connect(ctx, cfg, logger)
	if err != nil {
		return err
	}
	defer s.close()
	if err := requireTemporal(ctx, s.temporal, cfg); err != nil {
		return err
	}
	store := postgres.New(s.pool)
	store.BaseURL, store.MailWait, store.Policies = cfg.PublicURL, cfg.MailDigestWindow, policies
	if store.Administrators, err = administrators(cfg); err != nil {
		return err
	}
	w := worker.New(s.temporal, cfg.TaskQueue, worker.Options{
		MaxConcurrentWorkflowTaskPollers: pollers,
		MaxConcurrentActivityTaskPollers: pollers,
		WorkerStopTimeout:                stopTime,
		WorkflowPanicPolicy:              worker.BlockWorkflow,
		DisableRegistrationAliasing:      true,
		DeploymentOptions:                versioning(cfg, s.build),
	})
	workflows.Register(w)
	acts := &activities.Activities{
		Store: store, Reader: store, Calendar: cal, Plans: store, Screener: &screening.Screener{Store: store, Policies: policies},
		RotationPlans: store,
		Assigner:      &screening.Assigner{Rotations: screening.Rotations{Store: store, Policies: policies}, Plans: store},
	}
	w.RegisterActivityWithOptions(acts.Apply, activity.RegisterOptions{Name: activities.NameApply})
	launcher := &activities.Launcher{
		Opener: newOpener(store, policies, cal), Reviews: newReviewOpener(store, policies, cal), Store: store, Clock: now,
		Plans: &opening.PlanOpener{
			Store: store, Ahead: &screening.Rotations{Store: store, Policies: policies}, Policies: policies, Calendar: cal, Clock: now,
		},
	}
	w.RegisterActivityWithOptions(launcher.Launch, activity.RegisterOptions{Name: activities.NameLaunch})
	if err := w.Start(); err != nil {
		return fmt.Errorf("start worker: %w", err)
	}
	defer w.Stop()
	hide, err := showMetrics(ctx, cfg, logger, s.metrics)
	if err != nil {
		return err
	}
	defer hide()
	return runLoops(ctx, cfg, logger, s, &screening.Sweep{
		Screener: &screening.Screener{Store: store, Policies: policies}, Findings: store, Clock: now, Log: logger,
	})
}

// administrators returns who is told what went wrong by itself.
func administrators(cfg config.Config) ([]mail.Correspondent, error) {
	if cfg.AdminMail == "" {
		return nil, nil
	}
	list, err := netmail.ParseAddressList(cfg.AdminMail)
	if err != nil {
		return nil, fmt.Errorf("admin-mail: %w", err)
	}
	to := make([]mail.Correspondent, len(list))
	for i, a := range list {
		to[i] = mail.Correspondent{Name: a.Name, Address: a.Address}
	}
	return to, nil
}

// runLoops runs the relay, the mail dispatcher and the sweep of planning lists beside the worker until ctx ends, and makes
// its build known.
func runLoops(ctx context.Context, cfg config.Config, logger *slog.Logger, s *servers, sweep *screening.Sweep) error {
	inbox := postgres.NewRelayInbox(s.pool)
	relay := &engine.Relay{
		Engine: engine.New(s.temporal, cfg.TaskQueue), Inbox: inbox,
		Starts: rate.NewLimiter(startsPerSec, startsAtOnce), Log: logger,
	}
	outbox := postgres.NewMailOutbox(s.pool)
	dispatcher, err := newDispatcher(cfg, logger, outbox)
	if err != nil {
		return err
	}
	var loops sync.WaitGroup
	loops.Go(func() {
		adopt(ctx, cfg, s.build, engine.NewDeployment(s.temporal, cfg.Deployment, cfg.TaskQueue), logger)
	})
	loops.Go(func() { relay.Run(ctx) })
	loops.Go(func() { dispatcher.Run(ctx) })
	loops.Go(func() { sweep.Run(ctx) })
	reconciler := &engine.Reconciler{
		Engine: engine.New(s.temporal, cfg.TaskQueue), Record: postgres.New(s.pool), Clock: now, Log: logger,
	}
	loops.Go(func() { reconciler.Run(ctx) })
	loops.Wait()
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	return errors.Join(inbox.Close(closing), outbox.Close(closing))
}

func newDispatcher(cfg config.Config, logger *slog.Logger, outbox mail.Outbox) (*mail.Dispatcher, error) {
	from, err := netmail.ParseAddress(cfg.MailFrom)
	if err != nil {
		return nil, fmt.Errorf("mail-from: %w", err)
	}
	smtp, err := mail.NewSMTP(mail.Options{
		Addr: cfg.SMTPAddress, User: cfg.SMTPUser, Password: cfg.SMTPPassword, Security: mail.Security(cfg.SMTPTLS),
	})
	if err != nil {
		return nil, err
	}
	return mail.NewDispatcher(outbox, smtp, mail.DispatcherOptions{
		From:      mail.Correspondent{Name: from.Name, Address: from.Address},
		PerMinute: cfg.MailPerMinute,
		Merge:     cfg.MailDigestWindow > 0,
		Poll:      min(cmp.Or(cfg.MailDigestWindow, mailPoll), mailPoll),
		Workers:   mailConnection,
		Lease:     mailLease,
		Log:       logger,
	})
}
