package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/parser"

	"canbo/internal/evaluation"
	"canbo/internal/policy"
)

// Rules are the compiled conditions and blocking rules of one evaluation policy. Safe for concurrent use.
type Rules struct {
	policy     *policy.Evaluation
	grades     []evaluation.Grade // those with conditions, best first
	conditions []condition
	blocking   []blocking
	advice     []advice
}

type condition struct {
	policy.Condition
	compiled *expression
}

type blocking struct {
	policy.BlockingRule
	compiled *expression
}

type advice struct {
	policy.AdviceRule
	compiled *expression
}

// expression is one compiled CEL expression with its clauses, the parts joined by && at the top.
type expression struct {
	program cel.Program
	quick   cel.Program // keeps no values, and watches its cost only when it iterates
	clauses []clause
}

type clause struct {
	id    int64  // of the node in the evaluation's state
	text  string // the clause as it is written
	facts []fact
}

// fact is a value that a clause reads, such as own.on_time.
type fact struct {
	id   int64
	path string
}

// Compile checks the types of every expression of an evaluation policy and prepares them. The error names, for each
// expression that is wrong, the file and line, the rule and the place in it.
func Compile(p *policy.Policy) (*Rules, error) {
	if p.Evaluation == nil {
		return nil, fmt.Errorf("compile rules of %s: not an evaluation policy", p.Name())
	}
	env, err := newEnv(ofEvaluation)
	if err != nil {
		return nil, err
	}
	r := &Rules{policy: p.Evaluation}
	var wrong []error
	compile := func(id, when string) *expression {
		compiled, err := compileOne(ofEvaluation, env, p.ID+" "+id, when)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: rule %s: %w", p.Place(id), id, err))
		}
		return compiled
	}
	for _, k := range slices.Concat(thresholds(p.Evaluation), p.Evaluation.Conditions) {
		r.conditions = append(r.conditions, condition{k, compile(k.ID, k.When)})
	}
	for _, b := range p.Evaluation.Blocking {
		r.blocking = append(r.blocking, blocking{b, compile(b.ID, b.When)})
	}
	for _, a := range p.Evaluation.Advice {
		r.advice = append(r.advice, advice{a, compile(a.ID, a.When)})
	}
	for _, grade := range p.Evaluation.GradeCodes() {
		if slices.ContainsFunc(r.conditions, func(k condition) bool { return k.Grade == grade }) {
			r.grades = append(r.grades, grade)
		}
	}
	return r, errors.Join(wrong...)
}

// thresholds are the least scores of the grades as conditions, so that one explanation serves both shapes.
func thresholds(e *policy.Evaluation) []policy.Condition {
	if e.Score == nil {
		return nil
	}
	var out []policy.Condition
	for _, t := range e.Score.Thresholds {
		points := func(mark string) string { return fmt.Sprintf("%d%s%d", t.MinTenths/10, mark, t.MinTenths%10) }
		out = append(out, policy.Condition{
			ID:         "score" + string(t.Grade),
			Grade:      t.Grade,
			When:       fmt.Sprintf("score.given && score.general_tenths + score.results_tenths >= %d", t.MinTenths),
			Text:       policy.Text{VI: "Tổng điểm từ " + points(",") + " trở lên", EN: "Score of " + points(".") + " or more"},
			Provenance: t.Provenance,
		})
	}
	return out
}

func compileOne(v vocabulary, env *cel.Env, description, when string) (*expression, error) {
	checked, issues := env.CompileSource(common.NewStringSource(when, description))
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	if checked.OutputType() != cel.BoolType {
		return nil, fmt.Errorf("the expression must be true or false, it is of type %s", checked.OutputType())
	}
	native := checked.NativeRep()
	if err := checkCodes(native); err != nil {
		return nil, err
	}
	program, err := env.Program(checked, cel.EvalOptions(cel.OptTrackState|cel.OptExhaustiveEval), cel.CostLimit(costLimit))
	if err != nil {
		return nil, err
	}
	var bounds []cel.ProgramOption
	if iterates(native) {
		bounds = append(bounds, cel.CostLimit(costLimit))
	}
	quick, err := env.Program(checked, bounds...)
	if err != nil {
		return nil, err
	}
	clauses, err := clausesOf(v, native)
	return &expression{program: program, quick: quick, clauses: clauses}, err
}

// checkCodes refuses a misspelt code such as level('Godo'), which would otherwise fail for each official.
func checkCodes(native *ast.AST) error {
	var wrong []error
	ast.PreOrderVisit(native.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if code, ok := comparedGrade(e); ok && !evaluation.Grade(code).Valid() {
			wrong = append(wrong, fmt.Errorf("%q is no known grade", code))
		}
		if e.Kind() != ast.CallKind || len(e.AsCall().Args()) != 1 {
			return
		}
		rank, known := ranks[e.AsCall().FunctionName()]
		arg := e.AsCall().Args()[0]
		if !known || arg.Kind() != ast.LiteralKind {
			return
		}
		if code, ok := arg.AsLiteral().Value().(string); ok && rank(code) == 0 {
			wrong = append(wrong, fmt.Errorf("%s(%q) is no known code", e.AsCall().FunctionName(), code))
		}
	}))
	return errors.Join(wrong...)
}

// comparedGrade returns the text that a field called grade is compared with.
func comparedGrade(e ast.Expr) (code string, ok bool) {
	if e.Kind() != ast.CallKind || len(e.AsCall().Args()) != 2 {
		return "", false
	}
	field, text := e.AsCall().Args()[0], e.AsCall().Args()[1]
	if field.Kind() != ast.SelectKind || field.AsSelect().FieldName() != "grade" || text.Kind() != ast.LiteralKind {
		return "", false
	}
	code, ok = text.AsLiteral().Value().(string)
	return code, ok
}

func iterates(native *ast.AST) bool {
	found := ast.MatchDescendants(ast.NavigateAST(native), ast.KindMatcher(ast.ComprehensionKind))
	return len(found) > 0
}

// clausesOf splits at the && that stand at the top.
func clausesOf(v vocabulary, native *ast.AST) ([]clause, error) {
	var out []clause
	var split func(e ast.Expr) error
	split = func(e ast.Expr) error {
		if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == operators.LogicalAnd {
			for _, arg := range e.AsCall().Args() {
				if err := split(arg); err != nil {
					return err
				}
			}
			return nil
		}
		text, err := parser.Unparse(e, native.SourceInfo())
		if err != nil {
			return err
		}
		out = append(out, clause{id: e.ID(), text: text, facts: factsOf(v, e)})
		return nil
	}
	return out, split(native.Expr())
}

// factsOf lists what a clause reads, in the order written, each path once.
func factsOf(v vocabulary, e ast.Expr) []fact {
	var out []fact
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		path := ""
		switch {
		case e.Kind() == ast.SelectKind && e.AsSelect().Operand().Kind() == ast.IdentKind:
			path = e.AsSelect().Operand().AsIdent() + "." + e.AsSelect().FieldName()
		case e.Kind() == ast.IdentKind && (e.AsIdent() == "discipline" || e.AsIdent() == "quarters"):
			path = e.AsIdent()
		}
		known := v.called(path).VI != path
		if known && !slices.ContainsFunc(out, func(f fact) bool { return f.path == path }) {
			out = append(out, fact{id: e.ID(), path: path})
		}
	}))
	slices.SortStableFunc(out, func(a, b fact) int { return cmp.Compare(a.id, b.id) })
	return out
}
