package mail

import (
	"errors"
	"time"
)

// KindPlanChanged tells that somebody was put onto a planning list or taken off it.
const KindPlanChanged Kind = "plan_changed"

// PlanChanged tells the person concerned, or who heads their unit, what a new version of a planning list changed.
type PlanChanged struct {
	List     string    `json:"list"`             // its name
	Person   string    `json:"person,omitempty"` // whom it is about; empty: the reader
	Position string    `json:"position"`         // name of the committee or post
	Added    bool      `json:"added"`            // else removed
	ReasonVi string    `json:"reason_vi,omitempty"`
	ReasonEn string    `json:"reason_en,omitempty"`
	Decision string    `json:"decision"` // its number
	Decided  time.Time `json:"decided"`
	Link     string    `json:"link"`
}

// Kind returns KindPlanChanged.
func (PlanChanged) Kind() Kind { return KindPlanChanged }

func (d PlanChanged) check() error {
	return errors.Join(
		textField("list", d.List), textField("position", d.Position), textField("decision", d.Decision),
		timeField("decided", d.Decided), linkField(d.Link), optional(d.Person, d.ReasonVi, d.ReasonEn))
}
