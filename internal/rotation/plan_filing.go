package rotation

import (
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/rotation/assignment"
)

// PlanOpening is everything that is written when a plan is opened.
type PlanOpening struct {
	Plan     *Plan
	Policy   evaluation.PinnedPolicy
	Day      time.Time // of the record that eligibility is read from
	OpenedBy string
	OpenedAt time.Time
}

// The filings are everything that people hand in; see evaluation.SelfReviewFiling.

// PlanProposalFiling is all that one unit proposes.
type PlanProposalFiling struct {
	Needs  []NeedFiling   `json:"needs,omitempty" maxItems:"100"`
	People []PersonFiling `json:"people,omitempty" maxItems:"200"`
}

// NeedFiling is a post that a unit wants filled.
type NeedFiling struct {
	Post    string   `json:"post" minLength:"1" maxLength:"63"`
	Urgency int64    `json:"urgency" minimum:"0" maximum:"100" doc:"The higher the more urgent; among plans that fill as many needs the more urgent ones are filled"`
	Why     string   `json:"why" minLength:"1" maxLength:"4000" pattern:"\\S"`
	Prefers []string `json:"prefers,omitempty" maxItems:"50" doc:"Officials whom the place would like"`

	From calendar.Date `json:"from,omitzero" doc:"The day on which the post falls vacant, of one that somebody holds"`
}

func (f NeedFiling) need() ProposedNeed {
	return ProposedNeed{Post: f.Post, Urgency: f.Urgency, From: f.From, Prefers: f.Prefers}
}

// NeedChangeFiling strikes or adds a need.
type NeedChangeFiling struct {
	Post    string   `json:"post" minLength:"1" maxLength:"63"`
	Action  string   `json:"action" enum:"strike,add"`
	Urgency int64    `json:"urgency,omitempty" minimum:"0" maximum:"100"`
	Prefers []string `json:"prefers,omitempty" maxItems:"50" doc:"Officials whom the place would like"`
	Reason  string   `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
	Basis   string   `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or meeting that it rests on"`

	From calendar.Date `json:"from,omitzero" doc:"The day on which the post falls vacant, of one that somebody holds"`
}

// Args is what the process may see.
func (f NeedChangeFiling) Args() NeedChange {
	return NeedChange{ProposedNeed: ProposedNeed{Post: f.Post, Urgency: f.Urgency, From: f.From, Prefers: f.Prefers}, Action: f.Action}
}

// PersonFiling is somebody whom a unit proposes for rotation.
type PersonFiling struct {
	Official string   `json:"official" minLength:"1" maxLength:"63"`
	Why      string   `json:"why" minLength:"1" maxLength:"4000" pattern:"\\S"`
	Prefers  []string `json:"prefers,omitempty" maxItems:"50" doc:"Units where the person would like to go"`
}

// Args is what the process may see.
func (f PlanProposalFiling) Args() PlanProposal {
	var p PlanProposal
	for _, n := range f.Needs {
		p.Needs = append(p.Needs, n.need())
	}
	for _, x := range f.People {
		p.People = append(p.People, ProposedPerson{Official: x.Official, Prefers: x.Prefers})
	}
	return p
}

// AssignmentChangeFiling changes the assignment by hand.
type AssignmentChangeFiling struct {
	Official string `json:"official" minLength:"1" maxLength:"63"`
	Post     string `json:"post" minLength:"1" maxLength:"63"`
	Action   string `json:"action" enum:"fix,forbid,free" doc:"Place the person there, keep them from there, or undo either"`
	Reason   string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
	Basis    string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or meeting that it rests on"`
}

// Args is what the process may see.
func (f AssignmentChangeFiling) Args() AssignmentChange {
	return AssignmentChange{Placement: assignment.Placement{Official: f.Official, Post: f.Post}, Action: f.Action}
}

// AcceptedFiling accepts the assignment that was seen.
type AcceptedFiling struct {
	SHA256 string `json:"sha256" minLength:"64" maxLength:"64" doc:"Of the instance, as the plan shows it"`
}

// Args is what the process may see.
func (f AcceptedFiling) Args() Accepted { return Accepted(f) }

// PapersFiling says which papers of a dossier are there.
type PapersFiling struct {
	Official string   `json:"official" minLength:"1" maxLength:"63"`
	Items    []string `json:"items" minItems:"1" maxItems:"50"`
	Note     string   `json:"note,omitempty" maxLength:"2000" doc:"Where they are kept; dates of certificates"`
}

// Args is what the process may see.
func (f PapersFiling) Args() PlanPapers { return PlanPapers{Official: f.Official, Items: f.Items} }

// ConsultedFiling answers for the pairs that somebody is asked about.
type ConsultedFiling struct {
	Answers []ConsultAnswerFiling `json:"answers" minItems:"1" maxItems:"400"`
}

// ConsultAnswerFiling is one answer.
type ConsultAnswerFiling struct {
	Official string `json:"official" minLength:"1" maxLength:"63"`
	Post     string `json:"post" minLength:"1" maxLength:"63"`
	Side     Side   `json:"side" enum:"origin,destination,person"`
	Agrees   bool   `json:"agrees"`
	Text     string `json:"text,omitempty" maxLength:"4000" doc:"Why not; required of a refusal"`
}

// Args is what the process may see.
func (f ConsultedFiling) Args() Consulted {
	c := Consulted{Reasons: true}
	for _, a := range f.Answers {
		c.Answers = append(c.Answers, PlanAnswer{
			Placement: assignment.Placement{Official: a.Official, Post: a.Post}, Side: a.Side, Agrees: a.Agrees,
		})
		c.Reasons = c.Reasons && (a.Agrees || a.Text != "")
	}
	return c
}

// PlanDecisionFiling records the decisions of the body.
type PlanDecisionFiling struct {
	Decisions []DecidedFiling `json:"decisions" minItems:"1" maxItems:"400"`
}

// DecidedFiling is the decision on one person.
type DecidedFiling struct {
	Official     string        `json:"official" minLength:"1" maxLength:"63"`
	Document     string        `json:"document" minLength:"1" maxLength:"200" pattern:"\\S" doc:"Number of the decision, such as 112-QĐ/HU"`
	DocumentDate calendar.Date `json:"document_date"`
	Months       int           `json:"months" minimum:"1" maximum:"240"`
	Ground       string        `json:"ground" enum:"planned,two_terms,non_local,other"`
	Purpose      string        `json:"purpose" minLength:"1" maxLength:"2000" pattern:"\\S"`
	Signer       string        `json:"signer,omitempty" maxLength:"200" doc:"Who signs it; absent: who chairs the body on the day of the decision"`
	SignerTitle  string        `json:"signer_title,omitempty" maxLength:"200" doc:"In which office, such as Bí thư"`
}

// Args is what the process may see.
func (f PlanDecisionFiling) Args() PlanDecision {
	d := PlanDecision{Documents: true}
	for _, x := range f.Decisions {
		d.Decisions = append(d.Decisions, PlanDecided{Official: x.Official, Decided: x.DocumentDate, Months: x.Months})
		d.Documents = d.Documents && x.Document != "" && x.Purpose != ""
	}
	return d
}
