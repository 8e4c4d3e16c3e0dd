package pages

import (
	"net/url"
	"slices"
)

// Unsettled says what is wrong with a search that did not settle who is meant; "" when nothing is.
func (v PickerView) Unsettled(p Page) string {
	switch {
	case !v.Asked || v.Found > 0 && slices.ContainsFunc(v.People[len(v.People)-v.Found:], func(l PickedLine) bool { return l.Chosen }):
		return ""
	case v.Found == 0:
		return p.T(pickerNone, v.Typed)
	}
	return p.T(pickerOpen)
}

// Codes are those of the people who are chosen.
func (v PickerView) Codes() []string {
	var codes []string
	for _, l := range v.People {
		if l.Chosen {
			codes = append(codes, l.Code)
		}
	}
	return codes
}

// Code is that of whom a field for one is about; "" for nobody.
func (v PickerView) Code() string {
	for _, l := range v.People {
		if l.Chosen {
			return l.Code
		}
	}
	return ""
}

// pickerAddress is where a search in a field is made while somebody types.
func pickerAddress(v PickerView) string {
	query := url.Values{"field": {v.Name}}
	if v.Many {
		query.Set("many", "yes")
	}
	return "/app/admin/find-people?" + query.Encode()
}

// pickerBox is the kind of box that is ticked.
func pickerBox(many bool) string {
	if many {
		return "checkbox"
	}
	return "radio"
}
