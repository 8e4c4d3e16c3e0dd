package mail

import (
	"errors"
	"time"
)

// PointsNamed tells an official how many points they have to answer in the self-review. What they say is read after
// signing in.
type PointsNamed struct {
	Cycle    string    `json:"cycle"`
	CycleVi  string    `json:"cycle_vi,omitempty"`
	CycleEn  string    `json:"cycle_en,omitempty"`
	UnitName string    `json:"unit_name,omitempty"`
	Count    int       `json:"count"`
	Due      time.Time `json:"due,omitzero"` // of the self-review
	Link     string    `json:"link"`
}

// Kind returns KindPointsNamed.
func (PointsNamed) Kind() Kind { return KindPointsNamed }

func (d PointsNamed) check() error {
	return errors.Join(textField("cycle", d.Cycle), linkField(d.Link), optional(d.CycleVi, d.CycleEn, d.UnitName))
}
