package planning_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/roster"
)

func TestTheMonthFromWhichServiceIsTooShort(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		table planning.Retirement
		sex   roster.Sex
		born  string
		want  string
	}{
		{"a man born in June 1965 is short from July 2020 on", before2021, roster.Male, "1965-06", "2020-07"},
		{"a woman born in June 1970 too", before2021, roster.Female, "1970-06", "2020-07"},
		{"a man born in May 1964 was before the congress of June 2020", before2021, roster.Male, "1964-05", "2019-06"},
		{"a man of the table of 2021 three months later than at sixty", since2021, roster.Male, "1961-01", "2016-05"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := planning.Person{Sex: tt.sex, Born: monthOf(t, tt.born)}
			from, ok := tt.table.ShortFrom(p, 60)
			require.True(t, ok)
			require.Equal(t, tt.want, from.Format(planning.MonthFormat))
			last, _ := tt.table.Left(p.Sex, p.Born, from.AddDate(0, -1, 0))
			first, _ := tt.table.Left(p.Sex, p.Born, from)
			require.Equal(t, []int{60, 59}, []int{last, first}, "the month before was enough")
		})
	}
	_, ok := since2021[:3].ShortFrom(planning.Person{Sex: roster.Female, Born: monthOf(t, "1970-01")}, 60)
	require.False(t, ok)
}

func TestEveryCauseHasAReasonAndSaysWhatHappened(t *testing.T) {
	t.Parallel()
	records := map[planning.Cause]string{
		planning.ByGrade: "caoloc-2018", planning.ByBallot: "caoloc-2018", planning.ByDiscipline: "2018-05-18 warning", planning.ByAge: "2022-03",
	}
	for _, c := range planning.Causes {
		require.Contains(t, planning.Reasons, c.Reason())
		text := c.Text(records[c], evaluation.Period{})
		require.NotEqual(t, text.VI, text.EN)
		require.NotEqual(t, records[c], text.VI)
	}
	require.Equal(t, "Bị kỷ luật cảnh cáo ngày 18/05/2018", planning.ByDiscipline.Text("2018-05-18 warning", evaluation.Period{}).VI)
	require.Equal(t, "Từ tháng 03/2022 không còn đủ thời gian công tác theo quy định", planning.ByAge.Text("2022-03", evaluation.Period{}).VI)
	year, quarter := evaluation.Period{Year: 2018}, evaluation.Period{Year: 2026, Quarter: 2}
	require.Equal(t, "Xếp loại “Không hoàn thành nhiệm vụ” năm 2018", planning.ByGrade.Text("caoloc-2018", year).VI)
	require.Equal(t, "Phiếu kín của hội nghị đề nghị mức “Không hoàn thành nhiệm vụ” quý II năm 2026", planning.ByBallot.Text("q2", quarter).VI)
}

func TestWhatMayBecomeOfAFinding(t *testing.T) {
	t.Parallel()
	for state, may := range map[planning.FindingState][]planning.FindingAct{
		planning.FindingOpen: {planning.TakeFinding, planning.DismissFinding}, planning.FindingTaken: {planning.DismissFinding},
		planning.FindingDismissed: nil, planning.FindingWithdrawn: nil, planning.FindingReviewed: nil, planning.FindingLeft: nil,
	} {
		for _, act := range []planning.FindingAct{planning.TakeFinding, planning.DismissFinding} {
			err := act.Check(state)
			if len(may) > 0 && (may[0] == act || may[len(may)-1] == act) {
				require.NoError(t, err, "%s of %s", act, state)
				continue
			}
			require.Equal(t, fault.Conflict, fault.KindOf(err), "%s of %s", act, state)
		}
	}
}
