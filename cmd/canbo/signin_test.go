package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASignInLinkIsPrinted(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"POST /api/v1/sign-in/links": `{"link":"https://canbo.example/sign-in?token=x","expires_at":"2019-01-07T02:15:00Z"}`,
	})
	out, err := run(t, "sign-in", url, key)
	require.NoError(t, err)
	require.Equal(t, "https://canbo.example/sign-in?token=x\n", out)
}
