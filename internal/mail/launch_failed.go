package mail

import (
	"errors"
	"time"
)

// LaunchFailed tells an administrator that a schedule could not open its cycle, and why.
type LaunchFailed struct {
	Schedule  string    `json:"schedule"` // its name in schedules.yaml
	Cycle     string    `json:"cycle"`    // code of the cycle that was to be opened, such as caoloc-2026
	Scheduled time.Time `json:"scheduled"`
	Code      string    `json:"code"`            // of the fault
	Reason    string    `json:"reason"`          // safe to show
	Again     bool      `json:"again,omitempty"` // it is tried again by itself; false: somebody must mend it
	Link      string    `json:"link"`
}

// Kind returns KindLaunchFailed.
func (LaunchFailed) Kind() Kind { return KindLaunchFailed }

func (d LaunchFailed) check() error {
	return errors.Join(
		textField("schedule", d.Schedule), textField("cycle", d.Cycle), timeField("scheduled", d.Scheduled),
		textField("code", d.Code), textField("reason", d.Reason), linkField(d.Link))
}
