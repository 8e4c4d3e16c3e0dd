package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/mail"
	"canbo/internal/postgres/db"
)

// failed records that a message cannot be sent, and when that is because of its address, that further ones will not be.
func (o *MailOutbox) failed(ctx context.Context, out mail.Outcome) error {
	return pgx.BeginFunc(ctx, o.pool, func(tx pgx.Tx) error {
		q := db.New(tx)
		rows, err := q.MailFailed(ctx, db.MailFailedParams{Message: out.Key, Attempt: int32(out.Attempt), Reason: out.Reason})
		if err != nil || rows == 0 || !out.Bounces {
			return err
		}
		return q.MarkBouncing(ctx, db.MarkBouncingParams{Message: out.Key, Reason: out.Reason})
	})
}

// MailBounced records that messages came back: the rows of the message that the report is about, for each receiver for
// whom it failed for good, are bounced, and the address is known to be bad. It returns the number of rows; 0 when the
// report tells of no failure. A repeated report changes nothing. Error: fault.NotFound `mail_not_found` when we sent no such
// message to any of these receivers; a forged report would have to know both.
func (s *Store) MailBounced(ctx context.Context, r mail.Report) (int, error) {
	bounced, failures := 0, 0
	err := s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		bounced, failures = 0, 0
		for _, d := range r.Receivers {
			if !d.Failed {
				continue
			}
			failures++
			reason := strings.TrimSpace(d.Status + " " + d.Diagnostic)
			messages, err := q.MailBounced(ctx, db.MailBouncedParams{MessageID: r.MessageID, Address: d.Address, Reason: reason})
			if err != nil {
				return fmt.Errorf("record a bounce: %w", err)
			}
			if len(messages) == 0 {
				continue
			}
			bounced += len(messages)
			if err := q.MarkBouncing(ctx, db.MarkBouncingParams{Message: messages[0], Reason: reason}); err != nil {
				return fmt.Errorf("mark an address: %w", err)
			}
		}
		return nil
	})
	if err == nil && failures > 0 && bounced == 0 {
		err = fault.New(fault.NotFound, "mail_not_found", "No mail with this Message-ID was sent to these receivers.")
	}
	return bounced, err
}

// MailFilter chooses mails; empty fields choose all.
type MailFilter struct {
	State    string
	Kind     string
	Official string
}

// Mail is what is known of one row of the outbox: whom it was for, and the proof that it was sent. What it said is not
// part of it.
type Mail struct {
	ID        int64      `json:"id"`
	Kind      string     `json:"kind"`
	Official  string     `json:"official,omitempty"`
	Name      string     `json:"name,omitempty"`
	Address   string     `json:"address"`
	Bouncing  bool       `json:"bouncing,omitempty" doc:"Mail to the address came back, and nothing more is sent there"`
	State     string     `json:"state" enum:"pending,sending,sent,failed,bounced,skipped"`
	Attempts  int        `json:"attempts"`
	CreatedAt time.Time  `json:"created_at"`
	RetriedAt *time.Time `json:"retried_at,omitempty" doc:"When an administrator had it sent again"`
	NextTryAt *time.Time `json:"next_try_at,omitempty" doc:"Of a pending one"`
	SentAt    *time.Time `json:"sent_at,omitempty" doc:"When the mail server took it over"`
	Server    string     `json:"server,omitempty" doc:"That took it, host:port"`
	Reply     string     `json:"reply,omitempty" doc:"In the words of that server, with its queue id"`
	MessageID string     `json:"message_id,omitempty" doc:"Shared by all that went as one digest"`
	BouncedAt *time.Time `json:"bounced_at,omitempty"`
	Error     string     `json:"error,omitempty" doc:"Why it was not sent, came back or was skipped"`
}

// MailAct is what an administrator did with a mail, and how the mail stood before.
type MailAct struct {
	Kind   string     `json:"kind" enum:"retry"`
	Actor  string     `json:"actor"`
	Reason string     `json:"reason"`
	Basis  string     `json:"basis"`
	At     time.Time  `json:"at"`
	State  string     `json:"state" doc:"Before"`
	SentAt *time.Time `json:"sent_at,omitempty"`
	Server string     `json:"server,omitempty"`
	Reply  string     `json:"reply,omitempty"`
	Error  string     `json:"error,omitempty"`
}

