package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAProbeFailsUnlessTheProgramAnswersWithSuccess(t *testing.T) {
	t.Parallel()
	status := http.StatusNoContent
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	_, err := run(t, "probe", server.URL+"/readyz")
	require.NoError(t, err)
	status = http.StatusServiceUnavailable
	_, err = run(t, "probe", server.URL+"/readyz")
	require.ErrorContains(t, err, "503")
	server.Close()
	_, err = run(t, "probe", server.URL+"/readyz")
	require.Error(t, err)
}
