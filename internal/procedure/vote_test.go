package procedure_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// newVoteBench is a bench in its ballot step.
func newVoteBench(t *testing.T) *bench {
	b := newBench(t, drillSteps())
	writeAll(b)
	return b
}

func elect(tellers ...string) procedure.ElectTellers { return procedure.ElectTellers{Tellers: tellers} }

func TestTellers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		actor string
		args  any
		kind  fault.Kind
		code  string
	}{
		{"one teller", "an", elect("binh"), fault.Invalid, "two_tellers"},
		{"three tellers", "an", elect("binh", "chi", "dung"), fault.Invalid, "two_tellers"},
		{"the same twice", "an", elect("binh", "binh"), fault.Invalid, "two_tellers"},
		{"nobody", "an", nil, fault.Invalid, "two_tellers"},
		{"the chair", "an", elect("an", "binh"), fault.Invalid, "teller_is_chair"},
		{"a guest", "an", elect("binh", "yen"), fault.Invalid, "teller_not_on_roll"},
		{"unreadable", "an", "binh", fault.Invalid, "bad_arguments"},
		{"by somebody else", "binh", elect("chi", "dung"), fault.Denied, "not_your_task"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newVoteBench(t)
			refused(t, b.do(procedure.CommandElectTellers, tt.actor, tt.args), tt.kind, tt.code)
		})
	}
}

func TestABallotOpensWhenTheTellersAreElected(t *testing.T) {
	t.Parallel()
	b := newVoteBench(t)
	require.Zero(t, b.count(procedure.EffectOpenVote))
	b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
	require.Equal(t, procedure.VoteOpened{
		Ballot: "drill/1/vote", Step: stepVote, Roll: b.p.Members, Questions: []string{"plan"}, Choices: []string{"yes", "no"},
		Quorum: b.p.Vote.Quorum, OpenedAt: opened,
	}, argsOf[procedure.VoteOpened](t, b.of(procedure.EffectOpenVote)[0]))

	refused(t, b.do(procedure.CommandElectTellers, "an", elect("chi", "dung")), fault.Conflict, "done_already")
	refused(t, b.do(procedure.CommandCount, "chi", nil), fault.Denied, "not_your_task")
	refused(t, b.do(procedure.CommandConfirmCount, "chi", nil), fault.Denied, "not_your_task")
}

func TestTheSecondTellerConfirmsTheCount(t *testing.T) {
	t.Parallel()
	b := newVoteBench(t)
	b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
	b.must(procedure.CommandCount, "binh", nil)
	require.True(t, b.p.Vote.Counted)
	require.Equal(t, "hash of drill/1/vote", b.p.Vote.Hash)
	require.Equal(t, stepVote, b.p.Current().Name, "a count that nobody confirmed ends nothing")
	refused(t, b.do(procedure.CommandConfirmCount, "binh", nil), fault.Denied, "not_your_task")
	refused(t, b.do(procedure.CommandCount, "binh", nil), fault.Conflict, "done_already")
	b.must(procedure.CommandConfirmCount, "chi", nil)
	require.Equal(t, stepSign, b.p.Current().Name)
}

func TestABallotWithoutQuorumIsRepeatedUnderANewID(t *testing.T) {
	t.Parallel()
	b := newVoteBench(t)
	b.quorum = false
	for range 2 {
		b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
		b.must(procedure.CommandCount, "binh", nil)
		require.False(t, b.p.Vote.Counted)
		require.Empty(t, b.p.Vote.Tellers, "the next round elects its own")
	}
	b.quorum = true
	b.must(procedure.CommandElectTellers, "an", elect("dung", "chi"))
	b.must(procedure.CommandCount, "dung", nil)
	b.must(procedure.CommandConfirmCount, "chi", nil)
	require.Equal(t, stepSign, b.p.Current().Name)

	var ballots []string
	for _, e := range b.of(procedure.EffectOpenVote) {
		ballots = append(ballots, argsOf[procedure.VoteOpened](t, e).Ballot)
	}
	require.Equal(t, []string{"drill/1/vote", "drill/1/vote-2", "drill/1/vote-3"}, ballots)
}

func TestACountOfAnEarlierRoundIsDropped(t *testing.T) {
	t.Parallel()
	b := newVoteBench(t)
	b.quorum = false
	b.must(procedure.CommandElectTellers, "an", elect("binh", "chi"))
	b.must(procedure.CommandCount, "binh", nil)
	b.must(procedure.CommandCounted, "drill/1", procedure.Counted{Ballot: "drill/1/vote", QuorumMet: true, Hash: "old"})
	require.False(t, b.p.Vote.Counted)
	require.Equal(t, 2, b.p.Vote.Round)
}

func TestOnlyTheMachineReportsACount(t *testing.T) {
	t.Parallel()
	b := newVoteBench(t)
	err := b.do(procedure.CommandCounted, "binh", procedure.Counted{Ballot: "drill/1/vote", QuorumMet: true})
	refused(t, err, fault.Denied, "wrong_role")
}

func TestBallotID(t *testing.T) {
	t.Parallel()
	require.Equal(t, "unit-review/c/u/ballot", procedure.BallotID("unit-review/c/u", "ballot", 1))
	require.Equal(t, "unit-review/c/u/ballot-3", procedure.BallotID("unit-review/c/u", "ballot", 3))
}
