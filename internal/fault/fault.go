// Package fault gives errors a kind, a stable code and a text that is safe to show to a person.
//
// It imports the standard library only and knows nothing of HTTP, Temporal or PostgreSQL: each edge maps
// kinds to its own language (an HTTP status, a non-retryable activity error).
package fault

import (
	"errors"
	"fmt"
)

// Kind says what went wrong from the caller's point of view.
type Kind string

// The kinds. Each edge must map all of them.
const (
	Invalid     Kind = "invalid"     // the request itself is wrong; repeating it cannot help
	Denied      Kind = "denied"      // the actor may not do this
	NotFound    Kind = "not_found"   // the thing named does not exist, or the actor may not know of it
	Conflict    Kind = "conflict"    // the state of the thing forbids it: wrong step, done already, key reused
	TooLate     Kind = "too_late"    // filed after the due time
	Unavailable Kind = "unavailable" // a server we need is away; repeat later with the same key
)

// Error is a failure with a text that may be shown to the person who caused it.
type Error struct {
	Kind Kind
	Code string // stable, snake_case, for programs: "step_closed", "reason_missing"
	Text string // one sentence, no personal data
	err  error
}

// New returns an error of a kind; format and args make the safe text.
func New(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Text: fmt.Sprintf(format, args...)}
}

// Because returns a copy that wraps cause; the cause is for logs and never shown.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.err = cause
	return &c
}

// Error joins the safe text and the hidden cause, for logs.
func (e *Error) Error() string {
	if e.err == nil {
		return e.Text
	}
	return e.Text + ": " + e.err.Error()
}

// Unwrap returns the hidden cause.
func (e *Error) Unwrap() error { return e.err }

// As finds the fault in err's chain.
func As(err error) (*Error, bool) { return errors.AsType[*Error](err) }

// KindOf returns the kind of err, or "" when err carries none.
func KindOf(err error) Kind {
	if f, ok := As(err); ok {
		return f.Kind
	}
	return ""
}

// TextOf returns the text of err that is safe to show: a fault's own, else a general sentence.
func TextOf(err error) string {
	if f, ok := As(err); ok {
		return f.Text
	}
	return "An internal error happened; it was recorded."
}
