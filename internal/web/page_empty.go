package web

import (
	"canbo/internal/access"
	"canbo/internal/web/pages"
)

// noRoster reports whether the office is new: nothing can be done before its units and people are there.
func (s *server) noRoster(v *visit) (bool, error) {
	units, err := s.Store.Units(v.r.Context())
	return len(units) == 0, err
}

// toRoster leads who may hand in the roster to where that is done; the zero link for others.
func toRoster(v *visit) pages.LinkView {
	if access.May(v.actor, access.CheckRoster, access.Subject{}) != nil {
		return pages.LinkView{}
	}
	return pages.LinkView{Text: v.page.T(pages.OfficeBegin), Href: rosterPage}
}
