package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// Attempt is a sign-in at the organisation's provider that somebody has begun.
type Attempt struct {
	State   []byte // hash of what the provider sends back, 32 bytes
	Browser []byte // hash of the secret of the only browser that may finish it, 32 bytes
	At      time.Time
	Expires time.Time
}

// BeginAttempt stores an attempt.
func (s *Store) BeginAttempt(ctx context.Context, a Attempt) error {
	err := s.q.InsertAttempt(ctx, db.InsertAttemptParams{StateHash: a.State, BrowserHash: a.Browser, CreatedAt: a.At, ExpiresAt: a.Expires})
	if err != nil {
		return fmt.Errorf("store a sign-in attempt: %w", err)
	}
	return nil
}

// UseAttempt uses up an attempt. Error: fault.Denied `bad_attempt` when it is unknown, used, expired or another browser's.
func (s *Store) UseAttempt(ctx context.Context, state, browser []byte, at time.Time) error {
	used, err := s.q.UseAttempt(ctx, db.UseAttemptParams{StateHash: state, BrowserHash: browser, Now: &at})
	if err != nil {
		return fmt.Errorf("use a sign-in attempt: %w", err)
	}
	if used == 0 {
		return fault.New(fault.Denied, "bad_attempt", "This sign-in was not begun in this browser, or too long ago; begin again.")
	}
	return nil
}

// SignInAs begins a session of the official whom a provider has named, by mail address or else by code. An earlier session
// of the same browser ends. Error: fault.Denied `unknown_person` when that is nobody, or not one person alone.
func (s *Store) SignInAs(ctx context.Context, named string, byEmail bool, session Session) error {
	return s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		find := q.OfficialByCode
		if byEmail {
			find = q.OfficialByEmail
		}
		codes, err := find(ctx, named)
		if err != nil {
			return fmt.Errorf("look for who signs in: %w", err)
		}
		if len(codes) != 1 {
			return fault.New(fault.Denied, "unknown_account", "Your account is in order, but it is on no list of officials here.")
		}
		return beginSession(ctx, q, session, db.InsertSessionParams{Official: &codes[0], Role: string(access.Official)})
	})
}
