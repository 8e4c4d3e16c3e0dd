package demo

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// serve starts a fake of single routes and returns robots that talk to it.
func serve(t *testing.T, routes map[string]http.HandlerFunc) *robots {
	t.Helper()
	mux := http.NewServeMux()
	for pattern, handler := range routes {
		mux.HandleFunc(pattern, handler)
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	r := newRobots(Options{BaseURL: server.URL, MailboxURL: server.URL, Cycle: "c", Year: 2018, Workers: 2}, &roster.District{
		Officials: []roster.Official{{Code: "an", Email: "An@mini.example"}, {Code: "binh", Email: "binh@mini.example"}},
		Facts:     []roster.Fact{outstanding(nil)},
	})
	t.Cleanup(r.close)
	return r
}

func reply(w http.ResponseWriter, status int, body string) {
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

func TestAFilingThatIsTakenButNotProcessedIsAskedAfter(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	r := serve(t, map[string]http.HandlerFunc{
		"POST /act": func(w http.ResponseWriter, req *http.Request) {
			require.Equal(t, "k", req.Header.Get("Idempotency-Key"))
			require.Equal(t, "Bearer s", req.Header.Get("Authorization"))
			reply(w, http.StatusAccepted, `{"command":"7","status":"received"}`)
		},
		"GET /api/v1/commands/7": func(w http.ResponseWriter, _ *http.Request) {
			if asked.Add(1) < 3 {
				reply(w, http.StatusOK, `{"status":"received"}`)
				return
			}
			reply(w, http.StatusOK, `{"status":"refused","problem":{"status":409,"code":"cap_exceeded","detail":"too many"}}`)
		},
	})
	err := r.act(t.Context(), "s", "k", "/act", struct{}{})
	require.True(t, refusedAs(err, "cap_exceeded"), "%v", err)
	require.EqualValues(t, 3, asked.Load())
	require.Zero(t, r.acts.Load(), "what was refused is no act")
}

func TestAServerThatIsAwayIsWaitedForAndARefusalIsNot(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	r := serve(t, map[string]http.HandlerFunc{
		"POST /act": func(w http.ResponseWriter, _ *http.Request) {
			switch calls.Add(1) {
			case 1:
				reply(w, http.StatusServiceUnavailable, `{"code":"unavailable","detail":"later"}`)
			case 2:
				panic(http.ErrAbortHandler) // the connection breaks
			default:
				reply(w, http.StatusOK, `{"command":"7","status":"accepted","version":2}`)
			}
		},
		"POST /refused": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, http.StatusForbidden, `{"code":"own_case","detail":"nobody may","errors":[{"message":"is you","location":"body.subject"}]}`)
		},
		"POST /broken": func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusInternalServerError, "oops") },
	})
	require.NoError(t, r.act(t.Context(), "s", "k", "/act", nil))
	require.EqualValues(t, 3, calls.Load())
	err := r.act(t.Context(), "s", "k", "/refused", nil)
	require.EqualError(t, err, "POST /refused: refused with 403 own_case: nobody may; body.subject: is you")
	require.ErrorContains(t, r.act(t.Context(), "s", "k", "/broken", nil), "500 unknown: oops")
}

func TestAListIsReadToItsLastPage(t *testing.T) {
	t.Parallel()
	r := serve(t, map[string]http.HandlerFunc{
		"GET /list": func(w http.ResponseWriter, req *http.Request) {
			if req.URL.Query().Get("after") == "" {
				reply(w, http.StatusOK, `{"items":[1,2],"next":"b"}`)
				return
			}
			reply(w, http.StatusOK, `{"items":[3]}`)
		},
	})
	got, err := list[int](t.Context(), r.api, "s", "/list")
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 3}, got)
}

