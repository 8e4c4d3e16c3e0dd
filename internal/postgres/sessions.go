package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/mail"
	"canbo/internal/postgres/db"
)

// floodWindow is the time in which one person gets five sign-in links at most, and five more in each browser that was theirs.
const floodWindow = 15 * time.Minute

// keyActor begins the actor's id of an API key.
const keyActor = "key:"

// SignInLink is a one-time right to sign in, as it is stored and mailed.
type SignInLink struct {
	Hash    []byte // of the token, 32 bytes
	Link    string // absolute, with the token
	Browser []byte // hash of the secret of the only browser in which it works, 32 bytes; nil for any
	At      time.Time
	Expires time.Time
}

// Session is the signed-in time of one person, or of the holder of an API key.
type Session struct {
	Hash    []byte // of the bearer token, 32 bytes
	Browser []byte // hash of the secret of the browser that holds it, 32 bytes; nil for a program
	Device  string // what its owner knows the browser by
	At      time.Time
	Expires time.Time
}

// MailSignIn stores the link and puts it into the outbox, when one person of the roster has the address and has not been
// sent too many of late. Else it does nothing, and its caller cannot tell.
func (s *Store) MailSignIn(ctx context.Context, email string, l SignInLink) error {
	return s.inTx(ctx, func(tx pgx.Tx, q *db.Queries) error {
		official, err := q.InsertSignIn(ctx, db.InsertSignInParams{
			TokenHash: l.Hash, CreatedAt: l.At, ExpiresAt: l.Expires, Email: email, Recently: l.At.Add(-floodWindow), BrowserHash: l.Browser,
		})
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("store sign-in link: %w", err)
		}
		_, err = EnqueueMail(ctx, tx, mail.Message{
			Key: fmt.Sprintf("sign-in/%x", l.Hash), Official: official, Data: mail.SignIn{Link: l.Link, Expires: l.Expires},
		})
		return err
	})
}

// DrawSignIn stores a link that its drawer follows with a browser: it begins a session with the rights of the API key.
func (s *Store) DrawSignIn(ctx context.Context, holder access.Actor, l SignInLink) error {
	err := s.q.InsertKeySignIn(ctx, db.InsertKeySignInParams{
		TokenHash: l.Hash, KeyName: strings.TrimPrefix(holder.ID, keyActor), Role: string(holder.Role),
		CreatedAt: l.At, ExpiresAt: l.Expires,
	})
	if err != nil {
		return fmt.Errorf("store sign-in link: %w", err)
	}
	return nil
}

// SignIn uses up a link and begins a session, whose actor it returns; an earlier session of the same browser ends. Errors,
// both fault.Denied: `bad_token` when the link is unknown, used or expired, and `other_browser`, which leaves the link
// good.
func (s *Store) SignIn(ctx context.Context, linkHash []byte, session Session) (actor access.Actor, err error) {
	err = s.inTx(ctx, func(_ pgx.Tx, q *db.Queries) error {
		link, err := q.UseSignIn(ctx, db.UseSignInParams{Now: &session.At, TokenHash: linkHash, BrowserHash: session.Browser})
		if errors.Is(err, pgx.ErrNoRows) {
			return refuseLink(ctx, q, linkHash, session.At)
		}
		if err != nil {
			return fmt.Errorf("use sign-in link: %w", err)
		}
		actor = access.Actor{Role: access.Role(link.Role), ID: keyActor + link.KeyName}
		if link.Official != nil {
			actor.ID = *link.Official
		}
		return beginSession(ctx, q, session, db.InsertSessionParams{Official: link.Official, KeyName: link.KeyName, Role: link.Role})
	})
	return actor, err
}

// beginSession stores a session of whom the row names.
func beginSession(ctx context.Context, q *db.Queries, session Session, row db.InsertSessionParams) error {
	if session.Browser != nil {
		err := q.EndSessionsOfBrowser(ctx, db.EndSessionsOfBrowserParams{EndedAt: &session.At, BrowserHash: session.Browser})
		if err != nil {
			return fmt.Errorf("end the session before: %w", err)
		}
	}
	row.TokenHash, row.BrowserHash, row.Device = session.Hash, session.Browser, session.Device
	row.CreatedAt, row.ExpiresAt = session.At, session.Expires
	if err := q.InsertSession(ctx, row); err != nil {
		return fmt.Errorf("store session: %w", err)
	}
	return nil
}

