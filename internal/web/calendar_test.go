package web_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/agenda"
	"canbo/internal/evaluation"
	"canbo/internal/mail"
)

// line returns the value of a property of the only entry of a calendar.
func line(t *testing.T, calendar, property string) string {
	t.Helper()
	for text := range strings.SplitSeq(strings.ReplaceAll(calendar, "\r\n ", ""), "\r\n") {
		if value, ok := strings.CutPrefix(text, property+":"); ok {
			return value
		}
	}
	t.Fatalf("no %s in %s", property, calendar)
	return ""
}

// lastMail reads the newest mail of a kind to somebody.
func (o *office) lastMail(t *testing.T, official string, kind mail.Kind) mail.Data {
	t.Helper()
	var raw []byte
	require.NoError(t, o.pool.QueryRow(t.Context(), `SELECT data FROM mail_outbox
		WHERE official = $1 AND kind = $2 ORDER BY created_at DESC LIMIT 1`, official, kind).Scan(&raw))
	data, err := mail.Decode(kind, raw)
	require.NoError(t, err)
	return data
}

func TestTheCalendarOfAnInboxFollowsAnExtension(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	me := o.as(t, member)
	announced := o.lastMail(t, member, mail.KindTaskOpened).(mail.TaskOpened)
	before := me.get(t, "/inbox.ics")
	require.Equal(t, http.StatusOK, before.status, before.text)
	require.Equal(t, agenda.ContentType, before.header.Get("Content-Type"))
	require.Equal(t, 1, strings.Count(before.text, "BEGIN:VEVENT"))
	require.Equal(t, agenda.UID(announced.Task), line(t, before.text, "UID"), "the entry that the mail gave")
	require.Equal(t, announced.Due.UTC().Format("20060102T150405Z"), line(t, before.text, "DTEND"))

	due := announced.Due.Add(72 * time.Hour).UTC()
	moved := o.admin().act(t, "/processes/extension", map[string]any{
		"process": unitReview(unit), "step": evaluation.StepSelfReview, "due": due, "reason": "Lũ quét", "basis": "CV 12",
	})
	require.Equal(t, http.StatusOK, moved.status, moved.text)
	o.engine.pump(t.Context())

	after := me.get(t, "/inbox.ics")
	require.Equal(t, line(t, before.text, "UID"), line(t, after.text, "UID"))
	require.Equal(t, due.Format("20060102T150405Z"), line(t, after.text, "DTEND"))
	told := o.lastMail(t, member, mail.KindDueMoved).(mail.DueMoved)
	require.Equal(t, due, told.Due.UTC(), "and the person is told")
	require.Equal(t, announced.Task, told.Task)
	require.Equal(t, strconv.FormatInt(told.Sequence, 10), line(t, after.text, "SEQUENCE"))
	require.Greater(t, told.Sequence, announced.Sequence, "a calendar program takes the later one")
	raw, err := json.Marshal(told)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "Lũ quét", "the reason stays in the record")

	require.Equal(t, http.StatusOK, me.act(t, unitPath(unit)+"/self-review", selfReview()).status)
	require.NotContains(t, me.get(t, "/inbox.ics").text, "VEVENT", "what is done is no longer due")
	require.Equal(t, http.StatusForbidden, o.admin().get(t, "/inbox.ics").status)
}
