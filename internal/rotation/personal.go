package rotation

import "slices"

// handedOn are the acts of tasks that somebody else may do; see MayTake of Plan and Rotation.
var handedOn = []string{
	ActAcceptAssignment, ActConfirmPapers, ActDecideRotations,
	ActAnnounce, ActRelease, ActReceive, ActConfirmEntitlements, ActAssess, ActAssessForBody, ActPlanPlacement, ActPlace,
}

// Personal reports whether nobody may do such a task of a plan or a rotation in another's place.
func Personal(act string) bool { return !slices.Contains(handedOn, act) }
