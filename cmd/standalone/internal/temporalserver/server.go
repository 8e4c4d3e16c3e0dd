package temporalserver

import (
	"context"
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // schedules name a time zone, which the machine may not have

	"github.com/jackc/pgx/v5"
	"go.temporal.io/sdk/client"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/schema/sqlite"
	"go.temporal.io/server/temporal"
	"google.golang.org/protobuf/types/known/durationpb"
)

// Namespace is the one namespace of the server.
const Namespace = "default"

// The databases of the server in the PostgreSQL it is given.
const (
	database           = "temporal"
	visibilityDatabase = "temporal_visibility"
)

const (
	retention    = 90 * 24 * time.Hour // closed workflows stay visible for a quarter
	startTimeout = time.Minute
)

// Options say where the server keeps its data and writes its log.
type Options struct {
	// DatabaseURL returns the URL of a database of the cluster. The role must be allowed to create databases and the
	// extension btree_gin, and the cluster to take 130 connections from this server.
	DatabaseURL func(database string) string
	// Port of the frontend on 127.0.0.1; 0 takes a free one.
	Port int
	// LogFile receives the server's warnings and errors as JSON lines; empty sends them to standard error.
	LogFile string
}

// Server is a running Temporal server.
type Server struct {
	server  temporal.Server
	address string
}

// Start creates what is missing in the database and returns when the namespace answers. Data of an earlier run, also of
// one that was killed, is taken up again.
func Start(ctx context.Context, o Options) (*Server, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()

	if err := prepareDatabases(ctx, o.DatabaseURL); err != nil {
		return nil, err
	}
	store, err := pgx.ParseConfig(o.DatabaseURL(database))
	if err != nil {
		return nil, fmt.Errorf("read the database address: %w", err)
	}
	ports, err := freePorts(len(serviceNames))
	if err != nil {
		return nil, err
	}
	if o.Port != 0 {
		ports[0] = o.Port
	}
	cfg := serverConfig(store, ports)
	if err := createNamespace(cfg); err != nil {
		return nil, err
	}
	logger := log.NewZapLogger(log.BuildZapLogger(log.Config{Level: "warn", OutputFile: o.LogFile}))
	server, err := temporal.NewServer(
		temporal.WithConfig(cfg),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(staticHosts(ports)),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper {
			return authorization.NewNoopClaimMapper()
		}),
		temporal.WithDynamicConfigClient(dynamicConfig()),
	)
	if err != nil {
		return nil, fmt.Errorf("build the Temporal server: %w", err)
	}
	if err := server.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start the Temporal server: %w", err), server.Stop())
	}
	s := &Server{server: server, address: cfg.PublicClient.HostPort}
	if err := s.waitReady(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// Address returns host:port of the frontend, for clients and workers.
func (s *Server) Address() string { return s.address }

// Stop ends all services and closes their connections to the database; it takes one or two seconds.
func (s *Server) Stop() error {
	if err := s.server.Stop(); err != nil {
		return fmt.Errorf("stop the Temporal server: %w", err)
	}
	return nil
}

// createNamespace writes the namespace straight into the store, so that the server knows it from its first moment: one
// registered through the API would be unknown to parts of the server for seconds.
func createNamespace(cfg *config.Config) error {
	ns, err := sqlite.NewNamespaceConfig(cfg.ClusterMetadata.CurrentClusterName, Namespace, false, nil)
	if err != nil {
		return fmt.Errorf("describe namespace %s: %w", Namespace, err)
	}
	ns.Detail.Config.Retention = durationpb.New(retention)
	store := cfg.Persistence.DataStores[cfg.Persistence.DefaultStore].SQL
	// Despite its package this works on every SQL store.
	if err := sqlite.CreateNamespaces(store, ns); err != nil {
		return fmt.Errorf("create namespace %s: %w", Namespace, err)
	}
	return nil
}

// waitReady returns when the frontend describes the namespace.
func (s *Server) waitReady(ctx context.Context) error {
	const pause = 50 * time.Millisecond
	for {
		err := s.describe(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the Temporal server: %w", errors.Join(ctx.Err(), err))
		case <-time.After(pause):
		}
	}
}

func (s *Server) describe(ctx context.Context) error {
	c, err := client.NewNamespaceClient(client.Options{HostPort: s.address})
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Describe(ctx, Namespace)
	return err
}
