package web

import (
	"context"
	"slices"
	"time"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// rotationPlanFiling is an act of a plan.
type rotationPlanFiling[F any] struct {
	RotationPlanPath
	Idempotent
	Body F
}

func (f *rotationPlanFiling[F]) content() F { return f.Body }

func (s *server) registerRotationPlanActs() {
	addAct[rotationPlanFiling[rotation.PlanProposalFiling]](s, act[rotation.PlanProposalFiling]{
		act: access.ProposeRotation, path: rotationPlanPath + "/proposals", tag: "rotation",
		summary: "File what your unit proposes: posts to be filled, people to be rotated; nothing is an answer too",
		process: rotation.KindPlan, kind: rotation.ActProposeRotation, fits: s.fitsRotationPlan,
		args: func(f rotation.PlanProposalFiling) any { return f.Args() },
	})
	addAct[rotationPlanFiling[rotation.AssignmentChangeFiling]](s, act[rotation.AssignmentChangeFiling]{
		act: access.ChangeAssignment, path: rotationPlanPath + "/changes", tag: "rotation",
		summary: "Change the assignment by hand: fix a pair, forbid it, or free it again",
		process: rotation.KindPlan, kind: rotation.ActChangeAssignment, args: func(f rotation.AssignmentChangeFiling) any { return f.Args() },
	})
	addAct[rotationPlanFiling[rotation.NeedChangeFiling]](s, act[rotation.NeedChangeFiling]{
		act: access.ChangeRotationNeeds, path: rotationPlanPath + "/needs", tag: "rotation",
		summary: "Strike a need that the look-ahead or a unit put into the plan, or add one", process: rotation.KindPlan, kind: rotation.ActChangeNeeds,
		fits: s.fitsNeedChange, args: func(f rotation.NeedChangeFiling) any { return f.Args() },
	})
	addAct[rotationPlanFiling[rotation.AcceptedFiling]](s, act[rotation.AcceptedFiling]{
		act: access.AcceptAssignment, path: rotationPlanPath + "/acceptance", tag: "rotation",
		summary: "Accept the assignment that you have seen", process: rotation.KindPlan, kind: rotation.ActAcceptAssignment,
		args: func(f rotation.AcceptedFiling) any { return f.Args() },
	})
	addAct[rotationPlanFiling[rotation.PapersFiling]](s, act[rotation.PapersFiling]{
		act: access.ConfirmPapers, path: rotationPlanPath + "/dossiers", tag: "rotation",
		summary: "Say which papers of somebody's dossier are there", process: rotation.KindPlan, kind: rotation.ActConfirmPapers,
		args: func(f rotation.PapersFiling) any { return f.Args() },
	})
	addAct[rotationPlanFiling[rotation.ConsultedFiling]](s, act[rotation.ConsultedFiling]{
		act: access.AnswerConsultation, path: rotationPlanPath + "/answers", tag: "rotation",
		summary: "Answer about the planned rotations: for your unit, or for yourself",
		process: rotation.KindPlan, kind: rotation.ActAnswerConsultation, args: func(f rotation.ConsultedFiling) any { return f.Args() },
	})
	addAct[rotationPlanFiling[rotation.PlanDecisionFiling]](s, act[rotation.PlanDecisionFiling]{
		act: access.DecideRotations, path: rotationPlanPath + "/decisions", tag: "rotation",
		summary: "Record the decisions of the body; each starts a rotation", process: rotation.KindPlan, kind: rotation.ActDecideRotations,
		args: func(f rotation.PlanDecisionFiling) any { return f.Args() },
	})
	addAct[rotationPlanFiling[cancellation]](s, act[cancellation]{
		act: access.CancelRotationPlan, path: rotationPlanPath + "/cancellation", tag: "steering",
		summary: "Cancel a plan: nobody is rotated by it, what was filed stays on record",
		process: rotation.KindPlan, kind: procedure.CommandCancel,
	})
	s.registerRotationPlanBallot()
}

func (s *server) registerRotationPlanBallot() {
	registerVote[rotationPlanFiling[evaluation.TellersFiling], rotationPlanFiling[none], rotationPlanFiling[evaluation.MinutesFiling]](s, vote{
		process: rotation.KindPlan, path: rotationPlanPath, tag: "rotation",
		elect: access.ElectRotationTellers, count: access.CountRotationBallot, confirm: access.ConfirmRotationCount,
	})
	registerBallot[rotationPlanInput](s, rotation.KindPlan, rotationPlanPath, "rotation",
		access.ReadRotationBallot, access.DrawRotationPapers, access.ReadRotationTallies)
	registerEntries[rotationPlanInput, rotationPlanFiling[ballot.PaperEntry]](s, rotation.KindPlan, rotationPlanPath, "rotation",
		access.ReadRotationEntries, access.EnterRotationCount)
	addAct[rotationPlanFiling[planning.TieFiling]](s, act[planning.TieFiling]{
		act: access.BreakRotationTie, path: rotationPlanPath + "/tie-break", tag: "rotation",
		summary: "Decide what the ballot has left to you", process: rotation.KindPlan, kind: procedure.CommandBreakTie,
		args: func(f planning.TieFiling) any { return f.Args() },
	})
}

// fitsRotationPlan refuses needs and people that the roster does not have, and posts that somebody holds and nobody knows to
// fall vacant.
//
// Errors: fault.Invalid `unknown_post`, `unknown_official`; fault.Conflict `post_taken`.
func (s *server) fitsRotationPlan(ctx context.Context, at place, f rotation.PlanProposalFiling) error {
	_, _, _, day, err := s.Store.RotationPlanPolicy(ctx, at.process)
	if err != nil {
		return err
	}
	if err := s.fitsNeeds(ctx, at, day, f.Needs...); err != nil {
		return err
	}
	var people []string
	for _, p := range f.People {
		people = append(people, p.Official)
	}
	dossiers, err := s.Store.RotationDossiers(ctx, people, day)
	if err != nil {
		return err
	}
	for i, who := range people {
		if _, known := dossiers[who]; !known {
			return fault.New(fault.Invalid, "unknown_official", "people[%d]: there is no official %.70q", i, who)
		}
	}
	return nil
}

// fitsNeedChange refuses to add what is no need.
func (s *server) fitsNeedChange(ctx context.Context, at place, f rotation.NeedChangeFiling) error {
	if f.Action != rotation.AddNeed {
		return nil
	}
	_, _, _, day, err := s.Store.RotationPlanPolicy(ctx, at.process)
	if err != nil {
		return err
	}
	return s.fitsNeeds(ctx, at, day, rotation.NeedFiling{Post: f.Post, From: f.From})
}

// fitsNeeds refuses posts that are unknown, and those that somebody holds unless the plan has foreseen that they fall vacant,
// or the day is named.
func (s *server) fitsNeeds(ctx context.Context, at place, day time.Time, needs ...rotation.NeedFiling) error {
	plan, err := s.Store.RotationPlan(ctx, at.process)
	if err != nil {
		return err
	}
	posts := make([]string, len(needs))
	for i, n := range needs {
		posts[i] = n.Post
	}
	places, err := s.Store.RotationPlaces(ctx, posts, day)
	if err != nil {
		return err
	}
	for i, n := range needs {
		place, known := places[n.Post]
		if !known {
			return fault.New(fault.Invalid, "unknown_post", "needs[%d]: there is no post %.70q", i, n.Post)
		}
		foreseen := func(x rotation.PlanNeed) bool { return x.Post == n.Post && !x.From.IsZero() }
		if !place.Vacant && n.From.IsZero() && !slices.ContainsFunc(plan.Needs, foreseen) {
			return fault.New(fault.Conflict, "post_taken",
				"needs[%d]: somebody holds %s; no extra post is created to rotate. Where it falls vacant later, say from which day", i, n.Post)
		}
	}
	return nil
}
