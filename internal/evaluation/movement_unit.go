package evaluation

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// checkListChange answers for the commands that change the lists of a conference, and refuses what must wait while a
// change is prepared. ok means that the command was one of them.
//
// Errors, all fault.Conflict: ballot_open, not_on_list, on_list_already, too_few_members, list_changing.
func (u *UnitReview) checkListChange(cmd procedure.Command) (ok bool, err error) {
	switch cmd.Kind {
	case CommandPrepareChange:
		l, err := checkList(cmd)
		if err != nil || u.Changing != nil && u.Changing.Change > l.Change {
			return true, err // one that was abandoned comes late
		}
		return true, u.checkPrepare(l)
	case CommandCommitChange:
		return true, procedure.CheckSystem[CommitChange](cmd)
	case CommandAbandonChange:
		return true, procedure.CheckSystem[ChangeDone](cmd)
	}
	lists := cmd.Kind == procedure.CommandElectTellers || cmd.Kind == ActPropose
	if u.Changing != nil && cmd.Role != procedure.System && (lists || u.Changing.about(cmd)) {
		return false, listChanging()
	}
	return false, nil
}

func listChanging() error {
	return fault.New(fault.Conflict, "list_changing", "people are joining or leaving this list just now; try again in a moment")
}

func ballotOpen(process string) error {
	return fault.New(fault.Conflict, "ballot_open",
		"the ballot of %s is under way; repeat the change after its count has been confirmed", process)
}

func (u *UnitReview) checkPrepare(l ListChange) error {
	part := func(who string) bool { return slices.Contains(u.Members, who) }
	for _, who := range l.Out {
		if !l.Leaving && !slices.Contains(u.Subjects, who) {
			return fault.New(fault.Conflict, "not_on_list", "%s is not evaluated in unit %s", who, u.Unit)
		}
	}
	for _, a := range l.In {
		if part(a.Official) {
			return fault.New(fault.Conflict, "on_list_already", "%s is a member of the conference of %s already", a.Official, u.Unit)
		}
	}
	if !slices.ContainsFunc(l.Out, part) && len(l.In) == 0 {
		return nil // only speakers from outside leave
	}
	if u.Vote.UnderWay() {
		return ballotOpen(u.ID)
	}
	after := *u
	after.relist(l)
	need := 3 // a chair and two tellers
	if u.Vote.Done() {
		need = 2
	}
	if !u.Vote.Done() && len(after.Subjects) > 0 && len(after.Members) >= need && !tellers(after.Vote, after.Related) {
		need = len(after.Members) + 1 // all besides the chair are related to each other
	}
	if len(after.Subjects) > 0 && len(after.Members) < need {
		return fault.New(fault.Conflict, "too_few_members",
			"the conference of %s would have %d member(s) left, too few for its chair and two tellers; merge the unit into another, or move somebody there first", u.Unit, len(after.Members))
	}
	for _, s := range after.Subjects {
		if after.proposer(s) == "" {
			return fault.New(fault.Conflict, "seat_empty", "nobody in the conference of %s could propose the grade of %s%s; move somebody there first",
				u.Unit, s, after.Related.among(after.Members, s))
		}
	}
	return nil
}

// applyListChange carries out a command that changes the lists, and reports whether it was one.
func (u *UnitReview) applyListChange(cmd procedure.Command) bool {
	switch cmd.Kind {
	case CommandPrepareChange:
		u.prepare(procedure.Decode[ListChange](cmd))
	case CommandCommitChange:
		c := procedure.Decode[CommitChange](cmd)
		if u.Changing != nil && u.Changing.Change == c.Change {
			l := *u.Changing
			u.Changing = nil
			u.change(l, c.Reviewed, cmd.ReceivedAt)
		}
		u.Queue(procedure.EffectSend, procedure.Send{
			To: CycleID(u.Cycle), Kind: CommandChangeDone, Args: ChangeDone{Change: c.Change, Process: u.ID},
		})
	case CommandAbandonChange:
		if u.Changing != nil && u.Changing.Change == procedure.Decode[ChangeDone](cmd).Change {
			u.Changing = nil
		}
	default:
		return false
	}
	return true
}

func (u *UnitReview) prepare(l ListChange) {
	if u.Changing == nil || u.Changing.Change < l.Change {
		u.Changing = &l
	}
	answer := ChangePrepared{Change: l.Change, Process: u.ID}
	for _, who := range l.Out {
		if u.reviewed(who) {
			answer.Reviewed = append(answer.Reviewed, who)
		}
	}
	u.Queue(procedure.EffectSend, procedure.Send{To: CycleID(u.Cycle), Kind: CommandChangePrepared, Args: answer})
}

