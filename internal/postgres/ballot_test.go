package postgres_test

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/postgres/pgtest"
)

// polling is a ballot in a database of its own.
type polling struct {
	*testing.T
	pool    *pgxpool.Pool
	ballots *postgres.Ballots
	spec    ballot.Spec
}

// openPolling opens a ballot of five voters on four subjects, three of whom vote too.
func openPolling(t *testing.T) *polling {
	t.Helper()
	pool := pgtest.New(t)
	p := &polling{t, pool, postgres.NewBallots(pool), ballot.Spec{
		ID:       "unit-review/caoloc-2018/xa-gia-cat/ballot",
		Roll:     []string{"an", "binh", "chi", "dung", "em"},
		Subjects: []string{"an", "binh", "chi", "phuc"},
		Choices:  []string{"Excellent", "Good", "Completed", "NotCompleted", "NotRated"},
	}}
	require.NoError(t, p.open(p.spec))
	return p
}

func (p *polling) open(spec ballot.Spec) error {
	p.Helper()
	return pgx.BeginFunc(p.Context(), p.pool, func(tx pgx.Tx) error { return p.ballots.OpenBallot(p.Context(), tx, spec) })
}

func (p *polling) draw(voter string) (papers []ballot.Paper, err error) {
	p.Helper()
	err = pgx.BeginFunc(p.Context(), p.pool, func(tx pgx.Tx) error {
		papers, err = p.ballots.DrawPapers(p.Context(), tx, p.spec.ID, voter)
		return err
	})
	return papers, err
}

func (p *polling) mustDraw(voter string) []ballot.Paper {
	p.Helper()
	papers, err := p.draw(voter)
	require.NoError(p, err)
	return papers
}

func (p *polling) cast(casts ...ballot.Cast) error {
	p.Helper()
	return p.ballots.CastPapers(p.Context(), p.spec.ID, casts)
}

func (p *polling) count() (count ballot.Count, err error) {
	p.Helper()
	err = pgx.BeginFunc(p.Context(), p.pool, func(tx pgx.Tx) error {
		count, err = p.ballots.CountBallot(p.Context(), tx, p.spec.ID)
		return err
	})
	return count, err
}

func (p *polling) mustCount() ballot.Count {
	p.Helper()
	count, err := p.count()
	require.NoError(p, err)
	return count
}

func (p *polling) progress() ballot.Progress {
	p.Helper()
	progress, err := p.ballots.Progress(p.Context(), p.spec.ID)
	require.NoError(p, err)
	return progress
}

// markAll marks the same choice on each paper.
func markAll(papers []ballot.Paper, choice string) []ballot.Cast {
	var casts []ballot.Cast
	for _, paper := range papers {
		casts = append(casts, ballot.Cast{Token: paper.Token, Choice: choice})
	}
	return casts
}

func requireFault(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	refused, ok := fault.As(err)
	require.True(t, ok, "%v", err)
	require.Equal(t, kind, refused.Kind)
	require.Equal(t, code, refused.Code)
}

func TestABallotFromOpeningToCount(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	require.Equal(t, ballot.Progress{Roll: 5, Expected: 17}, p.progress())

	for voter, choice := range map[string]string{"an": "Good", "binh": "Excellent", "dung": "Good", "em": ballot.Blank} {
		papers := p.mustDraw(voter)
		var subjects []string
		for _, paper := range papers {
			subjects = append(subjects, paper.Subject)
		}
		require.ElementsMatch(t, p.spec.SubjectsFor(voter), subjects)
		require.NoError(t, p.cast(markAll(papers, choice)...))
	}
	require.Equal(t, ballot.Progress{Roll: 5, Drawn: 4, Collected: 14, Expected: 17}, p.progress())

	boxes := func(excellent, good int) []ballot.Box {
		return []ballot.Box{
			{Choice: "Excellent", Votes: excellent}, {Choice: "Good", Votes: good},
			{Choice: "Completed"}, {Choice: "NotCompleted"}, {Choice: "NotRated"},
		}
	}
	member, other := ballot.Heads{Convened: 4, Present: 3, Issued: 3}, ballot.Heads{Convened: 5, Present: 4, Issued: 4}
	want := ballot.Count{
		BallotID: p.spec.ID,
		Heads:    other,
		Subjects: []ballot.Tally{
			{Subject: "an", Heads: member, Collected: 3, Valid: 2, Invalid: 1, Boxes: boxes(1, 1)},
			{Subject: "binh", Heads: member, Collected: 3, Valid: 2, Invalid: 1, Boxes: boxes(0, 2)},
			{Subject: "chi", Heads: ballot.Heads{Convened: 4, Present: 4, Issued: 4}, Collected: 4, Valid: 3, Invalid: 1, Boxes: boxes(1, 2)},
			{Subject: "phuc", Heads: other, Collected: 4, Valid: 3, Invalid: 1, Boxes: boxes(1, 2)},
		},
	}
	require.Equal(t, want, p.mustCount())
	require.Equal(t, want, p.mustCount(), "counting again returns the stored count")
	loaded, err := p.ballots.LoadCount(t.Context(), p.spec.ID)
	require.NoError(t, err)
	require.Equal(t, want, loaded)
	require.Equal(t, ballot.Progress{Counted: true, Roll: 5, Drawn: 4, Collected: 14, Expected: 17}, p.progress())
}

