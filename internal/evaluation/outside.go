package evaluation

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// ActOutsideComment is the comment of somebody outside the conference who was asked for it: Comment. The unit or body
// of another post has its say on who holds several, and so has the unit that an official came from.
const ActOutsideComment = "outside_comment"

// Asked is a comment from outside the conference that it has to hear before it ends.
type Asked struct {
	Subject string `json:"subject"`
	By      string `json:"by"`
	Done    bool   `json:"done,omitempty"`
}

// askOutside gives the step a task for each outsider who has still to comment, and ends that of who has nobody left to
// comment on. The ballot's step asks nobody: its tasks are those of the ballot.
func (u *UnitReview) askOutside(st *procedure.Step, now time.Time) {
	if st.Name == StepBallot || st.Name == StepSelfReview {
		return
	}
	var speakers []string
	for _, a := range u.Asked {
		if !a.Done && !slices.Contains(speakers, a.By) {
			speakers = append(speakers, a.By)
		}
	}
	u.Hand(st, ActOutsideComment, now, speakers...)
}

func (u *UnitReview) checkOutside(cmd procedure.Command) error {
	args, err := procedure.DecodeStrict[Comment](cmd)
	if err != nil {
		return err
	}
	if err := u.Related.Refuse(cmd.Actor, args.Subject); err != nil {
		return err
	}
	switch i := u.asked(cmd.Actor, args.Subject); {
	case i < 0:
		return fault.New(fault.Denied, "not_asked", "you were not asked to comment on %s here", args.Subject)
	case u.Asked[i].Done:
		return fault.New(fault.Conflict, "done_already", "you have commented on %s already", args.Subject)
	}
	step := StepComments
	if st := u.Current(); st != nil && st.Name == StepProposal {
		step = StepProposal
	}
	return u.CheckTask(cmd, step, ActOutsideComment)
}

func (u *UnitReview) applyOutside(cmd procedure.Command) {
	u.Asked[u.asked(cmd.Actor, procedure.Decode[Comment](cmd).Subject)].Done = true
	if !slices.ContainsFunc(u.Asked, func(a Asked) bool { return a.By == cmd.Actor && !a.Done }) {
		u.Settle(u.Current().Name, ActOutsideComment, cmd.Actor, cmd.ReceivedAt)
	}
}

func (u *UnitReview) asked(by, subject string) int {
	return slices.IndexFunc(u.Asked, func(a Asked) bool { return a.By == by && a.Subject == subject })
}

// unrelated leaves out who would have to comment on a relative: nobody is asked in their place.
func (r Relatives) unrelated(asked []Asked) []Asked {
	return slices.DeleteFunc(slices.Clone(asked), func(a Asked) bool { return r.Refuse(a.By, a.Subject) != nil })
}
