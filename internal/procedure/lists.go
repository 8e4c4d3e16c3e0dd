package procedure

import (
	"encoding/json"
	"slices"
	"time"
)

// CommandReturned tells a process that a command was refused which it sent with Send.Return: Returned.
const CommandReturned = "returned"

// EffectSeats is a JSON object of the state's own members: who has which part in the process now.
const EffectSeats = "seats"

// Returned is a command that its receiver refused. Args are those of the command.
type Returned struct {
	Key     string          `json:"key"`
	Process string          `json:"process"`
	Kind    string          `json:"kind"`
	Code    string          `json:"code"` // of the refusal
	Args    json.RawMessage `json:"args"`
}

// Dismiss takes away what somebody has still to do in a process, and whatever others do in their place. What they do in
// the place of others goes back to these.
func (s *State) Dismiss(who string, at time.Time) {
	s.StandIns = slices.DeleteFunc(s.StandIns, func(in StandIn) bool { return in.Who == who || in.For == who })
	st := s.Current()
	if st == nil {
		return
	}
	var back []Task
	kept := make([]Task, 0, len(st.Tasks))
	for _, t := range st.Tasks {
		if t.Done || t.Assignee != who && t.For != who {
			kept = append(kept, t)
			continue
		}
		s.Queue(EffectTaskEnd, TaskEnd{Step: st.Name, Act: t.Act, Assignee: t.Assignee, At: at})
		if t.For != "" && t.For != who {
			back = append(back, t)
		}
	}
	st.Tasks = kept
	for _, t := range back {
		s.Assign(st, t.Act, at, t.For)
	}
}

// Dissolve ends a process that nobody has a part in any more: the open step and those to come close at once, without
// being carried out, and report as if they had been.
func (s *State) Dissolve() { s.Dissolved = true }
