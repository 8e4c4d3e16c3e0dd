package evaluation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// TermRule gives a grade for a term of office from the grades of its years (Regulation 89-QĐ/TW 2017).
type TermRule struct {
	ID         string
	Grade      Grade
	LeastYears int     // years rated one of Of
	Of         []Grade //
	NoneOf     []Grade // grades that no year may have
	Text       Label
	Source     string // id of the policy's source
	Verified   bool
}

// TermYear is the result of one year of a term.
type TermYear struct {
	Year  int    `json:"year"`
	Cycle string `json:"cycle,omitempty"` // "" when there is no result
	Grade Grade  `json:"grade,omitempty"` // "" when there is no result
}

// TermRating is what the rules make of a term. It binds nobody: people decide.
type TermRating struct {
	Grade    Grade      `json:"grade,omitempty"` // "" when no rule is met
	Rule     string     `json:"rule,omitempty"`  // id in the policy
	Source   string     `json:"source,omitempty"`
	Verified bool       `json:"verified"` // whether the rule was checked against its source
	VI       string     `json:"vi"`       // why, and which years count for no grade
	EN       string     `json:"en"`
	Years    []TermYear `json:"years"`     // every year of the term, in order
	NotRated []int      `json:"not_rated"` // years that were not rated: they count for no grade
	Missing  []int      `json:"missing"`   // years without a result: they count for no grade
}

// RateTerm rates the term from the year first to the year last by the first rule that is met. A year that was not rated
// or has no result counts for no grade, so that it can only keep a rule from being met; the rating names such years.
func RateTerm(rules []TermRule, first, last int, results []TermYear) TermRating {
	r := TermRating{NotRated: []int{}, Missing: []int{}}
	for year := first; year <= last; year++ {
		y := TermYear{Year: year}
		if i := slices.IndexFunc(results, func(t TermYear) bool { return t.Year == year }); i >= 0 {
			y = results[i]
		}
		switch y.Grade {
		case "":
			r.Missing = append(r.Missing, year)
		case NotRated:
			r.NotRated = append(r.NotRated, year)
		default:
		}
		r.Years = append(r.Years, y)
	}
	r.VI, r.EN = "Không đủ điều kiện của mức nào", "The conditions of no grade are met"
	if i := slices.IndexFunc(rules, r.meets); i >= 0 {
		rule := rules[i]
		r.Grade, r.Rule, r.Source, r.Verified = rule.Grade, rule.ID, rule.Source, rule.Verified
		r.VI, r.EN = rule.Text.VI, rule.Text.EN
	}
	r.explain(r.NotRated, Label{VI: "chưa xếp loại", EN: "not rated"})
	r.explain(r.Missing, Label{VI: "chưa có kết quả", EN: "no result"})
	return r
}

func (r *TermRating) meets(rule TermRule) bool {
	return r.count(rule.Of) >= rule.LeastYears && r.count(rule.NoneOf) == 0
}

// count counts the years with one of the grades.
func (r *TermRating) count(grades []Grade) int {
	n := 0
	for _, y := range r.Years {
		if slices.Contains(grades, y.Grade) {
			n++
		}
	}
	return n
}

// explain adds which years count for no grade, and why.
func (r *TermRating) explain(years []int, why Label) {
	if len(years) == 0 {
		return
	}
	list := make([]string, len(years))
	for i, year := range years {
		list[i] = strconv.Itoa(year)
	}
	r.VI += fmt.Sprintf("; năm %s %s, không được tính vào mức nào", strings.Join(list, ", "), why.VI)
	r.EN += fmt.Sprintf("; %s: %s, counted for no grade", strings.Join(list, ", "), why.EN)
}
