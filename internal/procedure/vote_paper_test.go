package procedure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const paperBallot = "drill/1/vote"

func onPaper(tellers ...string) procedure.ElectTellers {
	return procedure.ElectTellers{Tellers: tellers, OnPaper: true}
}

// typed is the entry of a teller; equal letters are equal figures.
func typed(ballot, letter string) procedure.EnterCount {
	return procedure.EnterCount{Ballot: ballot, Hash: strings.Repeat(letter, 64)}
}

func newPaperBench(t *testing.T) *bench {
	b := newVoteBench(t)
	b.must(procedure.CommandElectTellers, "an", onPaper("binh", "chi"))
	return b
}

func TestABallotOnPaperIsTypedByBothTellers(t *testing.T) {
	t.Parallel()
	b := newPaperBench(t)
	require.True(t, argsOf[procedure.VoteOpened](t, b.of(procedure.EffectOpenVote)[0]).OnPaper)
	refused(t, b.do(procedure.CommandCount, "binh", nil), fault.Denied, "not_your_task")

	b.must(procedure.CommandEnterCount, "chi", typed(paperBallot, "a"))
	require.Zero(t, b.count(procedure.EffectCountPaper), "one entry is no count")
	refused(t, b.do(procedure.CommandEnterCount, "chi", typed(paperBallot, "a")), fault.Conflict, "done_already")

	b.must(procedure.CommandEnterCount, "binh", typed(paperBallot, "a"))
	require.Equal(t, procedure.PaperCount{Ballot: paperBallot, Step: stepVote, Attempt: 1, Quorum: b.p.Vote.Quorum, At: opened},
		argsOf[procedure.PaperCount](t, b.of(procedure.EffectCountPaper)[0]))
	require.True(t, b.p.Vote.Counted)
	b.must(procedure.CommandConfirmCount, "chi", nil)
	require.Equal(t, stepSign, b.p.Current().Name)
}

func TestADifferenceIsTypedAgain(t *testing.T) {
	t.Parallel()
	b := newPaperBench(t)
	for _, letters := range []string{"ab", "ba", "ac"} {
		b.must(procedure.CommandEnterCount, "binh", typed(paperBallot, letters[:1]))
		b.must(procedure.CommandEnterCount, "chi", typed(paperBallot, letters[1:]))
		require.Zero(t, b.count(procedure.EffectCountPaper))
		require.False(t, b.p.Vote.Counted)
	}
	b.must(procedure.CommandEnterCount, "chi", typed(paperBallot, "c"))
	b.must(procedure.CommandEnterCount, "binh", typed(paperBallot, "c"))
	require.Equal(t, 4, argsOf[procedure.PaperCount](t, b.of(procedure.EffectCountPaper)[0]).Attempt)
	require.True(t, b.p.Vote.Counted)
}

func TestABallotOnPaperWithoutQuorumIsRepeated(t *testing.T) {
	t.Parallel()
	b := newPaperBench(t)
	b.quorum = false
	for _, who := range []string{"binh", "chi"} {
		b.must(procedure.CommandEnterCount, who, typed(paperBallot, "a"))
	}
	require.Equal(t, 2, b.p.Vote.Round)
	require.False(t, b.p.Vote.OnPaper, "the next round is held as the chair says then")
	b.quorum = true
	b.must(procedure.CommandElectTellers, "an", onPaper("chi", "dung"))
	refused(t, b.do(procedure.CommandEnterCount, "chi", typed(paperBallot, "a")), fault.Conflict, "other_ballot")
	b.must(procedure.CommandEnterCount, "chi", typed(paperBallot+"-2", "a"))
}

func TestAnEntryIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		actor string
		args  any
		kind  fault.Kind
		code  string
	}{
		{"by somebody who is no teller", "dung", typed(paperBallot, "a"), fault.Denied, "not_your_task"},
		{"by the chair", "an", typed(paperBallot, "a"), fault.Denied, "not_your_task"},
		{"of another ballot", "binh", typed("drill/1/vote-2", "a"), fault.Conflict, "other_ballot"},
		{"without a hash", "binh", procedure.EnterCount{Ballot: paperBallot}, fault.Invalid, "bad_hash"},
		{"with figures instead of a hash", "binh", procedure.EnterCount{Ballot: paperBallot, Hash: "yes 3, no 1"}, fault.Invalid, "bad_hash"},
		{"unreadable", "binh", 7, fault.Invalid, "bad_arguments"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			refused(t, newPaperBench(t).do(procedure.CommandEnterCount, tt.actor, tt.args), tt.kind, tt.code)
		})
	}
}

func TestAnAdministratorHasABallotHeldOnPaper(t *testing.T) {
	t.Parallel()
	t.Run("before the tellers are elected", func(t *testing.T) {
		t.Parallel()
		b := newVoteBench(t)
		b.must(procedure.CommandHoldOnPaper, "admin", nil)
		b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
		require.True(t, argsOf[procedure.VoteOpened](t, b.of(procedure.EffectOpenVote)[0]).OnPaper)
		require.Zero(t, b.count(procedure.EffectVoidVote))
		b.must(procedure.CommandEnterCount, "binh", typed(paperBallot, "a"))
	})
	t.Run("when the network fails in the middle of an electronic one, which becomes void", func(t *testing.T) {
		t.Parallel()
		b := newVoteBench(t)
		b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
		b.must(procedure.CommandHoldOnPaper, "admin", nil)
		require.Equal(t, procedure.VoteVoid{Ballot: paperBallot, Step: stepVote, At: opened},
			argsOf[procedure.VoteVoid](t, b.of(procedure.EffectVoidVote)[0]))
		refused(t, b.do(procedure.CommandCount, "binh", nil), fault.Denied, "not_your_task")
		b.must(procedure.CommandElectTellers, "an", elect("chi", "dung"))
		b.must(procedure.CommandEnterCount, "chi", typed(paperBallot+"-2", "a"))
		b.must(procedure.CommandEnterCount, "dung", typed(paperBallot+"-2", "a"))
		b.must(procedure.CommandConfirmCount, "dung", nil)
		require.Equal(t, stepSign, b.p.Current().Name)
	})
}

func TestHoldingOnPaperIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		given func(b *bench)
		actor string
		kind  fault.Kind
		code  string
	}{
		{"by the chair, who says so when the tellers are elected", writeAll, "an", fault.Denied, "wrong_role"},
		{"before the ballot's step", func(*bench) {}, "admin", fault.Conflict, "step_not_open"},
		{"twice", func(b *bench) {
			writeAll(b)
			b.must(procedure.CommandHoldOnPaper, "admin", nil)
		}, "admin", fault.Conflict, "on_paper_already"},
		{"when the papers are counted", func(b *bench) {
			writeAll(b)
			b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
			b.must(procedure.CommandCount, "binh", nil)
		}, "admin", fault.Conflict, "counted_already"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, drillSteps())
			tt.given(b)
			refused(t, b.do(procedure.CommandHoldOnPaper, tt.actor, nil), tt.kind, tt.code)
		})
	}
}
