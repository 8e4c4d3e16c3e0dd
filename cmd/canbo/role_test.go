package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRolesAreGrantedWithdrawnAndListed(t *testing.T) {
	t.Parallel()
	address, body := webProgram(t, map[string]string{
		"POST /api/v1/roles/grants": "", "POST /api/v1/roles/withdrawals": "",
		"GET /api/v1/roles?after=":               `{"items":[{"official":"an","name":"An","role":"inspector","actor":"key:office","reason":"R","basis":"B","at":"2019-01-07T02:00:00Z"}],"next":"an/inspector"}`,
		"GET /api/v1/roles?after=an%2Finspector": `{"items":[]}`,
		"GET /api/v1/roles/acts?after=":          `{"items":[{"official":"an","name":"An","role":"inspector","actor":"binh","granted":false,"at":"2019-01-07T02:00:00Z"}]}`,
	})
	out, err := run(t, "role", "grant", "administrator", "an", "--reason=Phân công", "--basis=QĐ 12", address, key)
	require.NoError(t, err)
	require.Equal(t, "an is administrator now.\n", out)
	require.JSONEq(t, `{"official":"an","role":"administrator","reason":"Phân công","basis":"QĐ 12"}`, *body)
	out, err = run(t, "role", "withdraw", "inspector", "an", "--reason=R", "--basis=B", address, key)
	require.NoError(t, err)
	require.Equal(t, "an is not inspector any more.\n", out)
	out, err = run(t, "role", "list", address, key)
	require.NoError(t, err)
	require.Contains(t, out, "inspector  an        An    key:office")
	out, err = run(t, "role", "list", "--history", address, key)
	require.NoError(t, err)
	require.Contains(t, out, "inspector (withdrawn)  an")
	_, err = run(t, "role", "grant", "king", "an", "--reason=R", "--basis=B", address, key)
	require.ErrorContains(t, err, "administrator")
	_, err = run(t, "role", "grant", "administrator", "an", address, key)
	require.ErrorContains(t, err, "--reason")
}
