package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAMassActIsPreviewedAppliedUndoneAndWatched(t *testing.T) {
	t.Parallel()
	const planned = `{"id":"m1","act":"extend","items":2,"conflicts":1}`
	url, body := webProgram(t, map[string]string{
		"POST /api/v1/mass-acts":                planned,
		"POST /api/v1/mass-acts/m1/application": `{"id":"m1","act":"extend","items":2,"conflicts":1,"pending":1}`,
		"POST /api/v1/mass-acts/m1/undo":        `{"id":"m2","act":"extend","items":1,"pending":1}`,
		"GET /api/v1/mass-acts/m1":              `{"id":"m1","act":"extend","items":2,"conflicts":1,"accepted":1,"undone_by":"m2"}`,
		"GET /api/v1/mass-acts/m1/items?after=": `{"items":[
			{"process":"rotation-plan/y-2020","step":"proposals","due_before":"2020-03-01T10:00:00Z","due_after":"2020-03-05T10:00:00Z","state":"planned"},
			{"process":"rotation/lc-1","step":"handover","state":"conflict","text":"step \"handover\" has ended"}]}`,
		"GET /api/v1/mass-acts/m2/items?after=": `{"items":[]}`,
	})
	out, err := run(t, "mass", "preview", "extend", "--kind=RotationPlan", "--kind=Rotation", "--unit=xa-a", "--late", "--days=3", "--reason=r", "--basis=b", url, key)
	require.NoError(t, err)
	require.JSONEq(t, `{"act":"extend","filter":{"kinds":["RotationPlan","Rotation"],"late":true,"units":["xa-a"]},"working_days":3,"reason":"r","basis":"b"}`, *body)
	require.Regexp(t, `extend m1: 2 items, 1 conflicts, 0 without undo; 0 pending`, out)
	require.Regexp(t, `rotation-plan/y-2020 +proposals +2020-03-01T10:00:00Z +2020-03-05T10:00:00Z +planned`, out)
	require.Regexp(t, `rotation/lc-1 +handover +conflict +step "handover" has ended`, out)
	_, err = run(t, "mass", "preview", "reassign", "--cycle=caoloc-2018", "--person=an", "--step=proposal", "--stand-in=binh", "--reason=r", "--basis=b", url, key)
	require.NoError(t, err)
	require.JSONEq(t, `{"act":"reassign","cycle":"caoloc-2018","filter":{"people":["an"],"step":"proposal"},"stand_in":"binh","reason":"r","basis":"b"}`, *body)
	out, err = run(t, "mass", "apply", "m1", url, key)
	require.NoError(t, err)
	require.Contains(t, out, "1 pending")
	out, err = run(t, "mass", "undo", "m1", "--days=2", "--reason=r", "--basis=b", url, key)
	require.NoError(t, err)
	require.Contains(t, out, "extend m2: 1 items")
	require.JSONEq(t, `{"working_days":2,"reason":"r","basis":"b"}`, *body)
	out, err = run(t, "mass", "status", "m1", url, key)
	require.NoError(t, err)
	require.Contains(t, out, "undone by m2")
	_, err = run(t, "mass", "preview", "abolish", "--reason=r", "--basis=b", url, key)
	require.ErrorContains(t, err, "extend")
}
