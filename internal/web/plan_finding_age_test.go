package web_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/seeds"
)

// planningWith are the policies of the seeds with other months for which an older record counts against a planning list; ""
// leaves them out.
func planningWith(t *testing.T, months string) fs.FS {
	t.Helper()
	changed := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(seeds.FS, "policies", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(seeds.FS, path)
		if strings.Contains(path, "/planning/") {
			const key = "  finding_months: {value: 12,"
			before, after, found := strings.Cut(string(text), key)
			require.True(t, found, path)
			if months == "" {
				_, after, _ = strings.Cut(after, "\n")
				text = []byte(before + after)
			} else {
				text = []byte(before + strings.Replace(key, "12", months, 1) + after)
			}
		}
		changed[path] = &fstest.MapFile{Data: text}
		return err
	}))
	return changed
}

func TestThePolicySaysHowOldARecordMayBeThatCountsAgainstAList(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		months string
		found  int
	}{
		"a year, as shipped":               {"12", 1},
		"less than the record is older by": {"6", 0},
		"just as much":                     {"8", 1},
		"the policy does not say":          {"", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOfficeUnder(t, planningWith(t, c.months))
			var published time.Time
			require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT max(published_at) FROM plan_version WHERE list = $1",
				plan[len("/planning/lists/"):]).Scan(&published))
			decided := time.Date(published.Year(), published.Month()-8, published.Day(), 0, 0, 0, 0, time.UTC)
			_, err := o.store.ImportDistrict(t.Context(), disciplined(t, "mini-06", decided))
			require.NoError(t, err)
			require.Len(t, o.admin().get(t, "/planning/findings?official=mini-06").items(), c.found)
		})
	}
}
