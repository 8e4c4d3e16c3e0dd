package trials_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
)

// mailBag keeps the letters of a mailbox that forgets them when its program is killed, and shows them to the robots.
type mailBag struct {
	url    string // where robots read
	source string // the mailbox

	mu      sync.Mutex
	seen    int64 // the last number of the mailbox, which counts anew when its program starts
	letters []letter
}

// openMailBag serves the letters of the mailbox at source until t ends.
func openMailBag(t *testing.T, source string) *mailBag {
	t.Helper()
	b := &mailBag{source: source}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	b.url = server.URL
	return b
}

// collect fetches what is new. A mailbox that is away has nothing new.
func (b *mailBag) collect() {
	b.mu.Lock()
	defer b.mu.Unlock()
	found, err := readLetters(b.source, url.Values{"after": {strconv.FormatInt(b.seen, 10)}})
	if err != nil {
		return
	}
	for _, l := range found {
		b.seen = l.ID
		l.ID = int64(len(b.letters) + 1)
		b.letters = append(b.letters, l)
	}
}

// emptied notes that the mailbox begins anew.
func (b *mailBag) emptied() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seen = 0
}

// ServeHTTP answers as the mailbox does.
func (b *mailBag) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.collect()
	b.mu.Lock()
	defer b.mu.Unlock()
	after, _ := strconv.Atoi(r.URL.Query().Get("after")) // none is 0
	_ = json.NewEncoder(w).Encode(b.letters[min(after, len(b.letters)):])
}
