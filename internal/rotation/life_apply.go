package rotation

import (
	"slices"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// ApplyAct carries out an accepted act.
func (r *Rotation) ApplyAct(cmd procedure.Command) {
	switch cmd.Kind {
	case ActAnnounce:
		r.Settle(StepAnnouncement, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
	case ActRelease, ActReceive:
		r.applyHandover(cmd)
	case ActConfirmEntitlements:
		r.applyEntitlements(cmd)
	case ActAssess, ActAssessForBody, ActReviewSelf:
		st := r.Current()
		if is(st, StepCheckpoint) {
			r.Reviews++
		}
		r.Settle(st.Name, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
	case ActPlanPlacement:
		r.Intended = new(procedure.Decode[IntendedPlace](cmd))
		r.finish(r.Current(), cmd)
	case ActPlace:
		r.applyPlace(cmd)
	case ActExtend:
		r.Months += procedure.Decode[Extension](cmd).Months
		r.End = AddMonths(r.Start, r.Months)
		r.Warned = false
		r.progress()
	case ActEndEarly:
		r.End, r.Early = procedure.Decode[On](cmd).Day, true
		r.progress()
	case CommandTransferred:
		r.applyTransferred(cmd)
	}
}

func (r *Rotation) applyHandover(cmd procedure.Command) {
	day := procedure.Decode[On](cmd).Day
	if cmd.Kind == ActRelease {
		r.Released = day
	} else {
		r.Received = day
	}
	r.Settle(StepHandover, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
	if r.handing() {
		r.Queue(EffectTransfer, Transfer{Rotation: r.Code, Official: r.Official, From: r.From, To: r.To, On: day})
	}
}

func (r *Rotation) applyEntitlements(cmd procedure.Command) {
	r.Confirmed = append(r.Confirmed, procedure.Decode[Entitled](cmd).Items...)
	if len(r.Confirmed) == len(r.Rules.Entitlements) {
		r.finish(r.Step(StepEntitlements), cmd)
	}
}

// finish ends the task of an act, whoever has done it.
func (r *Rotation) finish(st *procedure.Step, cmd procedure.Command) {
	r.Settle(st.Name, cmd.Kind, cmd.Actor, cmd.ReceivedAt)
	r.Hand(st, cmd.Kind, cmd.ReceivedAt)
}

// applyPlace asks the roster for the change of posts that the placement brings.
func (r *Rotation) applyPlace(cmd procedure.Command) {
	placed := procedure.Decode[PlacedOfficial](cmd)
	if placed.Placement == PlacedStay {
		placed.Post = r.To
	}
	r.Placed = &placed
	r.finish(r.Step(StepPlacement), cmd)
	r.Queue(EffectTransfer, Transfer{
		Rotation: r.Code, Official: r.Official, From: r.To, To: placed.Post, On: placed.On, Back: true,
	})
}

// applyTransferred goes on when the roster has the change; when it could not take it, those who asked for it are asked
// again.
func (r *Rotation) applyTransferred(cmd procedure.Command) {
	st, answer := r.Current(), procedure.Decode[Transferred](cmd)
	refused := answer.Refused
	r.Refused, r.Waits = refused, answer.Waits && r.Start.IsZero() // the second answer may overtake the first
	switch {
	case answer.Waits:
	case refused != "" && r.Start.IsZero():
		r.Released, r.Received = r.Start, r.Start
		r.askHandover(st, cmd.ReceivedAt)
	case refused != "":
		r.Placed = nil
		r.Hand(st, ActPlace, cmd.ReceivedAt, r.Parts.Organiser)
	case r.Start.IsZero():
		r.Start, r.End = r.Released, AddMonths(r.Released, r.Months)
		r.progress()
	default:
		r.Settled = true
	}
}

func (r *Rotation) progress() {
	r.Queue(EffectProgress, Progress{Rotation: r.Code, Start: r.Start, End: r.End, Months: r.Months})
}

// Overseer returns the organiser; the organiser's own lateness is told to the administrators.
func (r *Rotation) Overseer(*procedure.Step) (overseer, above string) { return r.Parts.Organiser, "" }

// MayTake lets any act but the official's own go to somebody else, who is not the official.
func (r *Rotation) MayTake(_, act, holder, who string) error {
	held := map[string]string{
		ActAnnounce: r.Parts.Organiser, ActRelease: r.Parts.Releaser, ActReceive: r.Parts.Receiver,
		ActConfirmEntitlements: r.Parts.Receiver, ActAssess: r.Parts.Receiver, ActAssessForBody: r.Parts.Organiser,
		ActPlanPlacement: r.Parts.Organiser, ActPlace: r.Parts.Organiser,
	}[act]
	switch {
	case held == "" || held != holder:
		return procedure.ErrPersonal(act)
	case who == r.Official:
		return fault.New(fault.Denied, "own_case", "%s cannot act on their own rotation", who)
	}
	return nil
}

// WithdrawIn lets a side take back its record of the handover while the other has none.
func (r *Rotation) WithdrawIn(act string) string {
	if slices.Contains([]string{ActRelease, ActReceive}, act) && !r.handing() {
		return StepHandover
	}
	return ""
}

// FilingWithdrawn forgets the day that a side had recorded.
func (r *Rotation) FilingWithdrawn(act, _ string) {
	if act == ActRelease {
		r.Released = r.Start
	} else {
		r.Received = r.Start
	}
}
