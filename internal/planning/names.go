package planning

// KindReview is the process kind, and the workflow type, of the yearly review of a planning list.
const KindReview = "PlanningReview"

// ReviewID is the process id of the review of a list in a year's round, such as planning-review/2020/bch-huyen-2020.
func ReviewID(round, list string) string { return "planning-review/" + round + "/" + list }

// The steps of a planning review, in their order.
const (
	StepScreening  = "screening"  // every entry against every rule
	StepProposals  = "proposals"  // units propose whom to remove and to add
	StepConference = "conference" // secret ballot of the key officials
	StepCommittee  = "committee"  // secret ballot of the committee that keeps the list
	StepApproval   = "approval"   // the competent body approves
)
