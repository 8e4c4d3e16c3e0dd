package procedure

import "time"

// Watched is a process in which somebody is told when others are late. In one that is not, the administrators are.
type Watched interface {
	// Overseer returns who watches over a step, and who is told when the overseer is late themself. Either may be empty:
	// then the administrators are told.
	Overseer(st *Step) (overseer, above string)
}

// Escalate is the argument of EffectEscalate. Whose tasks are open is read from the record when it is applied.
type Escalate struct {
	Step     string    `json:"step"`
	At       time.Time `json:"at"`
	Due      time.Time `json:"due"`
	Overseer string    `json:"overseer,omitempty"`
	Above    string    `json:"above,omitempty"`
}

// escalate queues the escalation of the step whose time has come; several missed ones are one.
func escalate(p Process, st *Step, at time.Time) {
	e := Escalate{Step: st.Name, At: at, Due: st.Due}
	if w, ok := p.(Watched); ok {
		e.Overseer, e.Above = w.Overseer(st)
	}
	p.Base().Queue(EffectEscalate, e)
}

// past counts the times that are not after now.
func past(times []time.Time, now time.Time) int {
	n := 0
	for n < len(times) && !times[n].After(now) {
		n++
	}
	return n
}

// earliest returns the first of the times that are set.
func earliest(times ...time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// next returns the first of ascending times, zero when there is none.
func next(times []time.Time) time.Time {
	if len(times) == 0 {
		return time.Time{}
	}
	return times[0]
}
