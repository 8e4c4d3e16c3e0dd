package web_test

import "testing"

// The author looks at what was filed and changed.
func TestWalkVersionsOfASelfReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.fileVersions(t)
	tab := o.tabAs(t, member)
	tab.Visit(t, "/app"+officialPath(member))
	tab.Press(t, `main a[href$="/self-review/versions"]`)
	tab.Audit(t, "self-review-versions")
	tab.Visit(t, "/app"+officialPath(member)+"/self-review/versions?lang=en")
	tab.Audit(t, "self-review-versions-en")
}
