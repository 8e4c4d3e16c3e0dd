package main

import (
	"bytes"
	"context"
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

// call sends in, if any, as JSON and decodes the answer into out.
func (a api) call(ctx context.Context, method, path string, in, out any) error {
	if a.APIKey == "" {
		return errors.New("CANBO_API_KEY (--api-key) is needed and not given")
	}
	ctx, cancel := context.WithTimeout(ctx, apiTimeout)
	defer cancel()
	var body io.Reader
	if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			return fmt.Errorf("encode the request: %w", err)
		}
		body = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(a.URL, "/")+"/api/v1"+path, body)
	if err != nil {
		return fmt.Errorf("make the request: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+a.APIKey)
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("the web program does not answer; start it, or correct --url (CANBO_URL): %w", err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, largestReply))
	if err != nil {
		return fmt.Errorf("read the answer of %s: %w", a.URL, err)
	}
	return decodeAnswer(answer, text, out)
}

func decodeAnswer(answer *http.Response, text []byte, out any) error {
	if answer.StatusCode >= http.StatusBadRequest {
		p := problem{Status: answer.StatusCode}
		if err := json.Unmarshal(text, &p); err != nil || p.Detail == "" {
			return fmt.Errorf("%s answers %s, which is no answer of canbo web", answer.Request.URL, answer.Status)
		}
		return &p
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("%s answers with something else than canbo web: %w", answer.Request.URL, err)
	}
	return nil
}
