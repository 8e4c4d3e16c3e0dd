package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/mail"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

func TestLatenessIsToldToWhoWatchesOverTheStep(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	open := func(act string, assignees ...string) {
		r.write(reviewID, procedure.EffectTasks, procedure.TasksOpened{Step: "x", Act: act, Assignees: assignees, OpenedAt: received})
	}
	open(evaluation.ActSelfReview, "mini-08", "mini-11", "mini-12", "mini-13")
	open(procedure.ActVote, "mini-08", "mini-11")
	r.write(reviewID, procedure.EffectTaskDone, procedure.TaskDone{Step: "x", Act: evaluation.ActSelfReview, Assignee: "mini-12", At: received})
	r.exec(`DELETE FROM body_member WHERE (role = 'organisation' OR official = 'mini-02')
		AND body = (SELECT body FROM enrolment WHERE official = 'mini-08')`)
	r.exec(`INSERT INTO body_member (body, official, role, valid_from)
		SELECT body, 'mini-02', 'organisation', '2015-01-01' FROM enrolment WHERE official = 'mini-08'`)

	r.write(reviewID, procedure.EffectEscalate, procedure.Escalate{Step: "x", At: received, Due: received, Overseer: "mini-08"})
	require.Equal(t, []string{
		"mini-02 self_review 1 {mini-08}", // the chair's own lateness goes to the body that decides on the chair
		"mini-08 self_review 2 {mini-11,mini-13}",
		"mini-08 vote 2 {}", // of a secret ballot the number alone
	}, r.column(`SELECT concat_ws(' ', reader, act, late, officials::text) FROM escalation ORDER BY reader, act`))
	require.Equal(t, []string{"mini-02", "mini-08", "mini-08"},
		r.column(`SELECT official FROM mail_outbox WHERE kind = 'escalation' ORDER BY official, key`))
	require.Equal(t, []string{"true"}, r.column(`SELECT DISTINCT data ->> 'overdue' FROM mail_outbox WHERE kind = 'escalation'`))
	require.Equal(t, []string{"0"}, r.column(`SELECT count(*)::text FROM mail_outbox WHERE kind = 'escalation'
		AND data ->> 'late' = '2' AND data ->> 'step_vi' LIKE 'Bỏ phiếu%' AND data ? 'names'`))

	list, err := r.Store.Escalations(t.Context(), reviewID, postgres.Page{Limit: 2})
	require.NoError(t, err)
	require.Len(t, list.Items, 2)
	rest, err := r.Store.Escalations(t.Context(), reviewID, postgres.Page{Limit: 2, After: list.Next})
	require.NoError(t, err)
	require.Len(t, rest.Items, 1)
	_, err = r.pool.Exec(t.Context(), "DELETE FROM escalation")
	require.ErrorContains(t, err, "insert-only")
}

func TestLatenessThatNobodyWatchesOverIsForTheAdministrators(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.Administrators = []mail.Correspondent{{Address: "ban-to-chuc@caoloc.example"}}
	r.exec(`DELETE FROM body_member WHERE role = 'organisation'`)
	r.write(reviewID, procedure.EffectTasks, procedure.TasksOpened{Step: "x", Act: evaluation.ActPropose, Assignees: []string{"mini-08"}, OpenedAt: received})
	escalate := procedure.Escalate{Step: "x", At: received, Due: received.Add(time.Hour), Overseer: "mini-08"}
	r.write(reviewID, procedure.EffectEscalate, escalate)
	require.Equal(t, []string{" propose 1 {mini-08}"}, r.column(`SELECT concat_ws(' ', reader, act, late, officials::text) FROM escalation`))
	require.Equal(t, []string{"ban-to-chuc@caoloc.example mini-08"}, r.column(`SELECT m.address || ' ' || o.code FROM mail_outbox m
		JOIN official o ON o.name = m.data -> 'names' ->> 0 WHERE m.kind = 'escalation'`))
	waits := func() []postgres.Concern {
		list, err := r.Concerns(t.Context(), postgres.Page{Limit: 5})
		require.NoError(t, err)
		return list.Items
	}
	require.Len(t, waits(), 1)
	require.Equal(t, []string{"late", reviewID, evaluation.ActPropose}, []string{waits()[0].Kind, waits()[0].About, waits()[0].Code})

	r.write(reviewID, procedure.EffectTaskDone, procedure.TaskDone{Step: "x", Act: evaluation.ActPropose, Assignee: "mini-08", At: received})
	r.write(reviewID, procedure.EffectEscalate, escalate)
	require.Len(t, r.column(`SELECT reader FROM escalation`), 1, "nobody is late")
	require.Empty(t, waits(), "what was done late waits no more")
}
