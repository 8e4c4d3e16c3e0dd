package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
)

// InWords says what every rule of a policy asks of the facts, by the rule's id: its expression read out, so that somebody
// who reads no CEL can hold it against the text that the policy gives to the rule. A policy without rules gives none. The
// error names a rule that does not compile, which no loaded policy has.
func InWords(p *policy.Policy) (map[string]evaluation.Label, error) {
	said := map[string]evaluation.Label{}
	r := reader{grade: evaluation.GradeLabelOf}
	var whens [][2]string // id and expression
	switch {
	case p.Evaluation != nil:
		r.vocabulary = ofEvaluation
		r.grade = func(g evaluation.Grade) evaluation.Label { return evaluation.Label(p.Evaluation.Label(g)) }
		r.level = (&Rules{policy: p.Evaluation}).level
		for _, k := range append(thresholds(p.Evaluation), p.Evaluation.Conditions...) {
			whens = append(whens, [2]string{k.ID, k.When})
		}
		for _, b := range p.Evaluation.Blocking {
			whens = append(whens, [2]string{b.ID, b.When})
		}
		for _, a := range p.Evaluation.Advice {
			whens = append(whens, [2]string{a.ID, a.When})
		}
	case p.Planning != nil:
		r.vocabulary, r.limits = ofPlanning, limitsOf(p.Planning.Limits())
		for _, k := range p.Planning.Rules {
			whens = append(whens, [2]string{k.ID, k.When})
		}
	case p.Rotation != nil:
		r.vocabulary, r.limits = ofRotation, limitsOf(p.Rotation.Terms().Limits)
		for _, k := range p.Rotation.Rules {
			whens = append(whens, [2]string{k.ID, k.When})
		}
	default:
		return said, nil
	}
	env, err := newEnv(r.vocabulary)
	if err != nil {
		return nil, err
	}
	for _, w := range whens {
		checked, issues := env.Compile(w[1])
		if issues.Err() != nil {
			return nil, fmt.Errorf("%s: rule %s: %w", p.Place(w[0]), w[0], issues.Err())
		}
		r.macros = checked.NativeRep().SourceInfo().MacroCalls()
		said[w[0]] = r.read(checked.NativeRep().Expr())
	}
	return said, nil
}

// limitsOf are the numbers of a policy by the names that expressions give them.
func limitsOf(limits any) map[string]any {
	values := map[string]any{}
	raw, err := json.Marshal(limits)
	if err == nil {
		err = json.Unmarshal(raw, &values)
	}
	if err != nil {
		panic(fmt.Errorf("encode the limits of a policy: %w", err)) // plain numbers
	}
	return values
}

// reader reads expressions out.
type reader struct {
	vocabulary
	grade  func(evaluation.Grade) evaluation.Label
	level  func(evaluation.Level) evaluation.Label
	limits map[string]any
	macros map[int64]ast.Expr // exists and all as they were written
	over   map[string]item    // what the variable of a macro runs over
}

// item is one of a list; inner when another of a list is spoken of already.
type item struct {
	list  string
	inner bool
}

// read says an expression in both languages.
func (r reader) read(e ast.Expr) evaluation.Label {
	if written, ok := r.macros[e.ID()]; ok {
		return r.readMacro(written.AsCall())
	}
	switch e.Kind() {
	case ast.LiteralKind:
		return same(fmt.Sprint(e.AsLiteral().Value()))
	case ast.IdentKind:
		return r.called(e.AsIdent())
	case ast.SelectKind:
		return r.readFact(e.AsSelect())
	case ast.CallKind:
		return r.readCall(e.AsCall())
	default: // the language of rules has no other
		return same("…")
	}
}

