package access

import "canbo/internal/fault"

// CodeNotSignedIn is the code of the refusal of somebody who has not signed in, which signing in may mend.
const CodeNotSignedIn = "not_signed_in"

// allowed is the whole truth about who may do what: the act is allowed to an actor with one of the standings.
//
// The administrator and the organiser steer and see progress, but read no texts and no tallies; the inspector reads everything that a
// result stands on; a body's members see the cases of their body, a conference's members those of their unit.
var allowed = map[Act]standing{
	RequestSignIn: anyone,
	ConfirmSignIn: anyone,
	CastPapers:    anyone,

	SignOut:    signedIn,
	DrawSignIn: program,

	SignOutEverywhere: signedIn,
	ListSessions:      signedIn,
	EndSession:        signedIn,

	ReadMe:      signedIn,
	ReadInbox:   person,
	ReadDues:    person,
	ReadDraft:   participant,
	SaveDraft:   participant,
	ReadCommand: owner,
	CreateKey:   operator, // a key outlives what its maker may
	ListKeys:    office,
	RevokeKey:   office,

	ListRoles:    office | inspector,
	ReadRoleActs: office | inspector,
	GrantRole:    office,
	WithdrawRole: office,

	ListMails:    administrator | inspector,
	ListOwnMails: person,
	ReadMail:     administrator | inspector | owner,
	RetryMail:    administrator,

	ListMailKinds: signedIn,
	SwitchMail:    office,
	PreferMail:    person,

	ListEscalations: administrator | inspector,
	ListConcerns:    administrator,

	OpenCycle:          administrator,
	PreviewCycle:       administrator,
	ReadBoard:          administrator | inspector,
	TryPolicy:          administrator | inspector,
	TryPlanPolicy:      administrator | inspector,
	TryRotationPolicy:  administrator | inspector,
	ListCycles:         signedIn,
	ReadCycle:          signedIn,
	ReadFigures:        signedIn,
	ReadQualifications: administrator | inspector,
	ListLaunches:       administrator | inspector,
	ListSchedules:      administrator | inspector,
	PreviewLaunches:    administrator,
	TriggerSchedule:    administrator,
	BackfillSchedule:   administrator,
	PauseSchedule:      administrator,
	ResumeSchedule:     administrator,
	ReadTermRating:     administrator | inspector | owner,
	ListUnits:          administrator | inspector,
	ListBodies:         administrator | inspector,
	ListOfficials:      administrator | inspector | member | decider,
	SeeGrades:          administrator | inspector | decider,
	MoveOfficial:       administrator,
	ReleaseOfficial:    administrator,
	AdmitOfficial:      administrator,
	MergeUnit:          administrator,
	PreviewMerger:      administrator,
	ListChanges:        administrator | inspector,
	Announce:           administrator | announcer,
	CancelCycle:        administrator,

	Extend:    administrator,
	CloseStep: administrator,
	Pause:     administrator,
	Resume:    administrator,

	ReadProcess:      administrator | inspector,
	ListProcessTasks: administrator | inspector,
	ReadProcessLog:   administrator | inspector,
	ListPolicies:     administrator | inspector,
	ReadPolicy:       administrator | inspector,
	ComparePolicies:  administrator | inspector,
	FindPeople:       administrator | inspector,
	ReadPerson:       administrator | inspector,

	ReadAudit:    administrator | inspector,
	ExportAudit:  administrator | inspector,
	FileOnBehalf: administrator,
	ReadActs:     administrator | inspector,
	HoldOnPaper:  administrator,
	Withdraw:     owner,
	Reassign:     administrator,
	Reopen:       administrator,
	Remind:       administrator,

	Delegate:         administrator | owner,
	ListDelegations:  administrator | inspector | owner,
	RevokeDelegation: administrator | owner,

	PlanMassAct:   administrator,
	ApplyMassAct:  administrator,
	UndoMassAct:   administrator,
	ListMassActs:  administrator | inspector,
	ReadMassAct:   administrator | inspector,
	ListMassItems: administrator | inspector,

	// Files that were handed in are their owner's alone.
	CheckRoster:           administrator,
	ReadRosterImport:      administrator,
	ListRosterDifferences: administrator,
	ApplyRosterImport:     administrator,
	ExportRoster:          administrator | inspector,

	ReadUnit:         administrator | inspector | member | decider,
	ReadProposals:    inspector | member | decider,
	ReadConditions:   inspector | chair | deputy | standIn,
	FileSelfReview:   member,
	NamePoints:       administrator | bodyChair | bodyDeputy | appraiser,
	ReadOwnComments:  informed, // as far as the policy of the cycle shows them
	ReadPoints:       inspector | owner | member | decider,
	FileComment:      member,
	FileOutside:      participant, // the process knows who was asked
	ReadOutside:      participant,
	AdoptMinutes:     chair | standIn,
	ElectUnitTellers: chair | standIn,
	ReadUnitBallot:   administrator | inspector | member,
	DrawUnitPapers:   member,
	CountUnitBallot:  member, // the tellers are members; the process knows which
	ConfirmUnitCount: member,
	EnterUnitCount:   teller,
	ReadUnitEntries:  inspector | teller,
	ReadUnitTallies:  inspector | member | decider,
	ReadUnitMinutes:  inspector | member | decider,
	Propose:          member, // the chair, or the next in line; the process knows who

	RecordUnitExternal: administrator | chair | deputy,

	ReadBody:         administrator | inspector | decider,
	ReadAppraisals:   inspector | decider,
	ConfirmAppraisal: decider, // the appraiser, or the next in line; the process knows who
	ElectBodyTellers: bodyChair | standIn,
	ReadBodyBallot:   administrator | inspector | decider,
	DrawBodyPapers:   decider,
	CountBodyBallot:  decider,
	ConfirmBodyCount: decider,
	EnterBodyCount:   teller,
	ReadBodyEntries:  inspector | teller,
	ReadBodyTallies:  inspector | decider,
	ReadBodyMinutes:  inspector | decider,
	RateUnits:        decider, // as above
	Decide:           decider, // as above

	ListPlans:          administrator | inspector,
	ReadPlan:           administrator | inspector,
	ListPlanVersions:   administrator | inspector,
	ListPlanEntries:    administrator | inspector,
	ExportPlan:         administrator | inspector,
	ListPlanChanges:    administrator | inspector,
	ScreenPlan:         administrator | inspector,
	MeasurePlan:        administrator | inspector,
	ReadPlanHistory:    administrator | inspector | owner,
	ReadOwnPlans:       person,
	ListPlanFindings:   administrator | inspector,
	ReadPlanFinding:    administrator | inspector,
	TakePlanFinding:    administrator,
	DismissPlanFinding: administrator,

	// Of a review the participants are those who are asked for something in it; the process knows for what.
	OpenReviews:        administrator,
	ListReviews:        administrator | inspector,
	ReadReview:         administrator | inspector | participant,
	ReadReviewFindings: administrator | inspector | decider,
	ReadReviewMinutes:  inspector | participant,
	PreviewChanges:     administrator | inspector | participant,
	ProposeChanges:     participant,
	AddFromAbove:       administrator,
	RescreenReview:     administrator,
	ElectReviewTellers: participant,
	ReadReviewBallot:   administrator | inspector | participant,
	DrawReviewPapers:   participant,
	CountReviewBallot:  participant,
	ConfirmReviewCount: participant,
	EnterReviewCount:   teller,
	ReadReviewEntries:  inspector | teller,
	ReadReviewTallies:  inspector | decider | teller,
	BreakReviewTie:     participant,
	ApprovePlan:        administrator | decider,
	RecordPlanExternal: administrator | participant,
	SettlePlanConflict: participant,
	CancelReview:       administrator,
	ComparePlans:       administrator | inspector,
	ReadPlanFigures:    administrator | inspector,

	// Of a rotation plan the body that decides sees everything; who is asked for something in it sees what concerns them.
	OpenRotationPlan:        administrator,
	ListRotationPlans:       administrator | inspector,
	ReadRotationPlan:        administrator | inspector | decider,
	ExportRotationPlan:      administrator | inspector | decider,
	ExplainRotationPlan:     administrator | inspector | decider,
	PriceRotationChange:     administrator | decider,
	ReadOwnRotationPlan:     participant,
	ReadRotationPlanMinutes: inspector | decider,
	ProposeRotation:         participant,
	ChangeAssignment:        administrator | decider,
	ChangeRotationNeeds:     administrator | decider,
	ListCandidates:          administrator | inspector | decider,
	AcceptAssignment:        decider,
	ConfirmPapers:           decider,
	AnswerConsultation:      participant,
	ElectRotationTellers:    decider,
	ReadRotationBallot:      administrator | inspector | decider,
	DrawRotationPapers:      decider,
	CountRotationBallot:     decider,
	ConfirmRotationCount:    decider,
	EnterRotationCount:      teller,
	ReadRotationEntries:     inspector | teller,
	ReadRotationTallies:     inspector | decider | teller,
	BreakRotationTie:        decider,
	DecideRotations:         decider,
	CancelRotationPlan:      administrator,

	RecordBodyExternal: administrator | appraiser,

	ListRotations:   administrator | inspector,
	ExportRotations: administrator | inspector,
	ReadRotation:    administrator | inspector | owner | participant,
	ReadEligibility: administrator | inspector,

	ReadRotationFigures: administrator | inspector,
	LookAhead:           administrator | inspector,

	// The process knows whose act it is.
	OpenRotation:          administrator,
	AdoptRotation:         administrator,
	AnnounceRotation:      participant | standIn,
	ReleaseOfRotation:     participant | standIn,
	ReceiveOfRotation:     participant | standIn,
	ConfirmEntitlements:   administrator | participant | standIn,
	AssessRotation:        participant | standIn,
	AssessRotationForBody: participant | standIn,
	ReviewOwnRotation:     participant,
	PlanPlacement:         administrator | participant | standIn,
	PlaceOfficial:         administrator | participant | standIn,
	ExtendRotation:        administrator,
	EndRotationEarly:      administrator,
	ReadReconciliation:    administrator | inspector,
	Reconcile:             administrator,
	RevokeRotation:        administrator,

	ReadSelfReview: inspector | owner | member | decider,
	ReadComments:   inspector | witness | decider,
	ReadVersions:   inspector | owner | decider,
	ReadResult:     administrator | inspector | informed | decider,
	Acknowledge:    owner,
	FilePetition:   owner,
	ReadPetition:   inspector | owner | presider | decider,
	CorrectResult:  administrator,
	AnswerPetition: presider | standIn,
	RecordRelation: administrator,
}

