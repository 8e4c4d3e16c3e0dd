package procedure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/procedure"
)

func TestWhoIsDismissedHasNothingLeftToDo(t *testing.T) {
	t.Parallel()
	s := procedure.NewState("p", "Kind", []procedure.Step{{Name: "write"}, {Name: "read"}})
	st := &s.Steps[0]
	st.Status = procedure.Running
	st.Tasks = []procedure.Task{
		{Act: "write", Assignee: "an", Done: true}, {Act: "sign", Assignee: "an"},
		{Act: "write", Assignee: "an", For: "binh"}, {Act: "write", Assignee: "chi", For: "an"}, {Act: "write", Assignee: "dung"},
	}
	s.StandIns = []procedure.StandIn{
		{Step: "read", Act: "read", For: "binh", Who: "an"}, {Step: "read", Act: "read", For: "an", Who: "chi"},
		{Step: "read", Act: "read", For: "dung", Who: "chi"},
	}

	s.Dismiss("an", time.Date(2018, 12, 10, 0, 0, 0, 0, time.UTC))

	require.Equal(t, []procedure.Task{
		{Act: "write", Assignee: "an", Done: true}, {Act: "write", Assignee: "dung"}, {Act: "write", Assignee: "binh"},
	}, s.Steps[0].Tasks, "what is done stays, and what was done for another goes back")
	require.Equal(t, []procedure.StandIn{{Step: "read", Act: "read", For: "dung", Who: "chi"}}, s.StandIns)
	var kinds []string
	for _, e := range s.Effects {
		kinds = append(kinds, e.Kind)
	}
	require.Equal(t, []string{
		procedure.EffectTaskEnd, procedure.EffectTaskEnd, procedure.EffectTaskEnd, procedure.EffectTasks,
	}, kinds)
}
