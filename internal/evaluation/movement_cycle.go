package evaluation

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// PendingChange is a change of the enrolment that a cycle has taken and not finished. Changes happen one at a time, in
// the order in which they were asked for.
type PendingChange struct {
	EnrolmentChange
	ID       int64    `json:"id"` // version of the cycle that took it
	Parties  []Party  `json:"parties"`
	Recorded bool     `json:"recorded,omitempty"` // all have prepared: it can no longer fail
	Reviewed []string `json:"reviewed,omitempty"` // whose self-review is filed

	Appraiser string `json:"appraiser,omitempty"` // of the highest body, after the change
}

// Party is one process that a change touches.
type Party struct {
	Process string     `json:"process"`
	List    ListChange `json:"list"`
	Ready   bool       `json:"ready,omitempty"` // has answered the last command
}

// checkChange refuses a change that could not be carried out as the cycle stands.
//
// Errors: fault.Invalid `no_people`, `named_twice`, `nothing_changed`; fault.Conflict `changing_already`,
// `review_ended`, `no_sitting`, `decision_ended`.
func (c *Cycle) checkChange(cmd procedure.Command) error {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return err
	}
	change, err := procedure.DecodeStrict[EnrolmentChange](cmd)
	if err != nil {
		return err
	}
	if len(change.People) == 0 {
		return fault.New(fault.Invalid, "no_people", "name at least one official")
	}
	seen := map[string]bool{}
	for _, m := range change.People {
		if seen[m.Official] {
			return fault.New(fault.Invalid, "named_twice", "%s is named twice", m.Official)
		}
		seen[m.Official] = true
		if err := c.checkMover(m); err != nil {
			return err
		}
	}
	return nil
}

func (c *Cycle) checkMover(m Mover) error {
	same := func(other Mover) bool { return other.Official == m.Official }
	if slices.ContainsFunc(c.Changes, func(p PendingChange) bool { return slices.ContainsFunc(p.People, same) }) {
		return fault.New(fault.Conflict, "changing_already", "another change for %s is under way; wait until it is done", m.Official)
	}
	if m.To == nil {
		return nil // a decision made stands, and so do the seats of who leaves after it
	}
	if m.From != nil && *m.From == *m.To {
		return fault.New(fault.Invalid, "nothing_changed", "%s is enrolled in post %s already", m.Official, m.To.Post)
	}
	for _, p := range []*Placement{m.From, m.To} {
		if p == nil {
			continue
		}
		switch i := slices.IndexFunc(c.Bodies, func(b CycleBody) bool { return b.Body == p.Body }); {
		case i < 0:
			return fault.New(fault.Conflict, "no_sitting",
				"body %s has no sitting in this cycle; %s can be taken out of the cycle instead", p.Body, m.Official)
		case c.Bodies[i].Decided:
			return fault.New(fault.Conflict, "decision_ended", "body %s has made its decisions; they stand", p.Body)
		}
	}
	if !c.reviews(m.To.Unit) && (m.From == nil || c.reviews(m.From.Unit)) {
		return fault.New(fault.Conflict, "review_ended",
			"unit %s holds no review any more; the official stays where they are in this cycle", m.To.Unit)
	}
	return nil
}

// reviews reports whether the review of a unit has not ended.
func (c *Cycle) reviews(unit string) bool { return slices.Contains(c.Units, unit) }

func (c *Cycle) applyChange(cmd procedure.Command) {
	p := PendingChange{EnrolmentChange: procedure.Decode[EnrolmentChange](cmd), ID: c.Version}
	for _, m := range p.People {
		c.involve(&p, m)
	}
	c.Changes = append(c.Changes, p)
	if len(c.Changes) == 1 {
		c.startChange()
	}
}

// involve finds the processes that a change for one official touches. The lists of a review that has ended stay as
// they are; who was in it has been through a review and is not asked for another self-review.
func (c *Cycle) involve(p *PendingChange, m Mover) {
	if m.From != nil {
		if c.reviews(m.From.Unit) && (m.To == nil || m.To.Unit != m.From.Unit) {
			p.party(UnitReviewID(c.Cycle, m.From.Unit)).leave(m)
		} else if m.To != nil {
			p.Reviewed = append(p.Reviewed, m.Official)
		}
		p.party(BodyDecisionID(c.Cycle, m.From.Body)).leave(m)
	}
	if m.To != nil {
		arrival := Arrival{Official: m.Official, Unit: m.To.Unit, Group: m.To.Group, Head: m.To.Head, Speaker: m.Speaker}
		if c.reviews(m.To.Unit) && (m.From == nil || m.To.Unit != m.From.Unit) {
			p.party(UnitReviewID(c.Cycle, m.To.Unit)).come(arrival, m)
		}
		p.party(BodyDecisionID(c.Cycle, m.To.Body)).come(arrival, m)
	}
	for _, process := range m.Seats {
		p.party(process).leave(m)
	}
}

func (p *PendingChange) party(process string) *Party {
	i := p.find(process)
	if i < 0 {
		i = len(p.Parties)
		p.Parties = append(p.Parties, Party{Process: process, List: ListChange{
			Change: p.ID, Leaving: p.Kind == ChangeLeave, Unit: p.Unit,
		}})
	}
	return &p.Parties[i]
}

