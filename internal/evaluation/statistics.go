package evaluation

import "fmt"

// scopes name the levels of bodies in the ids of figures.
var scopes = map[int]string{1: "grassroots", 2: "standing_committee", 3: "province"}

// Statistics counts the results of a cycle: for each level of body the total, Good or better and every grade, and for
// each body and group how the cap was kept. Ids are "evaluation.{scope}.{figure}".
func Statistics(results []Graded, limit Cap, grades []Grade) []Figure {
	var figures []Figure
	for level := 1; level <= len(scopes); level++ {
		var of []Graded
		for _, r := range results {
			if r.Level == level {
				of = append(of, r)
			}
		}
		if len(of) > 0 {
			figures = append(figures, scopeFigures("evaluation."+scopes[level], of, grades)...)
		}
	}
	return append(figures, capFigure(results, limit))
}

func scopeFigures(prefix string, results []Graded, grades []Grade) []Figure {
	byGrade := map[Grade]int{}
	rated := 0
	for _, r := range results {
		byGrade[r.Grade]++
		if r.Grade.Valid() {
			rated++
		}
	}
	total := len(results)
	figures := []Figure{
		{ID: prefix + ".total", Count: rated, Total: total},
		{ID: prefix + ".good_or_better", Count: byGrade[Excellent] + byGrade[Good], Total: total},
		{ID: prefix + ".excellent_among_good_or_better", Count: byGrade[Excellent], Total: byGrade[Excellent] + byGrade[Good]},
	}
	for _, g := range grades {
		figures = append(figures, Figure{ID: fmt.Sprintf("%s.%s", prefix, snake(g)), Count: byGrade[g], Total: total})
	}
	return figures
}

// GroupFigure is one group under one body in the figure evaluation.cap, with both figures that are called "the share
// of Excellent": against the Good (what the cap limits) and among Good-or-better (what reports print).
type GroupFigure struct {
	Body string `json:"body"`
	GroupCount
	AgainstGood       Share `json:"excellent_against_good"`
	AmongGoodOrBetter Share `json:"excellent_among_good_or_better"`
	Within            bool  `json:"within"`
	Extended          bool  `json:"extended,omitempty"` // held against the extended cap
}

// capFigure counts the groups within the cap out of all groups, each body's on its own.
func capFigure(results []Graded, limit Cap) Figure {
	var bodies []string
	byBody := map[string][]Member{}
	extended := map[string]bool{}
	for _, r := range results {
		if byBody[r.Body] == nil {
			bodies = append(bodies, r.Body)
		}
		byBody[r.Body] = append(byBody[r.Body], r.Member)
		extended[r.Body] = r.Extended
	}
	f := Figure{ID: "evaluation.cap"}
	var detail []GroupFigure
	for _, body := range bodies {
		bound := limit
		if extended[body] {
			bound = limit.Extended()
		}
		for _, g := range bound.Groups(byBody[body]) {
			within := len(bound.Check([]GroupCount{g})) == 0
			f.Total++
			if within {
				f.Count++
			}
			detail = append(detail, GroupFigure{
				Body: body, GroupCount: g, AgainstGood: g.AgainstGood(), AmongGoodOrBetter: g.AmongGoodOrBetter(), Within: within,
				Extended: extended[body],
			})
		}
	}
	f.Detail = detail
	return f
}

func snake(g Grade) string {
	var out []rune
	for i, r := range string(g) {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				out = append(out, '_')
			}
			r += 'a' - 'A'
		}
		out = append(out, r)
	}
	return string(out)
}
