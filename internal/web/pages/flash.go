package pages

// Flashes are what the next page says was done, by the code that travels in a cookie.
var Flashes = map[string]Text{
	"filed":             Filed,
	"acknowledged":      Acknowledged,
	"points_named":      PointsNamed,
	"petition_filed":    PetitionFiled,
	"delegated":         Delegated,
	"delegation_ended":  DelegationEnded,
	"draft_saved":       DraftSaved,
	"plan_approved":     PlanApproved,
	"proposals_filed":   ProposalsFiled,
	"reviews_opened":    ReviewsOpened,
	"self_review_filed": SelfReviewFiled,
	"signed_out":        SignedOut,
	"signed_out_all":    SignedOutAll,
	"cycle_opened":      CycleStarted,
	"steered":           SteerDone,
	"steer_received":    SteerReceived,
	"delegation_made":   DelegationMade,
	"mail_retried":      MailRetried,
	"mail_switched":     MailSwitched,
	"mass_applied":      MassApplied,
	"mass_undone":       MassUndone,
	"assignment_change": ChangeDone,
	"plan_opened":       RotPlanOpened,
	"reconciled":        ReconDone,
}
