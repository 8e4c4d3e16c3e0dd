package policy

import (
	"fmt"
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// processSteps are the steps that each process knows, in the only order it can carry them out.
var processSteps = map[string][]string{
	"cycle": {
		evaluation.StepUnitReviews, evaluation.SittingsStep(1), evaluation.SittingsStep(2), evaluation.SittingsStep(3),
		evaluation.StepAnnouncement, evaluation.StepPetitions, evaluation.StepClosing,
	},
	"unit_review": {
		evaluation.StepSelfReview, evaluation.StepComments, evaluation.StepBallot, evaluation.StepProposal,
	},
	"body_decision": {
		evaluation.StepAppraisal, evaluation.StepBallot, evaluation.StepDecision, evaluation.StepAnnouncement,
		evaluation.StepPetitionWindow, evaluation.StepPetitions,
	},
	"petition":        {evaluation.StepAnswer},
	"planning_review": planningSteps,
	"rotation_plan":   rotationPlanSteps,
	"rotation":        rotationSteps,
}

// ballotSteps are the steps that hold a secret ballot.
var ballotSteps = []string{evaluation.StepBallot, planning.StepConference, planning.StepCommittee} // a rotation plan has the first

// optional are the steps that a policy may turn off; without the others a process could not come to its end.
var optional = []string{evaluation.StepSelfReview, evaluation.StepComments, evaluation.StepBallot, evaluation.StepProposal, planning.StepConference, planning.StepCommittee, rotation.StepEntitlements}

// notElsewhere says why a step cannot be carried out elsewhere with only its result recorded; "" when it can.
func notElsewhere(step string) string {
	switch step {
	case evaluation.StepProposal, evaluation.StepDecision, planning.StepApproval:
		return ""
	case evaluation.StepSelfReview:
		return "a self-review handed in on paper is entered for its author"
	case evaluation.StepComments:
		return "the conference adopts its own minutes"
	case evaluation.StepBallot:
		return "a ballot held on paper is counted by its tellers, who type the count"
	case evaluation.StepAppraisal:
		return "the suggestions are computed from the record by this policy's rules"
	case evaluation.StepAnswer, evaluation.StepPetitionWindow, evaluation.StepPetitions:
		return "a petition is filed and answered where the official can follow it"
	default:
		return "it has no result of its own to record"
	}
}

func (c *checker) steps(path, process string, steps []Step) {
	known := processSteps[process]
	last := -1
	for _, name := range known {
		if !slices.ContainsFunc(steps, func(s Step) bool { return s.Step == name }) {
			c.report(path, "list every step; one that may be left out has the mode off", "%s lacks the step %q", process, name)
		}
	}
	for i, s := range steps {
		at := fmt.Sprintf("%s[%d]", path, i)
		position := slices.Index(known, s.Step)
		switch {
		case position < 0:
			c.report(at+".step", fmt.Sprintf("use one of %v", known), "%s has no step %q", process, s.Step)
		case position <= last:
			c.report(at+".step", fmt.Sprintf("keep the order %v", known), "step %q is out of order or repeated", s.Step)
		}
		last = max(last, position)
		c.step(at, s)
	}
}

func (c *checker) step(at string, s Step) {
	switch {
	case s.Mode == procedure.Off && !slices.Contains(optional, s.Step):
		c.report(at+".mode", fmt.Sprintf("only %v may be off", optional), "the process cannot do without the step %q", s.Step)
	case s.Mode == procedure.External && notElsewhere(s.Step) != "":
		c.report(at+".mode", "use internal; only proposal, decision and approval may be external",
			"the step %q cannot be carried out elsewhere: %s", s.Step, notElsewhere(s.Step))
	}
	for _, days := range s.RemindDays {
		if days >= s.DueDays.Value {
			c.report(at+".remind_days", "remind later, or give more time",
				"a reminder %d working days before the due time comes before the step opens", days)
		}
	}
	c.escalations(at+".escalate_days", s)
	if s.CloseOnDue && s.DueDays.Value == 0 {
		c.report(at+".close_on_due", "give due_days", "a step without a due time cannot close on it")
	}
	if !s.CloseEarly && s.DueDays.Value == 0 && s.Mode != procedure.Off {
		c.report(at+".close_early", "let it close early, or give due_days", "a step that neither closes early nor has a due time never ends")
	}
	if (s.Ballot != nil) != slices.Contains(ballotSteps, s.Step) {
		c.report(at, "give ballot settings to ballot steps, and only to them", "step %q and its ballot settings do not fit", s.Step)
	}
	if s.Ballot == nil {
		return
	}
	if err := s.Ballot.Quorum.Value.Validate(); err != nil {
		c.report(at+".ballot.quorum.value", "correct the ratio", "%v", err)
	}
	if err := s.Ballot.Threshold.Value.Validate(); err != nil {
		c.report(at+".ballot.threshold.value", "correct the threshold", "%v", err)
	}
}

func (c *checker) escalations(at string, s Step) {
	for _, days := range s.EscalateDays {
		switch {
		case s.DueDays.Value == 0:
			c.report(at, "give due_days", "nobody is late in a step without a due time")
		case -days >= s.DueDays.Value:
			c.report(at, "escalate later, or give more time", "an escalation %d working days before the due time comes before the step opens", -days)
		case s.CloseOnDue && days >= 0:
			c.report(at, "escalate before the due time, with a negative number", "a step that closes on its due time has nobody late after it")
		}
	}
}
