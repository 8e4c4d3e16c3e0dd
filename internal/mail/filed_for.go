package mail

import (
	"errors"
	"time"
)

// FiledFor tells an official what an administrator has filed on their behalf, so that they can object.
type FiledFor struct {
	Cycle    string    `json:"cycle"`
	CycleVi  string    `json:"cycle_vi,omitempty"`
	CycleEn  string    `json:"cycle_en,omitempty"`
	UnitName string    `json:"unit_name,omitempty"` // unit or body in which the step is done
	StepVi   string    `json:"step_vi"`
	StepEn   string    `json:"step_en,omitempty"`
	Basis    string    `json:"basis"`              // the document that allows it
	Document string    `json:"document,omitempty"` // the signed paper that was entered
	Filed    time.Time `json:"filed"`
	Link     string    `json:"link"`
}

// Kind returns KindFiledFor.
func (FiledFor) Kind() Kind { return KindFiledFor }

func (d FiledFor) check() error {
	return errors.Join(
		textField("cycle", d.Cycle), textField("step_vi", d.StepVi), textField("basis", d.Basis), linkField(d.Link),
		timeField("filed", d.Filed), optional(d.CycleVi, d.CycleEn, d.UnitName, d.StepEn, d.Document))
}
