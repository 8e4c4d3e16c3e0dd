package web

import (
	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

// cancellation is handed in to cancel a cycle; both texts go to everybody who still had something to do in it.
type cancellation struct {
	Reason string `json:"reason" minLength:"1" maxLength:"1000" pattern:"\\S"`
	Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that allows it"`
}

func (s *server) registerCancel() {
	addAct[cycleFiling[cancellation]](s, act[cancellation]{
		act: access.CancelCycle, path: "/cycles/{cycle}/cancellation", tag: "steering",
		summary: "Cancel a cycle: every process of it ends, open ballots are void, what was filed stays on record",
		process: evaluation.KindCycle, kind: procedure.CommandCancel,
	})
}
