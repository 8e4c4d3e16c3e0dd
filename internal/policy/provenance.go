package policy

import (
	"fmt"
	"reflect"
	"strings"
)

// Unverified lists the places of all values that were not checked against their source, in document order, such as
// evaluation.cap.ratio_bp or evaluation.conditions[3].
func (p *Policy) Unverified() []string {
	var paths []string
	p.walk(func(path string, at Provenance) {
		if !at.Verified {
			paths = append(paths, path)
		}
	})
	return paths
}

// Count is how many values the policy has, each with its provenance.
func (p *Policy) Count() int {
	var n int
	p.walk(func(string, Provenance) { n++ })
	return n
}

// walk visits the provenance of every value of the policy in document order.
func (p *Policy) walk(visit func(path string, at Provenance)) {
	if p.Evaluation != nil {
		walk(reflect.ValueOf(*p.Evaluation), string(KindEvaluation), visit)
	}
	if p.Qualification != nil {
		walk(reflect.ValueOf(*p.Qualification), string(KindQualification), visit)
	}
	if p.Planning != nil {
		walk(reflect.ValueOf(*p.Planning), string(KindPlanning), visit)
	}
	if p.Term != nil {
		walk(reflect.ValueOf(*p.Term), string(KindTerm), visit)
	}
	if p.Rotation != nil {
		walk(reflect.ValueOf(*p.Rotation), string(KindRotation), visit)
	}
}

func walk(v reflect.Value, path string, visit func(string, Provenance)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), path, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	case reflect.Struct:
		if at, ok := v.Interface().(Provenance); ok {
			visit(path, at)
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			switch {
			case field.Anonymous:
				walk(v.Field(i), path, visit)
			case field.Name != "Value": // inside a leaf there is no provenance but its own
				walk(v.Field(i), path+"."+name, visit)
			}
		}
	default: // plain values carry no provenance
	}
}
