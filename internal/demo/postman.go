package demo

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"canbo/internal/fault"
)

const (
	postmanPause = 200 * time.Millisecond
	linkTimeout  = 2 * time.Minute // for a sign-in letter to arrive
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

// signIn asks for a link, waits for the letter and follows it.
func (r *robots) signIn(ctx context.Context, p *person) error {
	ask := map[string]string{"email": p.email}
	if _, err := r.api.do(ctx, request{method: http.MethodPost, path: api + "/sign-in", body: ask}, nil); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, linkTimeout,
		fault.New(fault.Unavailable, "no_letter", "no sign-in letter for %s came within %s", p.code, linkTimeout))
	defer cancel()
	var token string
	select {
	case token = <-p.links:
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
		return fmt.Errorf("the link of %s signed in %s", p.code, answer.Official)
	}
	p.session = answer.Session
	return nil
}
