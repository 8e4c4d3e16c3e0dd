package report_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/report"
	"canbo/internal/roster"
)

func TestSharesAreRoundedHalfUpFromIntegers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		figure          report.Figure
		percent, change string // as in JSON
	}{
		"the Standing Committee's share":          {report.Figure{Count: 176, Total: 179}, "98.32", "null"},
		"the professional share of the district":  {report.Figure{Count: 95, Total: 98, BaselineBP: new(8960)}, "96.94", "7.34"},
		"the political share of the district":     {report.Figure{Count: 89, Total: 98, BaselineBP: new(7787)}, "90.82", "12.95"},
		"the professional share of the communes":  {report.Figure{Count: 238, Total: 263, BaselineBP: new(5863)}, "90.49", "31.86"},
		"the political share of the communes":     {report.Figure{Count: 244, Total: 263, BaselineBP: new(7720)}, "92.78", "15.58"},
		"half of a hundredth goes up":             {report.Figure{Count: 1, Total: 20000}, "0.01", "null"},
		"less than half goes down":                {report.Figure{Count: 1, Total: 20001}, "0.00", "null"},
		"a fall below the baseline has a sign":    {report.Figure{Count: 1, Total: 2, BaselineBP: new(5005)}, "50.00", "-0.05"},
		"a fall of more than a point":             {report.Figure{Count: 1, Total: 2, BaselineBP: new(6130)}, "50.00", "-11.30"},
		"nobody to count among has no share":      {report.Figure{BaselineBP: new(5000)}, "null", "null"},
		"everybody is a hundred percent":          {report.Figure{Count: 7, Total: 7}, "100.00", "null"},
		"a baseline that is met is no change":     {report.Figure{Count: 1, Total: 4, BaselineBP: new(2500)}, "25.00", "0.00"},
		"a third is cut, two thirds are lifted":   {report.Figure{Count: 2, Total: 3, BaselineBP: new(3333)}, "66.67", "33.34"},
		"a baseline of nothing is a baseline too": {report.Figure{Count: 1, Total: 8, BaselineBP: new(0)}, "12.50", "12.50"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.figure.ID = "a"
			var out bytes.Buffer
			require.NoError(t, report.JSON(&out, []report.Figure{c.figure}))
			require.Contains(t, out.String(), `"percent": `+c.percent+",\n")
			require.Contains(t, out.String(), `"change_pp": `+c.change+"\n")
		})
	}
}

func TestTheReportPicksFromTheStatisticsInItsOrder(t *testing.T) {
	t.Parallel()
	got := report.Evaluation([]evaluation.Figure{
		{ID: "evaluation.grassroots.total", Count: 4, Total: 4},
		{ID: "evaluation.standing_committee.excellent", Count: 1, Total: 9},
		{ID: "evaluation.standing_committee.good", Count: 6, Total: 9},
		{ID: "evaluation.standing_committee.completed", Count: 2, Total: 9},
		{ID: "evaluation.standing_committee.good_or_better", Count: 7, Total: 9},
		{ID: "evaluation.standing_committee.excellent_among_good_or_better", Count: 1, Total: 7},
		{ID: "evaluation.standing_committee.not_completed", Count: 0, Total: 9},
		{ID: "evaluation.standing_committee.total", Count: 9, Total: 9},
		{ID: "evaluation.cap", Count: 3, Total: 3},
	})
	want := []report.Figure{
		{ID: "evaluation.standing_committee.total", Count: 9, Total: 9},
		{ID: "evaluation.standing_committee.good_or_better", Count: 7, Total: 9},
		{ID: "evaluation.standing_committee.not_completed", Count: 0, Total: 9},
		{ID: "evaluation.standing_committee.excellent_against_good", Count: 1, Total: 6},
		{ID: "evaluation.standing_committee.excellent_among_good_or_better", Count: 1, Total: 7},
		{ID: "evaluation.grassroots.total", Count: 4, Total: 4},
		{ID: "evaluation.cap", Count: 3, Total: 3},
	}
	require.Empty(t, cmp.Diff(want, got))
}

func TestQualificationFiguresCarryTheirBaseline(t *testing.T) {
	t.Parallel()
	got := report.Qualification([]roster.QualificationCount{
		{Tier: roster.TierCommune, Kind: roster.Professional, Count: 1, Total: 2},
		{Tier: roster.TierDistrict, Kind: roster.Professional, Count: 2, Total: 2},
	}, []roster.Baseline{{Figure: "qualification.commune.professional", PercentBP: 2500}})
	want := []report.Figure{
		{ID: "qualification.district.professional", Count: 2, Total: 2},
		{ID: "qualification.commune.professional", Count: 1, Total: 2, BaselineBP: new(2500)},
	}
	require.Empty(t, cmp.Diff(want, got))
}

func TestTheTableComparesTheDistrictOfTheArticleOnly(t *testing.T) {
	t.Parallel()
	figures := []report.Figure{
		{ID: "evaluation.standing_committee.good_or_better", Count: 176, Total: 179},
		{ID: "qualification.district.professional", Count: 95, Total: 98, BaselineBP: new(8960)},
	}
	var out bytes.Buffer
	require.NoError(t, report.Table(&out, report.Compare("huyen-cao-loc", figures)))
	for _, text := range []string{"176 / 179", "98,32 %", "98%", "+7,34 pp", "96,9% (tăng 7,34%)", "Báo Lạng Sơn", "điểm phần trăm"} {
		require.Contains(t, out.String(), text)
	}
	require.NotContains(t, out.String(), "\x1b", "no colours where nobody sees them")
	require.Empty(t, figures[0].Printed, "the caller's figures stay as they are")

	out.Reset()
	require.NoError(t, report.Table(&out, report.Compare("huyen-mini", figures)))
	require.NotContains(t, out.String(), "Báo")
}
