package trials_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errLost = errors.New("the program was killed before the robot had its answer")

// killer kills the program at chosen moments of a cycle and starts it again.
type killer struct {
	*program
	mail *mailBag

	// drawing is held by those who draw papers. The papers of an answer that gets lost exist nowhere, and their voter
	// gets no others: that is the price of secrecy, and not what is tried here.
	drawing sync.RWMutex

	mu     sync.Mutex
	deaths []death
	err    error // of the first start that failed
}

// death is the moment at which the program is killed: it has answered a request, and the robot does not know yet.
// Whatever else is under way at that moment is cut short somewhere.
type death struct {
	path string // the end of the request's path
	pass int    // that many such requests before
}

func (k *killer) between(x *exchange, onward func() error) error {
	if strings.HasSuffix(x.URL.Path, "/papers") {
		k.drawing.RLock()
		defer k.drawing.RUnlock()
	}
	if err := onward(); err != nil || !k.due(x) {
		return err
	}
	k.strike()
	return errLost
}

// due counts down to the next death.
func (k *killer) due(x *exchange) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if x.Method != http.MethodPost || len(k.deaths) == 0 || !strings.HasSuffix(x.URL.Path, k.deaths[0].path) {
		return false
	}
	if k.deaths[0].pass--; k.deaths[0].pass >= 0 {
		return false
	}
	k.deaths = k.deaths[1:]
	return true
}

func (k *killer) strike() {
	k.drawing.Lock()
	defer k.drawing.Unlock()
	k.mail.collect()
	k.kill()
	k.mail.emptied()
	if err := k.start(); err != nil {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.err = err
	}
}

// outcome is what a cycle leaves for ever, without numbers and times: who did what, and what came of it.
const outcome = `
	SELECT format('act %s %s %s', process, kind, actor) FROM act
	UNION ALL SELECT format('refused %s %s %s', process, kind, fault_code) FROM command WHERE fault_kind IS NOT NULL
	UNION ALL SELECT format('self-review %s %s', official, grade) FROM self_review
	UNION ALL SELECT format('comment %s %s', author, official) FROM comment
	UNION ALL SELECT format('minutes %s %s', process, kind) FROM minutes
	UNION ALL SELECT format('tally %s %s %s', ballot_id, subject, votes) FROM ballot.tally
	UNION ALL SELECT format('proposal %s %s', official, grade) FROM proposal
	UNION ALL SELECT format('appraisal %s %s', official, suggested) FROM appraisal
	UNION ALL SELECT format('decision %s %s %s', body, subject, grade) FROM decision
	UNION ALL SELECT format('result %s %s', official, grade) FROM result WHERE acknowledged_at IS NOT NULL OR official IN (SELECT official FROM petition)
	UNION ALL SELECT format('petition %s %s', official, outcome) FROM petition
	UNION ALL SELECT format('figure %s %s/%s', id, count, total) FROM figure
	UNION ALL SELECT format('mail %s %s %s', kind, official, state) FROM mail_outbox`

// TestAKilledProgramLosesNothing kills the program three times in a cycle and compares what is left with a cycle that
// nobody disturbed.
func TestAKilledProgramLosesNothing(t *testing.T) {
	t.Parallel()
	district := mini(t)
	p := newProgram(t, district)
	require.NoError(t, p.start())
	k := &killer{program: p, mail: openMailBag(t, p.mailbox), deaths: []death{{"/self-review", 5}, {"/ballots/cast", 8}, {"/decisions", 1}}}
	deaths := len(k.deaths)
	g := openGateway(t, &gateway{target: p.url, between: k.between})
	require.NoError(t, evaluate(t.Context(), g.url, k.mail.url, p.adminKey(t), district))
	require.NoError(t, k.err)
	require.Empty(t, k.deaths)

	record := connect(t, p.said["PostgreSQL"], "canbo")
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		require.Equal(c, []string{"0"}, record.texts(t, `SELECT count(*)::text FROM mail_outbox WHERE state IN ('pending', 'sending')`))
	}, patience, look)
	k.mail.collect()

	t.Run("every act has been carried out once, with what an undisturbed cycle leads to", func(t *testing.T) {
		undisturbed := startOffice(t, t.TempDir(), district)
		require.NoError(t, evaluate(t.Context(), undisturbed.Config.PublicURL, undisturbed.MailboxURL, undisturbed.Config.AdminKey, district))
		other := connect(t, undisturbed.Config.DatabaseURL, "canbo")
		require.EventuallyWithT(t, func(c *assert.CollectT) {
			require.ElementsMatch(c, other.texts(t, outcome), record.texts(t, outcome))
		}, patience, look)
	})
	t.Run("no command waits, and each has one act at most", func(t *testing.T) {
		require.Empty(t, record.texts(t, `SELECT key FROM command WHERE settled_at IS NULL`))
		require.Empty(t, record.texts(t, `SELECT command FROM act GROUP BY command HAVING count(*) > 1`))
		require.Empty(t, record.texts(t, `SELECT key FROM command c WHERE version IS NOT NULL
			AND NOT EXISTS (SELECT FROM act a WHERE a.process = c.process AND a.command = c.key AND a.version = c.version)`))
	})
	t.Run("a mail that was under way may come twice, under one Message-ID", func(t *testing.T) {
		checkMail(t, k.mail.letters, record, deaths)
	})
	t.Run("told to stop, the program ends in order and leaves no PostgreSQL behind", func(t *testing.T) {
		postmaster := p.postmaster()
		require.NotZero(t, postmaster)
		require.NoError(t, syscall.Kill(postmaster, 0), "it runs")
		require.Zero(t, p.end(t))
		require.ErrorIs(t, syscall.Kill(postmaster, 0), syscall.ESRCH)
		require.Zero(t, p.postmaster())
	})
}

func checkMail(t *testing.T, got []letter, record database, deaths int) {
	const underWay = 4 // mails at one moment, of one dispatcher
	known := map[string]bool{}
	for _, id := range record.texts(t, `SELECT message_id FROM mail_outbox WHERE state = 'sent' GROUP BY message, message_id`) {
		require.False(t, known[id], "one mail, one Message-ID")
		known[id] = true
	}
	came, doubled := map[string]int{}, 0
	for _, l := range got {
		require.True(t, known[l.MessageID], "%s is in the outbox", l.MessageID)
		if came[l.MessageID]++; came[l.MessageID] > 1 {
			require.NotEqual(t, "sign_in", l.Kind)
			doubled++
		}
	}
	t.Logf("%d mails, %d of them twice", len(known), doubled)
	require.LessOrEqual(t, doubled, underWay*deaths)
	require.GreaterOrEqual(t, len(came), len(known)-underWay*deaths)
}
