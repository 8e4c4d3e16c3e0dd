package schedule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/schedule"
)

const plans = `schedules:
  - id: rotation
    kind: rotation
    fire: {months: [3], day: 1, time: "06:00"}
    catchup_days: 60
    period: this_year
    rotation: {root: huyen-mini, body: btv-mini, plan: mini, policy: qd65-2022@1}
`

func TestAScheduleOpensThePlanOfItsYear(t *testing.T) {
	t.Parallel()
	f, err := schedule.Parse("f.yaml", []byte(plans))
	require.NoError(t, err)
	l := f.Schedules[0].LaunchAt(vietnam("2026-05-20 10:00"))
	require.Equal(t, "mini-2026", l.Rotation.Plan)
	require.Equal(t, &schedule.PlanOpening{
		Plan: "mini-2026", Root: "huyen-mini", Body: "btv-mini", Day: l.Rotation.Day, Policy: "qd65-2022@1",
	}, l.Rotation)
	require.Equal(t, "2026-03-01", l.Rotation.Day.String(), "the record of the fire day")
	require.Equal(t, "huyen-mini", f.Schedules[0].Root())
	known := func(string) bool { return true }
	require.NoError(t, f.CheckNames(known, func(id string, version int) bool { return id == "qd65-2022" && version == 1 }))
	require.ErrorContains(t, f.CheckNames(func(string) bool { return false }, func(string, int) bool { return false }),
		"schedules[0].rotation.root: there is no unit huyen-mini")
}

func TestAScheduleOfPlansThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	body, _, _ := strings.Cut(plans, "    rotation:")
	for name, c := range map[string]struct{ text, want string }{
		"no body":          {body, `a schedule of kind rotation has a body "rotation"`},
		"two bodies":       {plans + "    evaluation: {root: a, cycle: a, reference_date: fire_day}\n", `(give it that one and no other)`},
		"a quarter":        {strings.Replace(plans, "this_year", "this_quarter", 1), "schedules[0].period: a rotation plan is for a year (use this_year or last_year)"},
		"the same plans":   {plans + strings.Replace(strings.TrimPrefix(plans, "schedules:\n"), "id: rotation", "id: rotation-2", 1), "another schedule opens the same plans of mini"},
		"a plan of no one": {strings.Replace(plans, ", body: btv-mini", "", 1), "schedules[0].rotation"},
	} {
		_, err := schedule.Parse("f.yaml", []byte(c.text))
		require.ErrorContains(t, err, c.want, name)
	}
}
