package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

var changeTexts = map[planning.ChangeKind]pages.Text{
	planning.Added: pages.ChangeAdded, planning.Removed: pages.ChangeRemoved, planning.Moved: pages.ChangeMoved,
}

// planHistory shows the versions of a list, and what differs between two of them: the last two when nothing is asked.
func (s *server) planHistory(v *visit) error {
	list, err := s.planOf(v)
	if err != nil {
		return err
	}
	versions, err := call[body[postgres.List[postgres.PlanVersionView]]](v.r.Context(), s, v.actor, access.ListPlanVersions, &planPageInput{
		PlanPath: planAt(v).PlanPath, Paged: Paged{Limit: postgres.MaxPage},
	})
	if err != nil {
		return err
	}
	view := pages.PlanHistoryView{
		Back:     pages.LinkView{Text: v.page.T(pages.ToList), Href: listAddress(list.Code)},
		Versions: versionTable(v.page, list.Code, versions.Body.Items),
	}
	for _, version := range versions.Body.Items {
		view.Numbers = append(view.Numbers, pages.Choice{
			Value: strconv.Itoa(version.Number), Label: v.page.T(pages.ListVersion, version.Number),
		})
	}
	status := http.StatusOK
	if list.Version > 0 {
		if status, err = s.compareVersions(v, list, &view); err != nil {
			return err
		}
	}
	return s.showAs(v, status, pages.PlanHistory(v.page.Titled(pages.HistoryTitle, listName(v.page, list)), view))
}

func versionTable(p pages.Page, list string, versions []postgres.PlanVersionView) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.VersionsAll), Empty: p.T(pages.ListNone),
		Columns: p.Columns(pages.ColVersion, pages.ColDate, pages.ColDecision, pages.ColPeople, pages.ColEntries),
	}
	for _, version := range versions {
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: p.T(pages.ListVersion, version.Number), Href: fmt.Sprintf("%s?version=%d", listAddress(list), version.Number)},
			{Text: p.Day(version.PublishedAt)}, {Text: cmp.Or(version.Decision, p.T(pages.VersionImport))},
			{Text: strconv.FormatInt(version.People, 10)}, {Text: strconv.FormatInt(version.Entries, 10)},
		})
	}
	return t
}

func (s *server) compareVersions(v *visit, list postgres.PlanListView, view *pages.PlanHistoryView) (status int, err error) {
	query := v.r.URL.Query()
	from, _ := strconv.Atoi(query.Get("from")) // anything else is the version before
	to, _ := strconv.Atoi(query.Get("to"))
	view.To = strconv.Itoa(cmp.Or(to, list.Version))
	view.From = strconv.Itoa(cmp.Or(from, max(1, list.Version-1)))
	difference, err := call[body[postgres.PlanDifference]](v.r.Context(), s, v.actor, access.ComparePlans, &differenceInput{
		PlanPath: PlanPath{List: list.Code}, From: max(from, 0), To: max(to, 0),
	})
	if err != nil {
		view.Problem, status, err = s.refused(v, access.ComparePlans, err)
		return status, err
	}
	d := difference.Body
	view.Said = v.page.T(pages.DiffSaid, d.From, d.Before, d.To, d.After, len(d.Changes))
	view.Changes = differenceTable(v.page, d.Changes)
	inParts(v, "changes", &view.Changes)
	return http.StatusOK, nil
}

func differenceTable(p pages.Page, changes []postgres.PlanDifferenceEntry) pages.Table {
	t := pages.Table{
		Caption: p.T(pages.DiffCaption), Empty: p.T(pages.DiffNone),
		Columns: p.Columns(pages.ColPerson, pages.ColPosition, pages.ColChange, pages.ColReason, pages.ColDecision),
	}
	for _, c := range changes {
		t.Rows = append(t.Rows, []pages.Cell{
			{Text: cmp.Or(c.OfficialName, c.Official)}, {Text: cmp.Or(c.PositionName, c.Position)}, {Text: p.T(changeTexts[c.Kind])},
			{Text: p.L(evaluation.Label{VI: c.ReasonVi, EN: c.ReasonEn}), Notes: note(c.Note)}, {Text: c.Decision},
		})
	}
	return t
}

// note is a text as a note below a cell; none for an empty one.
func note(text string) []pages.Note {
	if text == "" {
		return nil
	}
	return []pages.Note{{Text: text}}
}
