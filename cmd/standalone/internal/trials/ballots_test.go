package trials_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// namedGrades are the rows, by table and kind, that name a voter and a choice, and why that is no vote. Whoever adds one
// has to say so here.
var namedGrades = map[string]string{
	"ballot.ballot":        "all subjects and all choices",
	"ballot.box":           "the subjects, who may vote elsewhere; the voter is no column",
	"process UnitReview":   "all members and all grades, before anybody votes",
	"process BodyDecision": "all members and all grades, before anybody votes",
	"process Petition":     "the result under petition",
	"fact":                 "levels of criteria, imported",

	"act self_review":        "the own grade",
	"self_review":            "the own grade",
	"act propose":            "the chair signs for the unit",
	"proposal":               "the chair signs for the unit",
	"act rate_units":         "the chair signs for the body",
	"act decide":             "the chair signs for the body",
	"decision":               "the chair signs for the body",
	"result":                 "the grade decided",
	"effect appraise":        "the suggestion of the rules",
	"act appraised":          "the suggestion of the rules",
	"appraisal":              "the suggestion of the rules",
	"act answer_petition":    "the presider signs for the body",
	"act petition_answered":  "the presider signs for the body",
	"petition":               "the grade it was changed to",
	"mail result":            "the grade decided, to the person concerned",
	"mail petition_answered": "the grade decided, to the person concerned",
}

// paperWords are names that members of JSON columns have only where papers are kept.
var paperWords = []string{"cast", "casts", "choice", "paper", "papers", "token", "token_hash", "voter"}

// vote is one paper with everything that nobody but its voter may know together.
type vote struct{ voter, ballot, subject, token, choice string }

// pollWatcher sees all voting that goes through a gateway.
type pollWatcher struct {
	mu      sync.Mutex
	voters  map[string]string // by session
	votes   map[string]vote   // by token
	named   int               // castings that told who casts
	boxFull func()            // called when a count is asked for, before it is
}

func (w *pollWatcher) between(x *exchange, onward func() error) error {
	if strings.HasSuffix(x.URL.Path, "/count") {
		w.boxFull()
	}
	err := onward()
	if err == nil {
		w.note(x)
	}
	return err
}

func (w *pollWatcher) note(x *exchange) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch path := x.URL.Path; {
	case strings.HasSuffix(path, "/sign-in/confirm"):
		var signedIn struct{ Session, Official string }
		_ = json.Unmarshal(x.answered, &signedIn) // what does not decode leaves the check without votes
		w.voters[signedIn.Session] = signedIn.Official
	case strings.HasSuffix(path, "/papers"):
		var drawn struct {
			Ballot string
			Papers []struct{ Subject, Token string }
		}
		_ = json.Unmarshal(x.answered, &drawn)
		for _, p := range drawn.Papers {
			w.votes[p.Token] = vote{
				voter:  w.voters[strings.TrimPrefix(x.Header.Get("Authorization"), "Bearer ")],
				ballot: drawn.Ballot, subject: p.Subject, token: p.Token,
			}
		}
	case strings.HasSuffix(path, "/ballots/cast") && x.status == http.StatusNoContent:
		if x.Header.Get("Authorization")+x.Header.Get("Cookie")+x.Header.Get("Idempotency-Key") != "" {
			w.named++
		}
		var cast struct {
			Casts []struct{ Token, Choice string }
		}
		_ = json.Unmarshal(x.sent, &cast)
		for _, c := range cast.Casts {
			v := w.votes[c.Token]
			v.choice = c.Choice
			w.votes[c.Token] = v
		}
	}
}

// traces are the tokens' secrets, and the hashes of the tokens.
func (w *pollWatcher) traces() (secrets, hashes finder) {
	var parts, sums []string
	for token := range w.votes {
		_, secret, _ := strings.Cut(token, ".")
		sum := sha256.Sum256([]byte(token))
		parts, sums = append(parts, secret), append(sums, hex.EncodeToString(sum[:]))
	}
	return find(parts...), find(sums...)
}

