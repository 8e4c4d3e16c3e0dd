package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

const (
	apiTimeout   = 30 * time.Second
	largestReply = 16 << 20 // bytes
)

// api is where a running web program is reached; the commands that use it need no database.
type api struct {
	URL    string `name:"url" env:"CANBO_URL" default:"http://127.0.0.1:8080" placeholder:"URL" help:"Address of the web program (${default})."`
	APIKey string `name:"api-key" env:"CANBO_API_KEY" placeholder:"KEY" help:"API key; prefer the environment, because a flag is visible to others on the machine."`
}

// problem is an error answer of the API (RFC 9457).
type problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Errors []struct {
		Message  string `json:"message"`
		Location string `json:"location"`
	} `json:"errors"`
}

// Error gives everything that the web program said is wrong.
func (p *problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Detail)
	for _, e := range p.Errors {
		fmt.Fprintf(&b, "\n  %s: %s", e.Location, e.Message)
	}
	fmt.Fprintf(&b, " (%d %s)", p.Status, p.Code)
	return b.String()
}

// call sends in, if any, as JSON and decodes the answer into out, if that is not nil.
func (a api) call(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("encode the request: %w", err)
		}
	}
	answer, err := a.send(ctx, method, path, body)
	if err != nil {
		return err
	}
	return answer.decode(out)
}

// file reads an answer that is not JSON.
func (a api) file(ctx context.Context, path string) ([]byte, error) {
	answer, err := a.send(ctx, http.MethodGet, path, nil)
	if err != nil {
		return nil, err
	}
	return answer.text, answer.refusal()
}

// reply is an answer of the web program, or of whatever is at its address.
type reply struct {
	url    string
	code   int
	status string
	text   []byte
}

func (a api) send(ctx context.Context, method, path string, body []byte) (reply, error) {
	if a.APIKey == "" {
		return reply{}, errors.New("CANBO_API_KEY (--api-key) is needed and not given")
	}
	ctx, cancel := context.WithTimeout(ctx, apiTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(a.URL, "/")+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return reply{}, fmt.Errorf("make the request: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+a.APIKey)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", rand.Text()) // each command is an act of its own
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return reply{}, fmt.Errorf("the web program does not answer; start it, or correct --url (CANBO_URL): %w", err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, largestReply))
	if err != nil {
		return reply{}, fmt.Errorf("read the answer of %s: %w", a.URL, err)
	}
	return reply{url: r.URL.String(), code: answer.StatusCode, status: answer.Status, text: text}, nil
}

// refusal is the error that an answer carries, if any.
func (r reply) refusal() error {
	if r.code < http.StatusBadRequest {
		return nil
	}
	p := problem{Status: r.code}
	if err := json.Unmarshal(r.text, &p); err != nil || p.Detail == "" {
		return fmt.Errorf("%s answers %s, which is no answer of canbo web", r.url, r.status)
	}
	return &p
}

func (r reply) decode(out any) error {
	if err := r.refusal(); err != nil || out == nil {
		return err
	}
	if err := json.Unmarshal(r.text, out); err != nil {
		return fmt.Errorf("%s answers with something else than canbo web: %w", r.url, err)
	}
	return nil
}
