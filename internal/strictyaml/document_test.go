package strictyaml_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/strictyaml"
)

const itemSchema = `{
  "type": "object",
  "required": ["name", "items"],
  "additionalProperties": false,
  "properties": {
    "name": {"type": "string"},
    "items": {"type": "array", "items": {"$ref": "#/$defs/item"}}
  },
  "$defs": {
    "item": {
      "type": "object",
      "required": ["count"],
      "additionalProperties": false,
      "properties": {"count": {"type": "integer", "minimum": 0}, "note": {"type": "string"}}
    }
  }
}`

type list struct {
	Name  string `json:"name"`
	Items []struct {
		Count int    `json:"count"`
		Note  string `json:"note"`
	} `json:"items"`
}

func decode(t require.TestingT, text string) (list, *strictyaml.Document, strictyaml.Problems) {
	schema, err := strictyaml.CompileSchema("item.schema.json", []byte(itemSchema))
	require.NoError(t, err)
	var into list
	doc, problems := strictyaml.Decode("list.yaml", []byte(text), schema, &into)
	return into, doc, problems
}

func TestDecode(t *testing.T) {
	t.Parallel()
	got, doc, problems := decode(t, "# a list\nname: Cao Lộc\nitems:\n  - {count: 1, note: một}\n  - count: 2\n")
	require.Empty(t, problems)
	require.Equal(t, "Cao Lộc", got.Name)
	require.Equal(t, 2, got.Items[1].Count)
	require.Equal(t, 5, doc.Line("items[1].count"))
	require.Zero(t, doc.Line("items[7].count"))
	require.Equal(t, "list.yaml:4:13: items[0].count: 1 is too few (add more)",
		doc.Problem("items[0].count", "add more", "%d is too few", 1).Error())
	require.Equal(t, "list.yaml:5:5: items[1].note: is missing", doc.Problem("items[1].note", "", "is missing").Error(),
		"an absent value is reported at its parent")
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{
			"an unknown key at its own place", "name: a\nitems:\n  - count: 1\n    cuont: 2\n",
			[]string{`list.yaml:4:5: items[0].cuont: unknown key "cuont" (correct its spelling or remove it)`},
		},
		{
			"a duplicate key", "name: a\nitems: []\nname: b\n",
			[]string{`list.yaml:3:1: duplicate key "name", first given in line 1 (keep one of them)`},
		},
		{
			"everything wrong at once, in the order of the file",
			"nme: a\nitems:\n  - {count: -1}\n  - {count: many}\n  - {}\n",
			[]string{
				`list.yaml:1:1: missing "name" (add it)`,
				`list.yaml:1:1: nme: unknown key "nme" (correct its spelling or remove it)`,
				`list.yaml:3:13: items[0].count: minimum: got -1, want 0`,
				`list.yaml:4:13: items[1].count: got string, want integer`,
				`list.yaml:5:5: items[2]: missing "count" (add it)`,
			},
		},
		{
			"an odd key", "name: a\nitems: []\nd5:[55[x: 1\n",
			[]string{`list.yaml:3:1: d5:[55[x: unknown key "d5:[55[x" (correct its spelling or remove it)`},
		},
		{
			"an anchor", "name: &a x\nitems: []\n",
			[]string{`list.yaml:1:7: anchors, aliases, merge keys and tags are not allowed (write the value out)`},
		},
		{
			"a second document", "name: a\nitems: []\n---\nname: b\nitems: []\n",
			[]string{`list.yaml:1:1: the file must hold exactly one document (one file, one document, no '---' in between)`},
		},
		{
			"an empty file", "",
			[]string{`list.yaml:1:1: the file must hold exactly one document (one file, one document, no '---' in between)`},
		},
		{"decomposed letters", "name: a\nitems: [] # ê\u0323\n", []string{`list.yaml:2:1: the text has decomposed letters (not NFC) (normalise the file to NFC)`}},
		{"invalid UTF-8", "name: \xff\n", []string{`list.yaml: the text is not valid UTF-8 (save the file as UTF-8)`}},
		{"a huge file", strings.Repeat("#", 300_000), []string{`list.yaml: the file is larger than 262144 bytes (split it)`}},
		{"deep brackets", "name: " + strings.Repeat("[", 100), []string{`list.yaml:1:39: brackets are nested too deeply (flatten the value)`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, doc, problems := decode(t, tt.text)
			require.Nil(t, doc)
			require.EqualError(t, problems.Err(), strings.Join(tt.want, "\n"))
		})
	}
	_, _, broken := decode(t, "name: [a\n")
	require.Len(t, broken, 1, "broken syntax has a place")
	require.Equal(t, 1, broken[0].Line)
}

func TestNoProblemsAreNoError(t *testing.T) {
	t.Parallel()
	require.NoError(t, strictyaml.Problems{}.Err())
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"name: a\nitems: []\n", "a: &a [*a]", "? x\n: y", "[[[", "---\n---\n", "a: !!binary x", "- - - x", "a: |\n  b\n", "d55:[555[x:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, doc, problems := decode(t, text)
		if (doc == nil) == (len(problems) == 0) {
			t.Fatalf("document %v and problems %v", doc, problems)
		}
	})
}
