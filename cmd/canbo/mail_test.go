package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/postgres/pgtest"
)

const returned = `Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; en@caoloc.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-Id: <abc@caoloc.example>

--b--
`

func TestMailBounceTakesAReportIn(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t)
	_, err := pool.Exec(t.Context(), `INSERT INTO mail_outbox (key, name, address, kind, data, state, attempts, message, sent_at, message_id)
		VALUES ('k', '', 'en@caoloc.example', 'result', '{}', 'sent', 1, 'k', now(), '<abc@caoloc.example>')`)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "report.eml")
	database := "--database-url=" + pool.Config().ConnString()
	take := func(text, database string) (string, error) {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return run(t, "mail", "bounce", path, database)
	}
	code := func(err error) int {
		exit, ok := errors.AsType[exitError](err)
		require.True(t, ok, "%v", err)
		return exit.ExitCode()
	}
	_, err = take("Subject: Re\n\nThanks\n", database)
	require.ErrorContains(t, err, "not a delivery status notification")
	require.Equal(t, 65, code(err))
	_, err = take(returned, "--database-url=postgres://127.0.0.1:1/none")
	require.Equal(t, 75, code(err), "the mail server tries again")

	out, err := take(returned, database)
	require.NoError(t, err)
	require.Equal(t, "1 mails came back.\n", out)
	var state string
	require.NoError(t, pool.QueryRow(t.Context(), "SELECT state FROM mail_outbox").Scan(&state))
	require.Equal(t, "bounced", state)
	_, err = pool.Exec(t.Context(), "UPDATE mail_outbox SET message_id = '<other@caoloc.example>'")
	require.NoError(t, err)
	_, err = take(returned, database)
	require.Equal(t, 65, code(err), "no mail of ours")
}
