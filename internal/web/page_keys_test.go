package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKeysOfProgramsOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	const address = "/app/admin/api-keys"
	require.Contains(t, v.get(t, address).text, "Chưa cấp khóa nào")
	form := url.Values{"name": {"Báo cáo"}, "role": {"inspector"}, "reason": {"Kết nối báo cáo tỉnh"}}
	refused := v.post(t, address, form)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status)
	for _, field := range []string{"name", "basis"} {
		require.Contains(t, refused.text, `id="`+field+`-problem"`)
	}
	require.Contains(t, refused.text, "Kết nối báo cáo tỉnh", "what was typed stays")

	form.Set("name", "bao-cao")
	form.Set("basis", "12-CV/HU")
	made := v.post(t, address, form)
	require.Equal(t, http.StatusOK, made.status, mainOf(made))
	secret := regexp.MustCompile(`canbo_k_[A-Za-z0-9_-]+`).FindString(made.text)
	program := client{base: o.server.URL, token: secret}
	require.Contains(t, v.get(t, address).text, "Chưa dùng lần nào")
	require.Equal(t, "key:bao-cao", program.get(t, "/me").body["code"])
	require.Equal(t, http.StatusConflict, v.post(t, address, form).status, "a name is given once")
	list := v.get(t, address)
	require.NotContains(t, list.text, secret, "the secret is shown once")
	require.NotContains(t, list.text, "Chưa dùng lần nào")

	revoke := url.Values{"bao-cao.reason": {"Lộ khóa"}}
	require.Contains(t, v.post(t, address+"/bao-cao/revocation", revoke).text, `id="bao-cao.basis-problem"`)
	revoke.Set("bao-cao.basis", "13-CV/HU")
	require.Contains(t, v.post(t, address+"/bao-cao/revocation", revoke).text, "Lộ khóa (13-CV/HU)")
	require.Equal(t, http.StatusUnauthorized, program.get(t, "/me").status)
	audit := v.get(t, "/app/admin/audit?kind=revoke_key")
	require.Contains(t, audit.text, "Lộ khóa")
	require.Contains(t, v.get(t, "/app/admin/audit?kind=create_key").text, "Kết nối báo cáo tỉnh")
}

// A person with the administrator's role sees the keys and ends them, and makes none: a key would outlive the role.
func TestAPersonMakesNoKey(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	require.Equal(t, http.StatusCreated, o.admin().post(t, "/api-keys", keyRequest("audit", "inspector")).status)
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf(head, "administrator")).status)
	v := o.visitorAs(t, head)
	page := v.get(t, "/app/admin/api-keys")
	require.Contains(t, page.text, "không cấp từ tài khoản cá nhân")
	require.NotContains(t, page.text, `name="role"`)
	form := url.Values{"name": {"x"}, "role": {"inspector"}, "reason": {"r"}, "basis": {"b"}}
	require.Equal(t, http.StatusForbidden, v.post(t, "/app/admin/api-keys", form).status)
	ended := v.post(t, "/app/admin/api-keys/audit/revocation", url.Values{"audit.reason": {"Hết nhiệm vụ"}, "audit.basis": {"14-CV/HU"}})
	require.Contains(t, ended.text, "Đã thu hồi khóa")
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/api-keys").status)
}
