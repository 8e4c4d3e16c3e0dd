package pagetest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/web/pagetest"
)

func TestFaultsOfPagesAreFound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"a table without a caption":        {`<table><tr><th scope="col">A</th></tr></table>`, "a table has no caption"},
		"a caption that says nothing":      {`<table><caption> </caption><tr><th scope="col">A</th></tr></table>`, "<caption"},
		"a head without a scope":           {`<table><caption>C</caption><tr><th>A</th></tr></table>`, "has no scope"},
		"a table without heads":            {`<table><caption>C</caption><tr><td>A</td></tr></table>`, "has no heads"},
		"a field without a label":          {`<input name="a"/>`, "the field a has no label"},
		"a field whose label is another's": {`<label for="b">B</label><input id="b" name="b"/><input name="a"/>`, "the field a has no label"},
		"an id that is there twice":        {`<p id="a"></p><p id="a"></p>`, "the id a is there twice"},
		"a label of nothing":               {`<label for="a">A</label>`, "nothing has the id a"},
		"a link to nothing":                {`<a href="#a">A</a>`, "nothing has the id a"},
		"a heading that skips a level":     {`<h2>A</h2><h4>B</h4>`, "of level 4"},
		"an empty heading":                 {`<h2></h2>`, "says nothing"},
		"an empty link":                    {`<a href="/x"></a>`, "says nothing"},
		"a drawing without a name":         {`<svg></svg>`, "a drawing has neither"},
		"a picture without words":          {`<img src="a.png"/>`, "a.png has no words"},
		"a group without its name":         {`<fieldset><p>A</p></fieldset>`, "does not begin with its legend"},
		"a landmark without a name":        {`<div role="region"></div>`, "has no name"},
		"a page without a heading":         {`<!DOCTYPE html><html lang="vi"><head><title>T</title></head><body><header></header><main></main></body></html>`, "0 of <h1>"},
		"a page without a language":        {`<!DOCTYPE html><html><head><title>T</title></head><body><header></header><main><h1>A</h1></main></body></html>`, "language"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := pagetest.Faults(c.text)
			require.Len(t, got, 1)
			require.Contains(t, got[0], c.want)
		})
	}
}

func TestAPageThatIsWellHasNoFaults(t *testing.T) {
	t.Parallel()
	require.Empty(t, pagetest.Faults(`<!DOCTYPE html><html lang="vi"><head><title>T</title></head><body><header></header>
<nav aria-label="N"><a href="#m">A</a></nav><main id="m"><h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>
<table><caption>C</caption><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>
<svg aria-hidden="true"></svg><svg role="img" aria-label="A"></svg><img alt="" src="a.png"/>
<form><input type="hidden" name="k"/><label>A <input name="a"/></label><label for="b">B</label><select id="b"><option>O</option></select>
<fieldset><legend>L</legend><label><input type="radio"/>R</label></fieldset><button>S</button></form></main></body></html>`))
}
