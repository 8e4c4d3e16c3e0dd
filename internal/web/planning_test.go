package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

const plan = "/planning/lists/btv-mini-2020"

func TestPlanningListsAreRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.admin()
	lists := admin.get(t, "/planning/lists?term_from=2020").items()
	require.Len(t, lists, 2)
	require.Equal(t, "btv-mini-2020", lists[1]["code"])
	require.InDelta(t, 1, lists[1]["version"], 0)
	require.Empty(t, admin.get(t, "/planning/lists?term_from=2015").items())
	require.Equal(t, "btv-mini", admin.get(t, plan).body["body"])
	require.Len(t, admin.get(t, plan+"/versions").items(), 1)
	entries := admin.get(t, plan+"/entries").items()
	require.Len(t, entries, 3)
	require.Equal(t, "Ban Thường vụ Huyện ủy Khuổi Mơ", entries[0]["position_name"])
	require.Len(t, admin.get(t, plan+"/changes").items(), 3, "the first version adds everybody")

	file := admin.get(t, plan+"/entries.csv")
	require.Equal(t, "text/csv; charset=utf-8", file.header.Get("Content-Type"))
	require.Equal(t, `list,version,official,position,order,tier,source,decision,decided
btv-mini-2020,1,mini-05,btv-mini,1,1,internal,12-QĐ/TU,2018-11-20
btv-mini-2020,1,mini-04,btv-mini,2,1,internal,12-QĐ/TU,2018-11-20
btv-mini-2020,1,mini-06,btv-mini,3,2,internal,12-QĐ/TU,2018-11-20
`, file.text)
	for path, want := range map[string]string{
		"/planning/lists/none": "not_found", plan + "/entries?version=2": "not_found", plan + "/entries?after=x": "bad_cursor",
		plan + "/screening?policy=hd15-2012": "bad_policy", plan + "/screening?policy=none@1": "policy_missing",
	} {
		require.Equal(t, want, admin.get(t, path).code(), path)
	}
}

func TestAPlanningListIsScreenedAndMeasured(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got := o.admin().get(t, plan+"/screening?day=2020-06-30")
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, "hd15-2012", got.body["policy"].(map[string]any)["id"])
	require.Equal(t, "2020-06", got.body["reference_month"])
	require.NotEmpty(t, got.body["unverified"])
	found := map[string]string{}
	for _, f := range got.body["findings"].([]any) {
		finding := f.(map[string]any)
		if finding["blocking"] == true {
			found[finding["official"].(string)] += finding["reason"].(string) + " "
		}
	}
	require.Equal(t, map[string]string{"mini-04": "OverAge AlreadyHoldsPostOrHigher "}, found, "born in July 1964, and a member already")

	structure := o.admin().get(t, plan+"/structure?day=2020-06-30")
	require.Equal(t, http.StatusOK, structure.status, structure.text)
	require.InDelta(t, 3, structure.body["people"], 0)
	require.Equal(t, false, structure.body["met"], "no woman is on the list")
	women := structure.body["shares"].([]any)[0].(map[string]any)
	require.Equal(t, []any{"women", "choice", false, "Bổ sung cán bộ nữ"}, []any{women["id"], women["source"], women["verified"], women["cure_vi"]})
}

func TestNomineesAreScreenedLikeEntries(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.admin()
	got := admin.get(t, plan+"/screening?day=2020-06-30&nominees=mini-01:btv-mini")
	require.Equal(t, http.StatusOK, got.status, got.text)
	reasons := map[string]bool{}
	for _, f := range got.body["findings"].([]any) {
		if finding := f.(map[string]any); finding["official"] == "mini-01" {
			reasons[finding["reason"].(string)] = true
			require.NotEmpty(t, finding["cure_vi"])
		}
	}
	require.True(t, reasons["AlreadyHoldsPostOrHigher"], "a member of the committee: %s", got.text)
	require.InDelta(t, 4, admin.get(t, plan+"/structure?day=2020-06-30&nominees=mini-01:btv-mini").body["people"], 0)
	for query, want := range map[string]string{
		"nominees=nobody:btv-mini": "unknown_official", "nominees=mini-07:du-xa-na-muoi": "unknown_position",
		"nominees=mini-07": "bad_nominee", "nominees=mini-04:btv-mini": "entry_twice",
	} {
		got := admin.get(t, plan+"/screening?"+query)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, got.text)
		require.Equal(t, want, got.code(), query)
	}
}

func TestAPersonReadsTheirOwnWayAcrossTheLists(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	own := o.as(t, "mini-06").get(t, "/planning/officials/mini-06").items()
	require.Len(t, own, 1)
	require.Equal(t, "btv-mini-2020", own[0]["list"])
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-05").get(t, "/planning/officials/mini-06").status)
	require.Equal(t, http.StatusForbidden, o.as(t, "mini-06").get(t, plan+"/entries").status, "who else is on a list is not published")
}
