package trials_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// Who is moved to another unit while the cycle runs, and whose result is corrected when it has ended.
const (
	movedPerson, movedMail         = "mini-12", "mini12@mini.example"
	oldUnit, newUnit               = "xa-na-muoi", "xa-khuoi-sao"
	correctedPerson, correctedMail = "mini-11", "mini11@mini.example"
)

// TestAMoveAndACorrectionOnTheRealServer lets the processes of a move, of which the lists of all change or none, and a
// correction run on the real server, with commands that travel between workflows through the relay.
func TestAMoveAndACorrectionOnTheRealServer(t *testing.T) {
	t.Parallel()
	district := mini(t)
	o := startOffice(t, t.TempDir(), district)
	admin := person{api: o.Config.PublicURL, bearer: o.Config.AdminKey}
	admin.openCycle(t)
	admin.awaitDue(t, oldUnit, evaluation.StepSelfReview)
	admin.awaitDue(t, newUnit, evaluation.StepSelfReview)
	const cyclePath = "/api/v1/cycles/" + cycleCode

	concerned := signIn(t, o.Config.PublicURL, o.MailboxURL, correctedMail) // before the robots do, who use the links they find
	moving := signIn(t, o.Config.PublicURL, o.MailboxURL, movedMail)
	filed := moving.call(t, http.MethodPost, cyclePath+"/units/"+oldUnit+"/self-review", map[string]any{
		"grade": "Good", "texts": map[string]string{"strengths": "Filed in the old unit"},
		"levels": map[string]string{"political": "Good", "ethics": "Good", "style": "Good", "organisation": "Good", "results": "Good"},
	})
	require.Equal(t, "accepted", moving.awaitSettled(t, filed.Command).Status)
	vacant := connect(t, o.Config.DatabaseURL, "canbo").texts(t, `INSERT INTO post
		SELECT (jsonb_populate_record(p, '{"code": "xa-khuoi-sao-mttq-2"}')).* FROM post p WHERE p.code = 'xa-khuoi-sao-mttq' RETURNING code`)
	moved := admin.call(t, http.MethodPost, cyclePath+"/moves", map[string]any{
		"official": movedPerson, "post": vacant[0], "day": "2018-02-01", "reason": "Điều động công tác", "basis": "12-QĐ/HU",
	})
	require.Equal(t, "accepted", admin.awaitSettled(t, moved.Command).Status, moved.Detail)
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		changes := admin.call(c, http.MethodGet, cyclePath+"/enrolment-changes", nil).Items
		require.Len(c, changes, 1)
		require.Equal(c, "applied", changes[0]["status"], changes[0])
	}, patience, look)
	require.NoError(t, evaluate(t.Context(), o.Config.PublicURL, o.MailboxURL, o.Config.AdminKey, district))
	record := connect(t, o.Config.DatabaseURL, "canbo")
	require.Equal(t, []string{"1 1"}, record.texts(t, `SELECT count(*) || ' ' || count(DISTINCT body) FROM result
		WHERE official = '`+movedPerson+`' AND body = 'du-xa-khuoi-sao'`), "one result, of the new body")
	require.Equal(t, []string{"1"}, record.texts(t, `SELECT count(*)::text FROM self_review WHERE official = '`+movedPerson+`'`),
		"what was filed in the old unit counts in the new one")

	before := record.texts(t, `SELECT grade FROM result WHERE official = '`+correctedPerson+`'`)[0]
	require.NotEqual(t, "NotCompleted", before)
	corrected := admin.call(t, http.MethodPost, cyclePath+"/officials/"+correctedPerson+"/correction", map[string]any{
		"grade": "NotCompleted", "reason": "Nhập sai mức xếp loại", "basis": "15-QĐ/HU", "basis_date": "2019-03-01",
	})
	require.Equal(t, "accepted", admin.awaitSettled(t, corrected.Command).Status, corrected.Detail)
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		read := concerned.call(c, http.MethodPost, cyclePath+"/officials/"+correctedPerson+"/acknowledgement", map[string]any{})
		require.Equal(c, http.StatusOK, read.status, read.Detail)
	}, patience, look)
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		again := admin.call(c, http.MethodPost, cyclePath+"/officials/"+correctedPerson+"/correction", map[string]any{
			"grade": "NotCompleted", "reason": "Nhập sai mức xếp loại", "basis": "16-QĐ/HU", "basis_date": "2019-03-02",
		})
		require.Equal(c, "nothing_changed", again.Code, "the first correction is over, and its grade stands")
	}, patience, look)
	require.Equal(t, []string{before + ",NotCompleted"}, record.texts(t, `SELECT string_agg(grade, ',' ORDER BY decided_at) FROM decision
		WHERE subject = '`+correctedPerson+`'`), "the earlier record stays")
}
