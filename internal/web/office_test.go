package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"canbo/activities"
	"canbo/internal/calendar"
	"canbo/internal/engine"
	"canbo/internal/evaluation"
	"canbo/internal/opening"
	"canbo/internal/policy"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/internal/screening"
	"canbo/internal/web"
	"canbo/seeds"
)

const (
	adminKey = "test-admin-key-test-admin-key-test-admin-key"
	cycle    = "mini-2018"
	root     = "huyen-mini"
)

// office is the program on a database of its own, with the small district and an engine in memory.
type office struct {
	pool     *pgxpool.Pool
	store    *postgres.Store
	engine   *memoryEngine
	planned  *memorySchedules
	deps     web.Deps
	server   *httptest.Server
	log      *syncBuffer
	clock    *clock
	mu       sync.Mutex
	sessions map[string]string
	visitors map[string]*visitor
	onPaper  bool // the robots have their ballots held on paper

	capReason string // why the robots use the extended cap

	verdicts map[any]any // by official: what the robots decide instead of what is suggested
	vote     string      // what they vote instead of Good
}

func newOffice(t testing.TB) *office {
	t.Helper()
	return newOfficeUnder(t, seeds.FS)
}

// newOfficeUnder is an office with the policies of a file system.
func newOfficeUnder(t testing.TB, from fs.FS) *office {
	t.Helper()
	return newOfficeOf(t, from, "mini")
}

// newOfficeOf is an office of one of the shipped districts.
func newOfficeOf(t testing.TB, from fs.FS, folder string) *office {
	t.Helper()
	pool := pgtest.New(t)
	store := postgres.New(pool)
	store.BaseURL = "https://canbo.example"
	o := &office{
		pool: pool, store: store, log: &syncBuffer{}, sessions: map[string]string{}, visitors: map[string]*visitor{},
		clock: &clock{now: time.Date(2019, 1, 7, 2, 0, 0, 0, time.UTC)},
	}
	files, err := fs.Sub(seeds.FS, folder)
	require.NoError(t, err)
	district, problems := roster.Load(files)
	require.Empty(t, problems)
	policies, err := policy.Load(from, "policies")
	require.NoError(t, err)
	store.Policies = policies
	_, err = store.ImportDistrict(t.Context(), district)
	require.NoError(t, err)
	days, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(t, err)

	screener := &screening.Screener{Store: store, Policies: policies}
	o.engine = &memoryEngine{
		activities: &activities.Activities{
			Store: store, Reader: store, Calendar: days, Plans: store, Screener: screener,
			RotationPlans: store, Assigner: &screening.Assigner{Rotations: screening.Rotations{Store: store, Policies: policies}, Plans: store},
		},
		inbox: postgres.NewRelayInbox(pool), clock: o.clock.Now, running: map[string]procedure.Process{},
	}
	o.engine.inbox.Clock = o.clock.Now
	settled := postgres.NewSettlements(store)
	rotations := &screening.Rotations{Store: store, Policies: policies}
	listening, stop := context.WithCancel(t.Context())
	var loops sync.WaitGroup
	loops.Go(func() { settled.Listen(listening) })
	reviews := &opening.ReviewOpener{Store: store, Policies: policies, Calendar: days, Clock: o.clock.Now}
	plans := &opening.PlanOpener{Store: store, Ahead: rotations, Policies: policies, Calendar: days, Clock: o.clock.Now}
	opener := &opening.Opener{Store: store, Policies: policies, Calendar: days, Clock: o.clock.Now}
	o.planned = &memorySchedules{
		launcher: &activities.Launcher{Opener: opener, Reviews: reviews, Plans: plans, Store: store, Clock: o.clock.Now}, clock: o.clock.Now,
	}
	o.deps = web.Deps{
		Store: store, Settled: settled, Engine: o.engine,
		Opener:         opener,
		Schedules:      o.planned,
		Qualifications: counted{},
		Screener:       screener,
		Rotations:      rotations,
		Reconciler:     &engine.Reconciler{Engine: o.engine, Record: store, Clock: o.clock.Now, Log: slog.New(slog.DiscardHandler)},
		RotationOpener: &opening.RotationOpener{Store: store, Eligible: rotations, Policies: policies, Clock: o.clock.Now},
		RotationPlans:  plans,
		Reviews:        reviews,
		Calendar:       days, Policies: policies, Clock: o.clock.Now, Logger: slog.New(slog.NewJSONHandler(o.log, nil)),
		Requests: func(method, route string, status int, _ time.Duration) {
			fmt.Fprintln(o.log, "measured", method, route, status)
		},
		PublicURL: "https://canbo.example", SessionKey: "test-session-key", AdminKey: adminKey, LinkTime: time.Nanosecond,
	}
	o.server = httptest.NewServer(web.New(o.deps))
	t.Cleanup(func() {
		o.server.Close()
		stop()
		loops.Wait()
	})
	return o
}

