package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAYearsPlanIsOpenedShownPricedAndExported(t *testing.T) {
	t.Parallel()
	url, body := webProgram(t, map[string]string{
		"POST /api/v1/rotation/plans": `{"process":"rotation-plan/mini-2019"}`,
		"GET /api/v1/rotation/plans?after=": `{"items":[{"code":"mini-2019","root_name":"Huyện Mini","body":"btv-mini","day":"2019-01-07",
			"step":"assignment","open_tasks":1,"pairs":2}]}`,
		"POST /api/v1/rotation/plans/mini-2019/needs": `{}`,
		"GET /api/v1/rotation/plans/mini-2019": `{"sha256":"ab12","up_to_date":true,"needs":[
			{"post":"chair","urgency":20,"from":"2020-02-01","why":"two_terms","by":"chi"}],"pairs":[
			{"official":"an","from":"deputy","post":"chair","missing":["health"],"unanswered":["origin","person"]}]}`,
		"GET /api/v1/rotation/plans/mini-2019/reasons": `{"items":[{"vi":"...","en":"An – Chair: suitability 60, part of the best plan."}]}`,
		"GET /api/v1/rotation/plans/mini-2019/change?action=fix&official=binh&post=chair": `{"en":"suitability falls by 20","in":[{"official":"binh","post":"chair"}],
			"out":[{"official":"an","post":"chair"}],"breaks":[{"en":"Home place","values":"post.home = true"}]}`,
		"GET /api/v1/rotation/plans/mini-2019/plan.json": `{"format":"canbo-rotation-plan/1"}`,
	})
	out, err := run(t, "rotation", "plan", "open", "mini-2019", "--root=huyen-mini", "--body=btv-mini", "--cap=phong-noi-vu:1:", "--cap=xa-a::2", url, key)
	require.NoError(t, err)
	require.Equal(t, "rotation-plan/mini-2019\n", out)
	require.JSONEq(t, `{"code":"mini-2019","root":"huyen-mini","body":"btv-mini","seed":0,
		"caps":[{"unit":"phong-noi-vu","release":1},{"unit":"xa-a","receive":2}]}`, *body)
	for _, bad := range []string{"phong-noi-vu", ":1:2", "a:x:"} {
		_, err = run(t, "rotation", "plan", "open", "m", "--root=r", "--body=b", "--cap="+bad, url, key)
		require.ErrorContains(t, err, "write unit:release:receive")
	}
	out, err = run(t, "rotation", "plan", "list", url, key)
	require.NoError(t, err)
	require.Regexp(t, `mini-2019 +Huyện Mini +btv-mini +2019-01-07 +assignment +1 +2`, out)
	out, err = run(t, "rotation", "plan", "show", "mini-2019", url, key)
	require.NoError(t, err)
	require.Regexp(t, `chair +20 +2020-02-01 +two_terms +chi\n`, out)
	require.Regexp(t, `an +deputy +chair +health +origin person\n\nInstance ab12\n\nAn – Chair: suitability 60`, out)
	out, err = run(t, "rotation", "plan", "need", "mini-2019", "chair", "--add", "--from=2020-02-01", "--urgency=7", "--reason=r", "--basis=b", url, key)
	require.NoError(t, err)
	require.Equal(t, "chair: added\n", out)
	require.JSONEq(t, `{"post":"chair","action":"add","urgency":7,"from":"2020-02-01","reason":"r","basis":"b"}`, *body)
	_, err = run(t, "rotation", "plan", "need", "mini-2019", "chair", "--reason=r", "--basis=b", url, key)
	require.ErrorContains(t, err, "strike")
	out, err = run(t, "rotation", "plan", "price", "mini-2019", "--fix=binh:chair", url, key)
	require.NoError(t, err)
	require.Equal(t, "cannot be: Home place post.home = true\nsuitability falls by 20\n- an chair\n+ binh chair\n", out)
	_, err = run(t, "rotation", "plan", "price", "mini-2019", "--forbid=binh", url, key)
	require.ErrorContains(t, err, "write official:post")
	out, err = run(t, "rotation", "plan", "export", "mini-2019", url, key)
	require.NoError(t, err)
	require.JSONEq(t, `{"format":"canbo-rotation-plan/1"}`, out)
}
