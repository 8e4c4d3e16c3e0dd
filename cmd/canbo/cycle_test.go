package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

// webProgram answers each method and path with a JSON text and notes the last request's body.
func webProgram(t *testing.T, answers map[string]string) (flag string, lastBody *string) {
	t.Helper()
	lastBody = new(string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Method != http.MethodGet {
			*lastBody = string(body)
		}
		answer, ok := answers[r.Method+" "+r.URL.RequestURI()]
		switch {
		case r.Header.Get("Authorization") != "Bearer key-of-the-test":
			w.WriteHeader(http.StatusUnauthorized)
			answer = `{"status":401,"code":"not_signed_in","detail":"Sign in first."}`
		case !ok:
			w.WriteHeader(http.StatusNotFound)
			answer = `{"status":404,"code":"not_found","detail":"There is no such cycle."}`
		}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return "--url=" + server.URL, lastBody
}

const key = "--api-key=key-of-the-test"

func TestCycleOpenSendsTheRequestAndTellsWhatWasEnrolled(t *testing.T) {
	t.Parallel()
	url, body := webProgram(t, map[string]string{"POST /api/v1/cycles": `{"cycle":"caoloc-2018","enrolled":361,"units":46,
		"bodies":24,"policy":{"id":"qd132-2018","version":1},"unverified":["evaluation.cap"]}`})
	out, err := run(t, "cycle", "open", "caoloc-2018", "--root=huyen-cao-loc", "--year=2018",
		"--reference-date=2018-12-31", "--policy=qd132-2018@1", url, key)
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"caoloc-2018","root":"huyen-cao-loc","year":2018,"reference_date":"2018-12-31",
		"policy":"qd132-2018","policy_version":1}`, *body)
	require.Contains(t, out, "361 officials, 46 unit reviews, 24 sittings")
	require.Contains(t, out, "1 values of the policy were not checked")
}

func TestCycleListFollowsThePages(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{
		"GET /api/v1/cycles?after=":  `{"items":[{"code":"a","policy":{"id":"p","version":2}}],"next":"a"}`,
		"GET /api/v1/cycles?after=a": `{"items":[{"code":"b","closed_at":"2019-02-01T00:00:00Z"}]}`,
	})
	out, err := run(t, "cycle", "list", url, key)
	require.NoError(t, err)
	require.Regexp(t, `a .* p@2 +open\nb .* closed 2019-02-01\n$`, out)
}

func TestCycleStatusShowsTheSteps(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{"GET /api/v1/cycles/a": `{"code":"a","root":"r","year":2018,"enrolled":3,
		"phases":[{"kind":"UnitReview","step":"ballot","status":"open","processes":2}]}`})
	out, err := run(t, "cycle", "status", "a", url, key)
	require.NoError(t, err)
	require.Regexp(t, `UnitReview +ballot +open +2`, out)
}

func TestTheAnswersOfTheWebProgramAreToldInFull(t *testing.T) {
	t.Parallel()
	url, _ := webProgram(t, map[string]string{"GET /api/v1/cycles/a": `<html>`})
	tests := []struct {
		name, want string
		args       []string
	}{
		{"a refusal keeps its text and code", "There is no such cycle. (404 not_found)", []string{"cycle", "status", "b", url, key}},
		{"a wrong key is refused", "not_signed_in", []string{"cycle", "list", url, "--api-key=another"}},
		{"a missing key is named", "CANBO_API_KEY", []string{"cycle", "list", url, "--api-key="}},
		{"another server is recognised", "something else than canbo web", []string{"cycle", "status", "a", url, key}},
		{"an absent server is named", "--url", []string{"cycle", "list", "--url=http://127.0.0.1:1", key}},
		{"a policy without version is refused", "qd132-2018@1", []string{
			"cycle", "open", "a", "--root=r", "--year=2018", "--reference-date=2018-12-31", "--policy=qd132", url, key,
		}},
		{"a day that does not exist is refused", "2018-02-30", []string{
			"cycle", "open", "a", "--root=r", "--year=2018", "--reference-date=2018-02-30", url, key,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := run(t, tt.args...)
			require.ErrorContains(t, err, tt.want)
		})
	}
}
