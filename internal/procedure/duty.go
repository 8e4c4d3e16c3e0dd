package procedure

import (
	"cmp"
	"slices"
	"time"
)

// The effects that show who acts on whom.
const (
	EffectDuties  = "duties"   // DutiesSet: who does an act on each subject
	EffectBarred  = "barred"   // Barred: who may not act on whom
	EffectTaskEnd = "task_end" // TaskEnd: a task falls to somebody else
)

// DutiesSet is the argument of EffectDuties; it replaces what was said about these subjects before.
type DutiesSet struct {
	Act    string `json:"act"`
	Duties []Duty `json:"duties"`
}

// Duty is an act on one subject that falls to somebody.
type Duty struct {
	Subject  string `json:"subject"`
	Assignee string `json:"assignee"` // "" when there is nobody
}

// Barred is the argument of EffectBarred: pairs of people who may not act on each other, the smaller code first.
type Barred struct {
	Pairs  [][2]string `json:"pairs"`
	Ballot bool        `json:"ballot,omitempty"` // nor vote on each other
	At     time.Time   `json:"at"`
}

// TaskEnd is the argument of EffectTaskEnd.
type TaskEnd struct {
	Step     string    `json:"step"`
	Act      string    `json:"act"`
	Assignee string    `json:"assignee"`
	At       time.Time `json:"at"`
}

// Hand gives the tasks of an act in an open step to exactly these people: who has an open one keeps it, also when
// another does it in their place; somebody else's open one ends; and who has none gets one, also after an earlier one of
// theirs was done.
func (s *State) Hand(st *Step, act string, at time.Time, assignees ...string) {
	var kept []Task
	held := map[string]bool{}
	for _, t := range st.Tasks {
		falls := slices.Contains(assignees, cmp.Or(t.For, t.Assignee)) || slices.Contains(assignees, t.Assignee)
		switch {
		case t.Act != act || t.Done && !falls:
			kept = append(kept, t)
		case !t.Done && falls:
			kept = append(kept, t)
			held[t.Assignee], held[cmp.Or(t.For, t.Assignee)] = true, true
		case !t.Done:
			s.Queue(EffectTaskEnd, TaskEnd{Step: st.Name, Act: act, Assignee: t.Assignee, At: at})
		}
	}
	st.Tasks = kept
	missing := slices.DeleteFunc(slices.Clone(assignees), func(who string) bool { return held[who] })
	if len(missing) > 0 {
		s.Assign(st, act, at, missing...)
	}
}
