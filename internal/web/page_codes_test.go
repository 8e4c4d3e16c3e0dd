package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// rawCode is a code of ours, or an English word that only a text without a translation would show.
var rawCode = regexp.MustCompile(
	`\b[a-z]+_[a-z_]+\b|\b(?:phong|xa|huyen|btv|du|bch)-[a-z-]+\b|\b(?:unit-review|body-decision)/|` +
		`\b(?:Excellent|Completed|NotRated|the|has|nobody|members?|needed|policy)\b`)

func TestNoPageOfAnAdministratorShowsACode(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	filed := o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", selfReview())
	require.Equal(t, 200, filed.status, filed.text)
	o.clock.set(openDue(t, o, unitReview("phong-noi-vu")).Add(49 * time.Hour))
	v := o.visitorWith(t, o.admin())
	planned := v.post(t, "/app/admin/cycles/"+cycle+"/mass-acts/new", url.Values{
		"key": {"k1"}, "act": {"extend"}, "days": {"3"}, "reason": {"Mưa lũ kéo dài"}, "basis": {"12-CV/HU"},
	})
	require.Contains(t, planned.text, "Xã Nà Mười", "items go by the names of their units")
	_, err := o.pool.Exec(t.Context(), `DELETE FROM body_member WHERE role = 'organisation'`)
	require.NoError(t, err)
	found := v.post(t, "/app/admin/cycles/new", cycleForm("check", func(f url.Values) { f.Set("code", "mini-2019") }))
	for name, page := range map[string]string{
		"a mass act": planned.text, "what stands in the way": found.text, "the board": v.get(t, "/app/admin/cycles/"+cycle).text,
		"the cycles": v.get(t, "/app/admin/cycles").text, "a person": v.get(t, "/app/admin/people/"+member).text,
		"concerns": v.get(t, "/app/admin/concerns").text, "a process": v.get(t, panelPath(unitReview("phong-noi-vu"))).text,
		"mail": v.get(t, "/app/admin/mail").text, "a conference": v.get(t, "/app/cycles/"+cycle+"/units/phong-noi-vu").text,
		"the policies": v.get(t, "/app/admin/policies").text,
	} {
		require.Empty(t, rawCode.FindAllString(shown(t, page), -1), name)
	}
	for name, path := range map[string]string{
		"its mass acts": "/app/admin/cycles/" + cycle + "/mass-acts", "its changes": "/app/admin/cycles/" + cycle + "/changes",
		"a merger in it": mergerPath, "a mass act": planned.at, "its process": panelPath("cycle/" + cycle),
		"a person": "/app/admin/people/" + member,
	} {
		page := v.get(t, path)
		require.Equal(t, 200, page.status, name)
		require.NotContains(t, shown(t, page.text), cycle, "%s: a cycle goes by its name", name)
	}
}

// shown is what a reader sees of the content of a page, without addresses, keys and what is marked as code.
func shown(t *testing.T, page string) string {
	t.Helper()
	document, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	var words []string
	var read func(n *html.Node, inside bool)
	read = func(n *html.Node, inside bool) {
		if n.Type == html.TextNode && inside {
			words = append(words, n.Data)
		}
		switch n.Data {
		case "code", "script", "style", "option", "svg":
			return
		case "main":
			inside = true
		}
		for child := range n.ChildNodes() {
			read(child, inside)
		}
	}
	read(document, false)
	require.NotEmpty(t, words)
	return strings.Join(words, " ")
}
