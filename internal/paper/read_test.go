package paper_test

import (
	"golang.org/x/text/unicode/norm"
	"reflect"
	"strings"
	"unicode"

	"canbo/internal/evaluation"
	"canbo/internal/paper"
)

// squeezed is a text as it is found again when lines break anywhere.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFC.String(text))
}

// textsOf are all strings of a document that are to be read on paper.
func textsOf(d paper.Document) []string {
	d.Office.Form, d.Symbol = "", ""
	d.Office.Place = ""
	var texts []string
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			if _, isKind := v.Interface().(paper.Kind); !isKind {
				texts = append(texts, v.String())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			if l, isLabel := v.Interface().(evaluation.Label); isLabel {
				texts = append(texts, l.VI)
				return
			}
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					walk(v.Field(i))
				}
			}
		case reflect.Interface:
			walk(v.Elem())
		}
	}
	walk(reflect.ValueOf(d))
	return texts
}
