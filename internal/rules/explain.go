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

// after puts the values behind the words of a rule: "Hoàn thành (nhiệm vụ đúng tiến độ: 7; nhiệm vụ được giao: 9)".
func (s saying) after(rule policy.Text) (vi, en string) {
	if s.codes == "" {
		return rule.VI, rule.EN
	}
	return rule.VI + " (" + s.vi + ")", rule.EN + " (" + s.en + ")"
}

// say lists facts as "own.on_time = 7, own.total = 9" and as "nhiệm vụ đúng tiến độ: 7; nhiệm vụ được giao: 9".
func say(v vocabulary, names namer, facts []fact, values interpreter.EvalState) saying {
	var codes, vi, en []string
	for _, f := range facts {
		value, _ := values.Value(f.id)
		code, text := word(names, f.path, value)
		name := v.called(f.path)
		codes = append(codes, f.path+" = "+code)
		vi = append(vi, name.VI+": "+text.VI)
		en = append(en, name.EN+": "+text.EN)
	}
	return saying{
		codes: strings.Join(codes, ", "),
		vi:    strings.Join(vi, "; "),
		en:    strings.Join(en, "; "),
	}
}

// namer says the values that only one kind of policy knows; ok is false for the others.
type namer func(path string, value any) (code string, text evaluation.Label, ok bool)

// word says one value as a code and in words.
func word(names namer, path string, value ref.Val) (string, evaluation.Label) {
	unknown := evaluation.Label{VI: "chưa có", EN: "not on record"}
	if value == nil || value.Value() == "" {
		return "?", unknown
	}
	if code, text, ok := names(path, value.Value()); ok {
		return code, text
	}
	switch value.Value() {
	case true:
		return "true", evaluation.Label{VI: "có", EN: "yes"}
	case false:
		return "false", evaluation.Label{VI: "không", EN: "no"}
	default:
		text := fmt.Sprint(value.Value())
		return text, evaluation.Label{VI: text, EN: text}
	}
}

// name says levels, quarters and discipline as the policy and the district call them.
func (r *Rules) name(path string, value any) (string, evaluation.Label, bool) {
	switch v := value.(type) {
	case string:
		if strings.HasPrefix(path, "criteria.") {
			return v, r.level(evaluation.Level(v)), true
		}
	case []evaluation.QuarterGrade:
		code, text := r.quarters(v)
		return code, text, true
	case []evaluation.Discipline:
		code, text := disciplines(v, func(d evaluation.Discipline) evaluation.Form { return d.Form })
		return code, text, true
	}
	return "", evaluation.Label{}, false
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

func disciplines[T any](decisions []T, formOf func(T) evaluation.Form) (string, evaluation.Label) {
	if len(decisions) == 0 {
		return "[]", evaluation.Label{VI: "không", EN: "none"}
	}
	var codes, vi, en []string
	for _, d := range decisions {
		form := formOf(d)
		text := form.Label()
		codes, vi, en = append(codes, string(form)), append(vi, text.VI), append(en, text.EN)
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
