package mail

import (
	"errors"
	"time"

	"canbo/internal/fault"
)

// Escalation tells somebody that others whom they watch over have not done their part. Of a secret ballot it gives the
// number alone: who has not voted is nobody's to know.
type Escalation struct {
	Cycle    string    `json:"cycle"`
	CycleVi  string    `json:"cycle_vi,omitempty"`
	CycleEn  string    `json:"cycle_en,omitempty"`
	UnitName string    `json:"unit_name,omitempty"`
	StepVi   string    `json:"step_vi"`
	StepEn   string    `json:"step_en,omitempty"`
	Due      time.Time `json:"due"`
	Overdue  bool      `json:"overdue,omitempty"` // false: the due time is near
	Late     int       `json:"late"`              // persons, 1 or more
	Names    []string  `json:"names,omitempty"`   // of all of them, or of none
	Link     string    `json:"link"`
}

// Kind returns KindEscalation.
func (Escalation) Kind() Kind { return KindEscalation }

func (d Escalation) check() error {
	var err error
	if d.Late < 1 || len(d.Names) != 0 && len(d.Names) != d.Late {
		err = fault.New(fault.Invalid, "mail_late_invalid", "A mail about lateness names all who are late, or none.")
	}
	return errors.Join(err,
		textField("cycle", d.Cycle), textField("step_vi", d.StepVi), timeField("due", d.Due), linkField(d.Link),
		optional(d.CycleVi, d.CycleEn, d.UnitName, d.StepEn), optional(d.Names...))
}
