package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"runtime/pprof"

	"canbo/cmd/standalone/internal/apart"
	"canbo/cmd/standalone/internal/temporalserver"
	"canbo/internal/app"
	"canbo/internal/config"
)

// partCommand runs one part of an office, for package apart. It ends in order when its standard input ends, and takes
// its settings from the environment.
type partCommand struct {
	Kind    string `arg:"" enum:"temporal,web,worker"`
	Port    int    `help:"Port of the Temporal server on 127.0.0.1."`
	Profile string `placeholder:"FILE" help:"Write FILE.cpu while running and FILE.allocs at the end, for go tool pprof."`
}

// Run runs the part.
func (c *partCommand) Run(ctx context.Context, out io.Writer) error {
	cfg, err := config.FromEnvironment()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // its end is what matters
		cancel()
	}()
	stopped, err := c.profiled()
	if err != nil {
		return err
	}
	return errors.Join(c.run(ctx, cfg, func() { fmt.Fprintln(out, apart.Ready) }), stopped())
}

func (c *partCommand) run(ctx context.Context, cfg config.Config, ready func()) error {
	log := cfg.Logger(os.Stderr)
	switch c.Kind {
	case "temporal":
		server, err := temporalserver.Start(ctx, temporalserver.Options{DatabaseURL: databaseIn(cfg.DatabaseURL), Port: c.Port})
		if err != nil {
			return err
		}
		ready()
		<-ctx.Done()
		return server.Stop()
	case "web":
		return app.RunWeb(ctx, cfg, log, func(string) { ready() })
	default:
		ready()
		return app.RunWorker(ctx, cfg, log)
	}
}

// databaseIn gives the URLs of the databases beside that of the product.
func databaseIn(product string) func(name string) string {
	return func(name string) string {
		u, err := url.Parse(product)
		if err != nil {
			return product // refused when it is used
		}
		u.Path = "/" + name
		return u.String()
	}
}

// profiled writes the profiles, the last when the function that it returns is called.
func (c *partCommand) profiled() (stopped func() error, err error) {
	if c.Profile == "" {
		return func() error { return nil }, nil
	}
	cpu, err := os.Create(c.Profile + ".cpu")
	if err != nil {
		return nil, fmt.Errorf("write a profile: %w", err)
	}
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return nil, errors.Join(err, cpu.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		allocs, err := os.Create(c.Profile + ".allocs")
		if err != nil {
			return errors.Join(err, cpu.Close())
		}
		return errors.Join(pprof.Lookup("allocs").WriteTo(allocs, 0), allocs.Close(), cpu.Close())
	}, nil
}