// Mails lists the rows of the outbox in the order they were written.
func (s *Store) Mails(ctx context.Context, f MailFilter, p Page) (List[Mail], error) {
	after, err := p.number()
	if err != nil {
		return List[Mail]{}, err
	}
	rows, err := s.q.Mails(ctx, db.MailsParams{After: after, State: f.State, Kind: f.Kind, Official: f.Official, MaxRows: p.rows()})
	if err != nil {
		return List[Mail]{}, fmt.Errorf("list mails: %w", err)
	}
	return listed(p, rows, func(r db.MailsRow) (Mail, string) {
		return mailView(db.MailByIDRow(r)), strconv.FormatInt(r.ID, 10)
	}), nil
}

// Mail returns one row of the outbox and what administrators did with it. Error: fault.NotFound `mail_not_found`.
func (s *Store) Mail(ctx context.Context, id int64) (Mail, []MailAct, error) {
	row, err := s.q.MailByID(ctx, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return Mail{}, nil, noMail()
	}
	if err != nil {
		return Mail{}, nil, fmt.Errorf("read mail %d: %w", id, err)
	}
	rows, err := s.q.MailActs(ctx, id)
	if err != nil {
		return Mail{}, nil, fmt.Errorf("read acts on mail %d: %w", id, err)
	}
	acts := make([]MailAct, len(rows))
	for i, r := range rows {
		acts[i] = MailAct{
			Kind: r.Kind, Actor: r.Actor, Reason: r.Reason, Basis: r.Basis, At: r.At, State: r.State, SentAt: r.SentAt,
			Server: value(r.Server), Reply: value(r.Reply), Error: value(r.LastError),
		}
	}
	return mailView(row), acts, nil
}

// RetryMail has a mail that failed or bounced sent again, with all that went in the same message, to the address that the
// roster has now. It leaves a row of what was done and why. Errors: fault.NotFound `mail_not_found`; fault.Conflict
// `mail_not_failed` while it is not known to have failed, `mail_link_gone` for a link to sign in, which is not kept.
func (s *Store) RetryMail(ctx context.Context, id int64, act MailAct) error {
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		row, err := q.LockMail(ctx, id)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return noMail()
		case err != nil:
			return fmt.Errorf("read mail %d: %w", id, err)
		case mail.Kind(row.Kind) == mail.KindSignIn:
			return fault.New(fault.Conflict, "mail_link_gone", "A link to sign in is not sent again; the person asks for a new one.")
		case row.State != string(mail.Failed) && row.State != string(mail.Bounced):
			return fault.New(fault.Conflict, "mail_not_failed", "This mail has not failed; its state is %s.", row.State)
		}
		err = q.InsertMailAct(ctx, db.InsertMailActParams{
			Mail: id, Kind: "retry", Actor: act.Actor, Reason: act.Reason, Basis: act.Basis, At: act.At,
		})
		if err != nil {
			return fmt.Errorf("record the retry of mail %d: %w", id, err)
		}
		if err := q.RetryMail(ctx, db.RetryMailParams{ID: id, At: &act.At}); err != nil {
			return fmt.Errorf("retry mail %d: %w", id, err)
		}
		return q.NotifyMail(ctx)
	})
}

func noMail() error {
	return fault.New(fault.NotFound, "mail_not_found", "There is no such mail.")
}

func mailView(r db.MailByIDRow) Mail {
	m := Mail{
		ID: r.ID, Kind: r.Kind, Official: value(r.Official), Name: r.Name, Address: r.Address, Bouncing: r.Bouncing, State: r.State,
		Attempts: int(r.Attempts), CreatedAt: r.CreatedAt, RetriedAt: r.RetriedAt, SentAt: r.SentAt, Server: value(r.Server),
		Reply: value(r.Reply), MessageID: value(r.MessageID), BouncedAt: r.BouncedAt, Error: value(r.LastError),
	}
	if r.State == string(mail.Pending) {
		m.NextTryAt = &r.NextAttemptAt
	}
	return m
}
