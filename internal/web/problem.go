package web

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

// statusOf is the one table from kinds of faults to HTTP. TooLate shares 409 with Conflict: both say that the state of
// the thing forbids it, and the code tells them apart.
var statusOf = map[fault.Kind]int{
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.Denied:      http.StatusForbidden,
	fault.NotFound:    http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.TooLate:     http.StatusConflict,
	fault.Unavailable: http.StatusServiceUnavailable,
}

// codes name the refusals that are made before a request reaches an operation.
var codes = map[int]string{
	http.StatusNotFound:              "no_such_address",
	http.StatusMethodNotAllowed:      "method_not_allowed",
	http.StatusRequestTimeout:        "request_timeout",
	http.StatusRequestEntityTooLarge: "body_too_large",
	http.StatusUnsupportedMediaType:  "unsupported_media_type",
	http.StatusUnprocessableEntity:   "invalid_request",
	http.StatusTooManyRequests:       "too_many_requests",
	http.StatusInternalServerError:   "internal",
}

// Problem is an error as RFC 9457 has it, with the stable code that programs branch on.
type Problem struct {
	Type   string          `json:"type" doc:"Always about:blank; see code"`
	Title  string          `json:"title"`
	Status int             `json:"status"`
	Detail string          `json:"detail" doc:"One sentence for people"`
	Code   string          `json:"code" doc:"Stable, for programs"`
	Errors []ProblemDetail `json:"errors,omitempty" doc:"What is wrong with the request, place by place"`

	act access.Act // what was refused; a page names whom it is for
}

// ProblemDetail is one thing that is wrong with a request. It never repeats the value.
type ProblemDetail struct {
	Message  string `json:"message"`
	Location string `json:"location,omitempty"`
}

// Error returns the sentence for people.
func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders tells somebody who is not signed in how to.
func (p *Problem) GetHeaders() http.Header {
	if p.Status == http.StatusUnauthorized {
		return http.Header{"Www-Authenticate": {"Bearer"}}
	}
	return http.Header{}
}

// ContentType is that of RFC 9457.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// showProblems makes huma's own refusals problems too. huma has one hook for all APIs of a program.
var showProblems = sync.OnceFunc(func() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return newProblem(status, message, errs...)
	}
})

func newProblem(status int, detail string, errs ...error) *Problem {
	if status == http.StatusBadRequest { // one status for requests that are wrong in themselves
		status = http.StatusUnprocessableEntity
	}
	p := &Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Code: codes[status],
	}
	if status >= http.StatusInternalServerError {
		return p // its causes are for the log
	}
	for _, err := range errs {
		detail := ProblemDetail{Message: "cannot be read"}
		var known huma.ErrorDetailer
		if errors.As(err, &known) {
			d := known.ErrorDetail()
			detail = ProblemDetail{Message: d.Message, Location: d.Location}
		}
		p.Errors = append(p.Errors, detail)
	}
	return p
}

// problemOf shows a fault.
func problemOf(f *fault.Error) *Problem {
	status, ok := statusOf[f.Kind]
	if !ok {
		status = http.StatusInternalServerError
	}
	if f.Code == access.CodeNotSignedIn {
		status = http.StatusUnauthorized
	}
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: f.Text, Code: f.Code}
}

// problem turns an error of an operation into what its caller sees; what is not the caller's doing is logged.
func (s *server) problem(ctx context.Context, act access.Act, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	f, ok := fault.As(err)
	if ok && f.Kind != fault.Unavailable {
		p := problemOf(f)
		p.act = act
		return p
	}
	if ctx.Err() == nil { // else nobody waits for the answer any more
		s.Logger.ErrorContext(ctx, "request failed", "operation", act, "request", requestNumber(ctx), "error", err)
	}
	if !ok {
		f, ok = fault.As(s.away(ctx, err))
	}
	if ok {
		return problemOf(f)
	}
	return newProblem(http.StatusInternalServerError, fault.TextOf(err))
}

// away tells a database that is or was down from a failure of ours: only the first is worth repeating.
func (s *server) away(ctx context.Context, err error) error {
	if postgres.Lost(err) { // it may be back by now
		return fault.New(fault.Unavailable, "database_unavailable", "the database does not answer").Because(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	return s.Store.Ping(ctx)
}

func writeProblem(w http.ResponseWriter, p *Problem) {
	maps.Copy(w.Header(), p.GetHeaders())
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client has gone; nothing is left to tell it
}
