package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// listener waits for the notifications of one channel on a connection of its own, since notifications come to the
// connection that asked for them. It is for one goroutine.
type listener struct {
	pool    *pgxpool.Pool
	channel string
	conn    *pgx.Conn // nil until first used, and after it was lost
}

// wait returns the payload of the next notification, or "" when atMost has passed. After (re)connecting it returns ""
// at once: notifications may have been missed.
func (l *listener) wait(ctx context.Context, atMost time.Duration) (payload string, err error) {
	if l.conn == nil {
		return "", l.connect(ctx)
	}
	limited, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	n, err := l.conn.WaitForNotification(limited)
	if err == nil {
		return n.Payload, nil
	}
	if ctx.Err() != nil || limited.Err() == nil || l.conn.IsClosed() {
		return "", l.hangUp(ctx, err)
	}
	return "", nil
}

func (l *listener) connect(ctx context.Context) error {
	conn, err := pgx.ConnectConfig(ctx, l.pool.Config().ConnConfig)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", l.channel, err)
	}
	l.conn = conn
	if _, err := conn.Exec(ctx, "LISTEN "+l.channel); err != nil {
		return l.hangUp(ctx, err)
	}
	return nil
}

func (l *listener) close(ctx context.Context) error {
	if l.conn == nil {
		return nil
	}
	defer func() { l.conn = nil }()
	return l.conn.Close(ctx)
}

func (l *listener) hangUp(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = l.conn.Close(ctx) // it is given up: the cause is what matters
	l.conn = nil
	return fmt.Errorf("listen on %s: %w", l.channel, cause)
}
