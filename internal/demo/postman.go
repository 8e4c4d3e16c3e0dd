package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"canbo/internal/fault"
)

const (
	postmanPause = 200 * time.Millisecond
	letterTime   = 40 * time.Second // for a sign-in letter to arrive; of those lost in between three may be asked for again
	signInTime   = 3 * time.Minute
)

var linkToken = regexp.MustCompile(`/sign-in\?token=([A-Za-z0-9_-]+)`)

// letter is a message as the mailbox shows it.
type letter struct {
	ID   int64  `json:"id"`
	To   string `json:"to"`
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// postman brings the letters of the mailbox to the robots: the link of a sign-in letter, and for any other letter a
// ring of the bell, as a letter makes a person look into the inbox.
type postman struct {
	mailbox *client
	people  map[string]*person // by mail address in lower case
	last    int64              // id of the last letter that was seen
}

func newPostman(mailbox *client, people map[string]*person) *postman {
	byAddress := make(map[string]*person, len(people))
	for _, p := range people {
		byAddress[strings.ToLower(p.email)] = p
	}
	return &postman{mailbox: mailbox, people: byAddress}
}

// skip passes over the letters that are there already: their links may have been used.
func (m *postman) skip(ctx context.Context) error {
	for {
		letters, err := m.fetch(ctx)
		if err != nil || len(letters) == 0 {
			return err
		}
	}
}

// run brings letters until ctx ends.
func (m *postman) run(ctx context.Context) error {
	for {
		letters, err := m.fetch(ctx)
		if err != nil {
			return err
		}
		for _, l := range letters {
			m.bring(l)
		}
		if err := sleep(ctx, postmanPause); err != nil {
			return err
		}
	}
}

func (m *postman) fetch(ctx context.Context) ([]letter, error) {
	var letters []letter
	if err := m.mailbox.get(ctx, "", fmt.Sprintf("/api/messages?after=%d", m.last), &letters); err != nil {
		return nil, fmt.Errorf("read the mailbox: %w", err)
	}
	if len(letters) > 0 {
		m.last = letters[len(letters)-1].ID
	}
	return letters, nil
}

func (m *postman) bring(l letter) {
	p := m.people[strings.ToLower(l.To)]
	if p == nil {
		return // somebody who takes no part
	}
	if l.Kind != "sign_in" {
		p.ring()
		return
	}
	if found := linkToken.FindStringSubmatch(l.Text); found != nil {
		select {
		case p.links <- found[1]:
		default: // an earlier link has not been used yet
		}
	}
}

// signIn asks for a link, waits for the letter and follows it; when no letter comes or the link does not work, because a
// server went away in between, it begins anew.
func (r *robots) signIn(ctx context.Context, p *person) error {
	ctx, cancel := context.WithTimeoutCause(ctx, signInTime,
		fault.New(fault.Unavailable, "not_signed_in", "%s could not sign in within %s", p.code, signInTime))
	defer cancel()
	for {
		err := r.trySignIn(ctx, p)
		if err == nil || ctx.Err() != nil {
			return err
		}
		if p, refused := errors.AsType[*Problem](err); refused && p.Code != "bad_token" {
			return err
		}
	}
}

// errNoLetter says that a sign-in letter is overdue.
var errNoLetter = errors.New("no sign-in letter came")

func (r *robots) trySignIn(ctx context.Context, p *person) error {
	ask := request{method: http.MethodPost, path: api + "/sign-in", body: map[string]string{"email": p.email}, again: true}
	if _, err := r.api.do(ctx, ask, nil); err != nil {
		return err
	}
	var token string
	select {
	case token = <-p.links:
	case <-time.After(letterTime):
		return errNoLetter
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	var answer struct {
		Session  string `json:"session"`
		Official string `json:"official"`
	}
	follow := request{method: http.MethodPost, path: api + "/sign-in/confirm", body: map[string]string{"token": token}}
	if _, err := r.api.do(ctx, follow, &answer); err != nil {
		return err
	}
	if answer.Official != p.code {
		return fault.New(fault.Denied, "wrong_person", "the link of %s signed in %s", p.code, answer.Official)
	}
	p.session = answer.Session
	return nil
}
