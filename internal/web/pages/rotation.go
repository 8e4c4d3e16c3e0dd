package pages

import (
	"regexp"
	"strings"

	"canbo/internal/evaluation"
	"canbo/internal/rotation"
)

var factPath = regexp.MustCompile(`[a-z]+(\.[a-z_]+)?( =)`)

// ComparedPair says what a rule of rotation compared, with the names of the facts instead of their paths.
func (p Page) ComparedPair(values string) string {
	values = factPath.ReplaceAllStringFunc(values, func(m string) string {
		return p.L(rotation.FactTextOf(strings.TrimSuffix(m, " ="))) + " ="
	})
	return strings.NewReplacer("= true", p.T(comparedYes), "= false", p.T(comparedNo)).Replace(values)
}

// GradeName names a grade as all eras do; "" for none.
func (p Page) GradeName(g evaluation.Grade) string { return p.T(gradeNames[g]) }

var gradeNames = map[evaluation.Grade]Text{
	evaluation.Excellent:        "Hoàn thành xuất sắc nhiệm vụ|Excellent",
	evaluation.Good:             "Hoàn thành tốt nhiệm vụ|Good",
	evaluation.Completed:        "Hoàn thành nhiệm vụ|Completed",
	evaluation.CompletedLimited: "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực|Completed with limits",
	evaluation.NotCompleted:     "Không hoàn thành nhiệm vụ|Not completed",
	evaluation.NotRated:         "Không xếp loại|Not rated",
}

// Tenths writes a number of tenths.
func (p Page) Tenths(n int) string { return decimal(p, n, 10) }
