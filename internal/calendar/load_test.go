package calendar_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"canbo/internal/calendar"
)

const head = `id: vn-2018
year: 2018
sources:
  - {id: law, document: Bộ luật Lao động}
days:
`

func day(date, kind, source string) string {
	return "  - {date: " + date + ", kind: " + kind + ", name: {vi: a, en: a}, source: " + source + ", verified: true}\n"
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       string
	}{
		{"a day of another year", head + day("2019-01-01", "public", "law"), "vn-2018.yaml:6:12: days[0].date: 2019-01-01 is not in 2018 (move it to the file of its year)"},
		{"a day given twice", head + day("2018-01-01", "public", "law") + day("2018-01-01", "public", "law"),
			"vn-2018.yaml:7:12: days[1].date: 2018-01-01 is given twice (keep one entry per day)"},
		{"a working Monday", head + day("2018-01-08", "working", "law"), "vn-2018.yaml:6:30: days[0].kind: 2018-01-08 is a Monday, worked anyway (list only weekend days that are worked)"},
		{"a swapped Sunday", head + day("2018-01-07", "swapped", "law"), "vn-2018.yaml:6:30: days[0].kind: 2018-01-07 is a Sunday, off anyway (remove it)"},
		{"a source that is not listed", head + day("2018-01-01", "public", "hearsay"), "vn-2018.yaml:6:68: days[0].source: unknown source \"hearsay\" (add it to sources)"},
		{"a day that does not exist", head + day("2018-02-30", "public", "law"), "vn-2018.yaml:6:12: days[0].date: '2018-02-30' is not valid date"},
		{"an unknown key", head + "  - {dat: 2018-01-01}\n", "vn-2018.yaml:6:6: days[0].dat: unknown key \"dat\" (correct its spelling or remove it)"},
		{"an id of another year", strings.Replace(head, "vn-2018", "vn-2019", 1) + day("2018-01-01", "public", "law"),
			"vn-2018.yaml:1:5: id: id and file name must be \"vn-2018\" and \"vn-2018.yaml\" (name the id and the file after the year)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := calendar.Parse(map[string][]byte{"vn-2018.yaml": []byte(tt.text)})
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestProblemsOfAllFilesAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := calendar.Parse(map[string][]byte{
		"vn-2018.yaml": []byte(head + day("2019-01-01", "public", "law")),
		"vn-2019.yaml": []byte("id: vn-2019\n"),
	})
	require.ErrorContains(t, err, "vn-2018.yaml:6:12")
	require.ErrorContains(t, err, "vn-2019.yaml:1:1")
}

func TestLoadRefusesAFolderWithoutCalendars(t *testing.T) {
	t.Parallel()
	_, err := calendar.Load(fstest.MapFS{}, "calendars")
	require.ErrorContains(t, err, "no calendar found")
}

func FuzzParse(f *testing.F) {
	f.Add(head + day("2018-01-01", "public", "law"))
	f.Add("id: vn-2018\nyear: 99999999999999999999\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := calendar.Parse(map[string][]byte{"vn-2018.yaml": []byte(text)})
		if (c == nil) == (err == nil) {
			t.Fatalf("calendar %v and error %v", c, err)
		}
	})
}
