package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"mime"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/emersion/go-message"

	"canbo/internal/agenda"
	"canbo/internal/fault"
)

// kindHeader tells programs what a message is; the subject is for people.
const kindHeader = "X-Canbo-Kind"

const headerWidth = 76 // RFC 2047 section 2: a line with an encoded word has at most 76 characters

// Correspondent is a sender or a receiver: a display name, which may be empty, and a bare mail address.
type Correspondent struct {
	Name    string
	Address string
}

// Envelope is what surrounds the data of a message.
type Envelope struct {
	Key     string        // the row's key in the outbox; the Message-ID is derived from it
	From    Correspondent // its domain is the right side of the Message-ID
	To      Correspondent
	Created time.Time // when the row was written; the Date of the message
}

// Compose returns the message in the form SMTP sends: multipart/alternative with text and HTML, Vietnamese first and
// English below; when there are due times, within multipart/mixed with a calendar that holds them. It has 7 bits, CRLF
// line ends and header lines of at most 76 characters. The same arguments give the same bytes. The subject holds nothing personal. It fails with fault.Invalid on missing data or a wrong address.
func Compose(data Data, e Envelope) ([]byte, error) {
	if err := data.check(); err != nil {
		return nil, err
	}
	if e.Key == "" || e.Created.IsZero() {
		return nil, fault.New(fault.Invalid, "mail_envelope_incomplete", "A mail needs a key and a time.")
	}
	for _, c := range []Correspondent{e.From, e.To} {
		if err := CheckAddress(c.Address); err != nil {
			return nil, err
		}
	}
	subject, letters, err := write(data, e.To, e.From)
	if err != nil {
		return nil, err
	}
	page, err := rich(subject, letters)
	if err != nil {
		return nil, err
	}
	calendar, err := calendarOf(data, e.Created)
	if err != nil {
		return nil, err
	}
	raw, err := assemble(header(data.Kind(), subject, e, calendar != nil), e.Key, plain(letters), page, calendar)
	if err != nil {
		return nil, fmt.Errorf("compose mail %s: %w", e.Key, err)
	}
	return raw, nil
}

// calendarOf returns the due times of data as a calendar, nil when there are none.
func calendarOf(data Data, created time.Time) ([]byte, error) {
	d, ok := data.(dated)
	if !ok {
		return nil, nil
	}
	entries := d.entries()
	if len(entries) == 0 {
		return nil, nil
	}
	return agenda.Write(created, entries...)
}

// MessageID returns the Message-ID, with its angle brackets, of the row key sent from the address from.
func MessageID(key, from string) string {
	_, domain, _ := strings.Cut(from, "@")
	return "<" + digest(key) + "@" + domain + ">"
}

// digest is the base32 form of the first 160 bits of SHA-256 of key: 32 lower-case letters and digits.
func digest(key string) string {
	sum := sha256.Sum256([]byte("canbo mail " + key))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:20]))
}

func header(kind Kind, subject string, e Envelope, mixed bool) message.Header {
	var h message.Header
	// Fields are written in the reverse of the order in which they are added.
	if mixed {
		h.SetContentType("multipart/mixed", map[string]string{"boundary": boundary(e.Key + " mixed")})
	} else {
		h.SetContentType("multipart/alternative", map[string]string{"boundary": boundary(e.Key)})
	}
	h.Add("MIME-Version", "1.0")
	h.Add("Content-Language", "vi, en")
	h.Add(kindHeader, string(kind))
	h.Add("X-Auto-Response-Suppress", "All")  // Microsoft's word for the next one
	h.Add("Auto-Submitted", "auto-generated") // RFC 3834: no vacation answers, please
	h.Add("Message-Id", MessageID(e.Key, e.From.Address))
	h.AddRaw(fold("Subject", mime.QEncoding.Encode("utf-8", subject)))
	h.AddRaw(fold("To", display(e.To)))
	h.AddRaw(fold("From", display(e.From)))
	h.Add("Date", e.Created.In(vietnamTime).Format(time.RFC1123Z))
	return h
}

func display(c Correspondent) string {
	address := netmail.Address{Name: strings.Join(strings.Fields(c.Name), " "), Address: c.Address}
	return address.String()
}

// fold puts each encoded word of a header value on a line of its own. The header writer of go-message cannot: it looks
// for a space in the first 76 characters and gives up when the first word is longer than the rest of that line.
func fold(name, value string) []byte {
	value = strings.ReplaceAll(value, "?= ", "?=\r\n ")
	first, _, _ := strings.Cut(value, "\r\n")
	if len(name)+len(": ")+len(first) > headerWidth && strings.HasPrefix(value, "=?") {
		value = "\r\n " + value
	}
	return []byte(name + ": " + value + "\r\n")
}

// assemble writes the message around its two forms, and the calendar as a third part when there is one.
func assemble(h message.Header, key, text, page string, calendar []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := message.CreateWriter(&out, h)
	if err != nil {
		return nil, err
	}
	if calendar == nil {
		err = errors.Join(writeForms(w, text, page), w.Close())
		return out.Bytes(), err
	}
	var forms message.Header
	forms.SetContentType("multipart/alternative", map[string]string{"boundary": boundary(key)})
	inner, err := w.CreatePart(forms)
	if err != nil {
		return nil, err
	}
	err = errors.Join(writeForms(inner, text, page), inner.Close(), writeCalendar(w, calendar), w.Close())
	return out.Bytes(), err
}

func boundary(key string) string { return "canbo-" + digest(key) }

func writeForms(w *message.Writer, text, page string) error {
	for _, part := range []struct{ mediaType, body string }{{"text/plain", text}, {"text/html", page}} {
		var h message.Header
		h.SetContentType(part.mediaType, map[string]string{"charset": "utf-8"})
		h.Set("Content-Transfer-Encoding", "quoted-printable")
		if err := writePart(w, h, part.body); err != nil {
			return err
		}
	}
	return nil
}

func writeCalendar(w *message.Writer, calendar []byte) error {
	var h message.Header
	h.Set("Content-Type", agenda.ContentType)
	h.SetContentDisposition("attachment", map[string]string{"filename": agenda.FileName})
	h.Set("Content-Transfer-Encoding", "base64")
	return writePart(w, h, string(calendar))
}

func writePart(w *message.Writer, h message.Header, body string) error {
	p, err := w.CreatePart(h)
	if err != nil {
		return err
	}
	_, err = io.WriteString(p, body)
	return errors.Join(err, p.Close())
}
