package evaluation_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
)

func points(subject string, count int) evaluation.NamedPoints {
	return evaluation.NamedPoints{Subject: subject, Count: count}
}

func review(answers ...int) evaluation.SelfReview {
	return evaluation.SelfReview{Grade: evaluation.Good, Answers: answers}
}

func TestPointsAreAnsweredBeforeASelfReviewIsFiled(t *testing.T) {
	t.Parallel()
	o, _ := newReview(t)
	o.must(reviewID, evaluation.ActNamePoints, "secretary", points("dung", 1))
	o.must(reviewID, evaluation.ActNamePoints, "secretary", points("dung", 1))
	for _, tt := range []struct {
		name    string
		answers []int
		code    string
	}{
		{"none is answered", nil, "points_unanswered"},
		{"one of two is answered", []int{2}, "points_unanswered"},
		{"one is answered twice", []int{1, 1}, "answered_twice"},
		{"one was not named", []int{1, 2, 3}, "unknown_point"},
		{"there is no point 0", []int{0, 1}, "unknown_point"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			refused(t, o.do(reviewID, evaluation.ActSelfReview, "dung", review(tt.answers...)), fault.Invalid, tt.code)
		})
	}
	o.must(reviewID, evaluation.ActSelfReview, "dung", review(2, 1))
	o.must(reviewID, evaluation.ActSelfReview, "binh", review())
}

func TestPointsThatAreRefused(t *testing.T) {
	t.Parallel()
	o, u := newReview(t)
	o.must(reviewID, evaluation.ActSelfReview, "dung", review())
	tests := []struct {
		name  string
		actor string
		args  evaluation.NamedPoints
		kind  fault.Kind
		code  string
	}{
		{"to oneself", "binh", points("binh", 1), fault.Denied, "own_case"},
		{"to somebody who is not evaluated here", "secretary", points("chi", 1), fault.NotFound, "not_on_list"},
		{"none", "secretary", points("an", 0), fault.Invalid, "points_out_of_number"},
		{"too many", "secretary", points("an", evaluation.MostPoints+1), fault.Invalid, "points_out_of_number"},
		{"after the self-review was filed", "secretary", points("dung", 1), fault.Conflict, "review_filed_already"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			refused(t, o.do(reviewID, evaluation.ActNamePoints, tt.actor, tt.args), tt.kind, tt.code)
		})
	}
	state, err := json.Marshal(u)
	require.NoError(t, err)
	require.NotContains(t, string(state), `"points":`, "a conference without points has the state it always had")
	o.work(reviewID, evaluation.StepComments)
	refused(t, o.do(reviewID, evaluation.ActNamePoints, "secretary", points("an", 1)), fault.Conflict, "review_filed_already")
}
