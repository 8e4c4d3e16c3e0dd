package web_test

import (
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/roster"
	"canbo/seeds"
)

const entriesHeader = "list,version,official,position,order,tier,source,decision,decided\n"

// miniWith is the small district's files with other lists and entries; an empty text leaves a file as it is.
func miniWith(t *testing.T, plans, entries string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	found, err := fs.Glob(seeds.FS, "mini/*.csv")
	require.NoError(t, err)
	for _, path := range found {
		raw, err := fs.ReadFile(seeds.FS, path)
		require.NoError(t, err)
		name := strings.TrimPrefix(path, "mini/")
		switch {
		case name == "plans.csv":
			raw = append(raw, plans...)
		case name == "plan_entries.csv" && entries != "":
			raw = []byte(entries)
		}
		files[name] = &fstest.MapFile{Data: raw}
	}
	return files
}

func importFiles(t *testing.T, o *office, files fs.FS) (changes int, err error) {
	t.Helper()
	district, problems := roster.Load(files)
	require.Empty(t, problems)
	return o.store.ImportDistrict(t.Context(), district)
}

func TestAListThatIsExportedIsImportedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	export := func(address string) string { return strings.TrimPrefix(o.admin().get(t, address).text, entriesHeader) }
	file := entriesHeader + export(plan+"/entries.csv") + export("/planning/lists/"+communeList+"/entries.csv")
	changes, err := importFiles(t, o, miniWith(t, "", file))
	require.NoError(t, err)
	require.Zero(t, changes, "what was exported is what is there")

	second := "btv-mini-2020,2,mini-07,btv-mini,1,1,external,30-QĐ/TU,2019-06-03\nbtv-mini-2020,2,mini-05,btv-mini,2,1,internal,12-QĐ/TU,2018-11-20\n"
	changes, err = importFiles(t, o, miniWith(t, "", file+second))
	require.NoError(t, err)
	require.Equal(t, 2, changes)
	require.Equal(t, second, export(plan+"/entries.csv"), "the next version comes out as it went in")
	changed := map[any]any{}
	for _, c := range o.admin().get(t, plan+"/changes").items() {
		changed[c["official"]] = c["kind"]
	}
	require.Equal(t, map[any]any{"mini-07": "added", "mini-04": "removed", "mini-05": "moved", "mini-06": "removed"}, changed)

	t.Run("a later version alone follows what is stored", func(t *testing.T) {
		third := strings.ReplaceAll(second, "mini-2020,2", "mini-2020,3")
		_, err := importFiles(t, o, miniWith(t, "", entriesHeader+strings.ReplaceAll(third, "2020,3", "2020,4")))
		require.Equal(t, fault.Conflict, fault.KindOf(err))
		require.ErrorContains(t, err, "plan_entries.csv: version 3 of the planning list btv-mini-2020 is neither in the file nor stored")
		changes, err := importFiles(t, o, miniWith(t, "", entriesHeader+third))
		require.NoError(t, err)
		require.Equal(t, 2, changes)
		require.Empty(t, o.admin().get(t, plan+"/changes").items(), "nothing but its number is new")
		require.Equal(t, 2.0, o.admin().get(t, plan+"/entries").items()[0]["since"])
		require.Equal(t, third, export(plan+"/entries.csv"))
	})
	t.Run("and a version that is stored is not edited", func(t *testing.T) {
		_, err := importFiles(t, o, miniWith(t, "", file+strings.Replace(second, "external", "internal", 1)))
		require.Equal(t, fault.Conflict, fault.KindOf(err))
		require.ErrorContains(t, err, "plan_entries.csv: version 2 of the planning list btv-mini-2020 is stored and differs")
		require.Equal(t, second, export(plan+"/entries.csv?version=2"))
	})
	t.Run("and what is wrong is named with file, line, column and remedy", func(t *testing.T) {
		for broken, want := range map[string]string{
			strings.Replace(second, "mini-07", "mini-99", 1):                  `plan_entries.csv:7: column official: officials.csv has no "mini-99"`,
			strings.Replace(second, "btv-mini,2,1", "btv-mini,1,1", 1):        `plan_entries.csv:8: column order: `,
			strings.Replace(second, "btv-mini,2,1", "btv-mini,2,3", 1):        `plan_entries.csv:8: column tier: `,
			strings.Replace(second, "2018-11-20", "20/11/2018", 1):            `plan_entries.csv:8: column decided: `,
			strings.ReplaceAll(second, "btv-mini-2020,2", "btv-xa-2020,1"):    `plan_entries.csv:7: column list: plans.csv has no "btv-xa-2020"`,
			strings.ReplaceAll(second, "mini-2020,2", "mini-2020,3"):          `plan_entries.csv:7: column version: version 2 of the list is missing`,
			strings.Replace(second, "btv-mini,1", "phong-noi-vu-truong,1", 1): `plan_entries.csv:7: column position: the list is of the seats of btv-mini`,
			strings.Replace(second, "external", "elsewhere", 1):               `plan_entries.csv:7: column source: `,
		} {
			_, problems := roster.Load(miniWith(t, "", file+broken))
			require.NotEmpty(t, problems, want)
			require.Contains(t, problems.Error(), want)
		}
	})
}

func TestAPersonsWayAcrossListsAndTerms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	plans := "btv-mini-2015,Quy hoạch Ban Thường vụ Huyện ủy nhiệm kỳ 2015 - 2020,Plan 2015-2020,standing_committee,huyen-mini,btv-mini,2015,2020,5,btv-tinh\n" +
		"chu-chot-mini-2020,Quy hoạch chức danh chủ chốt nhiệm kỳ 2020 - 2025,Key posts 2020-2025,key_posts,huyen-mini,,2020,2025,5,btv-tinh\n"
	stored, err := fs.ReadFile(seeds.FS, "mini/plan_entries.csv")
	require.NoError(t, err)
	entries := string(stored) +
		"btv-mini-2015,1,mini-06,btv-mini,1,1,internal,8-QĐ/TU,2013-05-02\n" +
		"btv-mini-2015,2,mini-05,btv-mini,1,1,internal,9-QĐ/TU,2014-05-05\n" +
		"btv-mini-2015,3,mini-06,btv-mini,1,1,internal,11-QĐ/TU,2015-05-04\n" +
		"btv-mini-2020,2,mini-05,btv-mini,1,1,internal,12-QĐ/TU,2018-11-20\n" +
		"chu-chot-mini-2020,1,mini-06,phong-noi-vu-truong,1,1,internal,13-QĐ/TU,2018-12-03\n"
	_, err = importFiles(t, o, miniWith(t, plans, entries))
	require.NoError(t, err)
	got := o.as(t, "mini-06").get(t, "/planning/officials/mini-06")
	require.Equal(t, http.StatusOK, got.status, got.text)
	way := [][]any{}
	for _, stay := range got.items() {
		way = append(way, []any{stay["list"], stay["term_from"], stay["position"], stay["since"], stay["until"], stay["decision"]})
	}
	require.Equal(t, [][]any{
		{"btv-mini-2015", 2015.0, "btv-mini", 1.0, 1.0, "8-QĐ/TU"},
		{"btv-mini-2015", 2015.0, "btv-mini", 3.0, nil, "11-QĐ/TU"},
		{"btv-mini-2020", 2020.0, "btv-mini", 1.0, 1.0, "12-QĐ/TU"},
		{"chu-chot-mini-2020", 2020.0, "phong-noi-vu-truong", 1.0, nil, "13-QĐ/TU"},
	}, way)
}
