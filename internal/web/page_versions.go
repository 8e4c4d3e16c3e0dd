package web

import (
	"cmp"
	"net/http"
	"slices"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// versionsOf is where the versions of somebody's self-review are shown.
func versionsOf(at OfficialPath) string { return casePageOf(at) + "/self-review/versions" }

// casePageOf is the page of an official's evaluation.
func casePageOf(at OfficialPath) string {
	return appPath + "/cycles/" + at.Cycle + "/officials/" + at.Official
}

// caseVersions leads to what was filed before, where there is more than what the page shows.
func (s *server) caseVersions(v *visit, view *pages.CaseView) error {
	at := officialAt(v)
	got, err := call[body[items[postgres.SelfReviewVersion]]](v.r.Context(), s, v.actor, access.ReadVersions, &officialInput{at})
	if err != nil {
		return err
	}
	if n := len(got.Body.Items); n > 1 || n == 1 && got.Body.Items[0].WithdrawnAt != nil {
		view.Versions = &pages.LinkView{Text: v.page.T(pages.VersionsLink, n), Href: versionsOf(at)}
	}
	return nil
}

// reviewVersions shows every self-review of an official with what changed, to the author and to who examines it.
func (s *server) reviewVersions(v *visit) error {
	ctx, at := v.r.Context(), officialAt(v)
	got, err := call[body[items[postgres.SelfReviewVersion]]](ctx, s, v.actor, access.ReadVersions, &officialInput{at})
	if err != nil {
		return err
	}
	versions := got.Body.Items
	if len(versions) == 0 {
		return newFailure(http.StatusNotFound, "not_found")
	}
	cycle, err := call[body[postgres.CycleProgress]](ctx, s, v.actor, access.ReadCycle, &cycleInput{CyclePath{at.Cycle}})
	if err != nil {
		return err
	}
	codes := []string{at.Official}
	for _, version := range versions {
		if version.OnBehalf != nil {
			codes = append(codes, version.OnBehalf.By)
		}
	}
	known, err := s.Store.OfficialNames(ctx, codes)
	if err != nil {
		return err
	}
	labels, err := s.gradeNames(v, at.Cycle)
	if err != nil {
		return err
	}
	name := cmp.Or(known[at.Official], at.Official)
	view := pages.VersionsView{
		Cycle: v.page.L(evaluation.CycleLabel(evaluation.Period{Year: cycle.Body.Year, Quarter: cycle.Body.Quarter})),
		Back:  pages.LinkView{Text: v.page.T(pages.VersionsBack), Href: casePageOf(at)},
	}
	for i, version := range versions {
		parts, err := versionParts(v.page, version.SelfReviewView, labels)
		if err != nil {
			return err
		}
		line := pages.VersionView{
			Number: len(versions) - i, First: i == len(versions)-1, By: name, At: version.FiledAt, Withdrawn: version.WithdrawnAt, Parts: parts,
			Stands: i == slices.IndexFunc(versions, func(x postgres.SelfReviewVersion) bool { return x.WithdrawnAt == nil }),
		}
		if e := version.OnBehalf; e != nil {
			line.By, line.Document = v.page.Actor(known[e.By], e.By, ""), e.Document
		}
		if !line.First {
			before, err := versionParts(v.page, versions[i+1].SelfReviewView, labels)
			if err != nil {
				return err
			}
			line.Changes = partChanges(before, parts)
		}
		view.Versions = append(view.Versions, line)
	}
	return s.show(v, pages.Versions(v.page.Titled(pages.VersionsTitle, name), view))
}

// versionParts is everything that a self-review says, with its grade.
func versionParts(p pages.Page, filed postgres.SelfReviewView, labels map[string]string) ([]pages.PartView, error) {
	values, err := reviewValues(p, filed)
	if err != nil {
		return nil, err
	}
	parts := reviewParts(p, values)
	for point := 1; values.Has(pointField(point)); point++ {
		parts = append(parts, pages.PartView{Label: p.T(pages.VersionAnswer, point), Text: values.Get(pointField(point))})
	}
	return append(parts, pages.PartView{Label: p.T(pages.PaperGrade), Text: labels[filed.Grade]}), nil
}

// partChanges are the parts that are not as they were, in the order of the form; those that are no more come last.
func partChanges(before, after []pages.PartView) []pages.PartChange {
	textOf := func(parts []pages.PartView, label string) string {
		for _, part := range parts {
			if part.Label == label {
				return part.Text
			}
		}
		return ""
	}
	var changes []pages.PartChange
	compare := func(label, old, now string) {
		if old != now {
			changes = append(changes, pages.PartChange{Label: label, Runs: pages.Difference(old, now)})
		}
	}
	for _, part := range after {
		compare(part.Label, textOf(before, part.Label), part.Text)
	}
	for _, part := range before {
		if textOf(after, part.Label) == "" {
			compare(part.Label, part.Text, "")
		}
	}
	return changes
}
