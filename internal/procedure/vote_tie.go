package procedure

import (
	"slices"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/fault"
)

// CommandBreakTie decides the questions that a ballot left to the head: TiesBroken, by the chair; on a question on which
// the chair may not vote, by the first on the roll who may.
const CommandBreakTie = "break_tie"

// Answer is a choice on a question.
type Answer struct {
	Question string `json:"question"`
	Choice   string `json:"choice"`
}

// TiesBroken is the argument of CommandBreakTie; the words of the reason stay in the filing.
type TiesBroken struct {
	Answers []Answer `json:"answers"`
	Reason  bool     `json:"reason"`
}

// ErrNoRoll refuses a ballot at which nobody would vote.
func ErrNoRoll(step string) error {
	return fault.New(fault.Invalid, "roll_empty", "nobody is convened to the ballot of step %q", step)
}

// Verdict is what came of a question: the choice that is carried, by the count or by the head, and the verdict of the
// threshold. An empty choice is carried by nothing; ballot.GoForward leaves the question to who acts next.
func (v *Vote) Verdict(question string) (choice string, verdict ballot.Verdict) {
	i := slices.IndexFunc(v.Outcomes, func(o ballot.Outcome) bool { return o.Subject == question })
	if i < 0 {
		return "", ""
	}
	o := v.Outcomes[i]
	if j := slices.IndexFunc(v.Settled, func(a Answer) bool { return a.Question == question }); j >= 0 {
		return v.Settled[j].Choice, o.Verdict
	}
	if o.Verdict == ballot.Carried {
		choice = o.Choices[0]
	}
	return choice, o.Verdict
}

// ties lists the questions that are left to the head and not decided yet.
func (v *Vote) ties() []ballot.Outcome {
	return slices.DeleteFunc(slices.Clone(v.Outcomes), func(o ballot.Outcome) bool {
		return o.Verdict != ballot.LeftToHead || slices.ContainsFunc(v.Settled, func(a Answer) bool { return a.Question == o.Subject })
	})
}

// head is who decides a question that is left to the head.
func (v *Vote) head(question string) string {
	for _, who := range slices.Concat([]string{v.Chair}, v.Roll) {
		if v.mayVote(who, question) {
			return who
		}
	}
	return ""
}

func (v *Vote) mayVote(who, question string) bool {
	return who != question && !slices.Contains(v.Excluded, ballot.Exclusion{Voter: who, Subject: question})
}

// handTies asks those to whom the open ties fall.
func (v *Vote) handTies(s *State, st *Step, at time.Time) {
	var heads []string
	for _, o := range v.ties() {
		if who := v.head(o.Subject); !slices.Contains(heads, who) {
			heads = append(heads, who)
		}
	}
	s.Hand(st, CommandBreakTie, at, heads...)
}

func (v *Vote) checkBreakTie(s *State, cmd Command) error {
	if err := s.CheckTask(cmd, v.Step, CommandBreakTie); err != nil {
		return err
	}
	args, err := DecodeStrict[TiesBroken](cmd)
	if err != nil {
		return err
	}
	if len(args.Answers) == 0 || !args.Reason {
		return fault.New(fault.Invalid, "reason_missing", "name the questions with the choice on each, and give the reason")
	}
	open := v.ties()
	for i, a := range args.Answers {
		tied := slices.ContainsFunc(open, func(o ballot.Outcome) bool { return o.Subject == a.Question })
		falls := v.head(a.Question) == s.Holder(v.Step, CommandBreakTie, cmd.Actor)
		switch {
		case !tied || !falls || !v.mayVote(cmd.Actor, a.Question):
			return fault.New(fault.Denied, "not_left_to_you", "the question %s is not left to you", a.Question)
		case !slices.Contains(v.Choices, a.Choice):
			return fault.New(fault.Invalid, "unknown_choice", "choose one of %v on %s", v.Choices, a.Question)
		case slices.ContainsFunc(args.Answers[:i], func(b Answer) bool { return b.Question == a.Question }):
			return fault.New(fault.Invalid, "answered_twice", "the question %s is answered twice", a.Question)
		}
	}
	return nil
}

// breakTie takes the head's choices; whoever has others left keeps the task.
func (v *Vote) breakTie(s *State, cmd Command) {
	v.Settled = append(v.Settled, Decode[TiesBroken](cmd).Answers...)
	holder := s.Holder(v.Step, CommandBreakTie, cmd.Actor)
	if !slices.ContainsFunc(v.ties(), func(o ballot.Outcome) bool { return v.head(o.Subject) == holder }) {
		s.Settle(v.Step, CommandBreakTie, cmd.Actor, cmd.ReceivedAt)
	}
}

// mayBreakTies refuses to hand the ties of a holder to somebody who may not vote on all of them.
func (v *Vote) mayBreakTies(holder, who string) error {
	held := 0
	for _, o := range v.ties() {
		if v.head(o.Subject) != holder {
			continue
		}
		held++
		if !slices.Contains(v.Roll, who) || !v.mayVote(who, o.Subject) {
			return fault.New(fault.Denied, "not_able", "%s may not vote on %s", who, o.Subject)
		}
	}
	if held == 0 {
		return ErrPersonal(CommandBreakTie)
	}
	return nil
}