func refuseLink(ctx context.Context, q *db.Queries, linkHash []byte, now time.Time) error {
	good, err := q.SignInOfAnotherBrowser(ctx, db.SignInOfAnotherBrowserParams{TokenHash: linkHash, Now: now})
	if err != nil {
		return fmt.Errorf("look for the sign-in link: %w", err)
	}
	if good {
		return fault.New(fault.Denied, "other_browser", "This link works in the browser only in which it was asked for.")
	}
	return fault.New(fault.Denied, "bad_token", "This link is not valid any more; ask for a new one.")
}

// Idle is how long a session lasts that nobody uses.
const Idle = 3 * time.Hour

// seenStep is how exactly it is known when a session was last used: not every request writes.
const seenStep = time.Minute

// SessionActor returns whose session runs at now, and keeps that it was used; access.Nobody when there is none, or nobody
// has used it for Idle.
func (s *Store) SessionActor(ctx context.Context, hash []byte, now time.Time) (access.Actor, error) {
	actor, seen, err := s.sessionActor(ctx, hash, now)
	if err != nil || actor.Role == access.Anonymous || now.Sub(seen) < seenStep {
		return actor, err
	}
	if err := s.q.SeeSession(ctx, db.SeeSessionParams{Now: now, TokenHash: hash}); err != nil {
		return access.Nobody(), fmt.Errorf("keep that a session was used: %w", err)
	}
	return actor, nil
}

// WatchingActor is SessionActor for a page that looks by itself, which is no use of the session.
func (s *Store) WatchingActor(ctx context.Context, hash []byte, now time.Time) (access.Actor, error) {
	actor, _, err := s.sessionActor(ctx, hash, now)
	return actor, err
}

func (s *Store) sessionActor(ctx context.Context, hash []byte, now time.Time) (actor access.Actor, seen time.Time, err error) {
	row, err := s.q.SessionActor(ctx, db.SessionActorParams{TokenHash: hash, Now: now, IdleSince: now.Add(-Idle)})
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Nobody(), seen, nil
	}
	if err != nil {
		return access.Nobody(), seen, fmt.Errorf("read session: %w", err)
	}
	actor = access.Actor{Role: access.Role(row.Role), ID: row.Actor}
	for _, role := range row.Granted {
		actor.Granted = append(actor.Granted, access.Role(role))
	}
	return actor, row.SeenAt, nil
}

// OpenSession is what somebody sees of a session of their own.
type OpenSession struct {
	ID        int64     `json:"id"`
	Device    string    `json:"device,omitempty" doc:"Browser and system; empty for a program"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at" doc:"When it was last used, to the minute"`
	ExpiresAt time.Time `json:"expires_at"`
	This      bool      `json:"this" doc:"The one that asks"`
}

// Sessions lists the sessions that run of whoever has this one, this one first.
func (s *Store) Sessions(ctx context.Context, hash []byte, now time.Time) ([]OpenSession, error) {
	rows, err := s.q.SessionsOf(ctx, db.SessionsOfParams{TokenHash: hash, Now: now, IdleSince: now.Add(-Idle)})
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	sessions := make([]OpenSession, len(rows))
	for i, r := range rows {
		sessions[i] = OpenSession{ID: r.ID, Device: r.Device, CreatedAt: r.CreatedAt, SeenAt: r.SeenAt, ExpiresAt: r.ExpiresAt, This: r.IsThis}
	}
	return sessions, nil
}

// EndSession ends one session of whoever has this one. Error: fault.NotFound `session_not_found`, also for another's.
func (s *Store) EndSession(ctx context.Context, hash []byte, id int64, at time.Time) error {
	ended, err := s.q.EndOwnSession(ctx, db.EndOwnSessionParams{EndedAt: &at, TokenHash: hash, ID: id})
	if err != nil {
		return fmt.Errorf("end session %d: %w", id, err)
	}
	if ended == 0 {
		return fault.New(fault.NotFound, "session_not_found", "You have no such session.")
	}
	return nil
}

