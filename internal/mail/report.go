package mail

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/textproto"

	"canbo/internal/fault"
)

const (
	maxReport = 1 << 20 // bytes of a report that are read
	maxParts  = 20      // of a report, which has three
)

// Report is a delivery status notification (RFC 3464): what a mail server tells the sender of a message afterwards.
type Report struct {
	MessageID string // of the message it is about, with angle brackets
	Receivers []Delivery
}

// Delivery is what became of a message for one receiver.
type Delivery struct {
	Address    string // as it was written to
	Failed     bool   // for good; a delay or a success is no failure
	Status     string // enhanced code such as 5.1.1
	Diagnostic string // in the words of the server that refused, at most 500 bytes
}

// ParseReport reads a delivery status notification. It fails with fault.Invalid `not_a_report` when the message is none,
// and `report_incomplete` when it does not say which message or which receivers it is about: such a report cannot be
// matched.
func ParseReport(r io.Reader) (Report, error) {
	entity, err := message.Read(io.LimitReader(r, maxReport))
	if err != nil && !message.IsUnknownCharset(err) {
		return Report{}, notAReport(err)
	}
	mediaType, params, err := entity.Header.ContentType()
	if err != nil || mediaType != "multipart/report" || !strings.EqualFold(params["report-type"], "delivery-status") {
		return Report{}, notAReport(err)
	}
	parts := entity.MultipartReader()
	if parts == nil {
		return Report{}, notAReport(nil)
	}
	defer parts.Close()
	var report Report
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !message.IsUnknownCharset(err) {
			return Report{}, notAReport(err)
		}
		if err := report.add(part); err != nil {
			return Report{}, notAReport(err)
		}
	}
	if report.MessageID == "" || len(report.Receivers) == 0 {
		return Report{}, fault.New(fault.Invalid, "report_incomplete",
			"The report does not say which message or which receiver it is about.")
	}
	return report, nil
}

func notAReport(cause error) error {
	return fault.New(fault.Invalid, "not_a_report", "This is not a delivery status notification (RFC 3464).").Because(cause)
}

// add reads one part of a report.
func (r *Report) add(part *message.Entity) error {
	mediaType, _, err := part.Header.ContentType()
	if err != nil {
		return fmt.Errorf("read the type of a part: %w", err)
	}
	body := bufio.NewReader(part.Body)
	switch mediaType {
	case "message/delivery-status":
		return r.addReceivers(body)
	case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers":
		header, err := textproto.ReadHeader(body)
		if err != nil && header.Len() == 0 { // headers may be cut short
			return fmt.Errorf("read the headers that came back: %w", err)
		}
		r.MessageID = clip(strings.TrimSpace(header.Get("Message-Id")), maxReply)
	}
	return nil
}

// addReceivers reads the groups of fields: the first is about the message, each other about a receiver.
func (r *Report) addReceivers(body *bufio.Reader) error {
	for {
		fields, err := textproto.ReadHeader(body)
		if final := fields.Get("Final-Recipient"); final != "" {
			d := Delivery{
				Address:    addressOf(final),
				Failed:     strings.EqualFold(strings.TrimSpace(fields.Get("Action")), "failed"),
				Status:     clip(fields.Get("Status"), len("5.999.999")),
				Diagnostic: clip(fields.Get("Diagnostic-Code"), maxReply),
			}
			if original := addressOf(fields.Get("Original-Recipient")); original != "" {
				d.Address = original // before a server on the way rewrote it
			}
			r.Receivers = append(r.Receivers, d)
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the fields of a receiver: %w", err)
		case fields.Len() == 0:
			if _, err := body.Peek(1); err != nil {
				return nil
			}
		}
	}
}

// addressOf reads "rfc822; name@host".
func addressOf(field string) string {
	_, address, typed := strings.Cut(field, ";")
	if !typed {
		return ""
	}
	return clip(strings.Trim(strings.TrimSpace(address), "<>"), maxReply)
}

// clip makes the words of another program safe to keep: valid, in one line, at most so many bytes.
func clip(text string, atMost int) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")), " ")
	if len(text) > atMost {
		text = strings.ToValidUTF8(text[:atMost], "")
	}
	return text
}
