package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
)

func TestSelfReviewFitsTheShapeOfThePolicy(t *testing.T) {
	t.Parallel()
	criteria := evaluation.ReviewForm{Criteria: []evaluation.Criterion{evaluation.Political, evaluation.Results}}
	points := evaluation.ReviewForm{Points: &evaluation.PointsFrame{GeneralMaxTenths: 300, ResultsMaxTenths: 700}}
	levels := func(political, results evaluation.Level) map[evaluation.Criterion]evaluation.Level {
		return map[evaluation.Criterion]evaluation.Level{evaluation.Political: political, evaluation.Results: results}
	}
	for name, c := range map[string]struct {
		form   evaluation.ReviewForm
		filing evaluation.SelfReviewFiling
		code   string
	}{
		"a level for each criterion is accepted": {criteria, evaluation.SelfReviewFiling{Levels: levels("Good", "Excellent")}, ""},
		"a missing level is refused": {criteria, evaluation.SelfReviewFiling{
			Levels: map[evaluation.Criterion]evaluation.Level{evaluation.Political: "Good"}}, "levels_missing"},
		"an unknown level is refused": {criteria, evaluation.SelfReviewFiling{Levels: levels("Good", "Superb")}, "unknown_level"},
		"a criterion of another policy is refused": {criteria, evaluation.SelfReviewFiling{
			Levels: map[evaluation.Criterion]evaluation.Level{"political": "Good", "results": "Good", "charm": "Good"}}, "unknown_criterion"},
		"points are refused where criteria count": {criteria, evaluation.SelfReviewFiling{Points: &evaluation.PointsFiling{}}, "wrong_shape"},
		"points within the frame are accepted": {points, evaluation.SelfReviewFiling{
			Points: &evaluation.PointsFiling{GeneralTenths: 300, ResultsTenths: 655}}, ""},
		"points above the frame are refused": {points, evaluation.SelfReviewFiling{
			Points: &evaluation.PointsFiling{GeneralTenths: 301}}, "points_out_of_range"},
		"negative points are refused": {points, evaluation.SelfReviewFiling{
			Points: &evaluation.PointsFiling{ResultsTenths: -1}}, "points_out_of_range"},
		"missing points are refused": {points, evaluation.SelfReviewFiling{Levels: levels("Good", "Good")}, "points_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := c.form.Check(c.filing)
			if c.code == "" {
				require.NoError(t, err)
				return
			}
			f, ok := fault.As(err)
			require.True(t, ok)
			require.Equal(t, c.code, f.Code)
		})
	}
}
