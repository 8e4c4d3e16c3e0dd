package web

import (
	"slices"

	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// groundsFields are whyFields with their labels, for forms whose fields depend on what they are about.
func groundsFields(v *visit) []pages.InputView {
	fields := slices.Clone(whyFields)
	for i, text := range whyTexts {
		fields[i].Label = v.page.T(text)
	}
	return fields
}

// asking makes the load of a form out of what it asks for.
func asking(fields func(v *visit) ([]pages.InputView, error)) func(*visit, *pages.ActView) error {
	return func(v *visit, view *pages.ActView) (err error) {
		view.Fields, err = fields(v)
		return err
	}
}

// officeChoices offers somebody or something, by name and unit.
func officeChoices(all []postgres.OfficeChoice) []pages.Choice {
	choices := make([]pages.Choice, len(all))
	for i, c := range all {
		choices[i] = pages.Choice{Value: c.Code, Label: c.Name + " – " + c.UnitName}
	}
	return choices
}

// personField asks for an official.
func personField(name, label string, all []postgres.OfficeChoice) pages.InputView {
	choices := officeChoices(all)
	pages.SortByName(choices)
	return pages.InputView{Kind: pages.ChoiceInput, Long: true, Name: name, Label: label, Choices: choices}
}