// hidden acts do not tell a stranger whether there is something to read.
var hidden = map[Act]bool{
	ReadDraft: true, ReadCommand: true, ReadTermRating: true, ReadSelfReview: true, ReadPoints: true, ReadVersions: true, ReadComments: true, Withdraw: true, ReadResult: true, ReadPetition: true,
	ReadMail: true,
}

// As returns the actor in the one capacity in which they do the act to the subject: what they are by themselves, else the
// first role that allows it. No granted role serves in one's own case. The error is that of May.
func As(actor Actor, act Act, subject Subject) (Actor, error) {
	err := may(actor, act, subject)
	if err == nil || owns(actor, subject) != 0 {
		return actor, err
	}
	for _, role := range actor.Granted {
		if granted := (Actor{Role: role, ID: actor.ID}); may(granted, act, subject) == nil {
			return granted, nil
		}
	}
	return actor, err
}

// May returns nil when the actor may do the act to the subject, in whatever capacity.
//
// Errors: fault.Denied `not_signed_in` for somebody anonymous, `not_yours` for everybody else; fault.NotFound
// `not_announced` for an official whose result is not out yet, `not_found` where even the existence is private.
func May(actor Actor, act Act, subject Subject) error {
	_, err := As(actor, act, subject)
	return err
}

func may(actor Actor, act Act, subject Subject) error {
	has := standings(actor, subject)
	if has&allowed[act] != 0 {
		return nil
	}
	switch {
	case has&signedIn == 0:
		return fault.New(fault.Denied, CodeNotSignedIn, "Sign in first.")
	case act == ReadResult && has&owner != 0:
		return fault.New(fault.NotFound, "not_announced", "Your result has not been announced yet.")
	case hidden[act]:
		return fault.New(fault.NotFound, "not_found", "There is nothing here that you may see.")
	default:
		return fault.New(fault.Denied, "not_yours", "This is not yours to see or to do.")
	}
}
