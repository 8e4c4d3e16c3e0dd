package pages

import (
	"slices"
	"strings"

	"canbo/internal/evaluation"
)

// gradeHint explains the grades that are offered.
func gradeHint(p Page, unrated string) string {
	return strings.TrimSpace(p.T(selfReviewGradeHint) + " " + unrated)
}

// Unrated says why "not rated", by its label, is not offered: what the rules want, and what is on record.
func Unrated(p Page, label string, rules []evaluation.Condition) string {
	var wanted, values []string
	for _, r := range rules {
		rule, value := r.VI, r.ValuesVI
		if p.Lang == English {
			rule, value = r.EN, r.ValuesEN
		}
		wanted = append(wanted, rule)
		if value != "" && !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	switch {
	case len(rules) == 0:
		return p.T(unratedNever, label)
	case len(values) == 0:
		return p.T(unratedUnknown, label, strings.Join(wanted, "; "))
	default:
		return p.T(unratedWhen, label, strings.Join(wanted, "; "), strings.Join(values, "; "))
	}
}
