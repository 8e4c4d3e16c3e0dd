package evaluation

import (
	"cmp"
	"fmt"
	"slices"
)

// QuarterGrade is what an official was rated in one quarter of the year under evaluation.
type QuarterGrade struct {
	Quarter int   `json:"quarter"` // 1..4
	Grade   Grade `json:"grade"`   // "" when nothing was decided
}

// QuartersOf returns what a year's rating reads of its quarters: each that the policy rates, in order, with the grade
// decided in it. What was decided on another quarter is left out.
func QuartersOf(rated []int, decided []QuarterGrade) []QuarterGrade {
	out := make([]QuarterGrade, len(rated))
	for i, quarter := range rated {
		out[i].Quarter = quarter
		for _, d := range decided {
			if d.Quarter == quarter {
				out[i].Grade = d.Grade
			}
		}
	}
	slices.SortFunc(out, func(a, b QuarterGrade) int { return cmp.Compare(a.Quarter, b.Quarter) })
	return out
}

// ExcellentQuarters counts the quarters that were rated Excellent.
func ExcellentQuarters(quarters []QuarterGrade) int {
	n := 0
	for _, q := range quarters {
		if q.Grade == Excellent {
			n++
		}
	}
	return n
}

// QuarterName names a quarter within its year for people.
func QuarterName(quarter int) Label {
	return Label{VI: "quý " + romans[quarter-1], EN: fmt.Sprintf("quarter %d", quarter)}
}

var romans = [quartersOfYear]string{"I", "II", "III", "IV"}
