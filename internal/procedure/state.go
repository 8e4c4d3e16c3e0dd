package procedure

import (
	"encoding/json"
	"time"
)

// Schema is the number of the state's layout. A change of meaning raises it and brings a golden state of the old one.
const Schema = 1

// handledLimit bounds the memory of handled commands. The inbox in PostgreSQL remembers all of them; this map only
// has to outlive a repeat that is under way when a run continues as new.
const handledLimit = 256

// Mode says where a step is carried out.
type Mode string

// The modes of a step.
const (
	Internal Mode = "internal" // here
	External Mode = "external" // elsewhere; only the result and its document are recorded
	Off      Mode = "off"      // not at all
)

// Status is the state of a step.
type Status string

// The states of a step, in their order.
const (
	Waiting Status = "waiting"
	Running Status = "open"
	Held    Status = "held" // its clock stands still while an earlier step that was opened again is carried out
	Ended   Status = "closed"
)

// State is the part of a process's memory that all processes share. Embed it in the process's own state.
type State struct {
	Schema    int        `json:"schema"`
	ID        string     `json:"id"`      // the process id, which is the workflow id
	Kind      string     `json:"kind"`    // the process kind, which is the workflow type
	Version   int64      `json:"version"` // grows with every accepted command and every tick that did something
	Seq       int64      `json:"seq"`     // number of the last effect; (ID, Seq) is the fencing key of what it writes
	Steps     []Step     `json:"steps"`
	PausedAt  *time.Time `json:"paused_at,omitempty"`
	StandIns  []StandIn  `json:"stand_ins,omitempty"` // who does tasks that are still to be opened
	Handled   []Handled  `json:"handled,omitempty"`
	Effects   []Effect   `json:"effects,omitempty"` // queued, not yet applied
	Begun     bool       `json:"begun,omitempty"`
	Concluded bool       `json:"concluded,omitempty"`
	Cancelled bool       `json:"cancelled,omitempty"` // concluded before its time
	Dissolved bool       `json:"dissolved,omitempty"` // nobody has a part in it any more
}

// Step is one act of the procedure that people carry out together.
type Step struct {
	Name       string `json:"name"`
	Mode       Mode   `json:"mode"`
	DueDays    int    `json:"due_days,omitempty"`    // working days after opening; 0 = no due time
	RemindDays []int  `json:"remind_days,omitempty"` // working days before the due time
	CloseEarly bool   `json:"close_early,omitempty"` // closes as soon as everything in it is done
	CloseOnDue bool   `json:"close_on_due,omitempty"`

	Recorders []string `json:"recorders,omitempty"` // of an external step: who records its result, besides administrators

	Status    Status      `json:"status"`
	OpenedAt  time.Time   `json:"opened_at,omitzero"`
	Due       time.Time   `json:"due,omitzero"`        // a filing received before this instant is in time
	DueFixed  bool        `json:"due_fixed,omitempty"` // given during the pause: it stands when the clock runs on
	Reminders []time.Time `json:"reminders,omitempty"` // still to come, ascending
	HeldAt    *time.Time  `json:"held_at,omitempty"`
	Only      Persons     `json:"only,omitempty"`     // opened again for these alone
	Expiring  bool        `json:"expiring,omitempty"` // due; the filings received in time are being drained
	ClosedAt  time.Time   `json:"closed_at,omitzero"`
	ClosedBy  string      `json:"closed_by,omitempty"` // complete | due | administrator | off | dissolved | cancelled
	Tasks     []Task      `json:"tasks,omitempty"`

	EscalateDays []int       `json:"escalate_days,omitempty"` // working days after the due time, negative before it
	Escalations  []time.Time `json:"escalations,omitempty"`   // still to come, ascending
}

// Task is what one person is asked to do within a step.
type Task struct {
	Act      string `json:"act"` // the command kind that settles it
	Assignee string `json:"assignee"`
	For      string `json:"for,omitempty"` // whose task it is, when the assignee does it in their place
	Done     bool   `json:"done,omitempty"`
	Version  int64  `json:"version,omitempty"` // of the act that settled it; 0 in states of the first release
}

// Role says in which capacity a command is given.
type Role string

// The roles of an actor.
const (
	Official      Role = "official"
	Administrator Role = "administrator"
	System        Role = "system" // another process, or the answer to an effect
)

// Command is what somebody asks a process to do. It carries ids and codes only, never names or texts: those stay in
// PostgreSQL under the command's key.
type Command struct {
	Key        string          `json:"key"` // unique; also the Temporal update id
	Kind       string          `json:"kind"`
	Actor      string          `json:"actor"` // official code, API client id or process id
	Role       Role            `json:"role"`
	OnBehalfOf string          `json:"on_behalf_of,omitempty"` // the official for whom an administrator files it
	ReceivedAt time.Time       `json:"received_at"`
	Args       json.RawMessage `json:"args,omitempty"`
}

// Outcome is what an accepted command led to.
type Outcome struct {
	Version int64 `json:"version"`
}

// Handled remembers the outcome of a command, so that a repeat answers the same and does nothing.
type Handled struct {
	Key     string  `json:"key"`
	Outcome Outcome `json:"outcome"`
}

// Refusal is a drained command that could not be accepted.
type Refusal struct {
	Key  string `json:"key"`
	Kind string `json:"kind"` // a fault.Kind
	Code string `json:"code"`
	Text string `json:"text"`
}

// Effect is what the world must be told. Effects are applied in order, each exactly once: (process id, Seq) fences it.
type Effect struct {
	Seq     int64           `json:"seq"`
	Version int64           `json:"version"`
	Kind    string          `json:"kind"`
	Args    json.RawMessage `json:"args,omitempty"`
}

// Outcome looks a handled command up.
func (s *State) Outcome(key string) (Outcome, bool) {
	for i := len(s.Handled) - 1; i >= 0; i-- {
		if s.Handled[i].Key == key {
			return s.Handled[i].Outcome, true
		}
	}
	return Outcome{}, false
}

// Queue adds an effect; args must be a value that always encodes.
func (s *State) Queue(kind string, args any) {
	raw, err := json.Marshal(args)
	if err != nil {
		panic("procedure: effect " + kind + " does not encode: " + err.Error()) // a programming error, found by any test of the act
	}
	s.Seq++
	s.Effects = append(s.Effects, Effect{Seq: s.Seq, Version: s.Version, Kind: kind, Args: raw})
}

// Applied drops the effects up to and including seq.
func (s *State) Applied(seq int64) {
	for len(s.Effects) > 0 && s.Effects[0].Seq <= seq {
		s.Effects = s.Effects[1:]
	}
	if len(s.Effects) == 0 {
		s.Effects = nil
	}
}

// Step returns the step of that name, or nil.
func (s *State) Step(name string) *Step {
	for i := range s.Steps {
		if s.Steps[i].Name == name {
			return &s.Steps[i]
		}
	}
	return nil
}

// Current returns the open step, or nil before the first and after the last.
func (s *State) Current() *Step {
	for i := range s.Steps {
		if s.Steps[i].Status == Running {
			return &s.Steps[i]
		}
	}
	return nil
}

// AllDone reports whether the step has tasks and all of them are done that are asked for.
func (st *Step) AllDone() bool {
	for _, t := range st.Tasks {
		if !t.Done && st.Only.Include(t.Assignee) {
			return false
		}
	}
	return len(st.Tasks) > 0
}

// NewState prepares the state of a process that has not begun.
func NewState(id, kind string, steps []Step) State {
	for i := range steps {
		steps[i].Status = Waiting
	}
	return State{Schema: Schema, ID: id, Kind: kind, Steps: steps}
}
