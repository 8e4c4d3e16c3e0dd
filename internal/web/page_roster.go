package web

import (
	"fmt"
	"io"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/internal/web/pages"
)

// rosterPage is where files of the roster are handed in.
const rosterPage = adminPath + "/roster"

// shownProblems is how many problems of files one page shows.
const shownProblems = 200

func (s *server) rosterPages(r chi.Router) {
	r.Get(rosterPage, s.signedIn(func(v *visit) error { return s.showRoster(v, http.StatusOK, nil, nil) }))
	r.Post(rosterPage, s.signedIn(s.postRoster))
	r.Get(rosterPage+"/roster.xlsx", s.signedIn(s.rosterFile))
	r.Get(rosterPage+"/imports/{import}", s.signedIn(func(v *visit) error { return s.showImport(v, http.StatusOK, nil) }))
	r.Post(rosterPage+"/imports/{import}", s.signedIn(s.postImport))
}

func (s *server) showRoster(v *visit, status int, problem *pages.Problem, wrong []rosterProblem) error {
	if err := access.May(v.actor, access.ExportRoster, access.Subject{}); err != nil {
		return err
	}
	view := pages.RosterView{
		Problem: problem, MayImport: access.May(v.actor, access.CheckRoster, access.Subject{}) == nil, Wrong: len(wrong),
	}
	for _, p := range wrong[:min(len(wrong), shownProblems)] {
		view.Lines = append(view.Lines, pages.RosterFault{
			File: v.page.RosterFile(fileName(p.File)), Line: p.Line, Column: v.page.RosterColumn(p.Column), Value: p.Value,
			Text: v.page.RosterProblem(p.Text), Remedy: v.page.RosterProblem(p.Remedy),
		})
	}
	for _, file := range roster.Files() {
		view.Files = append(view.Files, pages.Option{Value: file, Text: v.page.RosterFile(file)})
	}
	return s.showAs(v, status, pages.Roster(v.page.Titled(pages.RosterTitle), view))
}

// fileName is a file without its ending.
func fileName(file string) string {
	if i := len(file) - len(".csv"); i > 0 && file[i:] == ".csv" {
		return file[:i]
	}
	return file
}

// postRoster hands in the files of the form, and leads to what they would change.
func (s *server) postRoster(v *visit) error {
	in := &rosterCheckInput{}
	if form := v.r.MultipartForm; form != nil {
		for _, header := range form.File["files"] {
			file, err := header.Open()
			if err != nil {
				return fmt.Errorf("open an uploaded file: %w", err)
			}
			content, err := io.ReadAll(file) // the request is bounded
			_ = file.Close()                 // it is in memory, or read to its end
			if err != nil {
				return fmt.Errorf("read an uploaded file: %w", err)
			}
			if len(content) > 0 {
				in.Body.Files = append(in.Body.Files, handedIn{Name: header.Filename, Content: content})
			}
		}
	}
	if len(in.Body.Files) == 0 {
		return s.showRoster(v, http.StatusUnprocessableEntity, v.page.FilesMissing(), nil)
	}
	checked, err := call[body[rosterCheck]](v.r.Context(), s, v.actor, access.CheckRoster, in)
	if err != nil {
		problem, status, err := s.inForm(v, access.CheckRoster, err, nil)
		if err != nil {
			return err
		}
		return s.showRoster(v, status, problem, nil)
	}
	if wrong := checked.Body.Problems; len(wrong) > 0 {
		return s.showRoster(v, http.StatusUnprocessableEntity, v.page.FilesWrong(len(wrong)), wrong)
	}
	return s.redirect(v, rosterPage+"/imports/"+checked.Body.Import.ID, "")
}

func (s *server) rosterFile(v *visit) error {
	in := &rosterExportInput{Empty: v.r.URL.Query().Get("empty") != ""}
	file, err := call[fileOutput](v.r.Context(), s, v.actor, access.ExportRoster, in)
	if err != nil {
		return err
	}
	return sendFile(v, file)
}

