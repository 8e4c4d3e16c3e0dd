package rotation

import "time"

// GoingOn is a rotation on record that has not ended, with the process that should carry it on.
type GoingOn struct {
	Rotation string
	Process  string // "" for one that was taken over from its papers
	Waiting  bool   // the relay has not started it yet
	Ended    bool   // the process has ended, and the rotation has not
}

// Why says why a rotation is not carried on.
type Why string

// The reasons.
const (
	NoProcess    Why = "no_process"    // it was taken over from its papers and has not been adopted
	ProcessEnded Why = "process_ended" // without a placement
	NotRunning   Why = "not_running"   // the engine does not know its process
)

// Gap is a rotation without its process.
type Gap struct {
	Rotation string `json:"rotation"`
	Process  string `json:"process,omitempty"`
	Why      Why    `json:"why" enum:"no_process,process_ended,not_running"`
}

// Reconciliation is one look whether each rotation that goes on has its process.
type Reconciliation struct {
	At        time.Time `json:"looked_at"`
	By        string    `json:"looked_by" doc:"An administrator, or the job of the day"`
	Rotations int       `json:"rotations" doc:"That go on"`
	Gaps      []Gap     `json:"gaps"`
}