func TestPapersAreCastWithoutSayingWhoCasts(t *testing.T) {
	t.Parallel()
	var casts []cast
	r := serve(t, map[string]http.HandlerFunc{
		"POST /api/v1/cycles/c/units/u/papers": func(w http.ResponseWriter, req *http.Request) {
			require.Equal(t, "Bearer s", req.Header.Get("Authorization"))
			reply(w, http.StatusOK, `{"ballot":"b","choices":["Excellent","Good"],"papers":[{"subject":"an","token":"t"}]}`)
		},
		"POST /api/v1/ballots/cast": func(w http.ResponseWriter, req *http.Request) {
			require.Empty(t, req.Header.Get("Authorization"))
			require.Empty(t, req.Header.Get("Idempotency-Key"))
			require.Empty(t, req.Header.Get("Cookie"))
			var body struct {
				Ballot string
				Casts  []cast
			}
			require.NoError(t, json.NewDecoder(req.Body).Decode(&body))
			casts = body.Casts
			w.WriteHeader(http.StatusNoContent)
		},
	})
	voter := r.people["binh"]
	voter.session = "s"
	done, err := r.vote(t.Context(), voter, task{Href: "/api/v1/cycles/c/units/u/papers"})
	require.NoError(t, err)
	require.True(t, done)
	require.Equal(t, []cast{{"t", opinion("binh", "an", evaluation.Excellent, []string{"Excellent", "Good"})}}, casts)
}

func TestTheFirstTellerWaitsForTheLastPaper(t *testing.T) {
	t.Parallel()
	var collected, counted atomic.Int32
	r := serve(t, map[string]http.HandlerFunc{
		"GET /u/ballot": func(w http.ResponseWriter, _ *http.Request) {
			if collected.Load() == 0 {
				reply(w, http.StatusOK, `{"collected":3,"expected":4}`)
				return
			}
			reply(w, http.StatusOK, `{"collected":4,"expected":4}`)
		},
		"POST /u/count": func(w http.ResponseWriter, _ *http.Request) {
			counted.Add(1)
			reply(w, http.StatusOK, `{"status":"accepted"}`)
		},
	})
	done, err := r.count(t.Context(), r.people["an"], task{Href: "/u/count"})
	require.NoError(t, err)
	require.False(t, done)
	require.Zero(t, counted.Load())
	collected.Store(1)
	done, err = r.count(t.Context(), r.people["an"], task{Href: "/u/count"})
	require.NoError(t, err)
	require.True(t, done)
	require.EqualValues(t, 1, counted.Load())
}

func TestARobotThatIsAskedForSomethingNewSaysSo(t *testing.T) {
	t.Parallel()
	r := serve(t, map[string]http.HandlerFunc{
		"GET /api/v1/inbox": func(w http.ResponseWriter, _ *http.Request) {
			reply(w, http.StatusOK, `{"total":2,"items":[{"act":"dance","cycle":"other"},{"act":"dance","cycle":"c","process":"cycle/c"}]}`)
		},
	})
	_, _, err := r.turn(t.Context(), r.people["an"])
	require.EqualError(t, err, `an is asked for "dance" in cycle/c, which no robot has learned`)
}

func TestThePostmanBringsLinksAndRingsTheBell(t *testing.T) {
	t.Parallel()
	r := serve(t, nil)
	m := newPostman(r.mailbox, r.people)
	an := r.people["an"]
	m.bring(letter{To: "an@mini.example", Kind: "task_opened"})
	m.bring(letter{To: "AN@mini.example", Kind: "reminder"})
	require.Len(t, an.bell, 1, "rung twice, it wakes once")
	m.bring(letter{To: "an@mini.example", Kind: "sign_in", Text: "Mở http://127.0.0.1:8080/sign-in?token=canbo_l_x-Y_9 để đăng nhập"})
	require.Equal(t, "canbo_l_x-Y_9", <-an.links)
	m.bring(letter{To: "nobody@mini.example", Kind: "sign_in"})
	require.Empty(t, r.people["binh"].bell)
}

func TestPhasesAreShownInOrderAndEmptyOnesNotAtAll(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	p := newProgress(&out, "one", "two", "three", "four")
	p.set(1, 3, 3)
	require.Empty(t, out.String(), "the first goes on")
	p.set(0, 1, 2)
	p.set(0, 2, 2)
	require.Equal(t, []string{"one", "two"}, names(out.String()))
	p.set(3, 1, 1)
	p.finish()
	require.Equal(t, []string{"one", "two", "four"}, names(out.String()), "nothing was to be done in the third")
}

func names(lines string) []string {
	var first []string
	for line := range strings.Lines(lines) {
		first = append(first, strings.Fields(line)[0])
	}
	return first
}
