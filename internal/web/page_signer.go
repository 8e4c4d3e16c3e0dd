package web

import (
	"cmp"

	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// signerField and signerTitleField are who signs what a form records; of all decisions, where it records several.
const signerField, signerTitleField = "signer", "signer_title"

// signerFields ask who signs; chair is who does as a rule, zero where that depends on what is chosen in the form.
func signerFields(p pages.Page, chair postgres.Signer) []pages.InputView {
	return []pages.InputView{
		{Kind: pages.LineInput, Name: optionalField + signerField, Label: p.T(pages.SignerLabel), Hint: p.T(pages.SignerHint), Value: chair.Name},
		{Kind: pages.LineInput, Name: optionalField + signerTitleField, Label: p.T(pages.SignerTitle), Value: cmp.Or(chair.Title, secretary)},
	}
}
