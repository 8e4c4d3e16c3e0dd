package policy

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// Value is one value or rule of a policy as people look it up.
type Value struct {
	Path string          // such as evaluation.cap.ratio_bp or evaluation.conditions[excellentInitiative]
	JSON json.RawMessage // the value alone; of a rule all its members
	At   Provenance
}

// Values lists every value and rule of the policy with its provenance, in document order. What stands in a list goes by
// its id, code, step, grade or level, so that the same rule has the same path in every version.
func (p *Policy) Values() []Value {
	var out []Value
	for _, part := range []struct {
		kind Kind
		of   any
	}{
		{KindEvaluation, p.Evaluation}, {KindQualification, p.Qualification}, {KindPlanning, p.Planning}, {KindTerm, p.Term},
		{KindRotation, p.Rotation},
	} {
		out = append(out, valuesOf(reflect.ValueOf(part.of), string(part.kind))...)
	}
	return out
}

func valuesOf(v reflect.Value, path string) []Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return valuesOf(v.Elem(), path)
	case reflect.Slice:
		var out []Value
		for i := range v.Len() {
			out = append(out, valuesOf(v.Index(i), fmt.Sprintf("%s[%s]", path, keyOf(v.Index(i), i)))...)
		}
		return out
	case reflect.Struct:
		return valuesIn(v, path)
	default: // plain values carry no provenance
		return nil
	}
}

// valuesIn is the struct itself when it has a provenance, else what is in it.
func valuesIn(v reflect.Value, path string) []Value {
	if at, ok := provenanceOf(v); ok {
		shown := v.Interface()
		if leaf := v.FieldByName("Value"); leaf.IsValid() {
			shown = leaf.Interface()
		}
		raw, err := json.Marshal(shown)
		if err != nil {
			panic(fmt.Errorf("encode %s: %w", path, err)) // a loaded policy was decoded from such values
		}
		return []Value{{Path: path, JSON: raw, At: at}}
	}
	var out []Value
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if v.Type().Field(i).IsExported() && name != "-" {
			out = append(out, valuesOf(v.Field(i), path+"."+name)...)
		}
	}
	return out
}

func provenanceOf(v reflect.Value) (Provenance, bool) {
	field := v.FieldByName("Provenance")
	if !field.IsValid() {
		return Provenance{}, false
	}
	at, ok := field.Interface().(Provenance)
	return at, ok
}

// keyOf names an item of a list; its number when it has no name.
func keyOf(v reflect.Value, i int) string {
	if v.Kind() == reflect.Struct {
		for _, name := range []string{"ID", "Code", "Step", "Grade", "Level"} {
			if field := v.FieldByName(name); field.IsValid() && field.Kind() == reflect.String && field.String() != "" {
				return field.String()
			}
		}
	}
	return fmt.Sprint(i)
}

// Difference is a value that two policies do not share.
type Difference struct {
	Path string
	From json.RawMessage // nil: only the other has it
	To   json.RawMessage // nil: only this one has it
}

// Differences lists what changes from p to another policy of the same kind: in the order of p, then what is new.
func (p *Policy) Differences(to *Policy) []Difference {
	then := map[string]Value{}
	for _, v := range to.Values() {
		then[v.Path] = v
	}
	var out []Difference
	known := map[string]bool{}
	for _, v := range p.Values() {
		known[v.Path] = true
		if other, ok := then[v.Path]; !ok || string(other.JSON) != string(v.JSON) {
			out = append(out, Difference{Path: v.Path, From: v.JSON, To: other.JSON})
		}
	}
	for _, v := range to.Values() {
		if !known[v.Path] {
			out = append(out, Difference{Path: v.Path, To: v.JSON})
		}
	}
	return out
}
