package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"
	"golang.org/x/text/unicode/norm"
)

// castPath, like everything below castPages, is never logged, timed or traced: who casts must not be told from when.
const castPath = prefix + "/ballots/cast"

type requestKey struct{}

// requestNumber is what somebody tells by whom a failed request is to be found in the log; "" for one that is not logged.
func requestNumber(ctx context.Context) string {
	number, _ := ctx.Value(requestKey{}).(string)
	return number
}

// observe logs each request by its pattern and a number of its own, so that no code, address or token of a person gets into
// the log, and answers a panic as any other failure.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		out := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		secret := r.URL.Path == castPath || strings.HasPrefix(r.URL.Path, castPages+"/")
		if !secret {
			number := rand.Text()[:8]
			r = r.WithContext(context.WithValue(r.Context(), requestKey{}, number[:4]+"-"+number[4:]))
		}
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				s.panicked(r, p, secret)
				if out.Status() == 0 {
					s.apologise(out, r)
				}
			}
			if !secret {
				s.log(r, out.Status(), time.Since(begun))
				if s.Requests != nil {
					s.Requests(r.Method, pattern(r), out.Status(), time.Since(begun))
				}
			}
		}()
		next.ServeHTTP(out, r)
	})
}

// apologise answers a request that panicked, without asking anything that may panic again.
func (s *server) apologise(w http.ResponseWriter, r *http.Request) {
	p := newProblem(http.StatusInternalServerError, "An internal error happened; it was recorded.")
	if strings.HasPrefix(r.URL.Path, prefix) {
		writeProblem(w, p)
		return
	}
	s.failure(s.newVisit(w, r), p)
}

func (s *server) panicked(r *http.Request, p any, secret bool) {
	if secret {
		s.Logger.ErrorContext(r.Context(), "panic while casting", "stack", string(debug.Stack()))
		return
	}
	s.Logger.ErrorContext(r.Context(), "panic", "route", pattern(r), "request", requestNumber(r.Context()), "panic", p, "stack", string(debug.Stack()))
}

func (s *server) log(r *http.Request, status int, took time.Duration) {
	level := slog.LevelInfo
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.Logger.LogAttrs(r.Context(), level, "request", slog.String("method", r.Method), slog.String("route", pattern(r)),
		slog.String("request", requestNumber(r.Context())), slog.Int("status", status), slog.Int64("duration_ms", took.Milliseconds()))
}

// pattern is the route that matched, such as /api/v1/cycles/{cycle}.
func pattern(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil && c.RoutePattern() != "" {
		return c.RoutePattern()
	}
	return "none"
}

// contentPolicy lets pages load our own files only, and no script or style that stands in a page. The data: images are
// the marks of check boxes in Pico's style.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// harden tells browsers to show nothing but our own pages and to keep no copy. The referrer would carry the token of a
// sign-in link.
func (s *server) harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if s.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses what a page of another site makes a browser send with our cookie.
func (s *server) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := newProblem(http.StatusForbidden, "This request comes from a page of another site.")
		p.Code = "cross_origin"
		s.refuse(w, r, p)
	}))
	return protection.Handler(next)
}

// limitSignIn bounds how often one address may ask for a link, try one, and go to the provider and come back.
func (s *server) limitSignIn(next http.Handler) http.Handler {
	limited := httprate.LimitBy(s.SignInsPerMinute, time.Minute, httprate.JoinKeys(addressOf, httprate.KeyByEndpoint),
		httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
			s.refuse(w, r, newProblem(http.StatusTooManyRequests, "Too many attempts to sign in; try again in a minute."))
		}))(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, prefix)
		if r.Method == http.MethodPost && strings.HasPrefix(path, signInPath) || strings.HasPrefix(path, providerPath) {
			limited.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// addressOf is the address of the connection: a header that names another can be forged.
func addressOf(r *http.Request) (string, error) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return httprate.CanonicalizeIP(host), nil
}

// plainText lets only bodies through that are JSON within the limit, in valid UTF-8 without NUL, and makes all their
// strings NFC, whatever way their characters were written.
func plainText(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
		if err != nil {
			if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
				writeProblem(w, newProblem(http.StatusRequestEntityTooLarge, "The body is larger than 1 MiB."))
				return
			}
			writeProblem(w, newProblem(http.StatusBadRequest, "The body could not be read."))
			return
		}
		clean, p := normal(raw)
		if p != nil {
			writeProblem(w, p)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(clean))
		r.ContentLength = int64(len(clean))
		next.ServeHTTP(w, r)
	})
}

// normal rewrites a JSON document with all strings in NFC; an empty one stays empty.
func normal(raw []byte) ([]byte, *Problem) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, nil
	}
	refuse := func(code, text string) ([]byte, *Problem) {
		p := newProblem(http.StatusUnprocessableEntity, text)
		p.Code = code
		return nil, p
	}
	if !utf8.Valid(raw) {
		return refuse("bad_utf8", "The body is not valid UTF-8.")
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		return refuse("bad_json", "The body is not JSON.")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return refuse("bad_json", "The body is more than one JSON document.")
	}
	document, ok := composed(document)
	if !ok {
		return refuse("bad_text", "The body has a NUL character, which no text has.")
	}
	clean, err := json.Marshal(document)
	if err != nil {
		return refuse("bad_json", "The body is not JSON.")
	}
	return clean, nil
}

// composed returns a document with all its strings in NFC; false when one has a NUL.
func composed(v any) (any, bool) {
	switch v := v.(type) {
	case string:
		return norm.NFC.String(v), !strings.ContainsRune(v, 0)
	case []any:
		for i := range v {
			item, ok := composed(v[i])
			if !ok {
				return nil, false
			}
			v[i] = item
		}
	case map[string]any:
		clean := make(map[string]any, len(v))
		for key, value := range v {
			item, ok := composed(value)
			if !ok || strings.ContainsRune(key, 0) {
				return nil, false
			}
			clean[norm.NFC.String(key)] = item
		}
		return clean, true
	}
	return v, true
}
