package web_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/web/pagetest"
)

// visitor is a browser without scripts: it keeps cookies by their paths and follows redirects after a form.
type visitor struct {
	o       *office
	cookies []*http.Cookie
}

// seen is the page at which a visitor arrived.
type seen struct {
	status int
	header http.Header
	at     string // its address
	text   string
}

func (o *office) visitor() *visitor { return &visitor{o: o} }

// visitorAs is a visitor who has signed in by the link of a mail.
func (o *office) visitorAs(t testing.TB, official string) *visitor {
	t.Helper()
	v := o.visitor()
	var address string
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT email FROM official WHERE code = $1", official).Scan(&address))
	require.Equal(t, http.StatusOK, v.post(t, "/sign-in", url.Values{"email": {address}}).status)
	got := v.post(t, "/sign-in", url.Values{"token": {o.link(t, official)}})
	require.Equal(t, "/app/inbox", got.at, got.text)
	return v
}

func (v *visitor) get(t *testing.T, address string) seen {
	t.Helper()
	return v.follow(t, http.MethodGet, address, nil)
}

func (v *visitor) post(t testing.TB, address string, form url.Values) seen {
	t.Helper()
	return v.follow(t, http.MethodPost, address, form)
}

func (v *visitor) follow(t testing.TB, method, address string, form url.Values) seen {
	t.Helper()
	for range 5 {
		got := v.send(t, v.request(t, method, address, form))
		if got.status != http.StatusSeeOther {
			return got
		}
		method, address, form = http.MethodGet, got.header.Get("Location"), nil
	}
	t.Fatalf("too many redirects, the last to %s", address)
	return seen{}
}

func (v *visitor) request(t testing.TB, method, address string, form url.Values) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, v.o.server.URL+address, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

// send sends one request with the cookies that belong to its path, and keeps those of the answer. A page must be fit for
// who hears it or has no mouse.
func (v *visitor) send(t testing.TB, r *http.Request) seen {
	t.Helper()
	for _, c := range v.cookies {
		if strings.HasPrefix(r.URL.Path, c.Path) {
			r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
		}
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	for _, c := range response.Cookies() {
		v.keep(c)
	}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
		require.Empty(t, pagetest.Faults(string(text)), "%s", r.URL)
	}
	return seen{status: response.StatusCode, header: response.Header, at: r.URL.RequestURI(), text: string(text)}
}

func (v *visitor) keep(c *http.Cookie) {
	kept := v.cookies[:0:0]
	for _, old := range v.cookies {
		if old.Name != c.Name || old.Path != c.Path {
			kept = append(kept, old)
		}
	}
	if c.MaxAge >= 0 {
		kept = append(kept, c)
	}
	v.cookies = kept
}

// cookie returns a kept cookie by its name, whatever its prefix; nil when there is none.
func (v *visitor) cookie(name string) *http.Cookie {
	for _, c := range v.cookies {
		if strings.HasSuffix(c.Name, name) {
			return c
		}
	}
	return nil
}
