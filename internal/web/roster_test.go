package web_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
	"canbo/internal/rosterbook"
	"canbo/seeds"
)

// rosterOf is the body that hands in CSV files.
func rosterOf(files map[string]string) map[string]any {
	var handed []any
	for name, text := range files {
		handed = append(handed, map[string]any{"name": name, "content": base64.StdEncoding.EncodeToString([]byte(text))})
	}
	return map[string]any{"files": handed}
}

// handIn hands files in.
func (o *office) handIn(t *testing.T, body map[string]any) reply {
	t.Helper()
	return o.admin().send(t, http.MethodPost, "/roster/imports", "", body)
}

func (o *office) count(t *testing.T, table string) (n int) {
	t.Helper()
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n))
	return n
}

func (o *office) nameOf(t *testing.T, official string) (name string) {
	t.Helper()
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT name FROM official WHERE code = $1", official).Scan(&name))
	return name
}

// secondAdministrator is the holder of a key with the same role as the first.
func (o *office) secondAdministrator(t *testing.T) client {
	t.Helper()
	made := o.admin().post(t, "/api-keys", keyRequest("second", "administrator"))
	require.Equal(t, http.StatusCreated, made.status, made.text)
	return client{base: o.server.URL, token: made.body["key"].(string)}
}

func seedFile(t *testing.T, name string) string {
	t.Helper()
	text, err := fs.ReadFile(seeds.FS, "mini/"+name)
	require.NoError(t, err)
	return string(text)
}

func TestTheRosterIsLookedAtBeforeItIsWritten(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	officials := seedFile(t, "officials.csv")
	edited := strings.Replace(officials, "La Đình Thụ", "La Đình Thụ Mới", 1) +
		"mini-90,Ma Văn Mới,male,1980-02-03,Tày,,mini-90@mini.example\n"
	require.NotEqual(t, officials, edited)
	var id string

	t.Run("what is wrong is listed, and nothing is kept", func(t *testing.T) {
		bad := strings.Replace(officials, "1971-", "19x1-", 1)
		require.NotEqual(t, officials, bad)
		got := o.handIn(t, rosterOf(map[string]string{"officials.csv": bad}))
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.Nil(t, got.body["import"])
		problem := got.body["problems"].([]any)[0].(map[string]any)
		require.Equal(t, "officials.csv", problem["file"])
		require.Equal(t, "born", problem["column"])
		require.Contains(t, problem["value"], "19x1")
		require.Contains(t, problem["remedy"], "YYYY-MM-DD")
		require.NotZero(t, problem["line"])
		require.Zero(t, o.count(t, "roster_import"))
	})
	t.Run("files that are none are refused", func(t *testing.T) {
		got := o.handIn(t, rosterOf(map[string]string{"salaries.csv": "x"}))
		require.Equal(t, "unknown_sheet", got.code(), got.text)
	})
	t.Run("what would change is told line by line", func(t *testing.T) {
		got := o.handIn(t, rosterOf(map[string]string{"officials.csv": edited}))
		require.Equal(t, http.StatusOK, got.status, got.text)
		imported := got.body["import"].(map[string]any)
		id = imported["id"].(string)
		require.Equal(t, []any{map[string]any{"file": "officials", "new": 1.0, "changed": 1.0, "gone": 0.0}}, imported["differences"])
		require.Equal(t, []any{map[string]any{"cycle": cycle, "officials": 1.0}}, imported["running"])

		list := o.admin().get(t, "/roster/imports/"+id+"/differences?kind=changed").items()
		require.Len(t, list, 1)
		require.Equal(t, []any{map[string]any{"column": "name", "old": "La Đình Thụ", "new": "La Đình Thụ Mới"}}, list[0]["cells"])
		require.Equal(t, "La Đình Thụ", o.nameOf(t, "mini-06"), "nothing is written yet")
	})
	t.Run("to nobody but who handed them in", func(t *testing.T) {
		require.Equal(t, http.StatusForbidden, o.inspector(t).get(t, "/roster/imports/"+id).status)
		require.Equal(t, http.StatusForbidden, o.as(t, head).get(t, "/roster/imports/"+id+"/differences").status)
		second := o.secondAdministrator(t)
		require.Equal(t, "roster_import_gone", second.get(t, "/roster/imports/"+id).code())
		why := map[string]any{"reason": "Bổ nhiệm", "basis": "QĐ 1"}
		require.Equal(t, "roster_import_gone", second.post(t, "/roster/imports/"+id+"/application", why).code())
	})
	t.Run("and is made anew when the record has changed meanwhile", func(t *testing.T) {
		_, err := o.pool.Exec(t.Context(), `UPDATE official SET email = 'other@mini.example' WHERE code = 'mini-07'`)
		require.NoError(t, err)
		why := map[string]any{"reason": "Bổ nhiệm", "basis": "QĐ 1"}
		refused := o.admin().post(t, "/roster/imports/"+id+"/application", why)
		require.Equal(t, "roster_changed", refused.code(), refused.text)
		require.Equal(t, "La Đình Thụ", o.nameOf(t, "mini-06"))
		anew := o.admin().get(t, "/roster/imports/"+id+"/differences?kind=changed").items()
		require.Len(t, anew, 2)
		require.Zero(t, o.count(t, "office_act"))
	})
	t.Run("then it is written once, with who, why and on what", func(t *testing.T) {
		path := "/roster/imports/" + id + "/application"
		require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, path, map[string]any{"reason": " ", "basis": "x"}).status)
		why := map[string]any{"reason": "Bổ nhiệm", "basis": "QĐ 1"}
		got := o.admin().post(t, path, why)
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.Equal(t, 3.0, got.body["changes"])
		require.Equal(t, 3.0, o.admin().post(t, path, why).body["changes"], "a second press changes nothing")
		require.Equal(t, "La Đình Thụ Mới", o.nameOf(t, "mini-06"))
		require.Equal(t, 1, o.count(t, "office_act"))
		var kept *string
		require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT files::text FROM roster_import WHERE id = $1", id).Scan(&kept))
		require.Nil(t, kept, "the files themselves are not kept")
	})
}