// relist changes who is on the lists and who presides; it makes new lists and leaves the old ones as they were.
func (u *UnitReview) relist(l ListChange) {
	u.Members, u.Subjects = without(u.Members, l.out), without(u.Subjects, l.out)
	u.Asked = slices.DeleteFunc(slices.Clone(u.Asked), func(a Asked) bool {
		return l.out(a.Subject) || l.Leaving && l.out(a.By) && !a.Done
	})
	u.Related = u.Related.join(l.Related)
	for _, a := range l.In {
		u.Members, u.Subjects = append(u.Members, a.Official), append(u.Subjects, a.Official)
		if a.Speaker != "" {
			u.Asked = append(u.Asked, Asked{Subject: a.Official, By: a.Speaker})
		}
		if a.Head {
			u.Chair, u.Deputy = a.Official, u.Chair
		}
	}
	if l.out(u.Chair) {
		u.Chair, u.Deputy = u.Deputy, ""
	}
	if !slices.Contains(u.Members, u.Chair) && len(u.Members) > 0 {
		u.Chair = u.Members[0]
	}
	if !slices.Contains(u.Members, u.Deputy) || u.Deputy == u.Chair {
		u.Deputy = ""
		if i := slices.IndexFunc(u.Members, func(who string) bool { return who != u.Chair }); i >= 0 {
			u.Deputy = u.Members[i]
		}
	}
	u.Vote.Reseat(u.Chair, u.Members, u.Subjects, u.Rules.Conflicts.exclusions(u.Related, u.Members, u.Subjects))
}

// change carries a prepared change out: the lists, the seats, and the tasks of the open step. Whoever comes without a
// self-review files it in the step that is open, by its due time.
func (u *UnitReview) change(l ListChange, reviewed []string, at time.Time) {
	u.relist(l)
	u.Queue(procedure.EffectSeats, map[string]any{
		"chair": u.Chair, "deputy": u.Deputy, "members": u.Members, "subjects": u.Subjects, "asked": append([]Asked{}, u.Asked...),
		"related": append(Relatives{}, u.Related...),
	})
	if len(u.Subjects) == 0 {
		u.Dissolve()
		return
	}
	for _, who := range l.Out {
		u.Dismiss(who, at)
	}
	st := u.Current()
	if st == nil {
		return
	}
	for _, a := range l.In {
		if slices.Contains(reviewed, a.Official) {
			st.Tasks = append(st.Tasks, procedure.Task{Act: ActSelfReview, Assignee: a.Official, Done: true})
			continue
		}
		u.Assign(st, ActSelfReview, at, a.Official)
	}
	u.reseat(st, at)
	u.askOutside(st, at)
}

// reseat gives the duties of the open step to those to whom they fall now.
func (u *UnitReview) reseat(st *procedure.Step, at time.Time) {
	switch st.Name {
	case StepComments:
		if !doneIn(st, ActAdoptMinutes) {
			u.Hand(st, ActAdoptMinutes, at, u.Chair)
		}
	case StepBallot:
		if len(u.Vote.Tellers) == 0 {
			u.Hand(st, procedure.CommandElectTellers, at, u.Chair)
		}
	case StepProposal:
		u.handProposals(st, at)
	}
}

// doneIn reports whether an act that is done once is done.
func doneIn(st *procedure.Step, act string) bool {
	return slices.ContainsFunc(st.Tasks, func(t procedure.Task) bool { return t.Act == act && t.Done })
}

// reviewed reports whether somebody's self-review is filed.
func (u *UnitReview) reviewed(who string) bool {
	return slices.ContainsFunc(u.Steps, func(st procedure.Step) bool {
		return slices.ContainsFunc(st.Tasks, func(t procedure.Task) bool {
			return t.Act == ActSelfReview && t.Assignee == who && t.Done
		})
	})
}

// reviewStep is the step in which somebody files the self-review: the open one when they came late.
func (u *UnitReview) reviewStep(who string) string {
	st := u.Current()
	if st != nil && slices.ContainsFunc(st.Tasks, func(t procedure.Task) bool { return t.Act == ActSelfReview && t.Assignee == who }) {
		return st.Name
	}
	return StepSelfReview
}

// stepDone reports whether all tasks of a step are done. Who came late with the self-review holds nobody up.
func (u *UnitReview) stepDone(st *procedure.Step) bool {
	if st.Name == StepSelfReview {
		return st.AllDone()
	}
	tasks := 0
	for _, t := range st.Tasks {
		if t.Act == ActSelfReview {
			continue
		}
		if !t.Done {
			return false
		}
		tasks++
	}
	return tasks > 0
}
