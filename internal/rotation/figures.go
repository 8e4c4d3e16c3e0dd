package rotation

import "canbo/internal/evaluation"

// Stage is how far a rotation is.
type Stage string

// The stages.
const (
	StageDecided Stage = "decided" // not handed over yet
	StageRunning Stage = "running"
	StagePlaced  Stage = "placed"
	StageRevoked Stage = "revoked" // before the handover
)

// Stages are all stages.
var Stages = []Stage{StageDecided, StageRunning, StagePlaced, StageRevoked}

// Outcome is what a rotation counts for in the figures.
type Outcome struct {
	Direction Direction
	Placed    bool
	Waited    *int // days from its end to the placement; negative when that was earlier
	Before    evaluation.Grade
	After     evaluation.Grade
}

// Figures sum up rotations.
type Figures struct {
	Rotations  int                `json:"rotations"`
	Directions []DirectionCount   `json:"directions"`
	Placed     int                `json:"placed"`
	Waits      int                `json:"waits" doc:"Placements of which the wait is known"`
	WaitedDays int                `json:"waited_days" doc:"Of all those together, from the end to the placement; earlier ones count 0"`
	LongestDay int                `json:"longest_wait_days"`
	Grades     []GradesOfRotation `json:"grades"`
	Better     int                `json:"better" doc:"People whose grade after is better than that before"`
	Same       int                `json:"same"`
	Worse      int                `json:"worse"`
}

// DirectionCount is how many rotations went one way.
type DirectionCount struct {
	Direction Direction `json:"direction" enum:"down,up,across"`
	Count     int       `json:"count"`
}

// GradesOfRotation is how many people had a grade before their rotation, and after it.
type GradesOfRotation struct {
	Grade  evaluation.Grade `json:"grade"`
	Before int              `json:"before"`
	After  int              `json:"after"`
}

// FiguresOf sums rotations up; those that were revoked are not to be among them.
func FiguresOf(rotations []Outcome) Figures {
	f := Figures{Rotations: len(rotations)}
	for _, d := range []Direction{Down, Up, Across} {
		f.Directions = append(f.Directions, DirectionCount{Direction: d, Count: count(rotations, func(o Outcome) bool { return o.Direction == d })})
	}
	for _, g := range graded {
		x := GradesOfRotation{
			Grade:  g,
			Before: count(rotations, func(o Outcome) bool { return o.Before == g }), After: count(rotations, func(o Outcome) bool { return o.After == g }),
		}
		if x.Before+x.After > 0 {
			f.Grades = append(f.Grades, x)
		}
	}
	for _, o := range rotations {
		if o.Placed {
			f.Placed++
		}
		if o.Waited != nil {
			f.Waits++
			f.WaitedDays += max(*o.Waited, 0)
			f.LongestDay = max(f.LongestDay, *o.Waited)
		}
		switch change := o.After.Rank() - o.Before.Rank(); {
		case o.Before.Rank() == 0 || o.After.Rank() == 0: // one of them is not known
		case change > 0:
			f.Better++
		case change == 0:
			f.Same++
		default:
			f.Worse++
		}
	}
	return f
}

// graded are the grades of the figures, the best first.
var graded = []evaluation.Grade{
	evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.CompletedLimited, evaluation.NotCompleted, evaluation.NotRated,
}

func count(rotations []Outcome, is func(Outcome) bool) int {
	n := 0
	for _, o := range rotations {
		if is(o) {
			n++
		}
	}
	return n
}
