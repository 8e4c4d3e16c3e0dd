package trials_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	patience = time.Minute
	look     = 100 * time.Millisecond
)

// person calls the API as one official or administrator.
type person struct {
	api, bearer string
}

// answer is what the API says, whether it takes a request or not.
type answer struct {
	status      int
	contentType string

	Command string
	Status  any // of a command, or of the problem
	Version int64
	Code    string
	Detail  string
	Session string
	Problem *struct{ Code string }
	Steps   []step
	Items   []map[string]any
}

// step is a step of a process as its board shows it.
type step struct {
	Name, Status string
	Due          time.Time
	ClosedBy     string `json:"closed_by"`
}

// send makes one request with a new Idempotency-Key. The error is that of a connection.
func (p person) send(method, path string, body any) (answer, error) {
	text, ok := body.(string)
	if !ok {
		raw, err := json.Marshal(body)
		if err != nil {
			return answer{}, err
		}
		text = string(raw)
	}
	r, err := http.NewRequest(method, p.api+path, bytes.NewBufferString(text))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	if p.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+p.bearer)
	}
	if method == http.MethodPost {
		r.Header.Set("Idempotency-Key", uuid.NewString())
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	a := answer{status: got.StatusCode, contentType: got.Header.Get("Content-Type")}
	_ = json.NewDecoder(got.Body).Decode(&a) // not every answer has a body
	return a, nil
}

// call is send where the web program must answer.
func (p person) call(t require.TestingT, method, path string, body any) answer {
	a, err := p.send(method, path, body)
	require.NoError(t, err)
	return a
}

// openCycle opens the cycle as administrator.
func (p person) openCycle(t require.TestingT) {
	a := p.call(t, http.MethodPost, "/api/v1/cycles", map[string]any{
		"id": cycleCode, "root": rootUnit, "year": year, "reference_date": "2018-12-31",
	})
	require.Equal(t, http.StatusCreated, a.status, a.Detail)
}

// awaitDue waits until a step of a unit's process is open and its due time known, which it is a moment later.
func (p person) awaitDue(t *testing.T, unit, step string) (due time.Time) {
	t.Helper()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		found := p.step(c, unit, step)
		require.Equal(c, "open", found.Status)
		require.NotZero(c, found.Due)
		due = found.Due
	}, patience, look)
	return due
}

// step is a step of a unit's process as the board shows it.
func (p person) step(t require.TestingT, unit, name string) step {
	board := p.call(t, http.MethodGet, "/api/v1/cycles/"+cycleCode+"/units/"+unit, nil)
	require.Equal(t, http.StatusOK, board.status, board.Detail)
	at := slices.IndexFunc(board.Steps, func(s step) bool { return s.Name == name })
	require.GreaterOrEqual(t, at, 0)
	return board.Steps[at]
}

// awaitSettled waits until a command that was received is accepted or refused, and returns what came of it.
func (p person) awaitSettled(t *testing.T, command string) (settled answer) {
	t.Helper()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		settled = p.call(c, http.MethodGet, "/api/v1/commands/"+command, nil)
		require.Equal(c, http.StatusOK, settled.status)
		require.NotEqual(c, "received", settled.Status)
	}, patience, look)
	return settled
}

var link = regexp.MustCompile(`/sign-in\?token=([A-Za-z0-9_-]+)`)

// signIn follows the link that is mailed to an address.
func signIn(t *testing.T, api, mailbox, email string) person {
	t.Helper()
	nobody := person{api: api}
	require.Equal(t, http.StatusAccepted,
		nobody.call(t, http.MethodPost, "/api/v1/sign-in", map[string]string{"email": email}).status)
	var token string
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		found := letters(c, mailbox, url.Values{"to": {email}, "kind": {"sign_in"}})
		require.NotEmpty(c, found)
		match := link.FindStringSubmatch(found[len(found)-1].Text)
		require.NotNil(c, match)
		token = match[1]
	}, patience, look)
	confirmed := nobody.call(t, http.MethodPost, "/api/v1/sign-in/confirm", map[string]string{"token": token})
	require.Equal(t, http.StatusOK, confirmed.status, confirmed.Detail)
	return person{api: api, bearer: confirmed.Session}
}

// letter is a message as the mailbox shows it.
type letter struct {
	ID        int64  `json:"id"`
	To        string `json:"to"`
	Kind      string `json:"kind"`
	Text      string `json:"text"`
	MessageID string `json:"message_id"`
}

// letters reads the mailbox.
func letters(t require.TestingT, mailbox string, query url.Values) []letter {
	found, err := readLetters(mailbox, query)
	require.NoError(t, err)
	return found
}

func readLetters(mailbox string, query url.Values) (found []letter, err error) {
	r, err := http.Get(mailbox + "/api/messages?" + query.Encode())
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	return found, json.NewDecoder(r.Body).Decode(&found)
}