// KeyActor returns the program that holds an API key, and keeps that it was used; access.Nobody when the key is unknown or
// revoked.
func (s *Store) KeyActor(ctx context.Context, hash []byte, now time.Time) (access.Actor, error) {
	key, err := s.q.APIKeyByHash(ctx, hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return access.Nobody(), nil
	}
	if err != nil {
		return access.Nobody(), fmt.Errorf("read API key: %w", err)
	}
	if key.UsedAt == nil || now.Sub(*key.UsedAt) >= seenStep {
		if err := s.q.UseAPIKey(ctx, db.UseAPIKeyParams{UsedAt: &now, Name: key.Name}); err != nil {
			return access.Nobody(), fmt.Errorf("keep that a key was used: %w", err)
		}
	}
	return access.Actor{Role: access.Role(key.Role), ID: keyActor + key.Name}, nil
}

// SignOut ends a session; ending it again does nothing.
func (s *Store) SignOut(ctx context.Context, sessionHash []byte, at time.Time) error {
	if err := s.q.EndSession(ctx, db.EndSessionParams{EndedAt: &at, TokenHash: sessionHash}); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// SignOutEverywhere ends all sessions of whoever has this one.
func (s *Store) SignOutEverywhere(ctx context.Context, sessionHash []byte, at time.Time) error {
	if err := s.q.EndSessions(ctx, db.EndSessionsParams{EndedAt: &at, TokenHash: sessionHash}); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

// APIKey is what may be shown of a key.
type APIKey struct {
	Name      string     `json:"name"`
	Role      string     `json:"role"`
	CreatedBy string     `json:"created_by"`
	CreatedAt time.Time  `json:"created_at"`
	Reason    string     `json:"reason,omitempty"`
	Basis     string     `json:"basis,omitempty"`
	UsedAt    *time.Time `json:"used_at,omitempty" doc:"Last use, to the minute; absent of a key that was never used"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`

	RevokedBy    string `json:"revoked_by,omitempty"`
	RevokeReason string `json:"revoke_reason,omitempty"`
	RevokeBasis  string `json:"revoke_basis,omitempty"`
}

// CreateAPIKey stores a key by its hash. Error: fault.Conflict `key_exists`, also for the name of a revoked key.
func (s *Store) CreateAPIKey(ctx context.Context, k APIKey, hash []byte) error {
	added, err := s.q.InsertAPIKey(ctx, db.InsertAPIKeyParams{
		Name: k.Name, Role: k.Role, KeyHash: hash, CreatedBy: k.CreatedBy, CreatedAt: k.CreatedAt, Reason: k.Reason, Basis: k.Basis,
	})
	if err != nil {
		return fmt.Errorf("store API key %s: %w", k.Name, err)
	}
	if added == 0 {
		return fault.New(fault.Conflict, "key_exists", "There is or was a key %s; choose another name.", k.Name)
	}
	return nil
}

// APIKeys lists keys by name.
func (s *Store) APIKeys(ctx context.Context, p Page) (List[APIKey], error) {
	rows, err := s.q.APIKeys(ctx, db.APIKeysParams{After: p.After, MaxRows: p.rows()})
	if err != nil {
		return List[APIKey]{}, fmt.Errorf("list API keys: %w", err)
	}
	return listed(p, rows, func(r db.APIKeysRow) (APIKey, string) { return APIKey(r), r.Name }), nil
}

// KeyRevocation is who ends a key, and why.
type KeyRevocation struct {
	Name, Actor, Reason, Basis string
	At                         time.Time
}

// RevokeAPIKey ends a key for good. Error: fault.NotFound when it does not exist or is revoked.
func (s *Store) RevokeAPIKey(ctx context.Context, r KeyRevocation) error {
	revoked, err := s.q.RevokeAPIKey(ctx, db.RevokeAPIKeyParams{
		RevokedAt: r.At, RevokedBy: r.Actor, RevokeReason: r.Reason, RevokeBasis: r.Basis, Name: r.Name,
	})
	if err != nil {
		return fmt.Errorf("revoke API key %s: %w", r.Name, err)
	}
	if revoked == 0 {
		return fault.New(fault.NotFound, "key_not_found", "There is no key %s in use.", r.Name)
	}
	return nil
}
