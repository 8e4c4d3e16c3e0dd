package planning

import "time"

// Assessment is a screening of the sheet of a review in full, as it is kept in the record.
type Assessment struct {
	Revision  int
	Day       time.Time // of the record
	Findings  []Finding // on everybody on the reviewed version, and on all nominees
	Structure Structure // of the draft
}

// Answer is what the process needs of it.
func (a Assessment) Answer() Screening {
	s := Screening{Revision: a.Revision, Missed: a.Structure.Gaps()}
	for _, f := range a.Findings {
		if f.Blocking {
			s.Blocked = append(s.Blocked, Ground{Seat: f.Seat(), Rule: f.Rule, Reason: f.Reason})
		}
	}
	return s
}
