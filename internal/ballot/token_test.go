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

func newKey(t testing.TB) ballot.Key {
	t.Helper()
	key, err := ballot.NewKey(rand.Reader)
	require.NoError(t, err)
	return key
}

// draw makes one voter's papers on all subjects of spec.
func draw(t testing.TB, key ballot.Key, spec ballot.Spec) []ballot.Paper {
	t.Helper()
	papers, err := key.Draw(rand.Reader, spec.ID, spec.Subjects)
	require.NoError(t, err)
	return papers
}

func TestDrawnPapersCanBeCast(t *testing.T) {
	t.Parallel()
	key, spec := newKey(t), unitBallot()
	papers := draw(t, key, spec)
	var casts []ballot.Cast
	want := map[ballot.TokenHash]ballot.Marked{}
	for i, paper := range papers {
		choice := append(spec.Choices, ballot.Blank)[i+1] // Good, Completed and a blank one
		casts = append(casts, ballot.Cast{Token: paper.Token, Choice: choice})
		want[sha256.Sum256([]byte(paper.Token))] = ballot.Marked{Subject: paper.Subject, Choice: choice}
	}
	got, err := key.Open(spec, casts)
	require.NoError(t, err)
	require.Equal(t, want, got)
	require.Len(t, got, 3)

	casts[2] = casts[0]
	got, err = key.Open(spec, casts)
	require.NoError(t, err)
	require.Len(t, got, 2, "the same cast twice is one paper")
}

func TestOpenRefusesAllForOneWrongPaper(t *testing.T) {
	t.Parallel()
	key, spec := newKey(t), unitBallot()
	papers := draw(t, key, spec)
	good := ballot.Cast{Token: papers[0].Token, Choice: "Good"}
	for name, c := range map[string]struct {
		casts []ballot.Cast
		kind  fault.Kind
		code  string
	}{
		"a token of nobody":              {[]ballot.Cast{good, {"an.AAAA", "Good"}}, fault.Invalid, "bad_token"},
		"a box the paper does not have":  {[]ballot.Cast{good, {papers[1].Token, "Splendid"}}, fault.Invalid, "unknown_choice"},
		"one token with two choices":     {[]ballot.Cast{good, {papers[0].Token, "Excellent"}}, fault.Conflict, "paper_already_cast"},
		"more papers than one voter has": {[]ballot.Cast{good, good, good, good}, fault.Invalid, "too_many_papers"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := key.Open(spec, c.casts)
			requireFault(t, err, c.kind, c.code)
			for _, secret := range []string{string(papers[0].Token), "Good", "Splendid", "Excellent"} {
				require.NotContains(t, err.Error(), secret)
			}
		})
	}
}

func requireFault(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	refused, ok := fault.As(err)
	require.True(t, ok, "%v", err)
	require.Equal(t, kind, refused.Kind)
	require.Equal(t, code, refused.Code)
}

func TestForeignTokens(t *testing.T) {
	t.Parallel()
	key, spec := newKey(t), unitBallot()
	spec.Subjects = []string{"an"}
	good := string(draw(t, key, spec)[0].Token)
	secret := strings.TrimPrefix(good, "an.")
	stray := good[:len(good)-1] + string(good[len(good)-1]+1) // the lowest bits of the last character carry nothing
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
			_, err := key.Open(spec, []ballot.Cast{{Token: ballot.Token(token), Choice: "Good"}})
			requireFault(t, err, fault.Invalid, "bad_token")
		})
	}
	cast := []ballot.Cast{{Token: ballot.Token(good), Choice: "Good"}}
	_, err := newKey(t).Open(spec, cast)
	requireFault(t, err, fault.Invalid, "bad_token")
	spec.ID += "-2"
	_, err = key.Open(spec, cast)
	requireFault(t, err, fault.Invalid, "bad_token")
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
	_, err = newKey(t).Draw(iotest.ErrReader(broken), unitBallot().ID, []string{"an"})
	require.ErrorIs(t, err, broken)
	_, err = newKey(t).Draw(bytes.NewReader(make([]byte, 64)), unitBallot().ID, []string{"an", "em"})
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

func FuzzOpen(f *testing.F) {
	key, spec := make(ballot.Key, 32), unitBallot()
	papers, err := key.Draw(bytes.NewReader(make([]byte, 32)), spec.ID, []string{"an"})
	require.NoError(f, err)
	good := papers[0].Token
	for _, seed := range []string{string(good), "", ".", "an.", "an.AAAA", string(good) + "\n", "em" + string(good[2:])} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		opened, err := key.Open(spec, []ballot.Cast{{Token: ballot.Token(text), Choice: "Good"}})
		if err != nil {
			requireFault(t, err, fault.Invalid, "bad_token")
			return
		}
		require.Equal(t, string(good), text, "only the key makes a token, and each has one spelling")
		require.Equal(t, ballot.Marked{Subject: "an", Choice: "Good"}, opened[sha256.Sum256([]byte(text))])
	})
}
