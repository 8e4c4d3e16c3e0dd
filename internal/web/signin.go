package web

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

const (
	signInPath  = "/sign-in"
	linkLife    = 15 * time.Minute
	sessionLife = 12 * time.Hour
	browserLife = 180 * 24 * time.Hour // a browser in which somebody signed in is known for so long
)

type signedIn struct {
	Session   string    `json:"session" doc:"Bearer token"`
	Official  string    `json:"official" doc:"Who is signed in: an official's code, or key: and the name of an API key"`
	ExpiresAt time.Time `json:"expires_at"`
}

type drawnLink struct {
	Link      string    `json:"link" doc:"It works once; open it with the browser that is to be signed in"`
	ExpiresAt time.Time `json:"expires_at"`
}

type me struct {
	Role    access.Role   `json:"role"`
	Granted []access.Role `json:"granted,omitempty" doc:"Roles held beside being an official"`
	Code    string        `json:"code"`
	Name    string        `json:"name,omitempty"`
	Email   string        `json:"email,omitempty"`
}

type (
	emailInput struct {
		Body struct {
			Email string `json:"email" format:"email" maxLength:"254"`
		}
	}
	tokenInput struct {
		Body struct {
			Token string `json:"token" minLength:"1" maxLength:"100"`
		}
	}
	bearerInput struct {
		Authorization string `header:"Authorization"`
	}
	sessionInput struct {
		Authorization string `header:"Authorization"`
		ID            int64  `path:"session" minimum:"1"`
	}
)

func (s *server) registerSignIn() {
	add(s, route[emailInput, none]{
		act: access.RequestSignIn, method: http.MethodPost, path: "/sign-in", tag: "sign-in", status: http.StatusAccepted,
		summary: "Ask for a sign-in link by mail; the answer does not tell whether the address is known",
		do: func(ctx context.Context, _ access.Actor, in *emailInput) (*none, error) {
			return nil, s.mailLink(ctx, in.Body.Email, nil)
		},
	})
	add(s, route[tokenInput, body[signedIn]]{
		act: access.ConfirmSignIn, method: http.MethodPost, path: "/sign-in/confirm", tag: "sign-in",
		summary: "Sign in with the token of a link; it works once, for 15 minutes",
		do: func(ctx context.Context, _ access.Actor, in *tokenInput) (*body[signedIn], error) {
			return show(s.signIn(ctx, in.Body.Token, nil, ""))
		},
	})
	add(s, route[none, body[drawnLink]]{
		act: access.DrawSignIn, method: http.MethodPost, path: "/sign-in/links", tag: "sign-in", status: http.StatusCreated,
		summary: "Draw a one-time link with which you sign in with a browser, with the rights of your key",
		do: func(ctx context.Context, actor access.Actor, _ *none) (*body[drawnLink], error) {
			return show(s.drawLink(ctx, actor))
		},
	})
	add(s, route[bearerInput, none]{
		act: access.SignOut, method: http.MethodPost, path: "/sign-out", tag: "sign-in", status: http.StatusNoContent,
		summary: "End the session",
		do: func(ctx context.Context, _ access.Actor, in *bearerInput) (*none, error) {
			return nil, s.Store.SignOut(ctx, s.hash(bearer(in.Authorization)), s.now())
		},
	})
	add(s, route[bearerInput, none]{
		act: access.SignOutEverywhere, method: http.MethodPost, path: "/sign-out/everywhere", tag: "sign-in", status: http.StatusNoContent,
		summary: "End all your sessions",
		do: func(ctx context.Context, _ access.Actor, in *bearerInput) (*none, error) {
			return nil, s.Store.SignOutEverywhere(ctx, s.hash(bearer(in.Authorization)), s.now())
		},
	})
	add(s, route[bearerInput, body[items[postgres.OpenSession]]]{
		act: access.ListSessions, method: http.MethodGet, path: "/me/sessions", tag: "sign-in", summary: "Your sessions that run, this one first",
		do: func(ctx context.Context, _ access.Actor, in *bearerInput) (*body[items[postgres.OpenSession]], error) {
			sessions, err := s.Store.Sessions(ctx, s.hash(bearer(in.Authorization)), s.now())
			return show(items[postgres.OpenSession]{sessions}, err)
		},
	})
	add(s, route[sessionInput, none]{
		act: access.EndSession, method: http.MethodDelete, path: "/me/sessions/{session}", tag: "sign-in", status: http.StatusNoContent,
		summary: "End one of your sessions",
		do: func(ctx context.Context, _ access.Actor, in *sessionInput) (*none, error) {
			return nil, s.Store.EndSession(ctx, s.hash(bearer(in.Authorization)), in.ID, s.now())
		},
	})
	add(s, route[none, body[me]]{
		act: access.ReadMe, method: http.MethodGet, path: "/me", tag: "sign-in", summary: "Who is signed in",
		do: func(ctx context.Context, actor access.Actor, _ *none) (*body[me], error) {
			m := me{Role: actor.Role, Granted: actor.Granted, Code: actor.ID}
			if actor.Role != access.Official {
				return show(m, nil)
			}
			person, err := s.Store.Person(ctx, actor.ID)
			m.Name, m.Email = person.Name, person.Email
			return show(m, err)
		},
	})
}

// mailLink sends a link to an address, if it is somebody's; how long it takes does not tell. The link works in one browser
// only, of whose secret the hash is given; with nil anywhere. Error: fault.Denied `mail_links_off`.
func (s *server) mailLink(ctx context.Context, email string, browser []byte) error {
	if s.NoMailLinks {
		return fault.New(fault.Denied, "mail_links_off", "No links are mailed here; sign in with your organisation's account.")
	}
	answered := time.NewTimer(s.LinkTime)
	link := s.newLink()
	link.Browser = browser
	err := s.Store.MailSignIn(ctx, email, link)
	select {
	case <-answered.C:
	case <-ctx.Done():
	}
	return err
}

// drawLink gives the holder of a key a link of their own.
func (s *server) drawLink(ctx context.Context, actor access.Actor) (drawnLink, error) {
	link := s.newLink()
	return drawnLink{Link: link.Link, ExpiresAt: link.Expires}, s.Store.DrawSignIn(ctx, actor, link)
}

func (s *server) newLink() postgres.SignInLink {
	token, now := newToken(linkToken), s.now()
	return postgres.SignInLink{
		Hash: s.hash(token), Link: s.PublicURL + "/sign-in?token=" + url.QueryEscape(token), At: now, Expires: now.Add(linkLife),
	}
}

// signIn turns the token of a link into a session. browser is the hash of the secret of the browser that asks, nil for a
// program, and device what it is known by.
func (s *server) signIn(ctx context.Context, link string, browser []byte, device string) (signedIn, error) {
	token, session := s.newSession(browser, device)
	actor, err := s.Store.SignIn(ctx, s.hash(link), session)
	return signedIn{Session: token, Official: actor.ID, ExpiresAt: session.Expires}, err
}

// newSession returns a session with a token of its own: nothing that was there before somebody signed in goes on.
func (s *server) newSession(browser []byte, device string) (token string, session postgres.Session) {
	token = newToken(sessionToken)
	now := s.now()
	return token, postgres.Session{Hash: s.hash(token), Browser: browser, Device: device, At: now, Expires: now.Add(sessionLife)}
}
