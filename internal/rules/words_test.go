package rules_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/policy"
	"canbo/internal/rules"
	"canbo/seeds"
)

func TestRulesAreReadOut(t *testing.T) {
	t.Parallel()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	for name, c := range map[string]struct{ policy, rule, vi, en string }{
		"a share": {
			"qd132-2018", "excellentSubunits",
			"đơn vị trực thuộc hoàn thành trở lên = đơn vị trực thuộc và đơn vị trực thuộc hoàn thành tốt trở lên ≥ 70 % của đơn vị trực thuộc",
			"sub-units Completed or better = sub-units and sub-units Good or better ≥ 70 % of: sub-units",
		},
		"a share of a difference": {
			"qd132-2018", "completedOwnTargets",
			"nhiệm vụ được giao > 0 và (nhiệm vụ được giao − nhiệm vụ đã hoàn thành) ≤ 20 % của nhiệm vụ được giao",
			"own tasks > 0 and (own tasks − own tasks done) ≤ 20 % of: own tasks",
		},
		"levels by their labels": {
			"qd124-2023", "criterionPoor",
			"chính trị, tư tưởng từ mức “Kém” trở xuống hoặc đạo đức, lối sống từ mức “Kém” trở xuống hoặc " +
				"tác phong, lề lối làm việc từ mức “Kém” trở xuống hoặc ý thức tổ chức, kỷ luật từ mức “Kém” trở xuống hoặc " +
				"kết quả thực hiện nhiệm vụ từ mức “Kém” trở xuống",
			"political thought: “Poor” or below or ethics and lifestyle: “Poor” or below or working style: “Poor” or below or " +
				"organisation and discipline: “Poor” or below or results of duties: “Poor” or below",
		},
		"what must not be": {
			"qd132-2018", "workedUnderSixMonths", "số tháng công tác < 6 và không phải: nghỉ thai sản", "months worked < 6 and not: maternity leave",
		},
		"how many": {"qd132-2018", "disciplineInYear", "số lần kỷ luật trong kỳ đánh giá > 0", "number of: discipline in the period > 0"},
		"one within another": {
			"qd366-2025", "twoBadQuarters",
			"có kết quả các quý mà mức xếp loại của quý = “Không hoàn thành nhiệm vụ” và có kết quả các quý mà " +
				"số của quý kia = (số của quý + 1) và mức xếp loại của quý kia = “Không hoàn thành nhiệm vụ”",
			"there is one of: results of the quarters, where its grade = “Not completed” and there is one of: results of the quarters, where " +
				"the other's number = (its number + 1) and the other's grade = “Not completed”",
		},
		"a number of the policy with its value": {
			"hd15-2012", "overAge", "số tháng công tác còn lại < yêu cầu tối thiểu (tháng) (60)", "months of service left < least wanted (months) (60)",
		},
		"one number or another": {
			"qd65-2025", "serviceLeft",
			"số tháng công tác còn lại < yêu cầu tối thiểu đối với diện phải chuyển (tháng) (60) nếu thuộc diện phải chuyển khỏi chức vụ hiện tại, " +
				"yêu cầu tối thiểu (tháng) (120) nếu không",
			"months of service left < least wanted of who must leave (months) (60) when: must leave the present post, otherwise least wanted (months) (120)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := set.ByID(c.policy, 1)
			require.NoError(t, err)
			said, err := rules.InWords(p)
			require.NoError(t, err)
			require.Equal(t, c.vi, said[c.rule].VI)
			require.Equal(t, c.en, said[c.rule].EN)
		})
	}
}

func TestNoRuleIsReadOutInCode(t *testing.T) {
	t.Parallel()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	code := regexp.MustCompile(`[a-z]+[._][a-z]+|&&|\|\||==|\.\.\.|…`)
	count := 0
	for _, p := range set.All() {
		said, err := rules.InWords(p)
		require.NoError(t, err)
		for id, text := range said {
			count++
			require.NotRegexp(t, code, text.VI, "%s %s", p.Name(), id)
			require.NotRegexp(t, code, text.EN, "%s %s", p.Name(), id)
		}
	}
	require.Greater(t, count, 60)
}