func (p *PendingChange) find(process string) int {
	return slices.IndexFunc(p.Parties, func(party Party) bool { return party.Process == process })
}

func (p *Party) leave(m Mover) {
	if !p.List.out(m.Official) {
		p.List.Out = append(p.List.Out, m.Official)
		p.List.Successor = m.Successor
		p.List.Related = p.List.Related.join(m.Related)
	}
}

func (p *Party) come(a Arrival, m Mover) {
	p.List.In = append(p.List.In, a)
	p.List.Related = p.List.Related.join(m.Related)
}

// startChange asks every party of the first change to prepare.
func (c *Cycle) startChange() {
	for _, party := range c.Changes[0].Parties {
		c.Queue(procedure.EffectSend, procedure.Send{To: party.Process, Kind: CommandPrepareChange, Args: party.List, Return: true})
	}
}

// applyPrepared counts the parties that are ready. An answer about a change that was refused meanwhile is told so.
func (c *Cycle) applyPrepared(a ChangePrepared, at time.Time) {
	if len(c.Changes) == 0 || c.Changes[0].ID != a.Change || c.Changes[0].Recorded {
		c.Queue(procedure.EffectSend, procedure.Send{To: a.Process, Kind: CommandAbandonChange, Args: ChangeDone{Change: a.Change}})
		return
	}
	p := &c.Changes[0]
	p.Reviewed = append(p.Reviewed, a.Reviewed...)
	if a.Process == BodyDecisionID(c.Cycle, c.Bodies[len(c.Bodies)-1].Body) {
		p.Appraiser = a.Appraiser
	}
	c.ready(a.Process, at)
}

// applyDone counts the parties that have carried the change out.
func (c *Cycle) applyDone(d ChangeDone, at time.Time) {
	if len(c.Changes) > 0 && c.Changes[0].ID == d.Change && c.Changes[0].Recorded {
		c.ready(d.Process, at)
	}
}

// applyReturned takes the refusal of a party. A process that has ended has nobody to give away and nothing to carry out.
func (c *Cycle) applyReturned(r procedure.Returned, at time.Time) {
	if len(c.Changes) == 0 {
		return
	}
	p := &c.Changes[0]
	i := p.find(r.Process)
	list, err := procedure.DecodeStrict[ListChange](procedure.Command{Kind: r.Kind, Args: r.Args})
	if i < 0 || err != nil || list.Change != p.ID {
		return
	}
	ended := r.Code == "process_ended" || r.Code == "process_cancelled"
	if p.Recorded || ended && len(p.Parties[i].List.In) == 0 {
		p.Reviewed = append(p.Reviewed, list.Out...) // they have been through that review
		c.ready(r.Process, at)
		return
	}
	c.Queue(EffectChangeRefused, ChangeRefused{Change: p.ID, Command: r.Key})
	for _, party := range p.Parties {
		if party.Ready {
			c.Queue(procedure.EffectSend, procedure.Send{To: party.Process, Kind: CommandAbandonChange, Args: ChangeDone{Change: p.ID}})
		}
	}
	c.nextChange()
}

// ready notes that a party has answered. When all have prepared, the new enrolment is recorded and they are told to go
// ahead; when all have, the next change begins.
func (c *Cycle) ready(process string, at time.Time) {
	p := &c.Changes[0]
	if i := p.find(process); i >= 0 {
		p.Parties[i].Ready = true
	}
	if slices.ContainsFunc(p.Parties, func(party Party) bool { return !party.Ready }) {
		return
	}
	if p.Recorded {
		c.nextChange()
		return
	}
	p.Recorded = true
	c.moveAnnouncer(p, at)
	c.Queue(EffectEnrol, Enrolling{Change: p.ID, Kind: p.Kind, People: p.People})
	for i := range p.Parties {
		party := &p.Parties[i]
		party.Ready = false
		c.Queue(procedure.EffectSend, procedure.Send{
			To: party.Process, Kind: CommandCommitChange, Args: CommitChange{Change: p.ID, Reviewed: p.Reviewed}, Return: true,
		})
	}
}

func (c *Cycle) nextChange() {
	c.Changes = c.Changes[1:]
	if len(c.Changes) == 0 {
		c.Changes = nil
		return
	}
	c.startChange()
}

// moveAnnouncer has the results announced by the new appraiser of the highest body when the announcer leaves.
func (c *Cycle) moveAnnouncer(p *PendingChange, at time.Time) {
	leaves := slices.ContainsFunc(p.People, func(m Mover) bool { return m.Official == c.Announcer })
	if p.Kind != ChangeLeave || !leaves || p.Appraiser == "" {
		return
	}
	if st := c.Current(); st != nil && st.Name == StepAnnouncement {
		c.Dismiss(c.Announcer, at)
		c.Assign(st, ActAnnounce, at, p.Appraiser)
	}
	c.Announcer = p.Appraiser
	c.Queue(procedure.EffectSeats, map[string]string{"announcer": c.Announcer})
}