func TestOpeningABallotAgain(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	papers := p.mustDraw("an")
	same := p.spec
	same.Roll = []string{"em", "dung", "chi", "binh", "an"}
	require.NoError(t, p.open(same))
	require.NoError(t, p.cast(markAll(papers, "Good")...), "the key is the first opening's")
	require.Equal(t, 1, p.progress().Drawn)

	p.mustCount()
	require.NoError(t, p.open(p.spec), "a repeated effect after the count")
	require.True(t, p.progress().Counted)

	for name, change := range map[string]func(*ballot.Spec){
		"another roll":   func(s *ballot.Spec) { s.Roll = append(slices.Clone(s.Roll), "giang") },
		"other subjects": func(s *ballot.Spec) { s.Subjects = []string{"an"} },
		"other choices":  func(s *ballot.Spec) { s.Choices = []string{"yes", "no"} },
	} {
		other := p.spec
		change(&other)
		requireFault(t, p.open(other), fault.Conflict, "ballot_differs")
		require.Equal(t, 5, p.progress().Roll, name)
	}
	nobody := p.spec
	nobody.ID, nobody.Roll = "body-decision/caoloc-2018/du-gia-cat/ballot", nil
	requireFault(t, p.open(nobody), fault.Invalid, "roll_empty")
}

func TestDrawRefuses(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	_, err := p.draw("phuc")
	requireFault(t, err, fault.Denied, "not_on_roll")
	p.mustDraw("an")
	_, err = p.draw("an")
	requireFault(t, err, fault.Conflict, "papers_already_drawn")

	p.mustCount()
	_, err = p.draw("binh")
	requireFault(t, err, fault.Conflict, "ballot_closed")
	p.spec.ID += "-2"
	_, err = p.draw("binh")
	requireFault(t, err, fault.NotFound, "ballot_not_found")
}

func TestADrawThatTheCallerUndoesDidNotHappen(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	refused := errors.New("the task is closed")
	var lost []ballot.Paper
	err := pgx.BeginFunc(t.Context(), p.pool, func(tx pgx.Tx) (err error) {
		lost, err = p.ballots.DrawPapers(t.Context(), tx, p.spec.ID, "an")
		return errors.Join(err, refused)
	})
	require.ErrorIs(t, err, refused)
	require.Len(t, lost, 3)
	require.Len(t, p.mustDraw("an"), 3)
}

func TestOneOfManyDrawsAtOnceWins(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	var won atomic.Int64
	atOnce(8, func(int) {
		if _, err := p.draw("an"); err == nil {
			won.Add(1)
		}
	})
	require.EqualValues(t, 1, won.Load())
}

