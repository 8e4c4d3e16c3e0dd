package mail

import (
	"errors"

	"canbo/internal/fault"
)

// PlanFindings tells an administrator what happened to people on planning lists, so that they decide about it.
type PlanFindings struct {
	Findings []PlanFinding `json:"findings"` // the first ones, at most MaxPlanFindings
	Total    int           `json:"total"`
	Link     string        `json:"link"`
}

// MaxPlanFindings is how many findings one mail lists.
const MaxPlanFindings = 50

// PlanFinding is one of them.
type PlanFinding struct {
	Official string `json:"official"` // name
	List     string `json:"list"`     // name
	VI       string `json:"vi"`       // what happened
	EN       string `json:"en,omitempty"`
}

// Kind returns KindPlanFindings.
func (PlanFindings) Kind() Kind { return KindPlanFindings }

// More is how many findings are not listed.
func (d PlanFindings) More() int { return d.Total - len(d.Findings) }

func (d PlanFindings) check() error {
	var err error
	if len(d.Findings) == 0 || len(d.Findings) > MaxPlanFindings || d.More() < 0 {
		err = fault.New(fault.Invalid, "mail_findings_invalid", "A mail about findings lists some of them.")
	}
	for _, f := range d.Findings {
		err = errors.Join(err, textField("official", f.Official), textField("list", f.List), textField("vi", f.VI), optional(f.EN))
	}
	return errors.Join(err, linkField(d.Link))
}
