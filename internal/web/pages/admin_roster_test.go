package pages_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
	"canbo/internal/web/pages"
)

// Each sentence with which the checks of a roster refuse a file is said in Vietnamese.
func TestWhatIsWrongWithARosterIsSaidInVietnamese(t *testing.T) {
	t.Parallel()
	vi := pages.Page{Lang: pages.Vietnamese}
	literal := regexp.MustCompile("(report|index|apart)\\((.*(?:\n.*\",?)?)")
	text := regexp.MustCompile("\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`")
	verb := regexp.MustCompile(`%(\.\d+)?[a-z]`)
	found := 0
	for _, file := range []string{"check.go", "csv.go", "load.go", "relation.go"} {
		source, err := os.ReadFile("../../roster/" + file)
		require.NoError(t, err)
		for _, call := range literal.FindAllStringSubmatch(string(source), -1) {
			for _, m := range text.FindAllStringSubmatch(call[2], -1) {
				said := verb.ReplaceAllString(m[1]+m[2], "7")
				if !strings.Contains(strings.TrimSpace(said), " ") || strings.Contains(said, "answer or grade") || strings.Contains(said, "a changed result") {
					continue // the name of a file or column, or of petitions, which no page takes
				}
				if strings.HasSuffix(said, ": ") || strings.HasSuffix(said, " ") {
					said += "7"
				}
				found++
				switch call[1] { // what they say is part of a sentence
				case "index":
					require.NotContains(t, vi.RosterProblem("duplicate "+said+": line 7 has it too"), said)
					continue
				case "apart":
					require.NotContains(t, vi.RosterProblem(said+": 2018 overlaps 2019 in line 7"), said)
					continue
				}
				got := vi.RosterProblem(said)
				require.NotEqual(t, said, got, "%s has no translation", file)
				require.NotContains(t, got, "%")
			}
		}
	}
	require.Greater(t, found, 50)
	require.Equal(t, `trùng địa chỉ thư: dòng 4 cũng có`, vi.RosterProblem("duplicate mail address: line 4 has it too"))
	require.Equal(t, "no value", pages.Page{Lang: pages.English}.RosterProblem("no value"))
}

func TestEachFileAndColumnOfARosterHasAName(t *testing.T) {
	t.Parallel()
	vi := pages.Page{Lang: pages.Vietnamese}
	for _, file := range roster.Files() {
		require.NotEqual(t, file, vi.RosterFile(file))
		require.NotEmpty(t, vi.RosterFelt(file))
	}
	require.Equal(t, "Ngày sinh (born)", vi.RosterColumn("born"))
	require.Equal(t, "salary", vi.RosterColumn("salary"))
}
