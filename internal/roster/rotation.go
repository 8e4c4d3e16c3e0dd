package roster

import (
	"fmt"
	"slices"
	"time"
)

// Rotation is a rotation of earlier years (luân chuyển cán bộ), taken over from its papers. Its tenures are in the roster.
type Rotation struct {
	Code              string
	Official          string
	From, To          string // posts
	Body              string // that decided
	Decision          string // number of the decision
	Decided           time.Time
	Started           time.Time // first day in the new post
	Months            int       // the length as decided, and as extended since
	Ground            RotationGround
	PlannedFor        string // what the official is prepared for, in words; "" for nothing
	Purpose           string
	GradeBefore       string    // of the last year before the start; "" when it is not on record
	GradeAfter        string    // of the last year of the rotation
	Ends              time.Time // the day after its last
	Placement         string    // return, stay or higher; "" while it goes on or waits for a placement
	PlacedPost        string
	Placed            time.Time
	PlacementDocument string
}

// RotationGround says why somebody is rotated.
type RotationGround string

// The grounds (Regulation 65-QĐ/TW of 2022, article 4).
const (
	GroundPlanned  RotationGround = "planned"   // in planning: to be trained in practice
	GroundTwoTerms RotationGround = "two_terms" // has headed a unit for two terms
	GroundNonLocal RotationGround = "non_local" // the head of a unit is not to be local
	GroundOther    RotationGround = "other"     // by decision of the competent body
)

// RotationGrounds are all grounds.
var RotationGrounds = []RotationGround{GroundPlanned, GroundTwoTerms, GroundNonLocal, GroundOther}

const rotationsFile = "rotations.csv"

func (l *loader) readRotations() {
	columns := "code,official,from_post,to_post,body,decision,decided,started,months,ground,planned_for,purpose,grade_before,grade_after," +
		"ends,placement,placed_post,placed,placement_document"
	grades := []string{"", "Excellent", "Good", "Completed", "CompletedLimited", "NotCompleted", "NotRated"}
	l.rotations = read(l, rotationsFile, optional, columns, func(r *row) Rotation {
		x := Rotation{
			Code: r.code("code"), Official: r.code("official"), From: r.code("from_post"), To: r.code("to_post"), Body: r.code("body"),
			Decision: r.text("decision"), Decided: r.date("decided"), Started: r.date("started"), Months: r.number("months", 1, 240),
			Ground: oneOf(r, "ground", RotationGrounds...), PlannedFor: r.maybe("planned_for"), Purpose: r.text("purpose"),
			GradeBefore: r.maybe("grade_before"), GradeAfter: r.maybe("grade_after"), Ends: r.date("ends"),
			Placement: r.maybe("placement"), PlacedPost: r.maybe("placed_post"), Placed: r.maybeDate("placed"),
			PlacementDocument: r.maybe("placement_document"),
		}
		for column, grade := range map[string]string{"grade_before": x.GradeBefore, "grade_after": x.GradeAfter} {
			if !slices.Contains(grades, grade) {
				r.report(column, fmt.Sprintf("unknown grade %.40q", grade), fmt.Sprintf("write one of %v, or nothing", grades[1:]))
			}
		}
		x.check(r)
		return x
	})
}

// check reports days that contradict each other, and a placement that is told in part.
func (x Rotation) check(r *row) {
	switch {
	case x.From == x.To:
		r.report("to_post", "the rotation leads to the post that it begins from", "correct one of the two posts")
	case x.Started.Before(x.Decided):
		r.report("started", "the handover is before the decision", "correct started or decided")
	case !x.Ends.After(x.Started):
		r.report("ends", "the rotation ends before it begins", "correct ends or started")
	}
	told := []bool{x.Placement != "", x.PlacedPost != "", !x.Placed.IsZero(), x.PlacementDocument != ""}
	switch {
	case slices.Contains(told, true) && slices.Contains(told, false):
		r.report("placement", "the placement is told in part", "give placement, placed_post, placed and placement_document, or none of them")
	case x.Placement != "" && !slices.Contains([]string{"return", "stay", "higher"}, x.Placement):
		r.report("placement", fmt.Sprintf("unknown placement %.40q", x.Placement), "write return, stay or higher")
	case x.Placement != "" && (x.Placement == "stay") != (x.PlacedPost == x.To):
		r.report("placed_post", "who stays keeps the post, and who goes has another", "correct placement or placed_post")
	case x.Placement != "" && !x.Placed.After(x.Started):
		r.report("placed", "the placement is before the start", "correct placed or started")
	}
}

// period is from the first day in the new post to the placement.
func (x Rotation) period() Period {
	p := Period{From: x.Started}
	if !x.Placed.IsZero() {
		p.To = x.Placed
	}
	return p
}

func (l *loader) checkRotations(bodies map[string]entry[Body], posts map[string]entry[Post], officials map[string]entry[Official]) {
	index(l.rotations, "code", "rotation", func(x Rotation) string { return x.Code })
	refer(l.rotations, "official", officials, "officials.csv", func(x Rotation) string { return x.Official })
	refer(l.rotations, "from_post", posts, "posts.csv", func(x Rotation) string { return x.From })
	refer(l.rotations, "to_post", posts, "posts.csv", func(x Rotation) string { return x.To })
	refer(l.rotations, "placed_post", posts, "posts.csv", func(x Rotation) string { return x.PlacedPost })
	refer(l.rotations, "body", bodies, "bodies.csv", func(x Rotation) string { return x.Body })
	apart(l.rotations, "official", "two rotations of a person at one time", func(x Rotation) string { return x.Official }, Rotation.period)
	held := map[string][]entry[Tenure]{}
	for _, t := range l.tenures {
		held[t.value.Official] = append(held[t.value.Official], t)
	}
	for _, e := range l.rotations {
		if e.row.sound() && !l.incomplete["tenures.csv"] {
			checkTenuresOf(e, held[e.value.Official])
		}
	}
}

// checkTenuresOf wants the official to have left the one post and taken the other when the rotation says.
func checkTenuresOf(e entry[Rotation], tenures []entry[Tenure]) {
	x, eve := e.value, e.value.Started.AddDate(0, 0, -1)
	if !slices.ContainsFunc(tenures, func(t entry[Tenure]) bool { return t.value.Post == x.To && t.value.Period.From.Equal(x.Started) }) {
		e.row.report("to_post", fmt.Sprintf("tenures.csv has no tenure of %s in %s from %s on", x.Official, x.To, x.Started.Format(time.DateOnly)),
			"add the tenure, or correct the rotation")
		return
	}
	if !slices.ContainsFunc(tenures, func(t entry[Tenure]) bool { return t.value.Post == x.From && t.value.Period.To.Equal(eve) }) {
		e.row.report("from_post", fmt.Sprintf("tenures.csv has no tenure of %s in %s until %s", x.Official, x.From, eve.Format(time.DateOnly)),
			"end the tenure the day before the handover, or correct the rotation")
	}
}
