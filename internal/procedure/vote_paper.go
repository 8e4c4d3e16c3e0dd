package procedure

import (
	"regexp"
	"slices"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

// The command kinds of a ballot on paper, besides those of every ballot.
const (
	CommandHoldOnPaper = "hold_on_paper" // Administrator: the ballot is held, or held again, on paper
	CommandEnterCount  = "enter_count"   // each teller, on their own: EnterCount
)

// The effects of a ballot on paper.
const (
	EffectCountPaper = "paper_count" // PaperCount: equal entries become the count; answered by CommandCounted
	EffectVoidVote   = "vote_void"   // VoteVoid: an open ballot ends without a count
)

// EnterCount says that a teller has typed the count. The figures stay in the filing; equal hashes are equal figures.
type EnterCount struct {
	Ballot string `json:"ballot"`
	Hash   string `json:"hash"` // ballot.PaperEntry.Hash
}

// Entered is what the process remembers of a teller's entry.
type Entered struct {
	Teller string `json:"teller"`
	Hash   string `json:"hash"`
}

// PaperCount is the argument of EffectCountPaper.
type PaperCount struct {
	Ballot  string        `json:"ballot"`
	Step    string        `json:"step"`
	Attempt int           `json:"attempt"` // which entries, counted from 1
	Quorum  ballot.Quorum `json:"quorum"`
	At      time.Time     `json:"at"`

	Threshold *ballot.Threshold `json:"threshold,omitempty"`
}

// VoteVoid is the argument of EffectVoidVote.
type VoteVoid struct {
	Ballot string    `json:"ballot"`
	Step   string    `json:"step"`
	At     time.Time `json:"at"`
}

var hashPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// checkHoldOnPaper lets an administrator choose paper until the count is under way.
func (v *Vote) checkHoldOnPaper(s *State, cmd Command) error {
	if err := cmd.mustBe(Administrator); err != nil {
		return err
	}
	if err := s.CheckOpen(cmd, v.Step); err != nil {
		return err
	}
	counting := func(t Task) bool { return t.Act == CommandCount && t.Done }
	switch {
	case v.OnPaper:
		return fault.New(fault.Conflict, "on_paper_already", "this ballot is held on paper already")
	case v.Counted || slices.ContainsFunc(s.Step(v.Step).Tasks, counting):
		return fault.New(fault.Conflict, "counted_already", "this ballot has been counted already")
	default:
		return nil
	}
}

// holdOnPaper makes the coming ballot one on paper. One that is open is void, and a new round begins.
func (v *Vote) holdOnPaper(s *State, st *Step, at time.Time) {
	if len(v.Tellers) > 0 {
		s.Queue(EffectVoidVote, VoteVoid{Ballot: BallotID(s.ID, v.Step, v.Round), Step: v.Step, At: at})
		st.Tasks = nil
		v.Open(s, st, at)
	}
	v.OnPaper = true
}

func (v *Vote) checkEnterCount(s *State, cmd Command) error {
	if err := s.CheckTask(cmd, v.Step, CommandEnterCount); err != nil {
		return err
	}
	args, err := DecodeStrict[EnterCount](cmd)
	if err != nil {
		return err
	}
	if current := BallotID(s.ID, v.Step, v.Round); args.Ballot != current {
		return fault.New(fault.Conflict, "other_ballot", "the ballot to count is %s", current)
	}
	if slices.ContainsFunc(v.Entries, func(e Entered) bool { return e.Teller == cmd.Actor }) {
		return fault.New(fault.Denied, "two_people", "two people type the count; you have typed it already")
	}
	if !hashPattern.MatchString(args.Hash) {
		return fault.New(fault.Invalid, "bad_hash", "the hash of an entry is a SHA-256 in hex")
	}
	return nil
}

// enterCount takes an entry. When both are there, equal ones are counted; a difference is shown to both tellers, who
// type again.
func (v *Vote) enterCount(s *State, st *Step, cmd Command) {
	s.Settle(v.Step, CommandEnterCount, cmd.Actor, cmd.ReceivedAt)
	v.Entries = append(v.Entries, Entered{Teller: cmd.Actor, Hash: Decode[EnterCount](cmd).Hash})
	if len(v.Entries) < 2 {
		return
	}
	first, second := v.Entries[0], v.Entries[1]
	v.Attempt++
	v.Entries = nil
	if first.Hash == second.Hash {
		s.Queue(EffectCountPaper, PaperCount{
			Ballot: BallotID(s.ID, v.Step, v.Round), Step: v.Step, Attempt: v.Attempt, Quorum: v.Quorum, At: cmd.ReceivedAt,
			Threshold: v.Threshold,
		})
		return
	}
	st.Tasks = slices.DeleteFunc(st.Tasks, func(t Task) bool { return t.Act == CommandEnterCount })
	s.Assign(st, CommandEnterCount, cmd.ReceivedAt, first.Teller, second.Teller)
}
