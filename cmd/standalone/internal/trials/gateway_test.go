package trials_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// gateway stands between the robots and a web program, where a trial can look and interfere.
type gateway struct {
	url    string // its own
	target string // the web program's
	// between, if any, is called for each request and has to hand it on. After an error the robot gets no answer.
	between func(x *exchange, onward func() error) error
}

// exchange is one request and its answer.
type exchange struct {
	*http.Request
	sent     []byte
	status   int
	header   http.Header
	answered []byte
}

// openGateway serves g until t ends.
func openGateway(t *testing.T, g *gateway) *gateway {
	t.Helper()
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	g.url = server.URL
	return g
}

// ServeHTTP hands a request on and its whole answer back. A web program that is away shows itself to the robot as it
// would without a gateway: by a broken connection.
func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{Request: r}
	onward := func() error { return g.forward(x) }
	var err error
	if x.sent, err = io.ReadAll(r.Body); err == nil {
		if g.between == nil {
			err = onward()
		} else {
			err = g.between(x, onward)
		}
	}
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	for _, name := range []string{"Content-Type", "Location", "Retry-After"} {
		w.Header()[name] = x.header[name]
	}
	w.WriteHeader(x.status)
	_, _ = w.Write(x.answered) // a robot that has gone needs no answer
}

func (g *gateway) forward(x *exchange) error {
	r, err := http.NewRequestWithContext(x.Context(), x.Method, g.target+x.URL.RequestURI(), bytes.NewReader(x.sent))
	if err != nil {
		return err
	}
	r.Header = x.Header.Clone()
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	x.status, x.header = answer.StatusCode, answer.Header
	x.answered, err = io.ReadAll(answer.Body)
	return err
}
