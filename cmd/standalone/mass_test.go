package main_test

import (
	"bytes"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The program steers a review and a rotation of a running office together, and takes it back.
func TestTheProgramSteersManyProcessesAndTakesItBack(t *testing.T) {
	t.Parallel()
	o := opened(t, district(t, "caoloc"))
	post := func(path, body string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.BaseURL+"/api/v1"+path, strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Authorization", "Bearer "+o.AdminKey)
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer answer.Body.Close()
		require.Equal(t, http.StatusCreated, answer.StatusCode, path)
	}
	post("/planning/reviews", `{"round":"2020","lists":["bch-huyen-2020"],"day":"2020-06-30"}`)
	post("/rotation/rotations/lc-2017-01/process", "")

	program := filepath.Join(t.TempDir(), "canbo")
	built, err := exec.CommandContext(t.Context(), "go", "build", "-C", "../..", "-o", program, "./cmd/canbo").CombinedOutput()
	require.NoError(t, err, "%s", built)
	canbo := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), program, append(args, "--url="+o.BaseURL, "--api-key="+o.AdminKey)...)
		var problem bytes.Buffer
		cmd.Stderr = &problem
		out, err := cmd.Output()
		require.NoError(t, err, "%v: %s", args, problem.String())
		return string(out)
	}
	act := regexp.MustCompile(`extend ([0-9a-f-]{36}): (\d+) items, 0 conflicts`)
	preview := []string{
		"mass", "preview", "extend", "--kind=PlanningReview", "--kind=Rotation", "--days=3", "--reason=Mưa lũ", "--basis=12-CV/HU",
	}
	var planned []string
	require.Eventually(t, func() bool { // the processes begin in their own time
		planned = act.FindStringSubmatch(canbo(preview...))
		return planned != nil && planned[2] == "2"
	}, time.Minute, time.Second)
	done := func(id string) func() bool {
		return func() bool { return strings.Contains(canbo("mass", "status", id), "0 pending, 2 accepted, 0 refused") }
	}
	canbo("mass", "apply", planned[1])
	require.Eventually(t, done(planned[1]), time.Minute, time.Second)
	undo := act.FindStringSubmatch(canbo("mass", "undo", planned[1], "--reason=Nhầm", "--basis=13-CV/HU"))
	require.NotNil(t, undo)
	require.Eventually(t, done(undo[1]), time.Minute, time.Second)
	require.Contains(t, canbo("mass", "status", planned[1]), "undone by "+undo[1])
}
