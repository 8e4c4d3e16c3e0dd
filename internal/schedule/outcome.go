package schedule

import "time"

// Outcome is what came of a launch.
type Outcome string

// The outcomes.
const (
	Opened      Outcome = "opened"
	AlreadyOpen Outcome = "already_open" // by an earlier launch or by hand: nothing was left to do
	Failed      Outcome = "failed"       // it waits for the next fire time, or for somebody who starts it by hand
)

// Report is what is kept of a launch.
type Report struct {
	Schedule    string
	Code        string // of what was to be started
	ScheduledAt time.Time
	Outcome     Outcome
	FaultCode   string // why it failed, empty otherwise
	FaultText   string // for people
	Again       bool   // a failed launch is tried again by itself
	LaunchedAt  time.Time
}
