package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/seeds"
)

func TestWhoCouldBeRotatedUnderAnotherPolicy(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, seeds.FS, "caoloc")
	const address = "/rotation/policy-trial?from=qd98-2017@1&to=qd65-2022@1"
	tried := o.admin().get(t, address)
	require.Equal(t, http.StatusOK, tried.status, tried.text)
	require.NotEmpty(t, tried.body["posts"])
	require.InDelta(t, 372, tried.body["officials"], 0, "everybody who holds a principal post")
	changes := tried.body["changes"].([]any)
	require.NotEmpty(t, changes)
	rules := map[string]bool{}
	for _, c := range changes {
		change := c.(map[string]any)
		lost, gained := change["lost"].([]any), change["gained"].([]any)
		require.NotEmpty(t, append(lost, gained...), "each change has its rule: %v", change)
		for _, f := range append(lost, gained...) {
			finding := f.(map[string]any)
			require.Equal(t, true, finding["excludes"])
			require.NotEmpty(t, finding["values"])
			rules[finding["rule"].(string)] = true
		}
	}
	require.NotEmpty(t, rules)
	require.Empty(t, o.inspector(t).get(t, "/rotation/policy-trial?from=qd98-2017@1&to=qd98-2017@1").body["changes"], "the same policy changes nothing")
	require.Equal(t, "wrong_policy_kind", o.admin().get(t, "/rotation/policy-trial?from=qd98-2017@1&to=qd132-2018@1").code())
	require.Equal(t, http.StatusForbidden, o.as(t, "cb-047").get(t, address).status)

	page := o.visitorWith(t, o.admin()).get(t, "/app/admin/policies/qd98-2017/1?to=qd65-2022%401&of=rotation")
	require.Equal(t, http.StatusOK, page.status, page.text)
	require.Contains(t, page.text, "Tính thử")
	require.Contains(t, page.text, "đủ điều kiện với")
	require.Contains(t, page.text, changes[0].(map[string]any)["name"])
	require.Regexp(t, `Không còn (bị loại|đủ điều kiện): .+ = `, page.text)
	require.Empty(t, rawCode.FindAllString(shown(t, page.text), -1))
}
