package trials_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// marker begins every word that is planted in a personal field; nobody else uses it.
const marker = "zqmark"

func mark(field string) string { return marker + "-" + field }

// personal are the columns of the district that say something about a person. Codes, dates and counts cannot carry a
// marker.
var personal = map[string][]string{
	"officials.csv":  {"name", "ethnic_group", "email"},
	"tenures.csv":    {"document"},
	"discipline.csv": {"basis"},
	"petitions.csv":  {"ground"},
}

// markedDistrict is a district with a marker in every personal column.
func markedDistrict(t *testing.T, district fs.FS) fs.FS {
	t.Helper()
	copied := fstest.MapFS{}
	names, err := fs.Glob(district, "*.csv")
	require.NoError(t, err)
	for _, name := range names {
		text, err := fs.ReadFile(district, name)
		require.NoError(t, err)
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		require.NoError(t, err)
		for _, column := range personal[name] {
			at := slices.Index(rows[0], column)
			require.GreaterOrEqual(t, at, 0, "%s has no column %s", name, column)
			for _, row := range rows[1:] {
				row[at] = mark(column) + "." + row[at]
			}
		}
		var out bytes.Buffer
		require.NoError(t, csv.NewWriter(&out).WriteAll(rows))
		copied[name] = &fstest.MapFile{Data: out.Bytes()}
	}
	return copied
}

// freeText are the members of a filing in which people write what they like.
var freeText = []string{"text", "reason", "basis", "ground", "grounds"}

// marked hands a request on with markers in it.
func marked(x *exchange, onward func() error) error {
	markFiling(x)
	return onward()
}

// markFiling plants a marker in every free text of a filing, named after the act and the member. A grade without a
// reason gets one, because it may have one.
func markFiling(x *exchange) {
	var filing any
	if json.Unmarshal(x.sent, &filing) != nil {
		return // not a filing
	}
	text, err := json.Marshal(markIn(path.Base(x.URL.Path), filing))
	if err != nil {
		panic(err) // what was decoded always encodes
	}
	x.sent = text
}

func markIn(act string, value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = markIn(act, value[i])
		}
	case map[string]any:
		if _, graded := value["subject"]; graded && value["grade"] != nil && value["reason"] == nil {
			value["reason"] = ""
		}
		for name, member := range value {
			value[name] = markMember(act, name, member)
		}
	}
	return value
}

func markMember(act, name string, member any) any {
	if text, ok := member.(string); ok && slices.Contains(freeText, name) {
		return text + " " + mark(act+"-"+name)
	}
	if texts, ok := member.(map[string]any); ok && name == "texts" {
		for section, text := range texts {
			if text, ok := text.(string); ok {
				texts[section] = text + " " + mark(act+"-"+section)
			}
		}
		return texts
	}
	return markIn(act, member)
}