func TestFilesOfARosterAreForgottenAfterADay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got := o.handIn(t, rosterOf(map[string]string{"facts.csv": seedFile(t, "facts.csv")}))
	require.Equal(t, http.StatusOK, got.status, got.text)
	id := got.body["import"].(map[string]any)["id"].(string)
	o.clock.set(o.clock.Now().Add(24 * time.Hour))
	require.Equal(t, "roster_import_gone", o.admin().get(t, "/roster/imports/"+id).code())
	o.handIn(t, rosterOf(map[string]string{"facts.csv": seedFile(t, "facts.csv")}))
	require.Equal(t, 1, o.count(t, "roster_import"))
}

func TestAContradictionToTheRecordIsToldBeforeAnythingIsApplied(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lines := strings.Split(seedFile(t, "tenures.csv"), "\n")
	cells := strings.Split(lines[1], ",")
	cells[3] = "2018-02-01" // another key: the stored tenure stays and overlaps
	lines[1] = strings.Join(cells, ",")
	got := o.handIn(t, rosterOf(map[string]string{"tenures.csv": strings.Join(lines, "\n")}))
	require.Equal(t, "roster_contradicts_stored", got.code(), got.text)
	require.Zero(t, o.count(t, "roster_import"))
}

// What is downloaded can be handed in again, and changes nothing.
func TestTheRosterThatIsDownloadedIsTheOneThatIsHandedIn(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"mini", "caoloc"} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			o := newOfficeOf(t, seeds.FS, folder)
			file := o.admin().get(t, "/roster/roster.xlsx")
			require.Equal(t, http.StatusOK, file.status)
			got := o.handIn(t, map[string]any{
				"files": []any{map[string]any{"name": "roster.xlsx", "content": base64.StdEncoding.EncodeToString([]byte(file.text))}},
			})
			require.Equal(t, http.StatusOK, got.status, got.text)
			require.Empty(t, got.body["problems"])
			imported := got.body["import"].(map[string]any)
			require.Len(t, imported["differences"], len(roster.Files()))
			for _, d := range imported["differences"].([]any) {
				counts := d.(map[string]any)
				require.Zero(t, counts["new"].(float64)+counts["changed"].(float64)+counts["gone"].(float64), fmt.Sprint(d))
			}
		})
	}
}

func TestTheTemplateHasTheHeadingsAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	file := o.inspector(t).get(t, "/roster/roster.xlsx?empty=true")
	require.Equal(t, http.StatusOK, file.status)
	require.Equal(t, http.StatusForbidden, o.as(t, head).get(t, "/roster/roster.xlsx").status)
	sheets, err := rosterbook.Read([]rosterbook.File{{Name: "mau.xlsx", Content: []byte(file.text)}}, roster.Files())
	require.NoError(t, err)
	require.Len(t, sheets, len(roster.Files()))
	for name, text := range sheets {
		require.Equal(t, 1, bytes.Count(text, []byte("\n")), name)
	}
}
