package planning

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// Screen asks for the sheet of a review to be held against the rules of its policy, and its draft to be measured.
type Screen struct {
	List     string `json:"list"`
	Version  int    `json:"version"` // that is reviewed; 0 for none
	Revision int    `json:"revision"`
	Sheet
}

// Screening answers Screen. What the rules said in full is in the record.
type Screening struct {
	Revision int      `json:"revision"`
	Blocked  []Ground `json:"blocked,omitempty"` // entries of the version and nominees that no version may have
	Missed   []string `json:"missed,omitempty"`  // what the structure of the draft misses: Structure.Gaps
}

// changed has the sheet screened and measured anew.
func (r *Review) changed() {
	r.Revision++
	r.Queue(EffectScreen, Screen{List: r.List, Version: r.Reviewed, Revision: r.Revision, Sheet: r.sheet()})
	r.show()
}

// sheet is what people want to change, whatever the rules say.
func (r *Review) sheet() Sheet {
	var s Sheet
	for _, p := range r.Proposals {
		switch {
		case p.Status != Standing:
		case p.Kind == Removed:
			s.Removed = append(s.Removed, p.Entry.Seat())
		default:
			s.Added = append(s.Added, p.Entry)
		}
	}
	return s
}

// Draft is the next version as it stands: what people want, without whom the rules block.
func (r *Review) Draft() []Entry { return r.final().Draft(r.Entries) }

// final is the sheet without whom the rules block.
func (r *Review) final() Sheet {
	blocked := make([]Seat, len(r.Blocked))
	for i, g := range r.Blocked {
		blocked[i] = g.Seat
	}
	return r.sheet().Without(blocked)
}

// checkRescreen lets administrators and other processes say that the record has changed.
func (r *Review) checkRescreen(cmd procedure.Command) error {
	if cmd.Role != procedure.System {
		if err := procedure.CheckAdministrator(cmd); err != nil {
			return err
		}
	}
	if r.Approved {
		return beingPublished()
	}
	return nil
}

func beingPublished() error {
	return fault.New(fault.Conflict, "being_published", "the draft has been approved and is being published")
}

// applyScreened takes what the rules say about the sheet as it is; an answer about an earlier one is dropped. An approved
// draft that is another one now goes back to who approved it.
func (r *Review) applyScreened(s Screening, at time.Time) {
	if s.Revision != r.Revision {
		return
	}
	before := r.Draft()
	r.Screened, r.Blocked, r.Missed = s.Revision, s.Blocked, s.Missed
	for _, st := range r.Steps {
		if vote := r.vote(st.Name); vote != nil && (st.Status == procedure.Running || st.Status == procedure.Held) {
			r.seat(vote)
		}
	}
	st := r.Step(StepApproval)
	switch {
	case r.Approved && slices.Equal(before, r.Draft()) && len(r.unexplained()) == 0:
		r.publish()
	case st.Status == procedure.Running && r.Stale == nil:
		r.Approved, r.Explained = false, nil
		r.handApproval(st, at)
	}
	r.show()
}

// show tells the readers how the review stands.
func (r *Review) show() {
	r.Queue(procedure.EffectSeats, map[string]any{
		"proposals": append([]Proposal{}, r.Proposals...), "revision": r.Revision, "screened": r.Screened,
		"blocked": append([]Ground{}, r.Blocked...), "missed": append([]string{}, r.Missed...), "approved": r.Approved,
		"stale": r.Stale, "published": r.Published, "abandoned": r.Abandoned, "conference": r.Conference, "election": r.Election,
	})
}
