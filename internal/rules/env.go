package rules

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"
	celenv "cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/ext"

	"canbo/internal/evaluation"
)

// costLimit bounds the evaluation of one rule; the rules that ship cost under a hundred.
const costLimit = 10_000

// variable is a fact that an expression may name.
type variable struct {
	name string
	kind *cel.Type
}

// vocabulary is what the expressions of one kind of policy may name, and what it is called.
type vocabulary struct {
	facts     reflect.Type // its JSON names are the names in expressions
	variables []variable
	called    func(path string) evaluation.Label // the path itself for what is no fact
}

// ofEvaluation are the facts a condition may name, as the JSON names of evaluation.Facts.
var ofEvaluation = vocabulary{
	facts: reflect.TypeFor[evaluation.Facts](),
	variables: []variable{
		{"post", object[evaluation.Post]()}, {"person", object[evaluation.Person]()}, {"own", object[evaluation.Targets]()},
		{"unit", object[evaluation.UnitResult]()}, {"criteria", object[evaluation.Levels]()}, {"score", object[evaluation.Points]()},
		{"quarters", cel.ListType(object[evaluation.QuarterGrade]())},
		{"discipline", cel.ListType(object[evaluation.Discipline]())},
	},
	called: evaluation.FactTextOf,
}

func activationOf(f evaluation.Facts) map[string]any {
	return map[string]any{
		"post": f.Post, "person": f.Person, "own": f.Own, "unit": f.Unit, "criteria": f.Criteria, "score": f.Score,
		"quarters": f.Quarters, "discipline": f.Discipline,
	}
}

func object[T any]() *cel.Type { return cel.ObjectType(reflect.TypeFor[T]().String()) }

// ranks are the functions that order codes; a code they do not know is an error, never the lowest rank.
var ranks = map[string]func(code string) int{
	"level": func(code string) int { return evaluation.Level(code).Rank() },
	"form":  func(code string) int { return evaluation.Form(code).Rank() },
}

func newEnv(v vocabulary) (*cel.Env, error) {
	options := []cel.EnvOption{
		cel.StdLib(cel.StdLibSubset(language())),
		cel.ParserRecursionLimit(50),
		cel.EnableMacroCallTracking(), // so that exists and all can be written out again
		ext.NativeTypes(v.facts, ext.ParseStructTag("json")),
		cel.Function("level", rankOverload("level")), // level('Good') orders the levels of criteria
		cel.Function("form", rankOverload("form")),   // form('warning') orders the forms of discipline
	}
	for _, known := range v.variables {
		options = append(options, cel.Variable(known.name, known.kind))
	}
	env, err := cel.NewCustomEnv(options...)
	if err != nil {
		return nil, fmt.Errorf("build the rule environment: %w", err)
	}
	return env, nil
}

// language is the part of CEL that conditions may use. Strings cannot be ordered (use level and form), and there is
// no division, because it truncates where a rule means a ratio.
func language() *celenv.LibrarySubset {
	function := func(name string, overloads ...string) *celenv.Function {
		f := celenv.NewFunction(name)
		for _, id := range overloads {
			f.Overloads = append(f.Overloads, celenv.NewOverload(id, nil, nil))
		}
		return f
	}
	return celenv.NewLibrarySubset().AddIncludedMacros("all", "exists").AddIncludedFunctions(
		function("!_"), function("_&&_"), function("_||_"), function("_==_"), function("_!=_"),
		function("_<_", "less_int64"), function("_<=_", "less_equals_int64"),
		function("_>_", "greater_int64"), function("_>=_", "greater_equals_int64"),
		function("_+_", "add_int64"), function("_-_", "subtract_int64"), function("_*_", "multiply_int64"),
		function("@not_strictly_false"), function("_?_:_"), function("size", "size_list", "list_size"),
	)
}

func rankOverload(name string) cel.FunctionOpt {
	return cel.Overload(name+"_string", []*cel.Type{cel.StringType}, cel.IntType,
		cel.UnaryBinding(func(value ref.Val) ref.Val {
			code, ok := value.Value().(string)
			if !ok {
				return types.MaybeNoSuchOverloadErr(value)
			}
			if rank := ranks[name](code); rank > 0 {
				return types.Int(rank)
			}
			return types.NewErr("%s %q is unknown", name, code)
		}))
}
