// Package openid signs people in at the OpenID Connect provider of their organisation: authorization code with PKCE
// (RFC 7636), and sign-out at the provider (OpenID Connect RP-Initiated Logout 1.0).
//
// It says who somebody is to the provider and knows nothing of officials, sessions or pages. It may import the standard
// library, fault, go-oidc and oauth2.
package openid

import (
	"context"
	"crypto/subtle"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"canbo/internal/fault"
)

// EmailClaim is the claim that names somebody by their mail address, which the provider must have verified.
const EmailClaim = "email"

const (
	answerTime = 10 * time.Second // a provider that takes longer is away
	firstPause = time.Second      // between two attempts to find the provider, doubled each time
	longPause  = time.Minute
)

// Settings say which provider it is and how it knows us.
type Settings struct {
	Issuer       string   // address whose /.well-known/openid-configuration describes the provider
	ClientID     string   // that the provider has given us
	ClientSecret string   // "" for a client that has none, which PKCE alone protects
	Claim        string   // of the ID token that says who it is: EmailClaim, or one that holds an official's code
	Scopes       []string // to ask for, with openid among them
	Callback     string   // absolute address to which the provider sends people back

	Clock  func() time.Time // by which tokens expire
	Logger *slog.Logger
}

// Provider is one OpenID Connect provider. It is away until Find has found it.
type Provider struct {
	Settings
	found atomic.Pointer[endpoints]
}

// endpoints are what a provider says of itself.
type endpoints struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	signOut  string // "" when it offers none
}

// Attempt holds the secrets of one sign-in. They must not be guessed, and serve once.
type Attempt struct {
	State    string // comes back with the person
	Nonce    string // comes back inside the ID token
	Verifier string // proves to the provider that the code is redeemed by who began, 43 to 128 characters
}

// Identity is who somebody is to the provider.
type Identity struct {
	Value   string // of the configured claim
	IDToken string // names the person's session when they sign out
}

// New returns a provider that has still to be found.
func New(s Settings) *Provider { return &Provider{Settings: s} }

// Find asks the provider what it offers until it answers or ctx ends. Nothing else waits for it.
func (p *Provider) Find(ctx context.Context) {
	for pause := firstPause; ; pause = min(2*pause, longPause) {
		err := p.discover(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		p.Logger.WarnContext(ctx, "sign-in provider not found", "issuer", p.Issuer, "again_in", pause.String(), "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// Away reports whether the provider has not been found yet.
func (p *Provider) Away() bool { return p.found.Load() == nil }

// Check asks the provider what it offers, once. The error says why it cannot be used.
func (p *Provider) Check(ctx context.Context) error { return p.discover(ctx) }

func (p *Provider) discover(ctx context.Context) error {
	ctx = withClient(ctx)
	provider, err := oidc.NewProvider(ctx, p.Issuer)
	if err != nil {
		return err
	}
	var more struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&more); err != nil {
		return err
	}
	p.found.Store(&endpoints{
		oauth: oauth2.Config{
			ClientID: p.ClientID, ClientSecret: p.ClientSecret, Endpoint: provider.Endpoint(), RedirectURL: p.Callback, Scopes: p.Scopes,
		},
		verifier: provider.Verifier(&oidc.Config{ClientID: p.ClientID, Now: p.Clock}),
		signOut:  more.EndSession,
	})
	return nil
}

// SignInAddress is where a browser begins an attempt. Error: fault.Unavailable `provider_away`.
func (p *Provider) SignInAddress(a Attempt) (string, error) {
	at := p.found.Load()
	if at == nil {
		return "", away(nil)
	}
	return at.oauth.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), nil
}

// Redeem turns the code with which somebody came back from an attempt into who they are. Errors: fault.Unavailable
// `provider_away`; fault.Denied `provider_refused` when the provider does not take the code or its ID token is not good
// (signature, audience, time, nonce), `claim_missing` and `mail_unverified` when the token does not say who it is.
func (p *Provider) Redeem(ctx context.Context, a Attempt, code string) (Identity, error) {
	at := p.found.Load()
	if at == nil {
		return Identity{}, away(nil)
	}
	ctx, cancel := context.WithTimeout(withClient(ctx), answerTime)
	defer cancel()
	token, err := at.oauth.Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if refusal, ok := errors.AsType[*oauth2.RetrieveError](err); ok && refusal.Response.StatusCode < http.StatusInternalServerError {
		return Identity{}, refused(errors.New(refusal.ErrorCode)) // its text may name a person
	}
	if err != nil {
		return Identity{}, away(err)
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := at.verifier.Verify(ctx, raw)
	if err != nil {
		return Identity{}, refused(err)
	}
	if subtle.ConstantTimeCompare([]byte(verified.Nonce), []byte(a.Nonce)) != 1 {
		return Identity{}, refused(errors.New("the nonce is not that of the attempt"))
	}
	value, err := p.who(verified)
	return Identity{Value: value, IDToken: raw}, err
}

// who reads the claim that says who it is.
func (p *Provider) who(token *oidc.IDToken) (string, error) {
	claims := map[string]any{}
	if err := token.Claims(&claims); err != nil {
		return "", refused(err)
	}
	value, _ := claims[p.Claim].(string)
	if value == "" {
		return "", fault.New(fault.Denied, "claim_missing", "The account does not say who you are: it has no %s.", p.Claim)
	}
	// Some providers write the flag as text.
	if verified := claims["email_verified"]; p.Claim == EmailClaim && verified != true && verified != "true" {
		return "", fault.New(fault.Denied, "mail_unverified", "The mail address of the account has not been verified.")
	}
	return value, nil
}

// SignOutAddress is where a browser ends the session at the provider, to come back to an address of ours; "" when the
// provider offers no such thing or has not been found. idToken may be "".
func (p *Provider) SignOutAddress(idToken, back string) string {
	at := p.found.Load()
	if at == nil || at.signOut == "" {
		return ""
	}
	to, err := url.Parse(at.signOut)
	if err != nil {
		return ""
	}
	query := to.Query()
	query.Set("client_id", p.ClientID)
	query.Set("post_logout_redirect_uri", back)
	if idToken != "" {
		query.Set("id_token_hint", idToken)
	}
	to.RawQuery = query.Encode()
	return to.String()
}

// withClient bounds how long each request to the provider takes.
func withClient(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, &http.Client{Timeout: answerTime})
}

func away(cause error) error {
	return fault.New(fault.Unavailable, "provider_away", "The organisation's sign-in does not answer.").Because(cause)
}

func refused(cause error) error {
	return fault.New(fault.Denied, "provider_refused", "The organisation's sign-in did not confirm who you are; begin again.").Because(cause)
}

// ScopesOf splits scopes as they are written, with openid first.
func ScopesOf(text string) []string {
	scopes := []string{oidc.ScopeOpenID}
	for scope := range strings.FieldsSeq(text) {
		if scope != oidc.ScopeOpenID {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}