// readFact names a fact, with its value when it is a number of the policy.
func (r reader) readFact(s ast.SelectExpr) evaluation.Label {
	if s.Operand().Kind() != ast.IdentKind {
		return same(s.FieldName())
	}
	operand := s.Operand().AsIdent()
	path := operand + "." + s.FieldName()
	if item, ok := r.over[operand]; ok {
		member := members[item.list+"."+s.FieldName()]
		if item.inner {
			return evaluation.Label{VI: member.VI + " kia", EN: "the other's " + member.EN}
		}
		return evaluation.Label{VI: member.VI, EN: "its " + member.EN}
	}
	name := r.called(path)
	if value, ok := r.limits[s.FieldName()]; ok && operand == "limit" {
		switch value {
		case true:
			return joined(name, evaluation.Label{VI: " (có)", EN: " (yes)"})
		case false:
			return joined(name, evaluation.Label{VI: " (không)", EN: " (no)"})
		default:
			return joined(name, same(fmt.Sprintf(" (%v)", value)))
		}
	}
	return name
}

// members are what the items of a list are asked for.
var members = map[string]evaluation.Label{
	"discipline.form":         {VI: "hình thức kỷ luật", EN: "form"},
	"discipline.duty_related": {VI: "liên quan đến chức trách, nhiệm vụ", EN: "duties concerned"},
	"discipline.months_ago":   {VI: "số tháng từ ngày quyết định", EN: "months since the decision"},
	"quarters.quarter":        {VI: "số của quý", EN: "number"},
	"quarters.grade":          {VI: "mức xếp loại của quý", EN: "grade"},
}

var signs = map[string]string{
	operators.Equals: "=", operators.NotEquals: "≠", operators.Less: "<", operators.LessEquals: "≤", operators.Greater: ">",
	operators.GreaterEquals: "≥", operators.Add: "+", operators.Subtract: "−", operators.Multiply: "×",
}

// bounds are how a level or form of discipline is compared.
var bounds = map[string]evaluation.Label{
	operators.GreaterEquals: {VI: " từ mức %s trở lên", EN: ": %s or above"},
	operators.LessEquals:    {VI: " từ mức %s trở xuống", EN: ": %s or below"},
	operators.Greater:       {VI: " trên mức %s", EN: ": above %s"},
	operators.Less:          {VI: " dưới mức %s", EN: ": below %s"},
}

func (r reader) readCall(c ast.CallExpr) evaluation.Label {
	args := c.Args()
	switch name := c.FunctionName(); name {
	case operators.LogicalAnd:
		return r.readJoined(c, evaluation.Label{VI: " và ", EN: " and "}, operators.LogicalOr)
	case operators.LogicalOr:
		return r.readJoined(c, evaluation.Label{VI: " hoặc ", EN: " or "}, operators.LogicalAnd)
	case operators.LogicalNot:
		return joined(evaluation.Label{VI: "không phải: ", EN: "not: "}, r.read(args[0]))
	case operators.Conditional:
		when, then, otherwise := r.read(args[0]), r.read(args[1]), r.read(args[2])
		return evaluation.Label{
			VI: fmt.Sprintf("%s nếu %s, %s nếu không", then.VI, when.VI, otherwise.VI),
			EN: fmt.Sprintf("%s when: %s, otherwise %s", then.EN, when.EN, otherwise.EN),
		}
	case "size":
		of := c.Target()
		if len(args) > 0 {
			of = args[0]
		}
		return joined(evaluation.Label{VI: "số lần ", EN: "number of: "}, r.read(of))
	case "level", "form":
		return r.readRank(name, args[0])
	default:
		return r.readPair(name, args)
	}
}