// TestNoVoteIsOnRecordWithItsVoter carries out a cycle, sees every paper as its voter does, and looks for a trace of it
// in the whole database, once while the box is full and once in the end.
func TestNoVoteIsOnRecordWithItsVoter(t *testing.T) {
	t.Parallel()
	dir, district := t.TempDir(), mini(t)
	o := startOffice(t, dir, district)
	w := &pollWatcher{voters: map[string]string{}, votes: map[string]vote{}}
	readFull := sync.OnceValues(func() ([]row, error) { return readRows(t.Context(), o.Config.DatabaseURL) })
	w.boxFull = func() { _, _ = readFull() }
	g := openGateway(t, &gateway{target: o.Config.PublicURL, between: w.between})
	require.NoError(t, evaluate(t.Context(), g.url, o.MailboxURL, o.Config.AdminKey, district))

	product := connect(t, o.Config.DatabaseURL, "canbo")
	full, err := readFull()
	require.NoError(t, err)
	over, err := readRows(t.Context(), o.Config.DatabaseURL)
	require.NoError(t, err)
	require.Greater(t, len(w.votes), 80)
	secrets, hashes := w.traces()

	t.Run("papers are cast without saying who casts", func(t *testing.T) { require.Zero(t, w.named) })
	t.Run("every paper is counted once, and the box is empty", func(t *testing.T) {
		require.ElementsMatch(t, w.tallies(), product.texts(t, `SELECT format('%s %s %s %s', t.ballot_id, subject, choice, n)
			FROM ballot.tally t JOIN ballot.ballot b ON b.id = t.ballot_id, unnest(b.choices, t.votes) AS box(choice, n)
			WHERE n > 0`))
		require.Equal(t, []string{"0"}, product.texts(t, `SELECT count(*)::text FROM ballot.box`))
		require.Equal(t, []string{"0"}, product.texts(t, `SELECT count(key)::text FROM ballot.ballot`))
	})
	t.Run("no table has a token, and none but the box its hash", func(t *testing.T) {
		hashed := map[string]bool{}
		for _, r := range slices.Concat(full, over) {
			require.Empty(t, secrets.in(r.text), r.table)
			if hashes.in(r.text) != "" {
				hashed[r.table] = true
			}
		}
		require.Equal(t, []string{"ballot.box"}, slices.Collect(maps.Keys(hashed)))
		for _, r := range over {
			require.Empty(t, hashes.in(r.text), r.table)
		}
	})
	t.Run("no row has a voter and a choice, but where a grade is no vote", func(t *testing.T) {
		voters, choices := w.words()
		named := map[string]bool{}
		for _, r := range slices.Concat(full, over) {
			leaves := r.leaves()
			if slices.ContainsFunc(leaves, voters) && slices.ContainsFunc(leaves, choices) {
				named[r.kind()] = true
			}
		}
		require.ElementsMatch(t, slices.Collect(maps.Keys(namedGrades)), slices.Collect(maps.Keys(named)))
	})
	t.Run("no command, act, effect, draft or mail has the parts of a paper", func(t *testing.T) {
		for _, r := range slices.Concat(full, over) {
			for _, name := range r.members() {
				require.NotContains(t, paperWords, name, r.table)
			}
		}
		require.Empty(t, product.texts(t, `SELECT kind FROM command WHERE kind IN ('vote', 'cast', 'draw')
			UNION SELECT kind FROM act WHERE kind IN ('vote', 'cast', 'draw')`))
	})
	t.Run("neither Temporal nor a log has a trace", func(t *testing.T) {
		for _, name := range []string{"temporal", "temporal_visibility"} {
			connect(t, o.Config.DatabaseURL, name).rows(t, func(table, row string) {
				require.Empty(t, secrets.in([]byte(row))+hashes.in([]byte(row)), table)
			})
		}
		for _, name := range []string{"canbo", "postgres", "temporal"} {
			text, err := os.ReadFile(filepath.Join(dir, "logs", name+".log"))
			require.NoError(t, err)
			require.Empty(t, secrets.in(text)+hashes.in(text), name)
		}
	})
}

// tallies counts the papers as the record should: a line for each box that is not empty.
func (w *pollWatcher) tallies() (lines []string) {
	boxes := map[string]int{}
	for _, v := range w.votes {
		if v.choice != "" {
			boxes[v.ballot+" "+v.subject+" "+v.choice]++
		}
	}
	for box, n := range boxes {
		lines = append(lines, fmt.Sprintf("%s %d", box, n))
	}
	return lines
}

// words tell the people who drew papers and the choices that they had.
func (w *pollWatcher) words() (voters, choices func(string) bool) {
	drew := map[string]bool{}
	for _, v := range w.votes {
		drew[v.voter] = true
	}
	voters = func(leaf string) bool { return drew[leaf] }
	choices = func(leaf string) bool { return evaluation.Grade(leaf).Valid() }
	return voters, choices
}
