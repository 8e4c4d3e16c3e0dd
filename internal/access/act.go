package access

import "slices"

// Act names something that can be done or read: one for each operation of the API, whose operation id it is.
type Act string

// Signing in, and what everybody has of their own.
const (
	RequestSignIn Act = "request-sign-in"
	ConfirmSignIn Act = "confirm-sign-in"
	SignOut       Act = "sign-out"
	DrawSignIn    Act = "draw-sign-in-link" // of an API key, for a browser

	SignOutEverywhere Act = "sign-out-everywhere"
	ListSessions      Act = "list-sessions"
	EndSession        Act = "end-session"

	ReadMe      Act = "read-me"
	ReadInbox   Act = "read-inbox"
	ReadDues    Act = "read-inbox-calendar"
	ReadDraft   Act = "read-draft"
	SaveDraft   Act = "save-draft"
	ReadCommand Act = "read-command"
	CreateKey   Act = "create-api-key"
	ListKeys    Act = "list-api-keys"
	RevokeKey   Act = "revoke-api-key"

	ListRoles    Act = "list-roles"
	ReadRoleActs Act = "list-role-acts"
	GrantRole    Act = "grant-role"
	WithdrawRole Act = "withdraw-role"
)

// Mail: that it was sent, never what it said.
const (
	ListMails    Act = "list-mails"
	ListOwnMails Act = "list-own-mails"
	ReadMail     Act = "read-mail"
	RetryMail    Act = "retry-mail"

	ListMailKinds Act = "list-mail-kinds"
	SwitchMail    Act = "switch-mail"
	PreferMail    Act = "prefer-mail"

	ListEscalations Act = "list-escalations"
	ListConcerns    Act = "list-concerns" // what waits for the administrators
)

// A cycle as a whole.
const (
	OpenCycle          Act = "open-cycle"
	PreviewCycle       Act = "preview-cycle"
	ReadBoard          Act = "read-board"
	TryPolicy          Act = "try-policy"          // what another policy would make of a cycle's record
	TryPlanPolicy      Act = "try-plan-policy"     // and of the planning lists
	TryRotationPolicy  Act = "try-rotation-policy" // and of who could be rotated
	ListCycles         Act = "list-cycles"
	ReadCycle          Act = "read-cycle"
	ReadFigures        Act = "read-figures"
	ReadQualifications Act = "read-qualifications"
	ListLaunches       Act = "list-launches" // of schedules
	ListSchedules      Act = "list-schedules"
	PreviewLaunches    Act = "preview-launches" // of a schedule
	TriggerSchedule    Act = "trigger-schedule"
	BackfillSchedule   Act = "backfill-schedule"
	PauseSchedule      Act = "pause-schedule"
	ResumeSchedule     Act = "resume-schedule"
	ListUnits          Act = "list-units"
	ListBodies         Act = "list-bodies"
	ListOfficials      Act = "list-officials"
	SeeGrades          Act = "see-grades" // no operation: the suggested and decided grades within list-officials
	MoveOfficial       Act = "move-official"
	ReleaseOfficial    Act = "release-official"
	AdmitOfficial      Act = "admit-official"
	MergeUnit          Act = "merge-unit"
	PreviewMerger      Act = "preview-merger"
	ListChanges        Act = "list-enrolment-changes"
	Announce           Act = "announce"
	CancelCycle        Act = "cancel-cycle"
)

// Steering any process.
const (
	Extend    Act = "extend-step"
	CloseStep Act = "close-step"
	Pause     Act = "pause-process"
	Resume    Act = "resume-process"

	ReadProcess      Act = "read-process"
	ListProcessTasks Act = "list-process-tasks"
	ReadProcessLog   Act = "read-process-log"
	ListPolicies     Act = "list-policies"
	ReadPolicy       Act = "read-policy"
	ComparePolicies  Act = "compare-policies"
	FindPeople       Act = "find-people"
	ReadPerson       Act = "read-person"

	ReadAudit    Act = "read-audit"
	ExportAudit  Act = "export-audit"
	FileOnBehalf Act = "file-on-behalf"
	ReadActs     Act = "read-acts"
	HoldOnPaper  Act = "hold-ballot-on-paper"
	Withdraw     Act = "withdraw-filing"
	Reassign     Act = "reassign-task"
	Reopen       Act = "reopen-step"
	Remind       Act = "remind-now"

	Delegate         Act = "delegate"
	ListDelegations  Act = "list-delegations"
	RevokeDelegation Act = "revoke-delegation"

	PlanMassAct   Act = "plan-mass-act"
	ApplyMassAct  Act = "apply-mass-act"
	UndoMassAct   Act = "undo-mass-act"
	ListMassActs  Act = "list-mass-acts"
	ReadMassAct   Act = "read-mass-act"
	ListMassItems Act = "list-mass-items"
)

