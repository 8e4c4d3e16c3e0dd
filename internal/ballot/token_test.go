package ballot_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

const ballotID = "unit-review/caoloc-2018/xa-gia-cat/ballot"

func newKey(t testing.TB) ballot.Key {
	t.Helper()
	key, err := ballot.NewKey(rand.Reader)
	require.NoError(t, err)
	return key
}

func TestDrawnPapersPassTheCheck(t *testing.T) {
	t.Parallel()
	key, subjects := newKey(t), []string{"an", "binh", "em"}
	papers, err := key.Draw(rand.Reader, ballotID, subjects)
	require.NoError(t, err)
	var drawn []string
	hashes := map[ballot.TokenHash]bool{}
	for _, paper := range papers {
		subject, hash, err := key.Check(ballotID, paper.Token)
		require.NoError(t, err)
		require.Equal(t, paper.Subject, subject)
		require.Equal(t, ballot.TokenHash(sha256.Sum256([]byte(paper.Token))), hash)
		drawn = append(drawn, subject)
		hashes[hash] = true
	}
	require.ElementsMatch(t, subjects, drawn)
	require.Len(t, hashes, 3)
}

func TestCheckRefusesForeignTokens(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	papers, err := key.Draw(rand.Reader, ballotID, []string{"an"})
	require.NoError(t, err)
	good := string(papers[0].Token)
	secret := strings.TrimPrefix(good, "an.")
	stray := good[:len(good)-1] + string(good[len(good)-1]+1) // the two lowest bits of the last character carry nothing
	for name, token := range map[string]string{
		"nothing":                   "",
		"no secret":                 "an.",
		"another subject":           "em." + secret,
		"no subject":                secret,
		"a changed nonce":           "an." + flip(secret, 0),
		"a changed code":            "an." + flip(secret, len(secret)-4),
		"a line break inside":       good[:20] + "\n" + good[20:],
		"padding":                   good + "=",
		"stray bits at the end":     stray,
		"a part cut off":            good[:len(good)-4],
		"text behind":               good + "AAAA",
		"a subject that is no code": "AN." + secret,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := key.Check(ballotID, ballot.Token(token))
			refused, ok := fault.As(err)
			require.True(t, ok)
			require.Equal(t, fault.Invalid, refused.Kind)
			require.Equal(t, "bad_token", refused.Code)
			require.Equal(t, "A paper is not of this ballot.", refused.Error())
		})
	}
	_, _, err = key.Check(ballotID+"-2", papers[0].Token)
	require.Equal(t, fault.Invalid, fault.KindOf(err), "a token of another ballot under the same key")
	_, _, err = newKey(t).Check(ballotID, papers[0].Token)
	require.Equal(t, fault.Invalid, fault.KindOf(err), "a token of another key")
}

func flip(s string, i int) string {
	with := "A"
	if s[i] == 'A' {
		with = "B"
	}
	return s[:i] + with + s[i+1:]
}

func TestRandomnessThatFailsIsReported(t *testing.T) {
	t.Parallel()
	broken := errors.New("no entropy")
	_, err := ballot.NewKey(iotest.ErrReader(broken))
	require.ErrorIs(t, err, broken)
	_, err = newKey(t).Draw(iotest.ErrReader(broken), ballotID, []string{"an"})
	require.ErrorIs(t, err, broken)
	_, err = newKey(t).Draw(bytes.NewReader(make([]byte, 64)), ballotID, []string{"an", "em"})
	require.Error(t, err, "enough for the nonces, none for the order")
}

func TestShuffleReachesEveryOrder(t *testing.T) {
	t.Parallel()
	orders := map[string]bool{}
	for range 1000 {
		items := []string{"a", "b", "c"}
		require.NoError(t, ballot.Shuffle(rand.Reader, items))
		orders[strings.Join(items, "")] = true
		slices.Sort(items)
		require.Equal(t, []string{"a", "b", "c"}, items)
	}
	require.Len(t, orders, 6)
}

func FuzzCheck(f *testing.F) {
	key := make(ballot.Key, 32)
	papers, err := key.Draw(bytes.NewReader(make([]byte, 32)), ballotID, []string{"an"})
	require.NoError(f, err)
	good := papers[0].Token
	for _, seed := range []string{string(good), "", ".", "an.", "an.AAAA", string(good) + "\n", "em" + string(good[2:])} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		subject, _, err := key.Check(ballotID, ballot.Token(text))
		if err != nil {
			require.Equal(t, fault.Invalid, fault.KindOf(err))
			return
		}
		// Only a holder of the key can make a token, and each has one spelling.
		require.Equal(t, string(good), text)
		require.Equal(t, "an", subject)
	})
}
