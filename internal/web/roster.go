package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/internal/rosterbook"
)

const importPath = "/roster/imports/{import}"

// uploadLimit bounds a request with files: they are a third longer in base64, and a form adds a little around them.
const uploadLimit = rosterbook.MaxUpload*4/3 + bodyLimit

type (
	// ImportPath names files of a roster that were handed in; huma sees exported fields only.
	ImportPath struct {
		Import string `path:"import" maxLength:"36"`
	}
	handedIn struct {
		Name    string `json:"name" minLength:"1" maxLength:"200" doc:"Such as roster.xlsx or officials.csv"`
		Content []byte `json:"content" doc:"A workbook with sheets named like the files, a CSV file, or a ZIP of CSV files"`
	}
	rosterCheckInput struct {
		Body struct {
			Files []handedIn `json:"files" minItems:"1" maxItems:"40" doc:"Sheets that are not handed in stay as they are on record"`
		}
	}
	rosterImportInput      struct{ ImportPath }
	rosterDifferencesInput struct {
		ImportPath
		Paged
		File string `query:"file" maxLength:"63" doc:"Such as officials"`
		Kind string `query:"kind" enum:"new,changed,gone"`
	}
	rosterApplyInput struct {
		ImportPath
		Body struct{ Grounds }
	}
	rosterExportInput struct {
		Empty bool `query:"empty" doc:"The headings alone, to be filled in"`
	}
)

// rosterCheck is what is wrong with files of a roster, else what they would change.
type rosterCheck struct {
	Problems []rosterProblem        `json:"problems" doc:"All that is wrong; nothing is kept when there is anything"`
	Import   *postgres.RosterImport `json:"import,omitempty"`
}

// rosterProblem is one thing that is wrong.
type rosterProblem struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty" doc:"1 is the headings; absent for a file as a whole, and for what stands on record"`
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

func (s *server) registerRoster() {
	add(s, route[rosterCheckInput, body[rosterCheck]]{
		act: access.CheckRoster, method: http.MethodPost, path: "/roster/imports", tag: "roster", limit: uploadLimit,
		summary: "Hand in files of the roster: what is wrong with them, or what they would change; nothing is changed yet",
		do: func(ctx context.Context, actor access.Actor, in *rosterCheckInput) (*body[rosterCheck], error) {
			return show(s.checkRoster(ctx, actor, in))
		},
	})
	add(s, route[rosterImportInput, body[postgres.RosterImport]]{
		act: access.ReadRosterImport, method: http.MethodGet, path: importPath, tag: "roster", summary: "What files that you handed in would change, or have changed",
		do: func(ctx context.Context, actor access.Actor, in *rosterImportInput) (*body[postgres.RosterImport], error) {
			return show(s.Store.RosterImport(ctx, in.Import, actor.ID, s.now()))
		},
	})
	add(s, route[rosterDifferencesInput, body[postgres.List[postgres.RosterDifference]]]{
		act: access.ListRosterDifferences, method: http.MethodGet, path: importPath + "/differences", tag: "roster",
		summary: "The lines that differ from the record, file by file, cell by cell",
		do: func(ctx context.Context, actor access.Actor, in *rosterDifferencesInput) (*body[postgres.List[postgres.RosterDifference]], error) {
			return show(s.Store.RosterDifferences(ctx, in.Import, actor.ID, in.File, in.Kind, s.now(), in.page()))
		},
	})
	add(s, route[rosterApplyInput, body[postgres.RosterImport]]{
		act: access.ApplyRosterImport, method: http.MethodPost, path: importPath + "/application", tag: "roster",
		summary: "Write files that you have looked at, all or nothing; refused when the record is no longer the one you looked at",
		do: func(ctx context.Context, actor access.Actor, in *rosterApplyInput) (*body[postgres.RosterImport], error) {
			act := postgres.OfficeAct{Actor: actor, Reason: in.Body.Reason, Basis: in.Body.Basis, At: s.now()}
			return show(s.Store.ApplyRosterImport(ctx, in.Import, act))
		},
	})
	add(s, route[rosterExportInput, fileOutput]{
		act: access.ExportRoster, method: http.MethodGet, path: "/roster/roster.xlsx", tag: "roster", file: xlsxType,
		summary: "The roster as it stands, in the shape in which it is handed in",
		do: func(ctx context.Context, _ access.Actor, in *rosterExportInput) (*fileOutput, error) {
			return s.exportRoster(ctx, in.Empty)
		},
	})
}

func (s *server) checkRoster(ctx context.Context, actor access.Actor, in *rosterCheckInput) (rosterCheck, error) {
	files := make([]rosterbook.File, len(in.Body.Files))
	for i, f := range in.Body.Files {
		files[i] = rosterbook.File(f)
	}
	sheets, err := rosterbook.Read(files, roster.Files())
	if err != nil {
		return rosterCheck{}, err
	}
	made, problems, err := s.Store.PrepareRosterImport(ctx, actor.ID, sheets, s.now())
	if err != nil {
		return rosterCheck{}, err
	}
	check := rosterCheck{Problems: make([]rosterProblem, len(problems))}
	for i, p := range problems {
		check.Problems[i] = rosterProblem(p)
	}
	if len(problems) == 0 {
		check.Import = &made
	}
	return check, nil
}

func (s *server) exportRoster(ctx context.Context, empty bool) (*fileOutput, error) {
	sheets, err := s.Store.RosterSheets(ctx)
	if err != nil {
		return nil, err
	}
	name := "danh-ba-can-bo-" + s.now().Format("2006-01-02") + ".xlsx"
	if empty {
		name = "mau-danh-ba-can-bo.xlsx"
		for i := range sheets {
			sheets[i].Rows = nil
		}
	}
	raw, err := rosterbook.Write(sheets)
	return &fileOutput{Type: xlsxType, Disposition: attachment(name), Body: raw}, err
}
