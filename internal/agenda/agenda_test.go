package agenda_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/agenda"
	"canbo/internal/fault"
)

var (
	stamp = time.Date(2018, 12, 3, 1, 30, 0, 0, time.UTC)
	due   = time.Date(2018, 12, 14, 17, 0, 0, 0, time.UTC) // 24:00 of the 14th in Viet Nam
)

func entry() agenda.Entry {
	return agenda.Entry{
		Task: "unit-review/caoloc-2018/xa-a/self_review/self_review/hoang-thi-en", Sequence: 7, Due: due,
		TitleVi: "Tự đánh giá, xếp loại; nộp bản kiểm điểm", TitleEn: "Self-review",
		Details: []string{"Đánh giá năm 2018", "", "Ủy ban nhân dân xã A"}, Link: "https://canbo.caoloc.example/inbox?lang=vi",
	}
}

// read parses a calendar back.
func read(t require.TestingT, raw []byte) *ical.Calendar {
	cal, err := ical.NewDecoder(bytes.NewReader(raw)).Decode()
	require.NoError(t, err)
	return cal
}

func text(t require.TestingT, e ical.Event, name string) string {
	value, err := e.Props.Text(name)
	require.NoError(t, err)
	return value
}

func TestACalendarIsReadBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	raw, err := agenda.Write(stamp, entry())
	require.NoError(t, err)
	cal := read(t, raw)
	method, err := cal.Props.Text(ical.PropMethod)
	require.NoError(t, err)
	require.Equal(t, "PUBLISH", method)
	require.Len(t, cal.Events(), 1)
	event := cal.Events()[0]
	end, err := event.DateTimeEnd(time.UTC)
	require.NoError(t, err)
	require.Equal(t, due, end)
	start, err := event.DateTimeStart(time.UTC)
	require.NoError(t, err)
	require.Equal(t, 14, start.In(time.FixedZone("+07", 7*60*60)).Day(), "shown on the day that ends, not on the next")
	require.Equal(t, "Thời hạn: Tự đánh giá, xếp loại; nộp bản kiểm điểm / Due: Self-review", text(t, event, ical.PropSummary))
	require.Equal(t, "Đánh giá năm 2018\nỦy ban nhân dân xã A\nhttps://canbo.caoloc.example/inbox?lang=vi",
		text(t, event, ical.PropDescription))
	require.Equal(t, "7", event.Props.Get(ical.PropSequence).Value)
	require.Equal(t, "20181214T170000Z", event.Props.Get(ical.PropDateTimeEnd).Value, "UTC")
}

func TestAnExtensionUpdatesTheEntryInsteadOfAddingOne(t *testing.T) {
	t.Parallel()
	moved := entry()
	moved.Due, moved.Sequence = due.AddDate(0, 0, 3), 12
	other := entry()
	other.Task += "-2"
	raw, err := agenda.Write(stamp, entry(), moved, other)
	require.NoError(t, err)
	events := read(t, raw).Events()
	require.Len(t, events, 3)
	require.Equal(t, text(t, events[0], ical.PropUID), text(t, events[2], ical.PropUID), "the same task, now later")
	require.NotEqual(t, text(t, events[0], ical.PropUID), text(t, events[1], ical.PropUID), "another task")
	require.Equal(t, "12", events[2].Props.Get(ical.PropSequence).Value)
}

func TestACalendarWithoutEntriesIsStillACalendar(t *testing.T) {
	t.Parallel()
	raw, err := agenda.Write(stamp)
	require.NoError(t, err)
	require.Empty(t, read(t, raw).Events())
}

func TestWriteRefusesWhatNoCalendarHolds(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*agenda.Entry){
		"no task":             func(e *agenda.Entry) { e.Task = "" },
		"no due time":         func(e *agenda.Entry) { e.Due = time.Time{} },
		"a year of 5 digits":  func(e *agenda.Entry) { e.Due = e.Due.AddDate(8000, 0, 0) },
		"a negative sequence": func(e *agenda.Entry) { e.Sequence = -1 },
		"a sequence too long": func(e *agenda.Entry) { e.Sequence = 1 << 31 },
	} {
		e := entry()
		spoil(&e)
		_, err := agenda.Write(stamp, e)
		require.Equal(t, fault.Invalid, fault.KindOf(err), name)
	}
}

// TestAnyTextStaysInItsField checks that no text breaks a line, an entry or the width of the format.
func TestAnyTextStaysInItsField(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := entry()
		e.TitleVi = rapid.String().Draw(t, "title")
		e.TitleEn = rapid.String().Draw(t, "english")
		e.Details = rapid.SliceOf(rapid.String()).Draw(t, "details")
		e.Link = rapid.String().Draw(t, "link")
		raw, err := agenda.Write(stamp, e)
		require.NoError(t, err)
		for line := range strings.SplitSeq(string(raw), "\r\n") {
			require.LessOrEqual(t, len(line), 75)
			require.NotContains(t, line, "\n")
		}
		events := read(t, raw).Events()
		require.Len(t, events, 1)
		require.Equal(t, agenda.UID(e.Task), text(t, events[0], ical.PropUID))
		require.Contains(t, text(t, events[0], ical.PropSummary), "Thời hạn:")
	})
}
