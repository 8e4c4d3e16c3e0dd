package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"canbo/internal/mail"
	"canbo/internal/postgres/db"
)

// EnqueueMail puts messages into the outbox inside the caller's transaction and wakes the dispatchers when that
// commits. A message whose key is there already is ignored; the number of new rows is returned. A message without an
// address goes to the name and address that its Official has in the roster; an official unknown there is an error.
// The content is not checked: a text that cannot be sent is recorded as failed by the dispatcher, so that it cannot hold
// up the decision it announces.
func EnqueueMail(ctx context.Context, tx pgx.Tx, messages ...mail.Message) (int, error) {
	if len(messages) == 0 {
		return 0, nil
	}
	var rows db.EnqueueMailParams
	for _, m := range messages {
		data, err := json.Marshal(m.Data)
		if err != nil {
			return 0, fmt.Errorf("encode mail %s: %w", m.Key, err)
		}
		rows.Keys = append(rows.Keys, m.Key)
		rows.Officials = append(rows.Officials, m.Official)
		rows.Names = append(rows.Names, m.To.Name)
		rows.Addresses = append(rows.Addresses, m.To.Address)
		rows.Kinds = append(rows.Kinds, string(m.Data.Kind()))
		rows.Data = append(rows.Data, string(data))
		rows.Waits = append(rows.Waits, m.Wait.Seconds())
	}
	q := db.New(tx)
	added, err := q.EnqueueMail(ctx, rows)
	if err != nil {
		return 0, fmt.Errorf("enqueue %d mails: %w", len(messages), err)
	}
	if added > 0 {
		if err := q.NotifyMail(ctx); err != nil {
			return 0, fmt.Errorf("announce mails: %w", err)
		}
	}
	return int(added), nil
}

// MailOutbox is the mail.Outbox of one dispatcher. Dispatchers on the same database each have their own.
type MailOutbox struct {
	pool     *pgxpool.Pool
	listener listener
}

var _ mail.Outbox = (*MailOutbox)(nil)

// NewMailOutbox returns the outbox of a database for one dispatcher.
func NewMailOutbox(pool *pgxpool.Pool) *MailOutbox {
	return &MailOutbox{pool: pool, listener: listener{pool: pool, channel: "mail_outbox"}}
}

// Settle records the outcome; one that comes too late to count is no error.
func (o *MailOutbox) Settle(ctx context.Context, out mail.Outcome) error {
	q := db.New(o.pool)
	var err error
	switch out.State {
	case mail.Sent:
		_, err = q.MailSent(ctx, db.MailSentParams{
			Message: out.Key, MessageID: out.MessageID, Server: out.Receipt.Server, Reply: out.Receipt.Reply,
		})
	case mail.Failed:
		err = o.failed(ctx, out)
	case mail.Pending:
		_, err = q.MailReturned(ctx, db.MailReturnedParams{
			Message: out.Key, Attempt: int32(out.Attempt), Reason: out.Reason, RetrySeconds: out.RetryIn.Seconds(),
			Split: out.Split,
		})
	default:
		err = fmt.Errorf("%q is no outcome", out.State)
	}
	if err != nil {
		return fmt.Errorf("settle mail %s: %w", out.Key, err)
	}
	return nil
}

// Wait returns when rows were added or atMost has passed, and at once after connecting.
func (o *MailOutbox) Wait(ctx context.Context, atMost time.Duration) error {
	_, err := o.listener.wait(ctx, atMost)
	return err
}

// Close closes the connection of Wait, when the dispatcher has stopped.
func (o *MailOutbox) Close(ctx context.Context) error { return o.listener.close(ctx) }
