package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOfficialsSeeTheirMailAndLeaveOffWhatTheyMay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorAs(t, member)
	const at = "/app/account/mail"
	require.Contains(t, v.get(t, "/app/account").text, at)
	page := v.get(t, at)
	require.Equal(t, http.StatusOK, page.status, page.text)
	require.Contains(t, page.text, "chờ gửi")
	require.Empty(t, rawCode.FindAllString(shown(t, page.text), -1))
	form := formOn(t, page)
	require.Equal(t, "false", form.values.Get("wanted"))
	kind := form.values.Get("kind")
	off := v.post(t, at, form.values)
	require.Contains(t, off.text, "không nhận")
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM mail_preference WHERE official = 'mini-06' AND NOT enabled"))
	require.Contains(t, v.post(t, at, url.Values{"kind": {kind}, "wanted": {"true"}}).text, "✓ đang nhận")
	require.Equal(t, http.StatusForbidden, o.visitorWith(t, o.admin()).get(t, at).status, "an API key gets no mail")
	require.NotContains(t, o.visitorWith(t, o.inspector(t)).get(t, "/app/account").text, at)
}