// The roster: files that are handed in, looked at and applied, and the roster as it stands.
const (
	CheckRoster           Act = "check-roster"
	ReadRosterImport      Act = "read-roster-import"
	ListRosterDifferences Act = "list-roster-differences"
	ApplyRosterImport     Act = "apply-roster-import"
	ExportRoster          Act = "export-roster"
)

// The review conference of a unit.
const (
	ReadUnit         Act = "read-unit"
	ReadProposals    Act = "read-proposals"
	ReadConditions   Act = "read-unit-conditions"
	ReadUnitMinutes  Act = "read-unit-minutes"
	FileSelfReview   Act = "file-self-review"
	NamePoints       Act = "name-points"
	ReadPoints       Act = "read-named-points"
	ReadOwnComments  Act = "read-comments-on-me"
	FileComment      Act = "file-comment"
	FileOutside      Act = "file-outside-comment"
	ReadOutside      Act = "read-outside-comments-asked"
	AdoptMinutes     Act = "adopt-minutes"
	ElectUnitTellers Act = "elect-unit-tellers"
	ReadUnitBallot   Act = "read-unit-ballot"
	DrawUnitPapers   Act = "draw-unit-papers"
	CountUnitBallot  Act = "count-unit-ballot"
	ConfirmUnitCount Act = "confirm-unit-count"
	EnterUnitCount   Act = "enter-unit-count"
	ReadUnitEntries  Act = "read-unit-count-entries"
	ReadUnitTallies  Act = "read-unit-tallies"
	Propose          Act = "propose"

	RecordUnitExternal Act = "record-unit-external-result"
)

// The sitting of a body.
const (
	ReadBody         Act = "read-body"
	ReadAppraisals   Act = "read-appraisals"
	ReadBodyMinutes  Act = "read-body-minutes"
	ConfirmAppraisal Act = "confirm-appraisal"
	ElectBodyTellers Act = "elect-body-tellers"
	ReadBodyBallot   Act = "read-body-ballot"
	DrawBodyPapers   Act = "draw-body-papers"
	CountBodyBallot  Act = "count-body-ballot"
	ConfirmBodyCount Act = "confirm-body-count"
	EnterBodyCount   Act = "enter-body-count"
	ReadBodyEntries  Act = "read-body-count-entries"
	ReadBodyTallies  Act = "read-body-tallies"
	RateUnits        Act = "rate-units"
	Decide           Act = "decide"

	RecordBodyExternal Act = "record-body-external-result"
)

// Planning lists.
const (
	ListPlans        Act = "list-plans"
	ReadPlan         Act = "read-plan"
	ListPlanVersions Act = "list-plan-versions"
	ListPlanEntries  Act = "list-plan-entries"
	ExportPlan       Act = "export-plan"
	ListPlanChanges  Act = "list-plan-changes"
	ScreenPlan       Act = "screen-plan"
	MeasurePlan      Act = "measure-plan"
	ReadPlanHistory  Act = "read-plan-history"

	ReadOwnPlans Act = "read-own-plans"

	ListPlanFindings   Act = "list-plan-findings"
	ReadPlanFinding    Act = "read-plan-finding"
	TakePlanFinding    Act = "take-plan-finding"
	DismissPlanFinding Act = "dismiss-plan-finding"
)

// The yearly review of a planning list.
const (
	OpenReviews        Act = "open-plan-reviews"
	ListReviews        Act = "list-plan-reviews"
	ReadReview         Act = "read-plan-review"
	ReadReviewFindings Act = "read-plan-review-findings"
	ReadReviewMinutes  Act = "read-plan-review-minutes"
	PreviewChanges     Act = "preview-plan-changes"
	ProposeChanges     Act = "propose-plan-changes"
	AddFromAbove       Act = "add-to-plan-from-above"
	RescreenReview     Act = "rescreen-plan-review"
	ElectReviewTellers Act = "elect-plan-review-tellers"
	ReadReviewBallot   Act = "read-plan-review-ballot"
	DrawReviewPapers   Act = "draw-plan-review-papers"
	CountReviewBallot  Act = "count-plan-review-ballot"
	ConfirmReviewCount Act = "confirm-plan-review-count"
	EnterReviewCount   Act = "enter-plan-review-count"
	ReadReviewEntries  Act = "read-plan-review-count-entries"
	ReadReviewTallies  Act = "read-plan-review-tallies"
	BreakReviewTie     Act = "break-plan-review-tie"
	ApprovePlan        Act = "approve-plan"
	RecordPlanExternal Act = "record-plan-approval"
	SettlePlanConflict Act = "settle-plan-conflict"
	CancelReview       Act = "cancel-plan-review"
	ComparePlans       Act = "compare-plan-versions"
	ReadPlanFigures    Act = "read-plan-figures"
)

