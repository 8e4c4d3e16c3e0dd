package rosterbook_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"canbo/internal/fault"
	"canbo/internal/roster"
	"canbo/internal/rosterbook"
	"canbo/seeds"
)

func units(rows ...[]string) roster.Sheet {
	return roster.Sheet{Name: "units", Columns: []string{"code", "name", "name_en", "kind", "parent", "valid_from", "valid_to"}, Rows: rows}
}

func TestAWorkbookIsReadBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	sheets := []roster.Sheet{
		units([]string{"huyen", "Huyện Cao Lộc, \"mới\"", "", "district", "", "2000-01-01", ""}),
		{Name: "officials", Columns: []string{"code", "name"}, Rows: [][]string{{"cb-01", "=SUM(1,2)"}, {"007", "Nguyễn Văn An"}}},
	}
	raw, err := rosterbook.Write(sheets)
	require.NoError(t, err)
	files, err := rosterbook.Read([]rosterbook.File{{Name: "roster.xlsx", Content: raw}}, roster.Files())
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(map[string]string{
		"units.csv":     "code,name,name_en,kind,parent,valid_from,valid_to\nhuyen,\"Huyện Cao Lộc, \"\"mới\"\"\",,district,,2000-01-01,\n",
		"officials.csv": "code,name\ncb-01,\"=SUM(1,2)\"\n007,Nguyễn Văn An\n",
	}, text(files)))
}

// Spreadsheets keep days as numbers and leave rows out; what people type is read by the row that they see.
func TestRowsOfASheetAreLinesOfTheSameNumber(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	require.NoError(t, f.SetSheetName("Sheet1", "Tenures"))
	for cell, value := range map[string]any{
		"A1": "official", "B1": "valid_from", "C1": "principal", "A3": "cb-01", "B3": 43465, "C3": "yes", "A4": "cb\n02", "B4": "31/12/2018", "E4": "x",
	} {
		require.NoError(t, f.SetCellValue("Tenures", cell, value))
	}
	var raw bytes.Buffer
	require.NoError(t, f.Write(&raw))

	files, err := rosterbook.Read([]rosterbook.File{{Name: "a.xlsx", Content: raw.Bytes()}}, roster.Files())
	require.NoError(t, err)
	require.Equal(t, "official,valid_from,principal\n\ncb-01,2018-12-31,yes\ncb\v02,31/12/2018,,,x\n", string(files["tenures.csv"]))
}

func TestWhatIsHandedIn(t *testing.T) {
	t.Parallel()
	bomb := archive(t, map[string][]byte{"units.csv": bytes.Repeat([]byte("a"), 65<<20)})
	require.Less(t, len(bomb), rosterbook.MaxUpload)
	wide := excelize.NewFile()
	require.NoError(t, wide.SetSheetName("Sheet1", "units"))
	require.NoError(t, wide.SetCellValue("units", "XFD1048576", "x"))
	var wideRaw bytes.Buffer
	require.NoError(t, wide.Write(&wideRaw))
	many := map[string][]byte{}
	for i := range 300 {
		many[strings.Repeat("x", i+1)+".csv"] = nil
	}
	for name, c := range map[string]struct {
		files []rosterbook.File
		want  []string // names of files, or the code of the refusal
		code  string
	}{
		"a CSV file":                       {files: []rosterbook.File{{Name: "Units.CSV", Content: []byte("code\n")}}, want: []string{"units.csv"}},
		"a ZIP of CSV files in a folder":   {files: []rosterbook.File{{Name: "r.zip", Content: archive(t, map[string][]byte{"d/units.csv": []byte("x"), "d/posts.csv": []byte("x"), "d/.DS_Store": nil, "__MACOSX/._units.txt": nil})}}, want: []string{"posts.csv", "units.csv"}},
		"a file of another kind":           {files: []rosterbook.File{{Name: "units.doc", Content: []byte("x")}}, code: "not_a_workbook"},
		"an archive that is cut off":       {files: []rosterbook.File{{Name: "r.zip", Content: archive(t, map[string][]byte{"units.csv": []byte("x")})[:40]}}, code: "not_a_workbook"},
		"a sheet that is not of a roster":  {files: []rosterbook.File{{Name: "salaries.csv", Content: []byte("x")}}, code: "unknown_sheet"},
		"a sheet that is there twice":      {files: []rosterbook.File{{Name: "units.csv", Content: []byte("x")}, {Name: "UNITS.csv", Content: []byte("x")}}, code: "sheet_twice"},
		"nothing":                          {files: nil, code: "nothing_in_it"},
		"an archive that unpacks to a lot": {files: []rosterbook.File{{Name: "r.zip", Content: bomb}}, code: "too_large"},
		"an archive of many files":         {files: []rosterbook.File{{Name: "r.zip", Content: archive(t, many)}}, code: "too_large"},
		"a sheet with one cell far away":   {files: []rosterbook.File{{Name: "r.xlsx", Content: wideRaw.Bytes()}}, code: "too_large"},
		"a file that is too long":          {files: []rosterbook.File{{Name: "units.csv", Content: make([]byte, rosterbook.MaxUpload+1)}}, code: "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files, err := rosterbook.Read(c.files, roster.Files())
			if c.code != "" {
				f, ok := fault.As(err)
				require.True(t, ok, "%v", err)
				require.Equal(t, c.code, f.Code)
				return
			}
			require.NoError(t, err)
			var names []string
			for _, file := range roster.Files() {
				if _, ok := files[file+".csv"]; ok {
					names = append(names, file+".csv")
				}
			}
			require.ElementsMatch(t, c.want, names)
		})
	}
}

// The shipped district goes through a workbook and comes out the same.
func TestADistrictGoesThroughAWorkbook(t *testing.T) {
	t.Parallel()
	mini, err := fs.Sub(seeds.FS, "mini")
	require.NoError(t, err)
	var files []rosterbook.File
	for _, name := range roster.Files() {
		content, err := fs.ReadFile(mini, name+".csv")
		require.NoError(t, err)
		files = append(files, rosterbook.File{Name: name + ".csv", Content: content})
	}
	read, err := rosterbook.Read(files, roster.Files())
	require.NoError(t, err)
	district, problems := roster.LoadFiles(read)
	require.Empty(t, problems)
	require.NotEmpty(t, district.Officials)
}

func FuzzRead(f *testing.F) {
	raw, err := rosterbook.Write([]roster.Sheet{units([]string{"huyen", "Huyện", "", "district", "", "2000-01-01", ""})})
	require.NoError(f, err)
	f.Add("a.xlsx", raw)
	f.Add("units.csv", []byte("code,name\n"))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		files, err := rosterbook.Read([]rosterbook.File{{Name: name, Content: content}}, roster.Files())
		if err != nil {
			require.Equal(t, fault.Invalid, fault.KindOf(err), "%v", err)
			return
		}
		roster.LoadFiles(files) // whatever it says of them
	})
}

func archive(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range files {
		part, err := w.Create(name)
		require.NoError(t, err)
		_, err = part.Write(content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

func text(files map[string][]byte) map[string]string {
	out := map[string]string{}
	for name, content := range files {
		out[name] = string(content)
	}
	return out
}
