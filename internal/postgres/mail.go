package postgres

import (
	"context"
	"encoding/json"
	"errors"
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

// Claim leases due rows; rows that another dispatcher is claiming at this moment are passed over.
func (o *MailOutbox) Claim(ctx context.Context, limit int, lease time.Duration) ([]mail.Claimed, error) {
	rows, err := db.New(o.pool).ClaimMail(ctx, db.ClaimMailParams{MaxRows: int32(limit), LeaseSeconds: lease.Seconds()})
	if err != nil {
		return nil, fmt.Errorf("claim mail: %w", err)
	}
	claimed := make([]mail.Claimed, len(rows))
	for i, row := range rows {
		claimed[i] = mail.Claimed{
			Key: row.Key, To: mail.Correspondent{Name: row.Name, Address: row.Address}, Kind: mail.Kind(row.Kind),
			Data: row.Data, Created: row.CreatedAt, Attempt: int(row.Attempts), InDoubt: row.InDoubt,
		}
	}
	return claimed, nil
}

// Begin fails when the lease has ended and another dispatcher holds the row.
func (o *MailOutbox) Begin(ctx context.Context, key string, attempt int) error {
	rows, err := db.New(o.pool).BeginMail(ctx, db.BeginMailParams{Key: key, Attempt: int32(attempt)})
	if err == nil && rows == 0 {
		err = errors.New("the lease has ended")
	}
	if err != nil {
		return fmt.Errorf("begin mail %s: %w", key, err)
	}
	return nil
}

// Settle records the outcome; one that comes too late to count is no error.
func (o *MailOutbox) Settle(ctx context.Context, out mail.Outcome) error {
	q := db.New(o.pool)
	var err error
	switch out.State {
	case mail.Sent:
		_, err = q.MailSent(ctx, db.MailSentParams{Key: out.Key, MessageID: out.MessageID})
	case mail.Failed:
		_, err = q.MailFailed(ctx, db.MailFailedParams{Key: out.Key, Attempt: int32(out.Attempt), Reason: out.Reason})
	case mail.Pending:
		_, err = q.MailReturned(ctx, db.MailReturnedParams{
			Key: out.Key, Attempt: int32(out.Attempt), Reason: out.Reason, RetrySeconds: out.RetryIn.Seconds(),
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
