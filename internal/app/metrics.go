package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"

	"canbo/internal/config"
	"canbo/internal/metrics"
)

// showMetrics serves m where cfg says until ctx ends or stop is called, which must be. It fails at once when the address
// is taken.
func showMetrics(ctx context.Context, cfg config.Config, logger *slog.Logger, m *metrics.Metrics) (stop func(), err error) {
	if cfg.MetricsListen == "" {
		return func() {}, nil
	}
	listening, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.MetricsListen)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w; choose another --metrics-listen", cfg.MetricsListen, err)
	}
	logger.InfoContext(ctx, "metrics are shown", "address", listening.Addr().String())
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		server := &http.Server{Handler: m.Handler(), ReadHeaderTimeout: headerTime, IdleTimeout: idleTime}
		if err := serve(ctx, server, listening); err != nil {
			logger.ErrorContext(ctx, "metrics are not shown any more", "error", err)
		}
	}()
	return func() {
		cancel()
		<-done
	}, nil
}