// Rotations.
const (
	ListRotations   Act = "list-rotations"
	ExportRotations Act = "export-rotations"
	ReadRotation    Act = "read-rotation"
	ReadEligibility Act = "read-rotation-eligibility"

	ReadRotationFigures Act = "read-rotation-figures"
	LookAhead           Act = "look-ahead"

	OpenRotation          Act = "open-rotation"
	AdoptRotation         Act = "adopt-rotation"
	AnnounceRotation      Act = "announce-rotation"
	ReleaseOfRotation     Act = "release-rotated-official"
	ReceiveOfRotation     Act = "receive-rotated-official"
	ConfirmEntitlements   Act = "confirm-entitlements"
	AssessRotation        Act = "assess-rotation"
	AssessRotationForBody Act = "assess-rotation-for-body"
	ReviewOwnRotation     Act = "review-own-rotation"
	PlanPlacement         Act = "plan-placement"
	PlaceOfficial         Act = "place-official"
	ExtendRotation        Act = "extend-rotation"
	EndRotationEarly      Act = "end-rotation-early"
	ReadReconciliation    Act = "read-rotation-reconciliation"
	Reconcile             Act = "reconcile-rotations"
	RevokeRotation        Act = "revoke-rotation"
)

// Years' plans of rotations.
const (
	OpenRotationPlan        Act = "open-rotation-plan"
	ListRotationPlans       Act = "list-rotation-plans"
	ReadRotationPlan        Act = "read-rotation-plan"
	ExportRotationPlan      Act = "export-rotation-plan"
	ExplainRotationPlan     Act = "explain-rotation-plan"
	PriceRotationChange     Act = "price-rotation-change"
	ReadOwnRotationPlan     Act = "read-own-rotation-plan"
	ReadRotationPlanMinutes Act = "read-rotation-plan-minutes"
	ProposeRotation         Act = "propose-rotation"
	ChangeAssignment        Act = "change-rotation-assignment"
	ChangeRotationNeeds     Act = "change-rotation-needs"
	ListCandidates          Act = "list-rotation-candidates"
	AcceptAssignment        Act = "accept-rotation-assignment"
	ConfirmPapers           Act = "confirm-rotation-papers"
	AnswerConsultation      Act = "answer-rotation-consultation"
	ElectRotationTellers    Act = "elect-rotation-tellers"
	ReadRotationBallot      Act = "read-rotation-ballot"
	DrawRotationPapers      Act = "draw-rotation-papers"
	CountRotationBallot     Act = "count-rotation-ballot"
	ConfirmRotationCount    Act = "confirm-rotation-count"
	EnterRotationCount      Act = "enter-rotation-count"
	ReadRotationEntries     Act = "read-rotation-count-entries"
	ReadRotationTallies     Act = "read-rotation-tallies"
	BreakRotationTie        Act = "break-rotation-tie"
	DecideRotations         Act = "decide-rotations"
	CancelRotationPlan      Act = "cancel-rotation-plan"
)

// CastPapers puts papers into a box. It is open to everybody because nobody may ask whose the papers are: their tokens
// are the right to cast them.
const CastPapers Act = "cast-papers"

// One official's case.
const (
	ReadSelfReview Act = "read-self-review"
	ReadComments   Act = "read-comments"
	ReadVersions   Act = "read-self-review-versions"
	ReadResult     Act = "read-result"
	Acknowledge    Act = "acknowledge-result"
	FilePetition   Act = "file-petition"
	ReadPetition   Act = "read-petition"
	ReadTermRating Act = "read-term-rating" // over several cycles
	AnswerPetition Act = "answer-petition"
	CorrectResult  Act = "correct-result"
)

// RecordRelation tells a running process that two people are related.
const RecordRelation Act = "record-relation"

// Acts returns all acts, sorted.
func Acts() []Act {
	all := make([]Act, 0, len(allowed))
	for act := range allowed {
		all = append(all, act)
	}
	slices.Sort(all)
	return all
}
