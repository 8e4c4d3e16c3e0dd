package web_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/web"
)

// failing opens nothing and says why.
type failing struct{ err error }

func (f failing) Open(context.Context, opening.Request) (opening.Opened, error) {
	return opening.Opened{}, f.err
}

func (f failing) Preview(context.Context, opening.Request) (opening.CyclePreview, error) {
	return opening.CyclePreview{}, f.err
}

func TestEveryKindOfFaultHasItsStatus(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	hidden := errors.New("secret cause")
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{fault.New(fault.Invalid, "a", "text").Because(hidden), http.StatusUnprocessableEntity, "a"},
		{fault.New(fault.Denied, "b", "text").Because(hidden), http.StatusForbidden, "b"},
		{fault.New(fault.NotFound, "c", "text").Because(hidden), http.StatusNotFound, "c"},
		{fault.New(fault.Conflict, "d", "text").Because(hidden), http.StatusConflict, "d"},
		{fault.New(fault.TooLate, "e", "text").Because(hidden), http.StatusConflict, "e"},
		{fault.New(fault.Unavailable, "f", "text").Because(hidden), http.StatusServiceUnavailable, "f"},
		{hidden, http.StatusInternalServerError, "internal"},
	} {
		broken := httptest.NewServer(web.New(web.Deps{
			Store: o.store, Opener: failing{c.err}, Clock: o.clock.Now, Logger: slog.New(slog.DiscardHandler), AdminKey: adminKey,
		}))
		got := client{base: broken.URL, token: adminKey}.post(t, "/cycles", openRequest())
		broken.Close()
		require.Equal(t, c.status, got.status, got.text)
		require.Equal(t, float64(c.status), got.body["status"])
		require.Equal(t, c.code, got.code())
		require.Equal(t, "application/problem+json", got.header.Get("Content-Type"))
		require.NotContains(t, got.text, "secret cause")
	}
}

func TestAProblemNamesThePlaceAndNotTheValue(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	request := openRequest()
	request["year"] = "secret value"
	got := o.admin().post(t, "/cycles", request)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.NotContains(t, got.text, "secret value")
	require.Equal(t, "body.year", got.body["errors"].([]any)[0].(map[string]any)["location"])
}
