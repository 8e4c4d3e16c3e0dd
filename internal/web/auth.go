package web

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"canbo/internal/access"
)

// The beginnings of the tokens say what they are, to us and to scanners that look for leaked secrets.
const (
	sessionToken = "canbo_s_"
	keyToken     = "canbo_k_"
	linkToken    = "canbo_l_"
	browserToken = "canbo_b_"
	attemptToken = "canbo_p_"
)

const bootstrapKey = "key:bootstrap" // actor of Deps.AdminKey

type actorKey struct{}

// actorOf returns who asks. An operation that is open to everybody is not told, so that it cannot remember.
func actorOf(ctx context.Context) access.Actor {
	if a, ok := ctx.Value(actorKey{}).(access.Actor); ok {
		return a
	}
	return access.Nobody()
}

// authenticate finds out who asks; whether that is enough is for access.May.
func (s *server) authenticate(ctx huma.Context, next func(huma.Context)) {
	actor, err := s.actor(ctx.Context(), bearer(ctx.Header("Authorization")))
	if err != nil {
		_, w := humachi.Unwrap(ctx)
		writeProblem(w, s.problem(ctx.Context(), access.Act(ctx.Operation().OperationID), err))
		return
	}
	next(huma.WithValue(ctx, actorKey{}, actor))
}

// actor returns who holds a token; a token that is not good is nobody's.
func (s *server) actor(ctx context.Context, token string) (access.Actor, error) {
	switch {
	case token == "":
		return access.Nobody(), nil
	case s.AdminKey != "" && subtle.ConstantTimeCompare(plainHash(token), plainHash(s.AdminKey)) == 1:
		return access.Actor{Role: access.Administrator, ID: bootstrapKey}, nil
	case strings.HasPrefix(token, keyToken):
		return s.Store.KeyActor(ctx, plainHash(token), s.now())
	case strings.HasPrefix(token, sessionToken):
		return s.Store.SessionActor(ctx, s.hash(token), s.now())
	default:
		return access.Nobody(), nil
	}
}

// hash is how sessions and links are stored: useless to somebody who holds the database.
func (s *server) hash(token string) []byte {
	mac := hmac.New(sha256.New, []byte(s.SessionKey))
	mac.Write([]byte(token))
	return mac.Sum(nil)
}

// plainHash is how API keys are stored. They are long and random, so that a plain hash hides them.
func plainHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// newToken returns 256 random bits behind a beginning that says what they are for.
func newToken(beginning string) string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: crypto/rand ends the program instead
	return beginning + base64.RawURLEncoding.EncodeToString(raw)
}

// bearer takes the token of the header; a cookie is for pages only.
func bearer(authorization string) string {
	scheme, token, ok := strings.Cut(authorization, " ")
	if ok && strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(token)
	}
	return ""
}
