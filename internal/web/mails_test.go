package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/mail"
)

func TestMailsAreListedWithTheirProofAndSentAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	_, err := o.pool.Exec(t.Context(), `UPDATE mail_outbox SET state = 'failed', attempts = 1, message = key, last_error = '550 unknown'
		WHERE official = $1 AND kind = 'task_opened'`, member)
	require.NoError(t, err)

	failed := o.admin().get(t, "/mail?state=failed")
	require.Len(t, failed.items(), 1, failed.text)
	entry := failed.items()[0]
	require.Equal(t, member, entry["official"])
	require.Equal(t, "550 unknown", entry["error"])
	require.Equal(t, float64(1), entry["attempts"])
	path := fmt.Sprintf("/mail/%.0f", entry["id"])

	t.Run("in pages of a stable order", func(t *testing.T) {
		all := o.admin().get(t, "/mail").items()
		first := o.admin().get(t, "/mail?limit=2")
		rest := o.admin().get(t, "/mail?after="+first.body["next"].(string))
		require.Equal(t, all, append(first.items(), rest.items()...))
		require.Equal(t, http.StatusUnprocessableEntity, o.admin().get(t, "/mail?state=lost").status)
	})
	t.Run("by official and kind", func(t *testing.T) {
		for _, item := range o.admin().get(t, "/mail?official="+head+"&kind=task_opened").items() {
			require.Equal(t, head, item["official"])
		}
		require.Empty(t, o.admin().get(t, "/mail?official="+head+"&state=failed").items())
	})
	t.Run("to the person concerned, and to nobody else", func(t *testing.T) {
		own := o.as(t, member).get(t, "/me/mail")
		require.NotEmpty(t, own.items())
		for _, item := range own.items() {
			require.Equal(t, member, item["official"])
		}
		require.Equal(t, http.StatusOK, o.as(t, member).get(t, path).status)
		require.Equal(t, http.StatusNotFound, o.as(t, head).get(t, path).status)
		require.Equal(t, http.StatusForbidden, o.as(t, member).get(t, "/mail").status)
		require.Equal(t, http.StatusForbidden, o.as(t, member).post(t, path+"/retry", map[string]any{"reason": "x", "basis": "y"}).status)
	})
	t.Run("without what they say", func(t *testing.T) {
		text := o.admin().get(t, "/mail").text + o.as(t, member).get(t, "/me/mail").text + o.admin().get(t, path).text
		link := o.lastMail(t, member, mail.KindSignIn).(mail.SignIn).Link
		_, token, _ := strings.Cut(link, "token=")
		require.NotEmpty(t, token)
		require.NotContains(t, text, token)
		require.NotContains(t, text, "Tự đánh giá")
	})
	t.Run("and sent again with a reason and a basis", func(t *testing.T) {
		require.Equal(t, http.StatusUnprocessableEntity, o.admin().post(t, path+"/retry", map[string]any{"reason": "x"}).status)
		got := o.admin().post(t, path+"/retry", map[string]any{"reason": "Đã sửa hộp thư", "basis": "Phiếu 7"})
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.Equal(t, "pending", got.body["state"])
		act := got.body["acts"].([]any)[0].(map[string]any)
		require.Equal(t, "key:bootstrap", act["actor"])
		require.Equal(t, "Phiếu 7", act["basis"])
		require.Equal(t, "550 unknown", act["error"])
		require.Equal(t, "mail_not_failed", o.admin().post(t, path+"/retry", map[string]any{"reason": "x", "basis": "y"}).code())
		require.Equal(t, "mail_not_found", o.admin().post(t, "/mail/999999/retry", map[string]any{"reason": "x", "basis": "y"}).code())
	})
}
