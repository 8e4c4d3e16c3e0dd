package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsPrintedIsWrittenIntoFiles(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/cycles/c-2018/results.pdf?body=btv&unit=":  "%PDF-1",
		"GET /api/v1/cycles/c-2018/results.xlsx?body=btv&unit=": "PK1",
		"GET /api/v1/planning/lists/bch/list.pdf?version=2":     "%PDF-2",
		"GET /api/v1/planning/lists/bch/entries.xlsx?version=2": "PK2",
	})
	for name, c := range map[string]struct{ args, want []string }{
		"results of a cycle": {[]string{"report", "results", "c-2018", "--body=btv"}, []string{"%PDF-1", "PK1"}},
		"a planning list":    {[]string{"planning", "export", "bch", "--version=2"}, []string{"%PDF-2", "PK2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			files := []string{filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a.xlsx")}
			out, err := run(t, append(c.args, "--pdf="+files[0], "--xlsx="+files[1], url, key)...)
			require.NoError(t, err)
			require.Empty(t, out)
			for i, file := range files {
				text, err := os.ReadFile(file)
				require.NoError(t, err)
				require.Equal(t, c.want[i], string(text))
			}
		})
	}
	_, err := run(t, "report", "results", "c-2018", url, key)
	require.ErrorContains(t, err, "--pdf=FILE")
	_, err = run(t, "report", "results", "none", "--pdf="+filepath.Join(t.TempDir(), "a.pdf"), url, key)
	require.ErrorContains(t, err, "404")
}
