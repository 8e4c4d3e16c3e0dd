package web_test

import (
	"net/http"
	"net/url"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func roleOf(official, role string) map[string]any {
	return map[string]any{"official": official, "role": role, "reason": "Phân công nhiệm vụ", "basis": "QĐ 12-QĐ/HU"}
}

func TestRolesAreGrantedAndWithdrawn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusForbidden, o.as(t, head).post(t, "/roles/grants", roleOf(member, "inspector")).status)
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(head, "administrator")).status)
	admin := o.as(t, head)
	require.Equal(t, []any{"administrator"}, admin.get(t, "/me").body["granted"])
	require.Equal(t, http.StatusOK, admin.get(t, "/cycles/"+cycle+"/board").status, "a session that was there has the role at once")

	for name, c := range map[string]struct {
		path, official, role, code string
	}{
		"nobody grants a role to themselves":       {"/roles/grants", head, "inspector", "own_role"},
		"a role that is held is not granted again": {"/roles/grants", head, "administrator", "own_role"},
		"an unknown official gets none":            {"/roles/grants", "nobody", "inspector", "official_not_found"},
		"a role that is not held is not withdrawn": {"/roles/withdrawals", member, "inspector", "role_not_held"},
		"the last administrator stays":             {"/roles/withdrawals", head, "administrator", "last_administrator"},
	} {
		got := admin.post(t, c.path, roleOf(c.official, c.role))
		require.Equal(t, c.code, got.code(), name+": "+got.text)
	}
	require.Equal(t, "role_held", o.admin().post(t, "/roles/grants", roleOf(head, "administrator")).code())
	for _, missing := range []string{"reason", "basis"} {
		without := roleOf(member, "inspector")
		without[missing] = " "
		require.Equal(t, http.StatusUnprocessableEntity, admin.post(t, "/roles/grants", without).status, missing)
	}
	require.Equal(t, http.StatusForbidden, admin.post(t, "/api-keys", keyRequest("x", "inspector")).status, "a key would outlive the role")
	require.Equal(t, http.StatusForbidden, admin.post(t, "/sign-in/links", nil).status)

	require.Equal(t, http.StatusNoContent, admin.post(t, "/roles/grants", roleOf(member, "administrator")).status)
	require.Equal(t, http.StatusNoContent, o.as(t, member).post(t, "/roles/withdrawals", roleOf(head, "administrator")).status)
	require.Equal(t, http.StatusForbidden, admin.get(t, "/cycles/"+cycle+"/board").status, "and loses it at once")
	require.Len(t, o.admin().get(t, "/roles").items(), 1)
	acts := o.admin().get(t, "/roles/acts").items()
	require.Len(t, acts, 3)
	require.Equal(t, map[string]any{"granted": false, "official": head, "role": "administrator", "actor": member}, map[string]any{
		"granted": acts[0]["granted"], "official": acts[0]["official"], "role": acts[0]["role"], "actor": acts[0]["actor"],
	})
	older := o.admin().get(t, "/roles/acts?limit=2")
	require.Len(t, o.admin().get(t, "/roles/acts?limit=2&after="+older.body["next"].(string)).items(), 1)
	_, err := o.pool.Exec(t.Context(), "DELETE FROM role_act")
	require.Error(t, err, "what was done stays")
}

func TestTwoAdministratorsCannotRemoveEachOtherAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, official := range []string{head, member} {
		require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(official, "administrator")).status)
	}
	var both sync.WaitGroup
	for _, pair := range [][2]string{{head, member}, {member, head}} {
		c := o.as(t, pair[0])
		both.Go(func() { c.post(t, "/roles/withdrawals", roleOf(pair[1], "administrator")) })
	}
	both.Wait()
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM standing_role"))
}

func TestAnOrganiserSteersAndHasNothingOfTheOffice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(outsider, "organiser")).status)
	c := o.as(t, outsider)
	got := c.act(t, "/processes/pause", map[string]any{"process": unitReview("phong-noi-vu"), "reason": "Bão", "basis": "CV 7"})
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM act WHERE actor = '"+outsider+"' AND kind = 'pause'"))
	for _, path := range []string{"/roles", "/api-keys"} {
		require.Equal(t, http.StatusForbidden, c.get(t, path).status, path)
	}
	require.Equal(t, http.StatusForbidden, c.post(t, "/roles/grants", roleOf(member, "inspector")).status)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, outsider).get(t, "/app/admin/roles").status)
}

