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
	// before sees a request before it goes on, and may change its body.
	before func(x *exchange)
	// after sees the exchange before the robot does.
	after func(x *exchange)
}

// exchange is one request and its answer.
type exchange struct {
	*http.Request
	sent     []byte
	status   int
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
	var err error
	if x.sent, err = io.ReadAll(r.Body); err != nil {
		panic(http.ErrAbortHandler)
	}
	if g.before != nil {
		g.before(x)
	}
	header, err := g.forward(x)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if g.after != nil {
		g.after(x)
	}
	for _, name := range []string{"Content-Type", "Location", "Retry-After"} {
		w.Header()[name] = header[name]
	}
	w.WriteHeader(x.status)
	_, _ = w.Write(x.answered) // a robot that has gone needs no answer
}

func (g *gateway) forward(x *exchange) (http.Header, error) {
	onward, err := http.NewRequestWithContext(x.Context(), x.Method, g.target+x.URL.RequestURI(), bytes.NewReader(x.sent))
	if err != nil {
		return nil, err
	}
	onward.Header = x.Header.Clone()
	answer, err := http.DefaultTransport.RoundTrip(onward)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	x.status = answer.StatusCode
	x.answered, err = io.ReadAll(answer.Body)
	return answer.Header, err
}
