package demo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
)

func TestRobotsRememberTheYearOnly(t *testing.T) {
	t.Parallel()
	day := func(year int) time.Time { return time.Date(year, 5, 1, 0, 0, 0, 0, time.UTC) }
	m := remember(&roster.District{
		Facts:       []roster.Fact{{Official: "an", Year: 2018, MonthsWorked: 12}, {Official: "an", Year: 2019}, {Official: "binh", Year: 2017}},
		UnitResults: []roster.UnitResult{{Unit: "u", Year: 2018, Disunity: true}, {Unit: "u", Year: 2017}},
		Petitions:   []roster.Petition{{Official: "an", Year: 2017}},
		Disciplines: []roster.Discipline{{Official: "an", Decided: day(2016)}, {Official: "binh", Decided: day(2018)}, {Official: "binh", Decided: day(2016)}},
	}, 2018)
	f, err := m.fact("an")
	require.NoError(t, err)
	require.Equal(t, 12, f.MonthsWorked)
	_, err = m.fact("binh")
	require.EqualError(t, err, "facts.csv has no line for binh in 2018")
	u, err := m.unit("u")
	require.NoError(t, err)
	require.True(t, u.Disunity)
	_, err = m.unit("v")
	require.EqualError(t, err, "unit_results.csv has no line for v in 2018")
	require.Empty(t, m.petitions)
	require.False(t, m.disciplined["an"])
	require.True(t, m.disciplined["binh"])
}