// showImport shows what files would change, with what is wrong with the form that applies them.
func (s *server) showImport(v *visit, status int, problem *pages.Problem) error {
	ctx, query := v.r.Context(), v.r.URL.Query()
	at := ImportPath{Import: chi.URLParam(v.r, "import")}
	read, err := call[body[postgres.RosterImport]](ctx, s, v.actor, access.ReadRosterImport, &rosterImportInput{at})
	if err != nil {
		return err
	}
	in := &rosterDifferencesInput{ImportPath: at, Paged: after(v, adminList), File: query.Get("file"), Kind: query.Get("kind")}
	if !roster.DifferenceKind(in.Kind).Valid() {
		in.Kind = ""
	}
	list, err := call[body[postgres.List[postgres.RosterDifference]]](ctx, s, v.actor, access.ListRosterDifferences, in)
	if err != nil {
		return err
	}
	imported := read.Body
	view := pages.ImportView{
		ID: imported.ID, MadeAt: imported.MadeAt, ExpiresAt: imported.ExpiresAt, AppliedAt: imported.AppliedAt, Changes: imported.Changes,
		File: in.File, Kind: in.Kind, Next: onward(v, "after", list.Body.Next), Problem: problem,
		Reason: v.field("reason"), Basis: v.field("basis"),
		Files: []pages.Option{{Text: v.page.T(pages.AllOfThem)}}, Kinds: []pages.Option{{Text: v.page.T(pages.AllOfThem)}},
	}
	for _, kind := range []roster.DifferenceKind{roster.New, roster.Edits, roster.Gone} {
		view.Kinds = append(view.Kinds, pages.Option{Value: string(kind), Text: v.page.DifferenceKind(string(kind))})
	}
	for _, f := range imported.Differences {
		view.New, view.Changed, view.Gone = view.New+f.New, view.Changed+f.Changed, view.Gone+f.Gone
		view.Counts = append(view.Counts, pages.FileCount{
			File: v.page.RosterFile(f.File), Href: rosterPage + "/imports/" + imported.ID + "?file=" + f.File, New: f.New, Changed: f.Changed, Gone: f.Gone,
			Felt: v.page.RosterFelt(f.File),
		})
		view.Files = append(view.Files, pages.Option{Value: f.File, Text: v.page.RosterFile(f.File)})
	}
	for _, c := range imported.Running {
		name, err := s.cycleTitle(v, c.Cycle)
		if err != nil {
			return err
		}
		view.Running = append(view.Running, v.page.CycleTouched(name, c.Officials))
	}
	for _, d := range list.Body.Items {
		view.Lines = append(view.Lines, differenceLine(v, d))
	}
	return s.showAs(v, status, pages.Import(v.page.Titled(pages.ImportTitle), view))
}

// differenceLevels are the looks of the kinds of differences.
var differenceLevels = map[string]string{"new": "done", "changed": "open", "gone": "held"}

func differenceLine(v *visit, d postgres.RosterDifference) pages.DifferenceLine {
	line := pages.DifferenceLine{
		File: v.page.RosterFile(d.File), Key: d.Key, Kind: v.page.DifferenceKind(d.Kind), Level: differenceLevels[d.Kind],
	}
	for _, c := range d.Cells {
		if d.Kind == string(roster.New) && slices.Contains([]string{"no", ""}, c.New) {
			continue // says nothing
		}
		line.Cells = append(line.Cells, pages.CellLine{Column: v.page.RosterColumn(c.Column), Old: c.Old, New: c.New, Changed: d.Kind == string(roster.Edits)})
	}
	return line
}

// postImport applies files that were looked at.
func (s *server) postImport(v *visit) error {
	in := &rosterApplyInput{ImportPath: ImportPath{Import: chi.URLParam(v.r, "import")}}
	in.Body.Reason, in.Body.Basis = v.field("reason"), v.field("basis")
	_, err := call[body[postgres.RosterImport]](v.r.Context(), s, v.actor, access.ApplyRosterImport, in)
	if err == nil {
		return s.redirect(v, v.r.URL.Path, "roster_applied")
	}
	problem, status, err := s.inForm(v, access.ApplyRosterImport, err, map[string]string{"reason": "reason", "basis": "basis"})
	if err != nil {
		return err
	}
	return s.showImport(v, status, problem)
}
