package schedule_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/schedule"
	"canbo/seeds"
)

const text = `schedules:
  - id: yearly
    kind: evaluation
    fire: {months: [11], day: 1, time: "06:00"}
    catchup_days: 30
    period: this_year
    evaluation:
      root: huyen-mini
      cycle: mini
      reference_date: period_end
      policy: qd132-2018@1
`

const planningText = `schedules:
  - id: lists
    kind: planning
    fire: {months: [3], day: 1, time: "06:00"}
    catchup_days: 30
    period: this_year
    planning: {root: huyen-mini, policy: hd15-2012@1}
`

func TestAScheduleOfPlanningReviews(t *testing.T) {
	t.Parallel()
	f, err := schedule.Parse("f.yaml", []byte(planningText))
	require.NoError(t, err)
	l := f.Schedules[0].LaunchAt(vietnam("2021-05-05 10:00"))
	require.Equal(t, schedule.KindPlanning, l.Kind)
	require.Equal(t, "2021", l.Period.Code(), "the round")
	require.Equal(t, &schedule.Planning{Root: "huyen-mini", Policy: "hd15-2012@1"}, l.Planning)
	err = f.CheckNames(func(string) bool { return false }, func(string, int) bool { return false })
	require.ErrorContains(t, err, "f.yaml:7:22: schedules[0].planning.root: there is no unit huyen-mini")
	require.ErrorContains(t, err, "schedules[0].planning.policy: there is no policy hd15-2012@1")
}

func shipped(t testing.TB) []byte {
	data, err := fs.ReadFile(seeds.FS, "schedules.yaml")
	require.NoError(t, err)
	return data
}

func TestTheShippedFileIsRight(t *testing.T) {
	t.Parallel()
	f, err := schedule.Parse("schedules.yaml", shipped(t))
	require.NoError(t, err)
	require.Len(t, f.Schedules, 4)
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	bodiless, _, _ := strings.Cut(text, "    evaluation:")
	second := strings.TrimPrefix(strings.Replace(text, "id: yearly", "id: other", 1), "schedules:\n")
	edit := func(old, replacement string) string {
		require.Contains(t, text, old)
		return strings.Replace(text, old, replacement, 1)
	}
	tests := []struct{ name, text, want string }{
		{"an unknown key", edit("kind:", "knd:"), `f.yaml:3:5: schedules[0].knd: unknown key "knd" (correct its spelling or remove it)`},
		{"an unknown kind", edit("kind: evaluation", "kind: holiday"), "f.yaml:3:11: schedules[0].kind"},
		{"a day that not every month has", edit("day: 1", "day: 29"), "f.yaml:4:31: schedules[0].fire.day"},
		{"a time that does not exist", edit("06:00", "24:00"), "f.yaml:4:40: schedules[0].fire.time"},
		{"two fire times for one year", edit("[11]", "[10, 11]"), "f.yaml:4:25: schedules[0].fire.months[1]: a year is opened once (keep one month)"},
		{"months out of order", strings.Replace(edit("[11]", "[6, 3]"), "this_year", "this_quarter", 1), "schedules[0].fire.months[1]: month 3 does not come after 6 (order the months)"},
		{"two fire times for one quarter", strings.Replace(edit("[11]", "[4, 5]"), "this_year", "this_quarter", 1), "months 4 and 5 lie in one quarter (keep one month of each quarter)"},
		{"a kind without its body", bodiless, `f.yaml:2:5: schedules[0]: a schedule of kind evaluation has a body "evaluation" (give it that one and no other)`},
		{"a kind with the body of another", edit("kind: evaluation", "kind: planning"), `f.yaml:2:5: schedules[0]: a schedule of kind planning has a body "planning" (give it that one and no other)`},
		{"planning lists reviewed every quarter", strings.Replace(planningText, "this_year", "this_quarter", 1), "f.yaml:6:13: schedules[0].period: planning lists are reviewed once a year (use this_year or last_year)"},
		{"an id given twice", text + strings.Replace(second, "id: other", "id: yearly", 1), "f.yaml:12:9: schedules[1].id: the id yearly is given twice (give each schedule an id of its own)"},
		{"cycles of the same name", text + second, "schedules[1].evaluation.cycle: another schedule opens the same cycles of mini (give each schedule cycles of its own)"},
		{"a policy without its version", edit("qd132-2018@1", "qd132-2018"), "f.yaml:11:15: schedules[0].evaluation.policy"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := schedule.Parse("f.yaml", []byte(tt.text))
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestQuartersAndYearsOfOneNameDoNotClash(t *testing.T) {
	t.Parallel()
	quarters := strings.NewReplacer("schedules:\n", "", "yearly", "quarterly", "this_year", "this_quarter").Replace(text)
	f, err := schedule.Parse("f.yaml", []byte(text+quarters))
	require.NoError(t, err)
	require.Len(t, f.Schedules, 2)
}

func TestCheckNames(t *testing.T) {
	t.Parallel()
	f, err := schedule.Parse("f.yaml", []byte(text))
	require.NoError(t, err)
	known := func(code string) bool { return code == "huyen-mini" }
	policy := func(id string, version int) bool { return id == "qd132-2018" && version == 1 }
	require.NoError(t, f.CheckNames(known, policy))
	require.EqualError(t, f.CheckNames(
		func(string) bool { return false }, func(string, int) bool { return false },
	), "f.yaml:8:13: schedules[0].evaluation.root: there is no unit huyen-mini in the roster (correct it, or import the roster first)\n"+
		"f.yaml:11:15: schedules[0].evaluation.policy: there is no policy qd132-2018@1 (correct it; canbo policy list shows what there is)")
}

func FuzzParse(f *testing.F) {
	f.Add(string(shipped(f)))
	f.Add(text)
	f.Add("schedules: []\n")
	f.Add("schedules: [{id: a, fire: {months: []}}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := schedule.Parse("f.yaml", []byte(text))
		if err != nil {
			return
		}
		for _, s := range file.Schedules {
			next := s.Fire.Next(vietnam("2026-05-05 10:00"), 3)
			require.Len(t, next, 3)
			require.Equal(t, next[1], s.LaunchAt(next[1]).ScheduledAt, "what was read can be launched")
		}
	})
}
