package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/policy"
	"canbo/seeds"
)

func TestPoliciesAreReadInWords(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	require.Contains(t, v.get(t, "/app/admin/policies").text, "qd132-2018@1")
	page := v.get(t, "/app/admin/policies/qd132-2018/1").text
	for _, want := range []string{
		"Điều kiện của từng mức xếp loại", "Có sáng kiến, giải pháp được áp dụng vào thực tiễn", "Máy kiểm tra: sáng kiến được áp dụng",
		"Điều kiện của mức “Hoàn thành xuất sắc nhiệm vụ”", "Tỷ lệ tối đa", "20 %", "hạn 10 ngày làm việc", "! chưa xác minh", "✓ đã xác minh",
		"Quy định 89-QĐ/TW",
	} {
		require.Contains(t, page, want)
	}
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/admin/policies/qd132-2018/7").status)
	other := o.admin().get(t, "/policies/qd132-2018/1/changes?to=qd65-2022&to_version=1")
	require.Equal(t, "wrong_policy_kind", other.code())
	require.Empty(t, o.admin().get(t, "/policies/qd132-2018/1/changes?to=qd132-2018&to_version=1").items())
	require.Equal(t, http.StatusForbidden, o.as(t, member).get(t, "/policies").status)
}

// What a reader of a policy sees in its table is words and numbers: no path, no code, no expression.
func TestNoValueOfAPolicyIsShownAsACode(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	cell := regexp.MustCompile(`(?s)<(?:th scope="row"|td)[^>]*>(.*?)</t[hd]>`)
	tag := regexp.MustCompile(`<[^>]*>`)
	raw := regexp.MustCompile(`[a-z]+[._][a-z]+|[A-Z][a-z]+[A-Z]|\[\]|&amp;&amp;|==|[{}]|<nil>`)
	for _, p := range set.All() {
		page := v.get(t, "/app/admin/policies/"+p.ID+"/1")
		require.Equal(t, http.StatusOK, page.status, page.text)
		cells := cell.FindAllStringSubmatch(page.text, -1)
		require.Len(t, cells, 3*len(p.Values()), p.ID)
		for i, c := range cells {
			require.NotContains(t, c[1], `lang="en"`, "%s has a note in English only", p.ID)
			text := strings.TrimSpace(tag.ReplaceAllString(c[1], " "))
			require.NotRegexp(t, raw, text, p.ID)
			require.False(t, i%3 == 0 && text == "", "%s: a value has no name after %s", p.ID, cells[max(i-3, 0)][1])
		}
	}
}

func TestWhatAnotherPolicyWouldChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.runToTheEnd(t)
	address := "/cycles/" + cycle + "/policy-trial?to=qd124-2023@1"
	tried := o.admin().get(t, address)
	require.Equal(t, http.StatusOK, tried.status, tried.text)
	require.InDelta(t, 14, tried.body["officials"], 0)
	require.Equal(t, http.StatusForbidden, o.as(t, member).get(t, address).status)
	same := o.inspector(t).get(t, "/cycles/"+cycle+"/policy-trial?to=qd132-2018@1")
	require.Empty(t, same.body["changes"], "the policy that the cycle was opened under changes nothing")
	require.Equal(t, "wrong_policy_kind", o.admin().get(t, "/cycles/"+cycle+"/policy-trial?to=qd65-2022@1").code())
	require.Equal(t, "bad_policy", o.admin().get(t, "/cycles/"+cycle+"/policy-trial?to=qd65").code())

	v := o.visitorWith(t, o.admin())
	page := v.get(t, "/app/admin/policies/qd132-2018/1?to=qd124-2023%401&of="+cycle)
	require.Equal(t, http.StatusOK, page.status, page.text)
	require.Contains(t, page.text, "14 cán bộ được tính thử")
	changes := tried.body["changes"].([]any)
	require.NotEmpty(t, changes)
	for _, c := range changes {
		change := c.(map[string]any)
		require.Contains(t, page.text, change["name"])
		require.NotEmpty(t, change["decided"], "the decision stands beside what is tried")
		require.NotEmpty(t, change["why_vi"])
	}
	require.Contains(t, page.text, "Nội dung quy định khác nhau")
	require.Equal(t, http.StatusUnprocessableEntity, v.get(t, "/app/admin/policies/qd132-2018/1?to=qd65-2022%401").status)
	require.Equal(t, http.StatusNotFound, v.get(t, "/app/admin/policies/qd132-2018/1?to=qd124-2023%401&of=none").status)
}

func TestWhatAnotherPolicyWouldFindOnThePlanningLists(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.pool.Exec(t.Context(), `UPDATE official SET born = '1968-05-02' WHERE code = 'mini-05'`) // in time for 2020, not for 2030
	require.NoError(t, err)
	tried := o.admin().get(t, "/planning/policy-trial?from=hd15-2012@1&to=qd377-2025@1")
	require.Equal(t, http.StatusOK, tried.status, tried.text)
	require.Empty(t, o.admin().get(t, "/planning/policy-trial?from=hd15-2012@1&to=hd15-2012@1").body["changes"])
	page := o.visitorWith(t, o.admin()).get(t, "/app/admin/policies/hd15-2012/1?to=qd377-2025%401&of=lists")
	require.Equal(t, http.StatusOK, page.status, page.text)
	require.Contains(t, page.text, "Rà soát thử")
	for _, c := range tried.body["changes"].([]any) {
		require.Contains(t, page.text, c.(map[string]any)["vi"])
	}
	require.NotEmpty(t, tried.body["changes"])
}
