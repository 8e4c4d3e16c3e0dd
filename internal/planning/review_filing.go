package planning

import (
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// ReviewOpening is everything that is written when reviews are opened, all or nothing.
type ReviewOpening struct {
	Round    string
	Year     int
	Day      time.Time // of the record; zero for that of the day of each screening
	OpenedBy string
	OpenedAt time.Time
	Reviews  []OpenedReview
}

// OpenedReview is a review with the policy that it keeps.
type OpenedReview struct {
	Review *Review
	Policy evaluation.PinnedPolicy
}

// The filings are everything that people hand in; see evaluation.SelfReviewFiling.

// ProposedFiling is all that one unit proposes.
type ProposedFiling struct {
	Remove []RemovalFiling    `json:"remove,omitempty" maxItems:"200"`
	Add    []NominationFiling `json:"add,omitempty" maxItems:"200"`
}

// RemovalFiling asks to take somebody off the list.
type RemovalFiling struct {
	Official string `json:"official" minLength:"1" maxLength:"63"`
	Position string `json:"position" minLength:"1" maxLength:"63"`
	Reason   Reason `json:"reason"`
	Evidence string `json:"evidence" minLength:"1" maxLength:"4000" pattern:"\\S" doc:"What the removal rests on"`
}

// NominationFiling asks to put somebody onto the list.
type NominationFiling struct {
	Official string            `json:"official" minLength:"1" maxLength:"63"`
	Position string            `json:"position" minLength:"1" maxLength:"63" doc:"The committee, or a post"`
	Order    int               `json:"order,omitempty" minimum:"0" maximum:"999" doc:"Absent: after everybody else for the position"`
	Tier     int               `json:"tier" minimum:"1" maximum:"2"`
	Source   roster.PlanSource `json:"source" enum:"internal,external"`
	Text     string            `json:"text,omitempty" maxLength:"4000" doc:"Why this person"`
}

// Args is what the process may see.
func (f ProposedFiling) Args() Proposed {
	var p Proposed
	for _, x := range f.Remove {
		p.Remove = append(p.Remove, Removal{Seat: Seat{x.Official, x.Position}, Reason: x.Reason, Evidence: x.Evidence != ""})
	}
	for _, n := range f.Add {
		p.Add = append(p.Add, n.Args())
	}
	return p
}

// Args is what the process may see.
func (f NominationFiling) Args() Nomination {
	return Nomination{Seat: Seat{f.Official, f.Position}, Order: f.Order, Tier: f.Tier, Source: f.Source}
}

// AboveFiling is a person whom a superior body puts onto the list.
type AboveFiling struct {
	NominationFiling
	Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
	Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document of the superior body"`
}

// TieFiling decides what a ballot left to the head.
type TieFiling struct {
	Answers []procedure.Answer `json:"answers" minItems:"1" maxItems:"400"`
	Reason  string             `json:"reason" minLength:"1" maxLength:"4000" pattern:"\\S"`
}

// Args is what the process may see.
func (f TieFiling) Args() procedure.TiesBroken {
	return procedure.TiesBroken{Answers: f.Answers, Reason: f.Reason != ""}
}

// ReasonFiling says why, of a proposal that is rejected or of what the draft misses.
type ReasonFiling struct {
	Of     string `json:"of" minLength:"1" maxLength:"200" doc:"The proposal; or what is missed, as the review names it"`
	Reason string `json:"reason" minLength:"1" maxLength:"4000" pattern:"\\S"`
}

// ApprovalFiling approves the draft.
type ApprovalFiling struct {
	Document     string         `json:"document" minLength:"1" maxLength:"200" pattern:"\\S" doc:"Number of the decision, such as 47-QĐ/HU"`
	DocumentDate string         `json:"document_date" format:"date"`
	Signer       string         `json:"signer,omitempty" maxLength:"200" doc:"Who signs it; absent: who chairs the body on the day of the decision"`
	SignerTitle  string         `json:"signer_title,omitempty" maxLength:"200" doc:"In which office, such as Bí thư"`
	Rejected     []ReasonFiling `json:"rejected,omitempty" maxItems:"400" doc:"Proposals that are not approved"`
	Missed       []ReasonFiling `json:"missed,omitempty" maxItems:"400" doc:"Targets and limits that the draft misses, and why"`
}

// Args is what the process may see.
func (f ApprovalFiling) Args() Approval {
	return Approval{Document: f.Document != "" && f.DocumentDate != "", Rejected: of(f.Rejected), Explained: of(f.Missed)}
}

func of(reasons []ReasonFiling) []string {
	var out []string
	for _, r := range reasons {
		out = append(out, r.Of)
	}
	return out
}

// ExternalApprovalFiling is the approval of a superior body.
type ExternalApprovalFiling struct {
	ApprovalFiling
	DecidedBy string `json:"decided_by" minLength:"1" maxLength:"200" pattern:"\\S" doc:"The body that decided"`
}

// Args is what the process may see.
func (f ExternalApprovalFiling) Args() ExternalApproval {
	a := f.ApprovalFiling.Args()
	return ExternalApproval{
		Recorded: procedure.Recorded{Step: StepApproval, Document: a.Document && f.DecidedBy != ""}, Rejected: a.Rejected, Explained: a.Explained,
	}
}

// SettlementFiling settles a conflict with another review.
type SettlementFiling struct {
	Action string `json:"action" enum:"rebase,abandon" doc:"Make the changes on the newer version and have it approved anew, or leave it"`
	Reason string `json:"reason" minLength:"1" maxLength:"4000" pattern:"\\S"`
}

// Args is what the process may see.
func (f SettlementFiling) Args() Settlement {
	return Settlement{Action: f.Action, Reason: f.Reason != ""}
}
