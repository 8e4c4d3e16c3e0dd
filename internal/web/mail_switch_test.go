package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/mail"
)

func TestMailsAreSwitchedOffByKind(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	off := map[string]any{"enabled": false, "reason": "Giao việc tại hội nghị", "basis": "CV 5"}
	kinds := func(c client) map[string]map[string]any {
		all := map[string]map[string]any{}
		for _, item := range c.get(t, "/mail-kinds").items() {
			all[item["kind"].(string)] = item
		}
		return all
	}
	require.Len(t, kinds(o.admin()), len(mail.Kinds()))
	require.Equal(t, "Nhắc việc sắp hết thời hạn", kinds(o.admin())["reminder"]["name_vi"])

	t.Run("but not what people have a right to", func(t *testing.T) {
		for _, kind := range []string{"result", "petition_answered", "sign_in", "cycle_cancelled"} {
			require.Equal(t, "mail_kind_required", o.admin().send(t, http.MethodPut, "/mail-kinds/"+kind, "", off).code(), kind)
		}
		require.Equal(t, http.StatusNotFound, o.admin().send(t, http.MethodPut, "/mail-kinds/gossip", "", off).status)
		require.Equal(t, http.StatusUnprocessableEntity,
			o.admin().send(t, http.MethodPut, "/mail-kinds/reminder", "", map[string]any{"enabled": false}).status, "without a reason")
	})
	t.Run("for everybody by an administrator", func(t *testing.T) {
		require.Equal(t, http.StatusForbidden, o.as(t, member).send(t, http.MethodPut, "/mail-kinds/reminder", "", off).status)
		require.Equal(t, http.StatusNoContent, o.admin().send(t, http.MethodPut, "/mail-kinds/task_opened", "", off).status)
		o.open(t)
		for _, item := range o.admin().get(t, "/mail?kind=task_opened").items() {
			require.Equal(t, "skipped", item["state"])
			require.Equal(t, "switched off by an administrator", item["error"])
		}
		require.NotEmpty(t, o.as(t, member).get(t, "/inbox").items(), "the task is there all the same")
		got := kinds(o.as(t, member))["task_opened"]
		require.Equal(t, false, got["enabled"])
		require.Equal(t, "CV 5", got["basis"])
		require.Equal(t, "key:bootstrap", got["changed_by"])
		on := map[string]any{"enabled": true, "reason": "Thôi", "basis": "CV 6"}
		require.Equal(t, http.StatusNoContent, o.admin().send(t, http.MethodPut, "/mail-kinds/task_opened", "", on).status)
		require.Equal(t, true, kinds(o.admin())["task_opened"]["enabled"])
		require.Equal(t, 2, rows(t, o, "SELECT count(*) FROM mail_switch"), "each word stays on record")
	})
	t.Run("for oneself by the reader", func(t *testing.T) {
		no := map[string]any{"wanted": false}
		require.Equal(t, http.StatusForbidden, o.admin().send(t, http.MethodPut, "/me/mail-kinds/reminder", "", no).status)
		require.Equal(t, "mail_kind_required", o.as(t, member).send(t, http.MethodPut, "/me/mail-kinds/task_opened", "", no).code())
		require.Equal(t, http.StatusNoContent, o.as(t, member).send(t, http.MethodPut, "/me/mail-kinds/reminder", "", no).status)
		require.Equal(t, false, kinds(o.as(t, member))["reminder"]["wanted"])
		require.Equal(t, true, kinds(o.as(t, head))["reminder"]["wanted"])

		o.clock.set(dueOf(t, o, unitReview(unit), evaluation.StepSelfReview).Add(-60 * 60 * 1e9))
		o.engine.tick(t.Context())
		reminders := map[string]any{}
		for _, item := range o.admin().get(t, "/mail?kind=reminder").items() {
			reminders[item["official"].(string)] = item["state"]
		}
		require.Equal(t, "skipped", reminders[member])
		require.Equal(t, "pending", reminders[head])
	})
}
