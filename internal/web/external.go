package web

import (
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// registerExternal adds the recording of steps that a superior body carried out.
func (s *server) registerExternal() {
	const summary = "Record the result of a step that a superior body carried out, with its document"
	args := func(f evaluation.ExternalFiling) any { return f.Args() }
	addAct[unitFiling[evaluation.ExternalFiling]](s, act[evaluation.ExternalFiling]{
		act: access.RecordUnitExternal, path: unitPath + "/external-result", tag: "units", summary: summary,
		process: evaluation.KindUnitReview, kind: procedure.CommandRecordExternal, check: checkExternal, args: args,
	})
	addAct[bodyFiling[evaluation.ExternalFiling]](s, act[evaluation.ExternalFiling]{
		act: access.RecordBodyExternal, path: bodyPath + "/external-result", tag: "bodies", summary: summary,
		process: evaluation.KindBodyDecision, kind: procedure.CommandRecordExternal, check: checkExternal, args: args,
	})
}

func checkExternal(f evaluation.ExternalFiling) error {
	if _, err := time.Parse(time.DateOnly, f.DocumentDate); err != nil {
		return fault.New(fault.Invalid, "bad_date", "The date of the document is no day of the calendar.")
	}
	for _, marks := range [][]evaluation.MarkFiling{f.Marks, f.Units} {
		if err := checkReasons(evaluation.MarksFiling{Marks: marks}); err != nil {
			return err
		}
	}
	return nil
}

// checkDecisions refuses empty reasons: of a mark, and of the use of the extended cap.
func checkDecisions(f evaluation.DecisionsFiling) error {
	if f.CapReason != "" {
		if err := checkText(f.CapReason); err != nil {
			return err
		}
	}
	return checkReasons(evaluation.MarksFiling{Marks: f.Marks})
}
