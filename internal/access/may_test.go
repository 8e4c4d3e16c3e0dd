package access_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/access"
	"canbo/internal/fault"
)

// everybody signed in, and groups of columns that recur.
const (
	officials  = "stranger, owner, informed owner, participant, member, witness, chair, deputy, decider, body chair, body deputy, appraiser, presider, announcer, teller, stand-in"
	everybody  = "administrator, inspector, " + officials
	conference = "member, witness, chair, deputy"
	body       = "decider, body chair, body deputy, appraiser"
)

// matrix says who may, by act. It is written out apart from the product's table, so that a slip there is seen here.
var matrix = map[access.Act]string{
	access.RequestSignIn: "nobody, " + everybody,
	access.ConfirmSignIn: "nobody, " + everybody,
	access.CastPapers:    "nobody, " + everybody,
	access.SignOut:       everybody,
	access.DrawSignIn:    "administrator, inspector",

	access.SignOutEverywhere: everybody,
	access.ListSessions:      everybody,
	access.EndSession:        everybody,

	access.ReadMe:      everybody,
	access.ReadInbox:   officials,
	access.ReadDues:    officials,
	access.ReadDraft:   "participant",
	access.SaveDraft:   "participant",
	access.ReadCommand: "owner, informed owner",
	access.CreateKey:   "administrator",
	access.ListKeys:    "administrator",
	access.RevokeKey:   "administrator",

	access.ListRoles:    "administrator, inspector",
	access.ReadRoleActs: "administrator, inspector",
	access.GrantRole:    "administrator",
	access.WithdrawRole: "administrator",

	access.ListMails:    "administrator, inspector",
	access.ListOwnMails: officials,
	access.ReadMail:     "administrator, inspector, owner, informed owner",
	access.RetryMail:    "administrator",

	access.ListMailKinds: everybody,
	access.SwitchMail:    "administrator",
	access.PreferMail:    officials,

	access.CheckRoster:           "administrator",
	access.ReadRosterImport:      "administrator",
	access.ListRosterDifferences: "administrator",
	access.ApplyRosterImport:     "administrator",
	access.ExportRoster:          "administrator, inspector",

	access.ListEscalations: "administrator, inspector",
	access.ListConcerns:    "administrator",

	access.OpenCycle:          "administrator",
	access.PreviewCycle:       "administrator",
	access.ListPolicies:       "administrator, inspector",
	access.ReadPolicy:         "administrator, inspector",
	access.ComparePolicies:    "administrator, inspector",
	access.ReadProcess:        "administrator, inspector",
	access.ListProcessTasks:   "administrator, inspector",
	access.ReadProcessLog:     "administrator, inspector",
	access.FindPeople:         "administrator, inspector",
	access.ReadPerson:         "administrator, inspector",
	access.ReadBoard:          "administrator, inspector",
	access.TryPolicy:          "administrator, inspector",
	access.TryPlanPolicy:      "administrator, inspector",
	access.TryRotationPolicy:  "administrator, inspector",
	access.ListCycles:         everybody,
	access.ReadCycle:          everybody,
	access.ReadFigures:        everybody,
	access.ReadQualifications: "administrator, inspector",
	access.ListLaunches:       "administrator, inspector",
	access.ListSchedules:      "administrator, inspector",
	access.PreviewLaunches:    "administrator",
	access.TriggerSchedule:    "administrator",
	access.BackfillSchedule:   "administrator",
	access.PauseSchedule:      "administrator",
	access.ResumeSchedule:     "administrator",
	access.ReadTermRating:     "administrator, inspector, owner, informed owner",
	access.ListUnits:          "administrator, inspector",
	access.ListBodies:         "administrator, inspector",
	access.ListOfficials:      "administrator, inspector, " + conference + ", " + body,
	access.SeeGrades:          "administrator, inspector, " + body,
	access.MoveOfficial:       "administrator",
	access.ReleaseOfficial:    "administrator",
	access.AdmitOfficial:      "administrator",
	access.MergeUnit:          "administrator",
	access.PreviewMerger:      "administrator",
	access.ListChanges:        "administrator, inspector",
	access.Announce:           "administrator, announcer",
	access.CancelCycle:        "administrator",
	access.Extend:             "administrator",
	access.CloseStep:          "administrator",
	access.Pause:              "administrator",
	access.Resume:             "administrator",
	access.FileOnBehalf:       "administrator",
	access.RecordRelation:     "administrator",
	access.ReadActs:           "administrator, inspector",
	access.ReadAudit:          "administrator, inspector",
	access.ExportAudit:        "administrator, inspector",
	access.Withdraw:           "owner, informed owner",
	access.Reassign:           "administrator",
	access.Reopen:             "administrator",
	access.Remind:             "administrator",
	access.Delegate:           "administrator, owner, informed owner",
	access.ListDelegations:    "administrator, inspector, owner, informed owner",
	access.RevokeDelegation:   "administrator, owner, informed owner",
	access.PlanMassAct:        "administrator",
	access.ApplyMassAct:       "administrator",
	access.UndoMassAct:        "administrator",
	access.ListMassActs:       "administrator, inspector",
	access.ReadMassAct:        "administrator, inspector",
	access.ListMassItems:      "administrator, inspector",

	access.ReadUnit:         "administrator, inspector, " + conference + ", " + body,
	access.ReadProposals:    "inspector, " + conference + ", " + body,
	access.FileSelfReview:   conference,
	access.NamePoints:       "administrator, body chair, body deputy, appraiser",
	access.ReadOwnComments:  "informed owner",
	access.ReadPoints:       "inspector, owner, informed owner, " + conference + ", " + body,
	access.FileComment:      conference,
	access.FileOutside:      "participant",
	access.ReadOutside:      "participant",
	access.AdoptMinutes:     "chair, stand-in",
	access.ElectUnitTellers: "chair, stand-in",
	access.ReadUnitBallot:   "administrator, inspector, " + conference,
	access.DrawUnitPapers:   conference,
	access.CountUnitBallot:  conference,
	access.ConfirmUnitCount: conference,
	access.EnterUnitCount:   "teller",
	access.ReadUnitEntries:  "inspector, teller",
	access.EnterBodyCount:   "teller",
	access.ReadBodyEntries:  "inspector, teller",
	access.HoldOnPaper:      "administrator",
	access.ReadUnitTallies:  "inspector, " + conference + ", " + body,
	access.ReadConditions:   "inspector, chair, deputy, stand-in",
	access.ReadUnitMinutes:  "inspector, " + conference + ", " + body,
	access.Propose:          conference,

	access.ReadBody:         "administrator, inspector, " + body,
	access.ReadAppraisals:   "inspector, " + body,
	access.ConfirmAppraisal: body,
	access.ElectBodyTellers: "body chair, stand-in",
	access.ReadBodyBallot:   "administrator, inspector, " + body,
	access.DrawBodyPapers:   body,
	access.CountBodyBallot:  body,
	access.ConfirmBodyCount: body,
	access.ReadBodyTallies:  "inspector, " + body,
	access.ReadBodyMinutes:  "inspector, " + body,
	access.RateUnits:        body,
	access.Decide:           body,

	access.ListPlans:             "administrator, inspector",
	access.ReadPlan:              "administrator, inspector",
	access.ListPlanVersions:      "administrator, inspector",
	access.ListPlanEntries:       "administrator, inspector",
	access.ExportPlan:            "administrator, inspector",
	access.ListPlanChanges:       "administrator, inspector",
	access.ScreenPlan:            "administrator, inspector",
	access.MeasurePlan:           "administrator, inspector",
	access.ListRotations:         "administrator, inspector",
	access.ExportRotations:       "administrator, inspector",
	access.ReadRotation:          "administrator, inspector, owner, informed owner, participant",
	access.ReadOwnPlans:          officials,
	access.ReadRotationFigures:   "administrator, inspector",
	access.ReadEligibility:       "administrator, inspector",
	access.LookAhead:             "administrator, inspector",
	access.OpenRotation:          "administrator",
	access.AdoptRotation:         "administrator",
	access.AnnounceRotation:      "participant, stand-in",
	access.ReleaseOfRotation:     "participant, stand-in",
	access.ReceiveOfRotation:     "participant, stand-in",
	access.ConfirmEntitlements:   "administrator, participant, stand-in",
	access.AssessRotation:        "participant, stand-in",
	access.AssessRotationForBody: "participant, stand-in",
	access.ReviewOwnRotation:     "participant",
	access.PlanPlacement:         "administrator, participant, stand-in",
	access.PlaceOfficial:         "administrator, participant, stand-in",
	access.ExtendRotation:        "administrator",
	access.EndRotationEarly:      "administrator",
	access.ReadReconciliation:    "administrator, inspector",
	access.Reconcile:             "administrator",
	access.RevokeRotation:        "administrator",
	access.ReadPlanHistory:       "administrator, inspector, owner, informed owner",
	access.ListPlanFindings:      "administrator, inspector",
	access.ReadPlanFinding:       "administrator, inspector",
	access.TakePlanFinding:       "administrator",
	access.DismissPlanFinding:    "administrator",
	access.RecordUnitExternal:    "administrator, chair, deputy",
	access.OpenReviews:           "administrator",
	access.ListReviews:           "administrator, inspector",
	access.ReadReview:            "administrator, inspector, participant",
	access.ReadReviewFindings:    "administrator, inspector, " + body,
	access.ReadReviewMinutes:     "inspector, participant",
	access.PreviewChanges:        "administrator, inspector, participant",
	access.ProposeChanges:        "participant",
	access.AddFromAbove:          "administrator",
	access.RescreenReview:        "administrator",
	access.ElectReviewTellers:    "participant",
	access.ReadReviewBallot:      "administrator, inspector, participant",
	access.DrawReviewPapers:      "participant",
	access.CountReviewBallot:     "participant",
	access.ConfirmReviewCount:    "participant",
	access.EnterReviewCount:      "teller",
	access.ReadReviewEntries:     "inspector, teller",
	access.ReadReviewTallies:     "inspector, teller, " + body,
	access.BreakReviewTie:        "participant",
	access.ApprovePlan:           "administrator, " + body,
	access.RecordPlanExternal:    "administrator, participant",
	access.SettlePlanConflict:    "participant",
	access.CancelReview:          "administrator",
	access.ComparePlans:          "administrator, inspector",
	access.ReadPlanFigures:       "administrator, inspector",

	access.OpenRotationPlan:        "administrator",
	access.ListRotationPlans:       "administrator, inspector",
	access.ReadRotationPlan:        "administrator, inspector, " + body,
	access.ExportRotationPlan:      "administrator, inspector, " + body,
	access.ExplainRotationPlan:     "administrator, inspector, " + body,
	access.PriceRotationChange:     "administrator, " + body,
	access.ReadOwnRotationPlan:     "participant",
	access.ReadRotationPlanMinutes: "inspector, " + body,
	access.ProposeRotation:         "participant",
	access.ChangeAssignment:        "administrator, " + body,
	access.ChangeRotationNeeds:     "administrator, " + body,
	access.ListCandidates:          "administrator, inspector, " + body,
	access.AcceptAssignment:        body,
	access.ConfirmPapers:           body,
	access.AnswerConsultation:      "participant",
	access.ElectRotationTellers:    body,
	access.ReadRotationBallot:      "administrator, inspector, " + body,
	access.DrawRotationPapers:      body,
	access.CountRotationBallot:     body,
	access.ConfirmRotationCount:    body,
	access.EnterRotationCount:      "teller",
	access.ReadRotationEntries:     "inspector, teller",
	access.ReadRotationTallies:     "inspector, teller, " + body,
	access.BreakRotationTie:        body,
	access.DecideRotations:         body,
	access.CancelRotationPlan:      "administrator",

	access.RecordBodyExternal: "administrator, appraiser",

	access.ReadSelfReview: "inspector, owner, informed owner, " + conference + ", " + body,
	access.ReadComments:   "inspector, witness, " + body,
	access.ReadVersions:   "inspector, owner, informed owner, " + body,
	access.ReadResult:     "administrator, inspector, informed owner, " + body,
	access.Acknowledge:    "owner, informed owner",
	access.FilePetition:   "owner, informed owner",
	access.ReadPetition:   "inspector, owner, informed owner, presider, " + body,
	access.CorrectResult:  "administrator",
	access.AnswerPetition: "presider, stand-in",
}