func TestCastRefuses(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	papers := p.mustDraw("dung")
	good := markAll(papers, "Good")
	require.NoError(t, p.cast(good[0]))
	require.NoError(t, p.cast(good[0]), "the same paper with the same choice is the same answer")
	for name, c := range map[string]struct {
		casts []ballot.Cast
		kind  fault.Kind
		code  string
	}{
		"a second vote": {[]ballot.Cast{good[1], {Token: papers[0].Token, Choice: "Excellent"}}, fault.Conflict, "paper_already_cast"},
		"a second vote that takes the first back": {[]ballot.Cast{{Token: papers[0].Token, Choice: ballot.Blank}}, fault.Conflict, "paper_already_cast"},
		"a vote without a paper":                  {[]ballot.Cast{good[1], {Token: "phuc.AAAA", Choice: "Good"}}, fault.Invalid, "bad_token"},
		"a box that is not on the paper":          {[]ballot.Cast{good[1], {Token: papers[2].Token, Choice: "yes"}}, fault.Invalid, "unknown_choice"},
	} {
		err := p.cast(c.casts...)
		requireFault(t, err, c.kind, c.code)
		require.NotContains(t, err.Error(), "Excellent", name)
		require.Equal(t, 1, p.progress().Collected, "%s: all or nothing", name)
	}
	require.NoError(t, p.cast(good...), "the rest may come with the first again")
	require.Equal(t, 4, p.progress().Collected)

	p.mustCount()
	requireFault(t, p.cast(good...), fault.Conflict, "ballot_closed")
	p.spec.ID += "-2"
	requireFault(t, p.cast(good...), fault.NotFound, "ballot_not_found")
}

func TestConcurrentCastsAllCountOnce(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	var casts [][]ballot.Cast
	for _, voter := range p.spec.Roll {
		casts = append(casts, markAll(p.mustDraw(voter), "Good"))
	}
	errs := make([]error, 4*len(casts))
	atOnce(len(errs), func(i int) { errs[i] = p.cast(casts[i%len(casts)]...) })
	require.NoError(t, errors.Join(errs...))
	require.True(t, p.progress().Complete())
	for _, tally := range p.mustCount().Subjects {
		require.Equal(t, tally.Convened, tally.Votes("Good"))
	}
}

func TestOfTwoChoicesAtOnceOneIsCounted(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	papers := p.mustDraw("dung")
	errs := make([]error, 8)
	atOnce(len(errs), func(i int) { errs[i] = p.cast(markAll(papers, p.spec.Choices[i%2])...) })
	refused := 0
	for _, err := range errs {
		if err != nil {
			requireFault(t, err, fault.Conflict, "paper_already_cast")
			refused++
		}
	}
	require.Equal(t, 4, refused)
	require.Equal(t, 4, p.progress().Collected)
}

func TestCastsAgainstACountAreInItOrRefused(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	var casts [][]ballot.Cast
	for _, voter := range []string{"dung", "em"} { // neither is a subject: four papers each
		casts = append(casts, markAll(p.mustDraw(voter), "Good"))
	}
	var counts [2]ballot.Count
	var errs [4]error
	atOnce(4, func(i int) {
		if i < 2 {
			counts[i], errs[i] = p.count()
			return
		}
		errs[i] = p.cast(casts[i-2]...)
	})
	require.NoError(t, errors.Join(errs[:2]...))
	require.Equal(t, counts[0], counts[1])
	taken := 0
	for _, err := range errs[2:] {
		if err == nil {
			taken++
			continue
		}
		requireFault(t, err, fault.Conflict, "ballot_closed")
	}
	for _, tally := range counts[0].Subjects {
		require.Equal(t, taken, tally.Collected)
	}
}

func TestCountOfAStuffedBoxIsRefused(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	require.NoError(t, p.cast(markAll(p.mustDraw("dung"), "Good")...))
	_, err := p.pool.Exec(t.Context(), `UPDATE ballot.box SET token_hashes = token_hashes || sha256('stuffed'), subjects = subjects || 'phuc'::text,
		choices = choices || 'Good'::text WHERE ballot_id = $1`, p.spec.ID)
	require.NoError(t, err)
	_, err = p.count()
	requireFault(t, err, fault.Invalid, "count_contradictory")
	require.Equal(t, 5, p.progress().Collected, "the box stays as it was found")
}

func TestLoadCountBeforeTheCount(t *testing.T) {
	t.Parallel()
	p := openPolling(t)
	_, err := p.ballots.LoadCount(t.Context(), p.spec.ID)
	requireFault(t, err, fault.NotFound, "count_not_found")
	_, err = p.ballots.Progress(t.Context(), "unit-review/caoloc-2018/xa-khac/ballot")
	requireFault(t, err, fault.NotFound, "ballot_not_found")
}

// atOnce runs do(0) to do(n-1) together and returns when all have ended.
func atOnce(n int, do func(i int)) {
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { do(i) })
	}
	group.Wait()
}
