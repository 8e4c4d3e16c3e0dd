package rotation

import (
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

// DayFiling records what happened on a day: the announcement, or a side's handover, with its minutes.
type DayFiling struct {
	Day     string `json:"day" format:"date"`
	Minutes string `json:"minutes" minLength:"1" maxLength:"20000" pattern:"\\S" doc:"What was said or handed over"`
}

// Args is what the process may see. A day that is none is refused before.
func (f DayFiling) Args() On { return On{Day: dayOf(f.Day), Document: f.Minutes != ""} }

// EntitlementsFiling confirms what the official has been given.
type EntitlementsFiling struct {
	Items []string `json:"items" minItems:"1" maxItems:"50" uniqueItems:"true"`
	Text  string   `json:"text,omitempty" maxLength:"20000"`
}

// Args is what the process may see.
func (f EntitlementsFiling) Args() Entitled { return Entitled{Items: f.Items} }

// AssessmentFiling is an assessment at a checkpoint or at the end.
type AssessmentFiling struct {
	Grade evaluation.Grade `json:"grade"`
	Text  string           `json:"text" minLength:"1" maxLength:"20000" pattern:"\\S" doc:"What the grade rests on"`
}

// Args is what the process may see.
func (f AssessmentFiling) Args() Assessment { return Assessment{Grade: f.Grade, Text: f.Text != ""} }

// SelfFiling is the official's own review at the end.
type SelfFiling struct {
	Text string `json:"text" minLength:"1" maxLength:"20000" pattern:"\\S"`
}

// PlanFiling is the placement that is planned.
type PlanFiling struct {
	Placement Placement `json:"placement" enum:"return,stay,higher"`
	Post      string    `json:"post,omitempty" maxLength:"63" doc:"Absent while it is to be found"`
	Text      string    `json:"text" minLength:"1" maxLength:"20000" pattern:"\\S" doc:"Why"`
}

// Args is what the process may see.
func (f PlanFiling) Args() IntendedPlace {
	return IntendedPlace{Placement: f.Placement, Post: f.Post}
}

// PlaceFiling is the placement that was decided.
type PlaceFiling struct {
	Placement Placement `json:"placement" enum:"return,stay,higher"`
	Post      string    `json:"post,omitempty" maxLength:"63" doc:"Absent for who stays"`
	Day       string    `json:"day" format:"date" doc:"First day in the post"`
	Document  string    `json:"document" minLength:"1" maxLength:"200" pattern:"\\S" doc:"Number of the decision, such as 15-QĐ/HU"`
}

// Args is what the process may see.
func (f PlaceFiling) Args() PlacedOfficial {
	return PlacedOfficial{Placement: f.Placement, Post: f.Post, On: dayOf(f.Day)}
}

// ExtensionFiling makes a rotation longer.
type ExtensionFiling struct {
	Months int    `json:"months" minimum:"1" maximum:"60"`
	Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
	Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Number of the decision"`
}

// Args is what the process may see.
func (f ExtensionFiling) Args() Extension { return Extension{Months: f.Months} }

// EarlyEndFiling ends a rotation before its time.
type EarlyEndFiling struct {
	Day    string `json:"day" format:"date" doc:"The day after its last"`
	Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
	Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Number of the decision"`
}

// Args is what the process may see.
func (f EarlyEndFiling) Args() On { return On{Day: dayOf(f.Day), Document: true} }

// dayOf reads a day that has been checked.
func dayOf(text string) calendar.Date {
	d, _ := calendar.ParseDate(text) // what is no day is refused where it is filed
	return d
}