// readPair says a comparison or a sum.
func (r reader) readPair(name string, args []ast.Expr) evaluation.Label {
	sign := signs[name]
	if part, whole, percent, ok := shareOf(args); ok {
		return joined(r.read(part), evaluation.Label{
			VI: fmt.Sprintf(" %s %s %% của ", sign, percent), EN: fmt.Sprintf(" %s %s %% of: ", sign, percent),
		}, r.read(whole))
	}
	left, right := r.read(args[0]), r.read(args[1])
	switch {
	case args[1].Kind() == ast.LiteralKind:
		if code, ok := args[1].AsLiteral().Value().(string); ok {
			right = quoted(r.grade(evaluation.Grade(code)))
		}
	case args[1].Kind() == ast.CallKind && ranks[args[1].AsCall().FunctionName()] != nil:
		if bound, ok := bounds[name]; ok {
			return joined(left, evaluation.Label{VI: fmt.Sprintf(bound.VI, right.VI), EN: fmt.Sprintf(bound.EN, right.EN)})
		}
	}
	if sums := signs[operators.Add] + signs[operators.Subtract] + signs[operators.Multiply]; strings.Contains(sums, sign) {
		return joined(same("("), left, same(" "+sign+" "), right, same(")"))
	}
	return joined(left, same(" "+sign+" "), right)
}

// readRank says a level or a form of discipline, or the fact that has one.
func (r reader) readRank(function string, arg ast.Expr) evaluation.Label {
	if arg.Kind() != ast.LiteralKind {
		return r.read(arg)
	}
	code := fmt.Sprint(arg.AsLiteral().Value())
	label := evaluation.Form(code).Label()
	if function == "level" {
		label = r.level(evaluation.Level(code))
	}
	return quoted(label)
}

// readJoined says the parts of an and or an or, however they are nested; the other kind goes in parentheses.
func (r reader) readJoined(c ast.CallExpr, with evaluation.Label, other string) evaluation.Label {
	var out evaluation.Label
	for i, arg := range c.Args() {
		part := r.read(arg)
		if arg.Kind() == ast.CallKind && arg.AsCall().FunctionName() == other {
			part = joined(same("("), part, same(")"))
		}
		if i > 0 {
			out = joined(out, with)
		}
		out = joined(out, part)
	}
	return out
}

// readMacro says exists and all.
func (r reader) readMacro(c ast.CallExpr) evaluation.Label {
	list, variable := c.Target().AsIdent(), c.Args()[0].AsIdent()
	inner := r
	inner.over = maps.Clone(r.over)
	if inner.over == nil {
		inner.over = map[string]item{}
	}
	inner.over[variable] = item{list: list, inner: len(r.over) > 0}
	name, condition := r.called(list), inner.read(c.Args()[1])
	if c.FunctionName() == operators.All {
		return evaluation.Label{VI: "mọi " + name.VI + " đều có " + condition.VI, EN: "each of: " + name.EN + ", has " + condition.EN}
	}
	return evaluation.Label{VI: "có " + name.VI + " mà " + condition.VI, EN: "there is one of: " + name.EN + ", where " + condition.EN}
}

// shareOf recognises part * 10000 against whole * basis points, which is how rules write a percentage without fractions.
func shareOf(args []ast.Expr) (part, whole ast.Expr, percent string, ok bool) {
	left, scale, ok := scaled(args[0])
	if !ok || scale != evaluation.Whole {
		return nil, nil, "", false
	}
	right, bp, ok := scaled(args[1])
	if !ok {
		return nil, nil, "", false
	}
	return left, right, strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d,%02d", bp/100, bp%100), "0"), ","), true
}

// scaled is what is multiplied by a number.
func scaled(e ast.Expr) (of ast.Expr, by int64, ok bool) {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.Multiply {
		return nil, 0, false
	}
	args := e.AsCall().Args()
	if args[1].Kind() != ast.LiteralKind {
		return nil, 0, false
	}
	by, ok = args[1].AsLiteral().Value().(int64)
	return args[0], by, ok
}

func quoted(l evaluation.Label) evaluation.Label {
	return evaluation.Label{VI: "“" + l.VI + "”", EN: "“" + l.EN + "”"}
}

func same(text string) evaluation.Label { return evaluation.Label{VI: text, EN: text} }

func joined(parts ...evaluation.Label) evaluation.Label {
	var out evaluation.Label
	for _, p := range parts {
		out.VI, out.EN = out.VI+p.VI, out.EN+p.EN
	}
	return out
}
