package web

import (
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// pickerRows is how many of those whom a search has found a form shows.
const pickerRows = 10

// findingPeople is what somebody types into a box for people: the found are shown below it.
func (s *server) findingPeople(v *visit) error {
	field := v.r.URL.Query().Get("field")
	view, err := s.picker(v, field, "", v.r.URL.Query().Get("many") != "")
	if err != nil {
		return err
	}
	return s.show(v, pages.PickerFound(v.page, view))
}

// searching tells whether a form was sent back to find people, and not to do its act.
func (v *visit) searching() bool { return v.r.FormValue(pages.PickerFind) != "" }

// picker is a field for officials of a form at action, with those whom it names so far: by ticks, or by what was typed, be
// it codes or the only name that fits. Any number of them, or one.
func (s *server) picker(v *visit, field, action string, many bool) (pages.PickerView, error) {
	sent := v.r.URL.Query()
	if v.r.Method == http.MethodPost {
		sent = v.r.PostForm
	}
	view := pages.PickerView{Name: field, Action: action, Many: many, Typed: strings.TrimSpace(norm.NFC.String(sent.Get(field + pages.PickerSearch)))}
	chosen := codesOf(strings.Join(sent[field], ","))
	found, err := s.typedPeople(v, &view)
	switch {
	case err != nil:
		return view, err
	case view.Typed == "" && many:
		chosen = append(chosen, found...)
	case view.Typed == "" && len(found) > 0:
		chosen = found
	}
	people, err := s.Store.PeopleOf(v.r.Context(), slices.Concat(chosen, found), s.now())
	if err != nil {
		return view, err
	}
	for _, code := range chosen {
		if !slices.Contains(found, code) || view.Typed == "" {
			view.People = append(view.People, pickedLine(v.page, code, people[code], true))
		}
	}
	if view.Typed != "" {
		view.Found = len(found)
		for _, code := range found {
			view.People = append(view.People, pickedLine(v.page, code, people[code], slices.Contains(chosen, code)))
		}
	}
	return view, nil
}

// typedPeople are those whom a search names. Who is named beyond doubt leaves nothing to search for.
func (s *server) typedPeople(v *visit, view *pages.PickerView) ([]string, error) {
	if view.Typed == "" {
		return nil, nil
	}
	codes := codesOf(view.Typed)
	known, err := s.Store.OfficialNames(v.r.Context(), codes)
	if err != nil {
		return nil, err
	}
	if len(known) == len(codes) && (view.Many || len(codes) == 1) {
		view.Typed = ""
		return codes, nil
	}
	in := &peopleInput{Query: view.Typed, Paged: Paged{Limit: pickerRows}}
	found, err := call[body[postgres.List[postgres.FoundPerson]]](v.r.Context(), s, v.actor, access.FindPeople, in)
	if err != nil {
		return nil, err
	}
	codes = nil
	for _, f := range found.Body.Items {
		codes = append(codes, f.Official)
	}
	view.More = found.Body.Next != ""
	if view.Asked = len(codes) != 1; !view.Asked {
		view.Typed = ""
	}
	return codes, nil
}

func pickedLine(p pages.Page, code string, f postgres.FoundPerson, chosen bool) pages.PickedLine {
	if f.Name == "" { // nobody has this code; the act will say so
		return pages.PickedLine{Code: code, Name: code, Chosen: chosen}
	}
	return pages.PickedLine{Code: code, Name: f.Name, Post: postOf(p, f), Chosen: chosen}
}

// postOf is the post and unit of somebody, and the code that tells two of one name apart.
func postOf(p pages.Page, f postgres.FoundPerson) string {
	post := p.L(evaluation.Label{VI: f.PostName, EN: f.PostNameEn}) + ", " + p.L(evaluation.Label{VI: f.UnitName, EN: f.UnitNameEn})
	return strings.TrimPrefix(strings.Trim(post, ", ")+" · "+f.Official, " · ")
}

// unsettled adds to wrong the fields in which it is open who is meant.
func unsettled(p pages.Page, wrong map[string]string, pickers ...pages.PickerView) {
	for _, picker := range pickers {
		if text := picker.Unsettled(p); text != "" {
			wrong[picker.Name] = text
		}
	}
}
