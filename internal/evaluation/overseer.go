package evaluation

import "canbo/internal/procedure"

// Overseer returns the chair: who presides over the conference sees to it that everybody does their part. The chair's own
// lateness is told to the body that decides on the chair, or to the administrators.
func (u *UnitReview) Overseer(*procedure.Step) (overseer, above string) { return u.Chair, "" }

// Overseer returns the chair of the body; the chair's own lateness is told to the member who appraises for the body.
func (b *BodyDecision) Overseer(*procedure.Step) (overseer, above string) {
	return b.Chair, b.Appraiser
}
