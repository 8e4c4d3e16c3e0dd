package mail

import "errors"

// TaskMoved tells somebody that a task of theirs has gone to another person.
type TaskMoved struct {
	Cycle    string `json:"cycle"`
	CycleVi  string `json:"cycle_vi,omitempty"`
	CycleEn  string `json:"cycle_en,omitempty"`
	UnitName string `json:"unit_name,omitempty"` // unit or body in which the step is done
	StepVi   string `json:"step_vi"`
	StepEn   string `json:"step_en,omitempty"`
	To       string `json:"to"` // name of the person who does it now
	Link     string `json:"link"`
}

// Kind returns KindTaskMoved.
func (TaskMoved) Kind() Kind { return KindTaskMoved }

func (d TaskMoved) check() error {
	return errors.Join(
		textField("cycle", d.Cycle), textField("step_vi", d.StepVi), textField("to", d.To), linkField(d.Link),
		optional(d.CycleVi, d.CycleEn, d.UnitName, d.StepEn))
}