func TestNobodyUsesARoleInTheirOwnCase(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(member, "administrator")).status)
	entry := entryFor(member, "self_review", selfReview())
	require.Equal(t, http.StatusForbidden, o.as(t, member).act(t, "/processes/entries", entry).status)
	require.Equal(t, http.StatusNotFound, o.admin().act(t, officialPath(member)+"/correction", correction("Excellent")).status, "there is none yet")
	require.Equal(t, http.StatusForbidden, o.as(t, member).act(t, officialPath(member)+"/correction", correction("Excellent")).status)
	require.Zero(t, rows(t, o, "SELECT count(*) FROM process WHERE kind = 'Correction'"))
}

func TestAnAdministratorDoesNotMakeThemselvesAnInspector(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.runToTheEnd(t)
	comments := officialPath("mini-14") + "/comments"
	for _, official := range []string{head, outsider} {
		require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(official, "administrator")).status)
	}
	v := o.visitorAs(t, head)
	const address = "/app/admin/roles"
	page := v.get(t, address+"?official="+head)
	require.Contains(t, mainOf(page), "Đề nghị một cán bộ quản trị khác giao")
	require.NotContains(t, page.text, `action="/app/admin/roles"`, "no form is offered")
	form := url.Values{"official": {head}, "role": {"inspector"}, "reason": {"Kiểm tra"}, "basis": {"KH 3"}}
	refused := v.post(t, address, form)
	require.Equal(t, http.StatusForbidden, refused.status)
	require.Contains(t, mainOf(refused), "Không ai tự giao vai trò cho mình")
	require.Equal(t, http.StatusNotFound, o.as(t, head).get(t, comments).status, "and reads no contents")

	require.Contains(t, mainOf(o.visitorAs(t, outsider).post(t, address, form)), "Đã giao vai trò", "another administrator may")
	require.Equal(t, http.StatusOK, o.as(t, head).get(t, comments).status)
}

func TestRolesOnPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(head, "administrator")).status)
	v := o.visitorAs(t, head)
	inbox := v.get(t, "/app/inbox")
	for _, both := range []string{`href="/app/inbox"`, `href="/app/meetings"`, `href="/app/admin/cycles"`, "Quản trị"} {
		require.Contains(t, inbox.text, both, "one navigation for both")
	}
	const address = "/app/admin/roles"
	require.Contains(t, v.get(t, address).text, "QĐ 12-QĐ/HU")
	require.Contains(t, v.get(t, address).text, `href="/app/admin/roles" aria-current="page"`)
	require.Contains(t, v.get(t, address+"?q=la+dinh+thu").text, address+"?official="+member)
	require.Contains(t, v.get(t, address+"?q=kh%C3%B4ng+ai").text, "Không tìm thấy ai")
	require.Contains(t, v.get(t, "/app/admin/people/"+member).text, address+"?official="+member)

	got := v.post(t, address, url.Values{"official": {member}, "role": {"inspector"}, "reason": {"Giám sát chuyên đề"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.text, "Giám sát chuyên đề", "what was typed is shown again")
	got = v.post(t, address, url.Values{"official": {member}, "role": {"inspector"}, "reason": {"Giám sát chuyên đề"}, "basis": {"KH 3"}})
	require.Contains(t, mainOf(got), "Đã giao vai trò")
	require.Contains(t, got.text, "La Đình Thụ")

	field := head + ".administrator."
	got = v.post(t, address+"/withdrawal", url.Values{"official": {head}, "role": {"administrator"}, field + "reason": {"Thôi việc"}, field + "basis": {"QĐ 1"}})
	require.Equal(t, http.StatusConflict, got.status)
	require.Contains(t, got.text, "cán bộ quản trị cuối cùng")
	require.Contains(t, got.text, `value="Thôi việc"`)
	field = member + ".inspector."
	got = v.post(t, address+"/withdrawal", url.Values{"official": {member}, "role": {"inspector"}, field + "reason": {"Hết đợt"}, field + "basis": {"KH 3"}})
	require.Contains(t, mainOf(got), "Đã thu hồi vai trò")
	require.Contains(t, mainOf(got), "Hết đợt", "the history keeps it")
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, address).status)
}