func TestEveryActIsAllowedToExactlyTheListed(t *testing.T) {
	t.Parallel()
	for _, act := range access.Acts() {
		want, listed := matrix[act]
		require.True(t, listed, "the matrix does not say who may %s", act)
		names := strings.Split(want, ", ")
		for _, ask := range asks() {
			err := access.May(ask.actor, act, ask.subject)
			may := slices.ContainsFunc(columns(act, ask.name), func(name string) bool { return slices.Contains(names, name) })
			require.Equal(t, may, err == nil, "%s by %s: %v", act, ask.name, err)
		}
	}
	require.Len(t, matrix, len(access.Acts()), "the matrix names an act that does not exist")
}

func TestARefusalSaysNoMoreThanItMust(t *testing.T) {
	t.Parallel()
	official := access.Actor{Role: access.Official, ID: "an"}
	for name, c := range map[string]struct {
		actor   access.Actor
		act     access.Act
		subject access.Subject
		kind    fault.Kind
		code    string
	}{
		"somebody anonymous is told to sign in":                 {access.Nobody(), access.ReadMe, access.Subject{}, fault.Denied, access.CodeNotSignedIn},
		"a stranger is denied":                                  {official, access.Decide, access.Subject{}, fault.Denied, "not_yours"},
		"a stranger does not learn whether a result exists":     {official, access.ReadResult, access.Subject{Owner: "binh"}, fault.NotFound, "not_found"},
		"the owner waits for the announcement":                  {official, access.ReadResult, access.Subject{Owner: "an"}, fault.NotFound, "not_announced"},
		"an unknown role is nobody":                             {access.Actor{Role: "root", ID: "an"}, access.ReadMe, access.Subject{Owner: "an"}, fault.Denied, access.CodeNotSignedIn},
		"an unknown act is nobody's":                            {access.Actor{Role: access.Administrator}, "drop-tables", access.Subject{}, fault.Denied, "not_yours"},
		"an empty owner is not the owner":                       {access.Actor{Role: access.Official}, access.Acknowledge, access.Subject{}, fault.Denied, "not_yours"},
		"a key with an official's seat in the subject has none": {access.Actor{Role: access.Inspector, ID: "key:a"}, access.Decide, access.Subject{Sitting: access.Seat{Member: true, Chair: true}}, fault.Denied, "not_yours"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, ok := fault.As(access.May(c.actor, c.act, c.subject))
			require.True(t, ok)
			require.Equal(t, c.kind, f.Kind)
			require.Equal(t, c.code, f.Code)
		})
	}
}

func TestSomebodyActsInOneCapacity(t *testing.T) {
	t.Parallel()
	member := access.Seat{Member: true, Chair: true}
	for name, c := range map[string]struct {
		actor   access.Actor
		act     access.Act
		subject access.Subject
		want    access.Role // "" for a refusal
	}{
		"their own before a granted one":        {granted(access.Administrator), access.RecordUnitExternal, access.Subject{Conference: member}, access.Official},
		"a granted one where their own is none": {granted(access.Administrator), access.Extend, access.Subject{}, access.Administrator},
		"the one that allows the act":           {granted(access.Administrator, access.Inspector), access.ReadProposals, access.Subject{}, access.Inspector},
		"none in their own case":                {granted(access.Administrator), access.CorrectResult, access.Subject{Owner: "an"}, ""},
		"not before the announcement either":    {granted(access.Inspector), access.ReadResult, access.Subject{Owner: "an"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := access.As(c.actor, c.act, c.subject)
			if c.want == "" {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, got.Role)
			require.Equal(t, "an", got.ID)
		})
	}
}
