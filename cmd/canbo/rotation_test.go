package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const instance = `{"seed": 1,
	"units": [{"code": "district", "release": 1}, {"code": "office", "parent": "district"}, {"code": "commune", "parent": "district"}],
	"needs": [{"post": "chair", "unit": "commune", "urgency": 2}, {"post": "secretary", "unit": "commune", "urgency": 5}],
	"people": [{"official": "an", "unit": "office"}, {"official": "binh", "unit": "office"}],
	"pairs": [{"official": "an", "post": "chair", "suitability": 90}, {"official": "binh", "post": "secretary", "suitability": 60}]}`

func TestARotationPlanIsMadeProvedAndRefusedWhenSomebodyChangesIt(t *testing.T) {
	t.Parallel()
	written := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	plan, err := run(t, "rotation", "assign", written("instance.json", instance))
	require.NoError(t, err)

	out, err := run(t, "verify", "rotation-plan", written("plan.json", plan))
	require.NoError(t, err)
	require.Contains(t, out, "Proved: 1 of 2 needs filled, urgency 5, suitability 60. No plan")

	out, err = run(t, "rotation", "explain", written("plan.json", plan), "an", "secretary")
	require.NoError(t, err)
	require.Equal(t, `an: not part of the best plan. Next best: chair, but urgency falls by 3 because district may release no more people.
secretary – binh: suitability 60, part of the best plan.
`, out)
	_, err = run(t, "rotation", "explain", written("plan.json", plan), "moon")
	require.ErrorContains(t, err, "only 0 of 1 codes")
	out, err = run(t, "rotation", "change", written("plan.json", plan), "--force=an:chair")
	require.NoError(t, err)
	require.Equal(t, "urgency falls by 3\n- binh secretary\n+ an chair\n", out)
	out, err = run(t, "rotation", "change", written("plan.json", plan), "--forbid=binh:secretary")
	require.NoError(t, err)
	require.Equal(t, "urgency falls by 3\n- binh secretary\n+ an chair\n", out)
	out, err = run(t, "rotation", "change", written("plan.json", plan), "--force=binh:chair")
	require.NoError(t, err)
	require.Contains(t, out, "cannot be: no_pair")
	_, err = run(t, "rotation", "change", written("plan.json", plan), "--force=binh")
	require.ErrorContains(t, err, "write official:post")

	_, err = run(t, "verify", "rotation-plan", written("plan.json", plan), "--instance-sha256=00")
	require.ErrorContains(t, err, "not of 00")

	changed := strings.Replace(plan, `"suitability": 60`, `"suitability": 70`, 1)
	require.NotEqual(t, plan, changed)
	_, err = run(t, "verify", "rotation-plan", written("plan.json", changed))
	require.ErrorContains(t, err, "instance_sha256: the instance has")
	require.ErrorContains(t, err, "the pairs are worth [1 5 70")

	_, err = run(t, "verify", "rotation-plan", written("plan.json", plan+"{}"))
	require.ErrorContains(t, err, "there is more after the end")

	_, err = run(t, "rotation", "assign", written("instance.json", strings.Replace(instance, `"release": 1`, `"release": -1`, 1)))
	require.ErrorContains(t, err, "units[0].release: the cap of district is -1")
}
