// Package evaluation is the periodic evaluation of officials: grades, the facts that rules look at, the cap on
// Excellent, suggestions, and the processes by which people decide (cycle, unit review, body decision, petition).
//
// It is pure: no clock, no I/O, no fractions. It may import procedure, ballot, roster and fault, and must not know
// policies as documents, CEL, Temporal or PostgreSQL.
package evaluation

// Grade is the yearly quality rating of an official or a unit, as a code: labels vary by era and live in policies.
type Grade string

// The grades from best to worst, and NotRated for people who are not rated at all.
const (
	Excellent        Grade = "Excellent"        // hoàn thành xuất sắc nhiệm vụ
	Good             Grade = "Good"             // hoàn thành tốt nhiệm vụ
	Completed        Grade = "Completed"        // hoàn thành nhiệm vụ
	CompletedLimited Grade = "CompletedLimited" // hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực (Decree 56/2015)
	NotCompleted     Grade = "NotCompleted"     // không hoàn thành nhiệm vụ
	NotRated         Grade = "NotRated"         // chưa xếp loại
)

var ranks = map[Grade]int{Excellent: 5, Good: 4, Completed: 3, CompletedLimited: 2, NotCompleted: 1, NotRated: 0}

// Valid reports whether g is one of the constants.
func (g Grade) Valid() bool { _, ok := ranks[g]; return ok }

// Rank orders grades: 5 for Excellent down to 1 for NotCompleted; 0 for NotRated and unknown codes.
func (g Grade) Rank() int { return ranks[g] }

// Better reports whether g is a higher grade than other.
func (g Grade) Better(other Grade) bool { return g.Rank() > other.Rank() }
