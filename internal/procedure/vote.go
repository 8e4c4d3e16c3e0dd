package procedure

import (
	"fmt"
	"slices"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

// The command kinds of a step that holds a secret ballot.
const (
	CommandElectTellers = "elect_tellers" // the chair: ElectTellers
	CommandCount        = "count_ballot"  // the first teller, when the vote is over; not of a ballot on paper
	CommandCounted      = "ballot_counted"
	CommandConfirmCount = "confirm_count" // the second teller signs the count record
)

// ActVote is the act of a voter's task. Votes never reach a process: they go to the ballot's own tables.
const ActVote = "vote"

// Vote is the state of a secret ballot inside a step. The process learns whether the quorum was met and the hash of
// the count, never a vote. A ballot without quorum is repeated under a new id.
type Vote struct {
	Step      string        `json:"step"`
	Chair     string        `json:"chair"`
	Roll      []string      `json:"roll"`
	Questions []string      `json:"questions"`
	Choices   []string      `json:"choices"`
	Quorum    ballot.Quorum `json:"quorum"`

	Excluded []ballot.Exclusion `json:"excluded,omitempty"` // who gets no paper on whom, besides on themselves

	Round     int      `json:"round"`
	Tellers   []string `json:"tellers,omitempty"`
	Counted   bool     `json:"counted,omitempty"`
	Confirmed bool     `json:"confirmed,omitempty"`
	Hash      string   `json:"hash,omitempty"`

	Threshold *ballot.Threshold `json:"threshold,omitempty"` // judges the count; nil leaves it to people
	Outcomes  []ballot.Outcome  `json:"outcomes,omitempty"`  // of the questions, when there is a threshold
	Settled   []Answer          `json:"settled,omitempty"`   // of the questions that were left to the head

	OnPaper bool      `json:"on_paper,omitempty"` // no papers are issued here; the tellers type the count
	Attempt int       `json:"attempt,omitempty"`  // how often both tellers have typed it
	Entries []Entered `json:"entries,omitempty"`  // of the attempt under way
}

// ElectTellers names the two tellers whom the conference chose from the roll, other than the chair.
type ElectTellers struct {
	Tellers []string `json:"tellers"`
	OnPaper bool     `json:"on_paper,omitempty"` // the ballot is held on paper
}

// VoteOpened is the argument of EffectOpenVote.
type VoteOpened struct {
	Ballot    string        `json:"ballot"`
	Step      string        `json:"step"`
	Roll      []string      `json:"roll"`
	Questions []string      `json:"questions"`
	Choices   []string      `json:"choices"`
	Quorum    ballot.Quorum `json:"quorum"`
	OpenedAt  time.Time     `json:"opened_at"`
	OnPaper   bool          `json:"on_paper,omitempty"` // nobody draws or casts here

	Excluded []ballot.Exclusion `json:"excluded,omitempty"`
}

// VoteCount is the argument of EffectCountVote.
type VoteCount struct {
	Ballot string        `json:"ballot"`
	Step   string        `json:"step"`
	Quorum ballot.Quorum `json:"quorum"`
	At     time.Time     `json:"at"`

	Threshold *ballot.Threshold `json:"threshold,omitempty"`
}

// Counted answers EffectCountVote and EffectCountPaper.
type Counted struct {
	Ballot    string `json:"ballot"`
	QuorumMet bool   `json:"quorum_met"`
	Hash      string `json:"hash"`

	Outcomes []ballot.Outcome `json:"outcomes,omitempty"` // by the threshold: what was carried, never how many votes
}

// BallotID is the id of the ballot of a round (counted from 1) in a step.
func BallotID(process, step string, round int) string {
	if round == 1 {
		return process + "/" + step
	}
	return fmt.Sprintf("%s/%s-%d", process, step, round)
}

// Open begins the ballot's step: the chair has the tellers elected first. With nothing to vote on it is over at once.
func (v *Vote) Open(s *State, st *Step, now time.Time) {
	if len(v.Questions) == 0 {
		return
	}
	v.Round++
	v.Outcomes, v.Settled = nil, nil
	v.Tellers, v.Counted, v.Confirmed, v.Hash = nil, false, false, ""
	v.OnPaper, v.Attempt, v.Entries = false, 0, nil
	s.Assign(st, CommandElectTellers, now, v.Chair)
}

// Running reports whether people may be voting now.
func (v *Vote) Running() bool { return len(v.Tellers) > 0 && !v.Counted }

// MayTake refuses to hand on an act of the ballot to somebody not on its roll, or to one person what two must do; ok is
// false when the act is none of the ballot's. See Reassigner.
func (v *Vote) MayTake(s *State, step, act, holder, who string) (ok bool, err error) {
	if act == CommandBreakTie && step == v.Step {
		return true, v.mayBreakTies(holder, who)
	}
	held := act == CommandElectTellers && holder == v.Chair ||
		len(v.Tellers) == 2 && (act == CommandCount && holder == v.Tellers[0] || act == CommandConfirmCount && holder == v.Tellers[1])
	switch {
	case step != v.Step:
		return false, nil
	case !held:
		return true, ErrPersonal(act)
	case !slices.Contains(v.Roll, who):
		return true, fault.New(fault.Denied, "not_a_member", "%s is not on the roll of this ballot", who)
	case act != CommandElectTellers && (who == v.Chair || v.tells(s, who)):
		return true, fault.New(fault.Denied, "two_tellers", "the chair does not count, and two different tellers do")
	default:
		return true, nil
	}
}

// tells reports whether somebody is a teller, elected or in the place of one.
func (v *Vote) tells(s *State, who string) bool {
	st := s.Step(v.Step)
	return slices.Contains(v.Tellers, who) || st.task(CommandCount, who) != nil || st.task(CommandConfirmCount, who) != nil ||
		s.standsIn(v.Step, CommandCount, who) || s.standsIn(v.Step, CommandConfirmCount, who)
}

// UnderWay reports whether the ballot has been opened and its count is not confirmed yet: nobody may come or leave.
func (v *Vote) UnderWay() bool { return len(v.Tellers) > 0 && !v.Confirmed }

// Reseat gives the ballot other people, unless it has been opened: then it stays as it was held.
func (v *Vote) Reseat(chair string, roll, questions []string, excluded []ballot.Exclusion) {
	if len(v.Tellers) == 0 {
		v.Chair, v.Roll, v.Questions, v.Excluded = chair, roll, questions, excluded
	}
}

// Done reports whether the count stands and is confirmed, and the head has decided what was left to them.
func (v *Vote) Done() bool { return len(v.Questions) == 0 || v.Confirmed && len(v.ties()) == 0 }

// Check refuses an act of the ballot; ok is false when the command is none of the ballot's.
func (v *Vote) Check(s *State, cmd Command) (ok bool, err error) {
	switch cmd.Kind {
	case CommandElectTellers:
		if err := s.CheckTask(cmd, v.Step, CommandElectTellers); err != nil {
			return true, err
		}
		return true, v.checkTellers(cmd)
	case CommandHoldOnPaper:
		return true, v.checkHoldOnPaper(s, cmd)
	case CommandEnterCount:
		return true, v.checkEnterCount(s, cmd)
	case CommandCount, CommandConfirmCount:
		return true, s.CheckTask(cmd, v.Step, cmd.Kind)
	case CommandBreakTie:
		return true, v.checkBreakTie(s, cmd)
	case CommandCounted:
		if err := CheckSystem[Counted](cmd); err != nil {
			return true, err
		}
		return true, s.CheckOpen(cmd, v.Step)
	default:
		return false, nil
	}
}

// Apply carries out an act of the ballot and reports whether the command was one.
func (v *Vote) Apply(s *State, cmd Command) bool {
	st := s.Step(v.Step)
	switch cmd.Kind {
	case CommandElectTellers:
		v.elect(s, st, cmd)
	case CommandHoldOnPaper:
		v.holdOnPaper(s, st, cmd.ReceivedAt)
	case CommandEnterCount:
		v.enterCount(s, st, cmd)
	case CommandCount:
		s.Settle(v.Step, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
		s.Queue(EffectCountVote, VoteCount{
			Ballot: BallotID(s.ID, v.Step, v.Round), Step: v.Step, Quorum: v.Quorum, At: cmd.ReceivedAt, Threshold: v.Threshold,
		})
	case CommandBreakTie:
		v.breakTie(s, cmd)
	case CommandCounted:
		v.counted(s, st, Decode[Counted](cmd), cmd.ReceivedAt)
	case CommandConfirmCount:
		s.Settle(v.Step, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
		v.Confirmed = true
		v.handTies(s, st, cmd.ReceivedAt)
	default:
		return false
	}
	return true
}

// elect opens the ballot of the round, and asks the first teller, or on paper both, for the count.
func (v *Vote) elect(s *State, st *Step, cmd Command) {
	args := Decode[ElectTellers](cmd)
	v.Tellers, v.OnPaper = args.Tellers, v.OnPaper || args.OnPaper
	s.Settle(v.Step, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
	s.Queue(EffectOpenVote, VoteOpened{
		Ballot: BallotID(s.ID, v.Step, v.Round), Step: v.Step, Roll: v.Roll, Questions: v.Questions,
		Choices: v.Choices, Quorum: v.Quorum, OpenedAt: cmd.ReceivedAt, OnPaper: v.OnPaper, Excluded: v.Excluded,
	})
	if v.OnPaper {
		s.Assign(st, CommandEnterCount, cmd.ReceivedAt, v.Tellers...)
		return
	}
	s.Assign(st, CommandCount, cmd.ReceivedAt, v.Tellers[0])
}

// counted takes the count: with a quorum the second teller confirms it, without one a new round begins.
func (v *Vote) counted(s *State, st *Step, c Counted, at time.Time) {
	if c.Ballot != BallotID(s.ID, v.Step, v.Round) || len(v.Tellers) == 0 || v.Counted {
		return // an answer about an earlier round, or one that nobody waits for
	}
	if !c.QuorumMet {
		st.Tasks = nil // all settled; the new round has tasks of its own
		v.Open(s, st, at)
		return
	}
	v.Counted, v.Hash, v.Outcomes = true, c.Hash, c.Outcomes
	s.Assign(st, CommandConfirmCount, at, v.Tellers[1])
}

func (v *Vote) checkTellers(cmd Command) error {
	args, err := DecodeStrict[ElectTellers](cmd)
	if err != nil {
		return err
	}
	if len(args.Tellers) != 2 || args.Tellers[0] == args.Tellers[1] {
		return fault.New(fault.Invalid, "two_tellers", "elect two different tellers")
	}
	for _, t := range args.Tellers {
		if t == v.Chair || t == cmd.Actor {
			return fault.New(fault.Invalid, "teller_is_chair", "the chair cannot be a teller")
		}
		if !slices.Contains(v.Roll, t) {
			return fault.New(fault.Invalid, "teller_not_on_roll", "a teller must be a member of the conference: %s is not", t)
		}
	}
	return nil
}
