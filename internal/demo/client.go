package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	api           = "/api/v1"
	patience      = time.Minute // with a server that is away or overloaded
	firstPause    = 50 * time.Millisecond
	longestPause  = 2 * time.Second
	answerTimeout = 30 * time.Second
	largestAnswer = 16 << 20 // bytes
	pageSize      = 500
)

// client speaks JSON with a server. It is safe for many goroutines; at most as many requests as it has slots are under
// way at once.
type client struct {
	base  string // without a slash at its end
	http  *http.Client
	slots chan struct{}

	connections *http.Transport
}

// newClient returns a client with connections of its own; wrap, unless nil, stands before them.
func newClient(base string, slots int, wrap func(http.RoundTripper) http.RoundTripper) *client {
	connections := http.DefaultTransport.(*http.Transport).Clone()
	connections.MaxIdleConnsPerHost = slots
	var transport http.RoundTripper = connections
	if wrap != nil {
		transport = wrap(transport)
	}
	return &client{
		base: strings.TrimSuffix(base, "/"), slots: make(chan struct{}, slots),
		http: &http.Client{Transport: transport, Timeout: answerTimeout}, connections: connections,
	}
}

func (c *client) close() { c.connections.CloseIdleConnections() }

// request is one call.
type request struct {
	method string
	path   string // from the root of the host, query included
	bearer string // session or API key; "" sends no Authorization
	key    string // Idempotency-Key; "" sends none
	body   any    // nil sends none
	again  bool   // a POST that does no harm when it is repeated, even without a key
}

// repeatable reports whether the call may be sent again when its answer was lost.
func (r request) repeatable() bool { return r.method != http.MethodPost || r.key != "" || r.again }

// Problem is a refusal by the API (RFC 9457).
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Message  string `json:"message"`
		Location string `json:"location"`
	} `json:"errors"`
}

// Error gives status, code and text.
func (p *Problem) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "refused with %d %s: %s", p.Status, p.Code, p.Detail)
	for _, e := range p.Errors {
		fmt.Fprintf(&text, "; %s: %s", e.Location, e.Message)
	}
	return text.String()
}

// refusedAs reports whether err is a refusal with that code.
func refusedAs(err error, code string) bool {
	p, ok := errors.AsType[*Problem](err)
	return ok && p.Code == code
}

// do sends a request until it is answered, pausing for a minute in all at most while a server is away or overloaded, and
// decodes the answer into into unless that is nil. A refusal is a *Problem.
func (c *client) do(ctx context.Context, r request, into any) (status int, err error) {
	var paused time.Duration
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		status, wait, err := c.once(ctx, r, into)
		if err == nil || wait < 0 || ctx.Err() != nil || paused > patience {
			if err != nil {
				err = fmt.Errorf("%s %s: %w", r.method, r.path, err)
			}
			return status, err
		}
		wait = max(pause, wait)
		if err := sleep(ctx, wait); err != nil {
			return status, err
		}
		paused += wait
	}
}

// once sends a request. wait is negative when sending it again is of no use, else the least time to wait before.
func (c *client) once(ctx context.Context, r request, into any) (status int, wait time.Duration, err error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return 0, -1, context.Cause(ctx)
	}
	sent, err := c.prepare(ctx, r)
	if err != nil {
		return 0, -1, err
	}
	answer, err := c.http.Do(sent)
	if err != nil {
		if !r.repeatable() {
			return 0, -1, err
		}
		return 0, 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, largestAnswer))
	if err != nil {
		return answer.StatusCode, -1, fmt.Errorf("read the answer: %w", err)
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return answer.StatusCode, retryAfter(answer), problem(answer.StatusCode, text)
	}
	if into != nil && len(text) > 0 {
		if err := json.Unmarshal(text, into); err != nil {
			return answer.StatusCode, -1, fmt.Errorf("decode the answer: %w", err)
		}
	}
	return answer.StatusCode, -1, nil
}

func (c *client) prepare(ctx context.Context, r request) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		text, err := json.Marshal(r.body)
		if err != nil {
			return nil, fmt.Errorf("encode the request: %w", err)
		}
		body = bytes.NewReader(text)
	}
	sent, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path, body)
	if err != nil {
		return nil, err
	}
	if r.body != nil {
		sent.Header.Set("Content-Type", "application/json")
	}
	if r.key != "" {
		sent.Header.Set("Idempotency-Key", r.key)
	}
	if r.bearer != "" {
		sent.Header.Set("Authorization", "Bearer "+r.bearer)
	}
	return sent, nil
}

// retryAfter is how long to wait before the request is sent again; negative when it is refused for good.
func retryAfter(answer *http.Response) time.Duration {
	switch answer.StatusCode {
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After")) // none is 0
		return time.Duration(seconds) * time.Second
	default:
		return -1
	}
}

// problem decodes a refusal; an answer that is none keeps its first words.
func problem(status int, text []byte) error {
	p := &Problem{}
	if err := json.Unmarshal(text, p); err != nil || p.Code == "" {
		p = &Problem{Code: "unknown", Detail: string(text[:min(len(text), 200)])}
	}
	p.Status = status
	return p
}

// get reads one thing.
func (c *client) get(ctx context.Context, bearer, path string, into any) error {
	_, err := c.do(ctx, request{method: http.MethodGet, path: path, bearer: bearer}, into)
	return err
}

// list reads all pages of a list.
func list[T any](ctx context.Context, c *client, bearer, path string) ([]T, error) {
	var all []T
	query := url.Values{"limit": {strconv.Itoa(pageSize)}}
	for {
		var page struct {
			Items []T    `json:"items"`
			Next  string `json:"next"`
		}
		if err := c.get(ctx, bearer, path+"?"+query.Encode(), &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.Next == "" {
			return all, nil
		}
		query.Set("after", page.Next)
	}
}

// sleep waits, or ends early with the reason why ctx ended.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
