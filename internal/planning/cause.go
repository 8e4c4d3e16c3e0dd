package planning

import (
	"strings"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
)

// Cause is what happened to somebody on a planning list between two reviews. The codes are frozen.
type Cause string

// The causes. Each finding rests on one record of its cause.
const (
	ByGrade      Cause = "grade"      // NotCompleted; the record is the cycle
	ByDiscipline Cause = "discipline" // the record is the day and the form of the decision, as "2018-05-18 warning"
	ByBallot     Cause = "ballot"     // the conference's secret ballot carried NotCompleted; the record is the cycle
	ByAge        Cause = "age"        // too little service left from a month on, which is the record, as "2026-03"
)

// Causes are all causes in their order.
var Causes = []Cause{ByGrade, ByDiscipline, ByBallot, ByAge}

// Reason is why somebody would leave a list for the cause.
func (c Cause) Reason() Reason {
	switch c {
	case ByGrade:
		return NotCompletedTasks
	case ByDiscipline:
		return Disciplined
	case ByBallot:
		return LowPrestige
	case ByAge:
		return OverAge
	default:
		return ""
	}
}

// Text says what happened, by the record. Of a record that is a cycle, period is what it evaluates.
func (c Cause) Text(record string, period evaluation.Period) evaluation.Label {
	switch of := period.Label(); c {
	case ByGrade:
		return evaluation.Label{VI: "Xếp loại “Không hoàn thành nhiệm vụ” " + of.VI, EN: "Rated “Not completed” for " + of.EN}
	case ByDiscipline:
		day, form, _ := strings.Cut(record, " ")
		if on, err := time.Parse(time.DateOnly, day); err == nil {
			day = on.Format("02/01/2006")
		}
		text := evaluation.Form(form).Label()
		return evaluation.Label{VI: "Bị kỷ luật " + text.VI + " ngày " + day, EN: "Disciplined on " + day + ": " + text.EN}
	case ByBallot:
		return evaluation.Label{
			VI: "Phiếu kín của hội nghị đề nghị mức “Không hoàn thành nhiệm vụ” " + of.VI,
			EN: "The conference's secret ballot was for “Not completed” for " + of.EN,
		}
	case ByAge:
		month := record
		if at, err := time.Parse(MonthFormat, record); err == nil {
			month = at.Format("01/2006")
		}
		return evaluation.Label{
			VI: "Từ tháng " + month + " không còn đủ thời gian công tác theo quy định", EN: "Too little service left from " + month + " on",
		}
	default:
		return evaluation.Label{VI: record, EN: record}
	}
}

// FindingState says what has become of a finding between two reviews.
type FindingState string

// The states. Only open and taken ones wait for something.
const (
	FindingOpen      FindingState = "open"      // an administrator has to look at it
	FindingTaken     FindingState = "taken"     // the next review looks at it
	FindingDismissed FindingState = "dismissed" // with a reason; the same record does not come again
	FindingWithdrawn FindingState = "withdrawn" // its record is gone: the grade was changed, or its cycle cancelled
	FindingReviewed  FindingState = "reviewed"  // a version was published since, with the person
	FindingLeft      FindingState = "left"      // the current version does not have the person
)

// FindingAct is what an administrator does with a finding.
type FindingAct string

// The acts.
const (
	TakeFinding    FindingAct = "taken"
	DismissFinding FindingAct = "dismissed"
)

// Check refuses an act on a finding that does not wait for it. Error: fault.Conflict `finding_settled`.
func (a FindingAct) Check(state FindingState) error {
	if state == FindingOpen || state == FindingTaken && a == DismissFinding {
		return nil
	}
	return fault.New(fault.Conflict, "finding_settled", "This finding does not wait for that any more; it is %s.", state)
}

// AgeLimit is somebody on a list who has too little service left from a month on.
type AgeLimit struct {
	List     string
	Official string
	Month    string // YYYY-MM
}

// ShortFrom is the first month in which somebody has less service left than a number of months. ok is false when no row
// covers the person.
func (r Retirement) ShortFrom(p Person, months int) (from time.Time, ok bool) {
	left, ok := r.Left(p.Sex, p.Born, p.Born)
	born := time.Date(p.Born.Year(), p.Born.Month(), 1, 0, 0, 0, 0, time.UTC)
	return born.AddDate(0, left-months+1, 0), ok
}
