// Package agenda writes due times as calendar entries (RFC 5545), for the letters that announce them and for a person's
// inbox.
//
// An entry has the same UID wherever it is written and a sequence that grows when its due time moves, so that a calendar
// program replaces what it has instead of showing the deadline twice. Times are UTC. Nothing in an entry names a person.
//
// The package imports the iCalendar driver and fault; it knows neither mail nor the record.
package agenda

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"canbo/internal/fault"
)

const (
	// ContentType is the media type of a written calendar.
	ContentType = "text/calendar; charset=utf-8; method=PUBLISH"
	// FileName is what a calendar is called when it is saved.
	FileName = "thoi-han.ics"

	productID = "-//Canbo//Canbo//VI"
	lineWidth = 75               // octets of a line without its end: RFC 5545 section 3.1
	shown     = 30 * time.Minute // the entry ends at its due time, so that "24:00" is shown on the day that ends
)

// Entry is one due time of one person.
type Entry struct {
	Task     string    // names the task among all, for ever: process, step, act and person
	Sequence int64     // 0 to 2,147,483,647; greater whenever the due time has moved
	Due      time.Time // from the year 1970 to 9998
	TitleVi  string    // what is asked
	TitleEn  string    // empty: TitleVi alone
	Details  []string  // one line each, such as the cycle and the unit
	Link     string
}

// UID returns the identity of the entry of a task in every calendar.
func UID(task string) string {
	sum := sha256.Sum256([]byte("canbo task " + task))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:20])) + "@canbo"
}

// Check fails with fault.Invalid when a calendar could not hold the entry.
func (e Entry) Check() error {
	if year := e.Due.UTC().Year(); e.Task == "" || e.Sequence < 0 || e.Sequence > math.MaxInt32 || year < 1970 || year > 9998 {
		return fault.New(fault.Invalid, "calendar_entry_invalid",
			"A calendar entry needs a task, a sequence from 0 to %d and a due time from 1970 to 9998.", math.MaxInt32)
	}
	return nil
}

// Write returns the entries as a calendar to be published, by due time; it was made at stamp. Without entries it returns
// a calendar that holds none. The same arguments give the same bytes. It fails as Entry.Check does.
func Write(stamp time.Time, entries ...Entry) ([]byte, error) {
	if len(entries) == 0 { // the driver refuses it, though clients that subscribe expect a calendar
		return []byte("BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nPRODID:" + productID + "\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"), nil
	}
	cal := ical.NewCalendar()
	cal.Props.SetText(ical.PropProductID, productID)
	cal.Props.SetText(ical.PropVersion, "2.0")
	cal.Props.SetText(ical.PropMethod, "PUBLISH")
	sorted := slices.SortedFunc(slices.Values(entries), func(a, b Entry) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Task, b.Task))
	})
	for _, e := range sorted {
		if err := e.Check(); err != nil {
			return nil, err
		}
		cal.Children = append(cal.Children, e.event(stamp).Component)
	}
	var out bytes.Buffer
	if err := ical.NewEncoder(&out).Encode(cal); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return fold(out.Bytes()), nil
}

func (e Entry) event(stamp time.Time) *ical.Event {
	due := e.Due.UTC().Truncate(time.Second)
	title := "Thời hạn: " + e.TitleVi
	if e.TitleEn != "" {
		title += " / Due: " + e.TitleEn
	}
	var details []string
	for _, d := range append(slices.Clone(e.Details), e.Link) {
		if d = plain(d); d != "" {
			details = append(details, d)
		}
	}
	event := ical.NewEvent()
	event.Props.SetText(ical.PropUID, UID(e.Task))
	event.Props.SetDateTime(ical.PropDateTimeStamp, stamp.UTC().Truncate(time.Second))
	event.Props.SetDateTime(ical.PropDateTimeStart, due.Add(-shown))
	event.Props.SetDateTime(ical.PropDateTimeEnd, due)
	event.Props.Set(&ical.Prop{Name: ical.PropSequence, Value: strconv.FormatInt(e.Sequence, 10)})
	event.Props.SetText(ical.PropSummary, plain(title))
	event.Props.SetText(ical.PropDescription, strings.Join(details, "\n"))
	event.Props.SetText(ical.PropClass, "PRIVATE")
	event.Props.SetText(ical.PropTransparency, "TRANSPARENT") // a deadline does not make its owner busy
	if link := plain(e.Link); link != "" {
		event.Props.Set(&ical.Prop{Name: ical.PropURL, Value: link})
	}
	return event
}

// plain makes a text one line without control characters, which a calendar cannot hold.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, ""), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// fold breaks lines that are too long, never within a character; the driver does not.
func fold(calendar []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.SplitSeq(bytes.TrimSuffix(calendar, []byte("\r\n")), []byte("\r\n")) {
		for width := lineWidth; len(line) > width; width = lineWidth - 1 { // a continuation begins with a space
			cut := width
			for !utf8.RuneStart(line[cut]) {
				cut--
			}
			out.Write(line[:cut])
			out.WriteString("\r\n ")
			line = line[cut:]
		}
		out.Write(line)
		out.WriteString("\r\n")
	}
	return out.Bytes()
}