// open opens the cycle and starts what it releases.
func (o *office) open(t testing.TB) {
	t.Helper()
	got := o.admin().post(t, "/cycles", openRequest())
	require.Equal(t, http.StatusCreated, got.status, got.text)
	o.engine.pump(t.Context())
}

func openRequest() map[string]any {
	return map[string]any{"id": cycle, "root": root, "year": 2018, "reference_date": "2018-12-31"}
}

func unitReview(unit string) string   { return evaluation.UnitReviewID(cycle, unit) }
func unitPath(unit string) string     { return "/cycles/" + cycle + "/units/" + unit }
func bodyPath(body string) string     { return "/cycles/" + cycle + "/bodies/" + body }
func officialPath(code string) string { return "/cycles/" + cycle + "/officials/" + code }

// clock stands still until a test moves it.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// client asks as somebody.
type client struct {
	base  string
	token string
}

func (o *office) nobody() client { return client{base: o.server.URL} }
func (o *office) admin() client  { return client{base: o.server.URL, token: adminKey} }

// as signs an official in by the link in their mail, once.
func (o *office) as(t testing.TB, official string) client {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if token, ok := o.sessions[official]; ok {
		return client{base: o.server.URL, token: token}
	}
	var email string
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT email FROM official WHERE code = $1", official).Scan(&email))
	require.Equal(t, http.StatusAccepted, o.nobody().post(t, "/sign-in", map[string]any{"email": email}).status)
	got := o.nobody().post(t, "/sign-in/confirm", map[string]any{"token": o.link(t, official)})
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, official, got.body["official"])
	o.sessions[official] = got.body["session"].(string)
	return client{base: o.server.URL, token: o.sessions[official]}
}

// link returns the token of the last sign-in mail to an official.
func (o *office) link(t testing.TB, official string) string {
	t.Helper()
	var link string
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT data ->> 'link' FROM mail_outbox
		WHERE official = $1 AND kind = 'sign_in' ORDER BY created_at DESC LIMIT 1`, official).Scan(&link))
	u, err := url.Parse(link)
	require.NoError(t, err)
	return u.Query().Get("token")
}

type reply struct {
	status int
	header http.Header
	text   string
	body   map[string]any
}

// code is that of a problem.
func (r reply) code() string {
	code, _ := r.body["code"].(string)
	return code
}

func (r reply) items() []map[string]any {
	var items []map[string]any
	list, _ := r.body["items"].([]any)
	for _, item := range list {
		items = append(items, item.(map[string]any))
	}
	return items
}

func (c client) get(t *testing.T, path string) reply {
	t.Helper()
	return c.send(t, http.MethodGet, path, "", nil)
}

func (c client) post(t testing.TB, path string, body any) reply {
	t.Helper()
	return c.send(t, http.MethodPost, path, "", body)
}

// act posts under an Idempotency-Key of its own.
func (c client) act(t *testing.T, path string, body any) reply {
	t.Helper()
	return c.send(t, http.MethodPost, path, fmt.Sprintf("%s %d", path, serial.next()), body)
}

func (c client) send(t testing.TB, method, path, key string, body any) reply {
	t.Helper()
	raw, isRaw := body.([]byte)
	if body != nil && !isRaw {
		var err error
		raw, err = json.Marshal(body)
		require.NoError(t, err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, c.base+"/api/v1"+path, bytes.NewReader(raw))
	require.NoError(t, err)
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return do(t, r)
}

func do(t testing.TB, r *http.Request) reply {
	t.Helper()
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	got := reply{status: response.StatusCode, header: response.Header, text: string(text)}
	_ = json.Unmarshal(text, &got.body) // pages and empty answers are no JSON
	return got
}

var serial counter

type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) next() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return c.n
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
