package mail_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
)

// bounce is a report as Postfix writes it.
const bounce = `From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: canbo@caoloc.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="9A1B2C/mx.example"

This is a MIME-encapsulated message.

--9A1B2C/mx.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

<en.ht@caoloc.example>: unknown user

--9A1B2C/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 9A1B2C

Final-Recipient: rfc822; forwarded@elsewhere.example
Original-Recipient: rfc822;En.HT@caoloc.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <en.ht@caoloc.example>:
    Recipient address rejected

Final-Recipient: rfc822; later@caoloc.example
Action: delayed
Status: 4.4.1

--9A1B2C/mx.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: canbo@caoloc.example
Message-Id: <7mgxc5bo54ab3y67fpkh3eqb7bbtpnos@caoloc.example>
Subject: x

--9A1B2C/mx.example--
`

func TestParseReportReadsWhatAServerTells(t *testing.T) {
	t.Parallel()
	want := mail.Report{
		MessageID: "<7mgxc5bo54ab3y67fpkh3eqb7bbtpnos@caoloc.example>",
		Receivers: []mail.Delivery{
			{Address: "En.HT@caoloc.example", Failed: true, Status: "5.1.1", Diagnostic: "smtp; 550 5.1.1 <en.ht@caoloc.example>: Recipient address rejected"},
			{Address: "later@caoloc.example", Status: "4.4.1"},
		},
	}
	for name, raw := range map[string]string{
		"with the headers of the message": bounce,
		"with line ends of mail":          strings.ReplaceAll(bounce, "\n", "\r\n"),
		"with the whole message":          strings.Replace(bounce, "text/rfc822-headers", "message/rfc822", 1),
	} {
		got, err := mail.ParseReport(strings.NewReader(raw))
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
	}
}

func TestParseReportRefusesWhatCannotBeMatched(t *testing.T) {
	t.Parallel()
	cut, _, _ := strings.Cut(bounce, "Undelivered Message Headers")
	for name, c := range map[string]struct{ raw, code string }{
		"nothing":                    {"", "not_a_report"},
		"an answer of a person":      {"Subject: Re\r\n\r\nThanks!\r\n", "not_a_report"},
		"a report of another kind":   {strings.Replace(bounce, "report-type=delivery-status", "report-type=disposition-notification", 1), "not_a_report"},
		"a report cut short":         {cut, "not_a_report"},
		"a report without a message": {strings.Replace(bounce, "Message-Id:", "X-Id:", 1), "report_incomplete"},
		"a report without receivers": {strings.ReplaceAll(bounce, "Final-Recipient:", "X-Recipient:"), "report_incomplete"},
	} {
		_, err := mail.ParseReport(strings.NewReader(c.raw))
		require.Equal(t, fault.Invalid, fault.KindOf(err), name)
		f, _ := fault.As(err)
		require.Equal(t, c.code, f.Code, name)
	}
}

// FuzzParseReport checks that whatever arrives is refused or read into words that are safe to keep.
func FuzzParseReport(f *testing.F) {
	f.Add(bounce)
	f.Add(strings.ReplaceAll(bounce, "\n", "\r\n"))
	f.Add("Content-Type: multipart/report; report-type=delivery-status; boundary=a\r\n\r\n--a\r\n\r\n--a--\r\n")
	f.Fuzz(func(t *testing.T, raw string) {
		report, err := mail.ParseReport(strings.NewReader(raw))
		if err != nil {
			require.Equal(t, fault.Invalid, fault.KindOf(err))
			return
		}
		require.NotEmpty(t, report.MessageID)
		require.NotEmpty(t, report.Receivers)
		for _, text := range []string{report.MessageID, report.Receivers[0].Address, report.Receivers[0].Status, report.Receivers[0].Diagnostic} {
			require.LessOrEqual(t, len(text), 500)
			require.NotContains(t, text, "\x00")
			require.NotContains(t, text, "\n")
			require.Equal(t, strings.ToValidUTF8(text, ""), text)
		}
	})
}
