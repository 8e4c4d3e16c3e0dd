package procedure

// Batch is what one transaction applies: the next effects of one process, in order.
type Batch struct {
	Process string   `json:"process"`
	Kind    string   `json:"kind"`
	Version int64    `json:"version"` // of the state that queued the last of them
	Effects []Effect `json:"effects"`
}

// Prepared is an effect together with what was computed for it before the transaction.
type Prepared struct {
	Effect   Effect
	Computed any       // what the store needs besides the effect's own arguments; nil for most
	Answer   []Command // commands for the process, stored with the effect so that a retry answers the same
}

// NewProcess is a process to be started.
type NewProcess struct {
	ID      string
	Kind    string
	Cycle   string // the cycle it belongs to, if any
	Subject string // the unit, body or official that it is about
	Input   any    // its initial state, something that encodes as JSON
}

// Undelivered is a command that is filed but has no outcome yet.
type Undelivered struct {
	Process string
	Command Command
}
