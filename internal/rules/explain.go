package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
)

// saying is a list of facts with their values, for programs and for people.
type saying struct{ codes, vi, en string }

// say lists facts as "own.on_time = 7, own.total = 9" and as " (nhiệm vụ đúng tiến độ: 7; nhiệm vụ được giao: 9)".
func (r *Rules) say(facts []fact, values interpreter.EvalState) saying {
	if len(facts) == 0 {
		return saying{}
	}
	var codes, vi, en []string
	for _, f := range facts {
		value, _ := values.Value(f.id)
		code, text := r.word(f.path, value)
		name := evaluation.FactTextOf(f.path)
		codes = append(codes, f.path+" = "+code)
		vi = append(vi, name.VI+": "+text.VI)
		en = append(en, name.EN+": "+text.EN)
	}
	return saying{
		codes: strings.Join(codes, ", "),
		vi:    " (" + strings.Join(vi, "; ") + ")",
		en:    " (" + strings.Join(en, "; ") + ")",
	}
}

// word says one value as a code and in words.
func (r *Rules) word(path string, value ref.Val) (string, evaluation.Label) {
	if value == nil {
		return "?", evaluation.Label{VI: "chưa có", EN: "not on record"}
	}
	same := func(text string) evaluation.Label { return evaluation.Label{VI: text, EN: text} }
	switch v := value.Value().(type) {
	case bool:
		if v {
			return "true", evaluation.Label{VI: "có", EN: "yes"}
		}
		return "false", evaluation.Label{VI: "không", EN: "no"}
	case string:
		if v == "" {
			return "?", evaluation.Label{VI: "chưa có", EN: "not on record"}
		}
		if strings.HasPrefix(path, "criteria.") {
			return v, r.level(evaluation.Level(v))
		}
		return v, same(v)
	case []evaluation.QuarterGrade:
		return r.quarters(v)
	case []evaluation.Discipline:
		return disciplines(v)
	default:
		text := fmt.Sprint(v)
		return text, same(text)
	}
}

// level is the label that the policy gives to a level.
func (r *Rules) level(level evaluation.Level) evaluation.Label {
	for _, l := range r.policy.Levels {
		if l.Level == level {
			return evaluation.Label{VI: l.Label.VI, EN: l.Label.EN}
		}
	}
	return evaluation.Label{VI: string(level), EN: string(level)}
}

// quarters names each quarter with the label that the policy gives to its grade.
func (r *Rules) quarters(quarters []evaluation.QuarterGrade) (string, evaluation.Label) {
	var codes, vi, en []string
	for _, q := range quarters {
		name, label := evaluation.QuarterName(q.Quarter), policy.Text{VI: "chưa có", EN: "not on record"}
		if q.Grade != "" {
			label = r.policy.Label(q.Grade)
		}
		codes = append(codes, fmt.Sprintf("%d:%s", q.Quarter, cmp.Or(string(q.Grade), "?")))
		vi, en = append(vi, name.VI+" "+label.VI), append(en, name.EN+" "+label.EN)
	}
	return "[" + strings.Join(codes, " ") + "]", evaluation.Label{VI: strings.Join(vi, ", "), EN: strings.Join(en, ", ")}
}

var formTexts = map[evaluation.Form]evaluation.Label{
	evaluation.Reprimand: {VI: "khiển trách", EN: "reprimand"},
	evaluation.Warning:   {VI: "cảnh cáo", EN: "warning"},
	evaluation.Removal:   {VI: "cách chức", EN: "removal from post"},
	evaluation.Dismissal: {VI: "buộc thôi việc", EN: "dismissal"},
}

func disciplines(decisions []evaluation.Discipline) (string, evaluation.Label) {
	if len(decisions) == 0 {
		return "[]", evaluation.Label{VI: "không", EN: "none"}
	}
	var codes, vi, en []string
	for _, d := range decisions {
		text, known := formTexts[d.Form]
		if !known {
			text = evaluation.Label{VI: string(d.Form), EN: string(d.Form)}
		}
		codes, vi, en = append(codes, string(d.Form)), append(vi, text.VI), append(en, text.EN)
	}
	return "[" + strings.Join(codes, " ") + "]", evaluation.Label{VI: strings.Join(vi, ", "), EN: strings.Join(en, ", ")}
}

// unique keeps the first of the facts with the same path.
func unique(facts []fact) []fact {
	var out []fact
	for _, f := range facts {
		if !slices.ContainsFunc(out, func(o fact) bool { return o.path == f.path }) {
			out = append(out, f)
		}
	}
	return out
}
