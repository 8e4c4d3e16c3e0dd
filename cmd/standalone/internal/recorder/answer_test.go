package recorder_test

import (
	"slices"

	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/workflows"
)

// answer is what somebody does about a task, by the state of its process.
func (o *office) answer(task storetest.Task) (kind string, args any) {
	switch task.Act {
	case evaluation.ActSelfReview:
		return task.Act, evaluation.SelfReview{Grade: evaluation.Good}
	case procedure.CommandElectTellers:
		vote := stateOf[struct{ Vote procedure.Vote }](o, task.Process).Vote
		others := slices.DeleteFunc(vote.Roll, func(who string) bool { return who == vote.Chair })
		return task.Act, procedure.ElectTellers{Tellers: others[:2]}
	case evaluation.ActPropose:
		u := stateOf[evaluation.UnitReview](o, task.Process)
		return task.Act, marks(u.Subjects, func(s string) bool { return (s == u.Chair) == (task.Assignee != u.Chair) })
	case evaluation.ActRateUnits:
		var units []string
		for _, u := range stateOf[evaluation.BodyDecision](o, task.Process).Units {
			units = append(units, u.Unit)
		}
		return task.Act, marks(units, nil)
	case evaluation.ActDecide:
		var m evaluation.Marks
		for _, c := range stateOf[evaluation.BodyDecision](o, task.Process).Cases {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: c.Official, Grade: c.Suggested})
		}
		return task.Act, m
	case evaluation.ActAcknowledge:
		if task.Assignee == "mini-12" {
			return evaluation.ActPetition, nil
		}
		return task.Act, nil
	case evaluation.ActAnswerPetition:
		return task.Act, evaluation.Answer{Outcome: evaluation.PetitionChanged, Grade: evaluation.Completed, Grounds: true}
	default:
		return task.Act, nil
	}
}

func marks(subjects []string, which func(string) bool) evaluation.Marks {
	var m evaluation.Marks
	for _, s := range subjects {
		if which == nil || which(s) {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: s, Grade: evaluation.Good})
		}
	}
	return m
}

// stateOf asks a running process for its state.
func stateOf[T any](o *office, process string) T {
	o.Helper()
	value, err := o.client.QueryWorkflow(o.Context(), process, "", workflows.QueryState)
	require.NoError(o, err)
	var state T
	require.NoError(o, value.Get(&state))
	return state
}
