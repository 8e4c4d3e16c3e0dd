package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
	"canbo/internal/report"
)

func (s *server) registerReviewActs() {
	addAct[reviewFiling[planning.ProposedFiling]](s, act[planning.ProposedFiling]{
		act: access.ProposeChanges, path: reviewPath + "/proposals", tag: "planning",
		summary: "File what your unit proposes: whom to remove, whom to add; nothing is an answer too",
		process: planning.KindReview, kind: planning.ActPropose, fits: s.fitsProposal,
		args: func(f planning.ProposedFiling) any { return f.Args() },
	})
	addAct[reviewFiling[planning.AboveFiling]](s, act[planning.AboveFiling]{
		act: access.AddFromAbove, path: reviewPath + "/additions", tag: "planning",
		summary: "Put somebody onto the list for a superior body", process: planning.KindReview, kind: planning.ActAddFromAbove,
		fits: func(ctx context.Context, at place, f planning.AboveFiling) error {
			return s.fitsNominees(ctx, at, []planning.NominationFiling{f.NominationFiling})
		},
		args: func(f planning.AboveFiling) any { return f.NominationFiling.Args() },
	})
	addAct[reviewFiling[cancellation]](s, act[cancellation]{
		act: access.RescreenReview, path: reviewPath + "/rescreening", tag: "planning",
		summary: "Hold the list against the rules again, because the record has changed",
		process: planning.KindReview, kind: planning.ActRescreen,
	})
	addAct[reviewFiling[planning.ApprovalFiling]](s, act[planning.ApprovalFiling]{
		act: access.ApprovePlan, path: reviewPath + "/approval", tag: "planning",
		summary: "Approve the draft, with a reason for every target that it misses", process: planning.KindReview, kind: planning.ActApprove,
		check: checkApproval, args: func(f planning.ApprovalFiling) any { return f.Args() },
	})
	addAct[reviewFiling[planning.ExternalApprovalFiling]](s, act[planning.ExternalApprovalFiling]{
		act: access.RecordPlanExternal, path: reviewPath + "/external-result", tag: "planning",
		summary: "Record the approval of a superior body, with its document", process: planning.KindReview, kind: procedure.CommandRecordExternal,
		check: func(f planning.ExternalApprovalFiling) error { return checkApproval(f.ApprovalFiling) },
		args:  func(f planning.ExternalApprovalFiling) any { return f.Args() },
	})
	addAct[reviewFiling[planning.SettlementFiling]](s, act[planning.SettlementFiling]{
		act: access.SettlePlanConflict, path: reviewPath + "/settlement", tag: "planning",
		summary: "Settle that another review has published a version meanwhile", process: planning.KindReview, kind: planning.ActSettle,
		args: func(f planning.SettlementFiling) any { return f.Args() },
	})
	addAct[reviewFiling[cancellation]](s, act[cancellation]{
		act: access.CancelReview, path: reviewPath + "/cancellation", tag: "steering",
		summary: "Cancel a review: open ballots are void, the list stays as it is, what was filed stays on record",
		process: planning.KindReview, kind: procedure.CommandCancel,
	})
}

func (s *server) registerReviewBallots() {
	registerVote[reviewFiling[evaluation.TellersFiling], reviewFiling[none], reviewFiling[evaluation.MinutesFiling]](s, vote{
		process: planning.KindReview, path: reviewPath, tag: "planning",
		elect: access.ElectReviewTellers, count: access.CountReviewBallot, confirm: access.ConfirmReviewCount,
	})
	registerBallot[reviewInput](s, planning.KindReview, reviewPath, "planning",
		access.ReadReviewBallot, access.DrawReviewPapers, access.ReadReviewTallies)
	registerEntries[reviewInput, reviewFiling[ballot.PaperEntry]](s, planning.KindReview, reviewPath, "planning",
		access.ReadReviewEntries, access.EnterReviewCount)
	addAct[reviewFiling[planning.TieFiling]](s, act[planning.TieFiling]{
		act: access.BreakReviewTie, path: reviewPath + "/tie-break", tag: "planning",
		summary: "Decide what the ballot has left to you", process: planning.KindReview, kind: procedure.CommandBreakTie,
		args: func(f planning.TieFiling) any { return f.Args() },
	})
}

func checkApproval(f planning.ApprovalFiling) error {
	if _, err := time.Parse(time.DateOnly, f.DocumentDate); err != nil {
		return fault.New(fault.Invalid, "bad_date", "The date of the decision is no day of the calendar.")
	}
	return nil
}

func (s *server) fitsProposal(ctx context.Context, at place, f planning.ProposedFiling) error {
	return s.fitsNominees(ctx, at, f.Add)
}

// fitsNominees screens nominees at once: one who is not in the roster, or whom a blocking rule does not allow on the list,
// is refused with the rule, the values and the cure.
//
// Errors: fault.Invalid `unknown_official`, `unknown_position`, `entry_twice`; fault.Conflict `breaks_rule`.
func (s *server) fitsNominees(ctx context.Context, at place, nominees []planning.NominationFiling) error {
	if len(nominees) == 0 {
		return nil
	}
	r, err := s.Store.Review(ctx, at.process)
	if err != nil {
		return err
	}
	var sheet planning.Sheet
	for _, n := range nominees {
		sheet.Added = append(sheet.Added, n.Args().Entry())
	}
	out, err := s.screenDraft(ctx, at.process, r, sheet.Draft(r.Entries))
	if err != nil {
		return err
	}
	var broken []string
	for _, f := range onNominees(out.Findings, sheet) {
		if f.Blocking {
			broken = append(broken, f.Refusal())
		}
	}
	if len(broken) > 0 {
		return fault.New(fault.Conflict, "breaks_rule", "%s", strings.Join(broken, "; "))
	}
	return nil
}

type differenceInput struct {
	PlanPath
	From int `query:"from" minimum:"0" maximum:"9999" doc:"Absent: the version before"`
	To   int `query:"to" minimum:"0" maximum:"9999" doc:"Absent: the current one"`
}

type planFiguresInput struct {
	TermFrom int `query:"term_from" required:"true" minimum:"1990" maximum:"2100"`
}

func (s *server) registerDifference() {
	add(s, route[planFiguresInput, body[items[qualificationFigure]]]{
		act: access.ReadPlanFigures, method: http.MethodGet, path: "/planning/figures", tag: "planning",
		summary: "How many people are on the lists of a term",
		do: func(ctx context.Context, _ access.Actor, in *planFiguresInput) (*body[items[qualificationFigure]], error) {
			counts, err := s.Store.PlanCounts(ctx, in.TermFrom)
			figures := report.Planning(counts)
			shown := make([]qualificationFigure, len(figures))
			for i, f := range figures {
				shown[i] = qualificationFigure{ID: f.ID, Count: f.Count, Total: f.Total}
			}
			return show(items[qualificationFigure]{shown}, err)
		},
	})
	add(s, route[differenceInput, body[postgres.PlanDifference]]{
		act: access.ComparePlans, method: http.MethodGet, path: planPath + "/difference", tag: "planning",
		summary: "What differs between two versions of a list, with the reasons and the decisions",
		do: func(ctx context.Context, _ access.Actor, in *differenceInput) (*body[postgres.PlanDifference], error) {
			return show(s.Store.PlanDifference(ctx, in.List, in.From, in.To))
		},
	})
}
