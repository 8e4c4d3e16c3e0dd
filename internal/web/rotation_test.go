package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/seeds"
)

func TestRotationsTakenOverAreListed(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, seeds.FS, "caoloc")
	admin := o.admin()
	all := admin.get(t, "/rotation/rotations").items()
	require.Len(t, all, 9)
	require.Equal(t, "lc-2015-01", all[0]["code"])
	require.Equal(t, "down", all[0]["direction"])
	require.Equal(t, "up", all[1]["direction"])
	require.InDelta(t, 20, all[0]["days_to_placement"], 0)
	require.Equal(t, "stay", all[0]["placement"])
	require.Len(t, admin.get(t, "/rotation/rotations?decided_from=2016-01-01&decided_to=2016-12-31").items(), 5)
	require.Len(t, admin.get(t, "/rotation/rotations?official=cb-277").items(), 1)
	for _, field := range []string{"down", "up", "across"} {
		want := 0
		for _, r := range all {
			if r["direction"] == field {
				want++
			}
		}
		require.Len(t, admin.get(t, "/rotation/rotations?direction="+field).items(), want, field)
	}
	require.Len(t, admin.get(t, "/rotation/rotations?year=2016").items(), 5)
	require.Len(t, admin.get(t, "/rotation/rotations?unit="+all[0]["place"].(string)+"&year=2015&direction=down").items(), 1)
	require.Empty(t, admin.get(t, "/rotation/rotations?unit=xa-khong-co").items())
	require.InDelta(t, 5, admin.get(t, "/rotation/figures?year=2016").body["rotations"], 0, "the figures are of what is asked for")
	require.Len(t, sheets(t, admin.get(t, "/rotation/rotations.xlsx?year=2016&lang=vi"))[0], 6, "a row of heads, and five")
	require.Equal(t, "xa-gia-cat-bi-thu", admin.get(t, "/rotation/rotations/lc-2015-01").body["to_post"])
	require.Equal(t, "not_found", admin.get(t, "/rotation/rotations/none").code())
	require.Equal(t, http.StatusOK, o.as(t, "cb-181").get(t, "/rotation/rotations/lc-2015-01").status, "one's own")
	require.Equal(t, "not_yours", o.as(t, "cb-047").get(t, "/rotation/rotations/lc-2015-01").code())

	_, err := o.pool.Exec(t.Context(), "UPDATE official SET name = '=cmd|x!A1' WHERE code = $1", all[1]["official"])
	require.NoError(t, err)
	file := admin.get(t, "/rotation/rotations.csv")
	require.Equal(t, "text/csv; charset=utf-8", file.header.Get("Content-Type"))
	lines := strings.Split(strings.TrimSpace(file.text), "\n")
	require.Len(t, lines, 10)
	require.Contains(t, lines[1], "Bí thư Đảng ủy xã Gia Cát,Xã Gia Cát,827-QĐ/HU,2015-04-11,2015-04-20,2018-04-20,trên xuống")
	require.Contains(t, lines[1], "bố trí tại nơi đến,2018-05-10,20")
	require.Contains(t, lines[2], ",'=cmd|x!A1,", "no spreadsheet takes it for a formula")
}

func TestEligibilityForAPost(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, seeds.FS, "caoloc")
	admin := o.admin()
	const asked = "/rotation/eligibility?post=xa-gia-cat-bi-thu&day=2020-06-30&policy=qd65-2022@1"
	all := admin.get(t, asked)
	require.Equal(t, http.StatusOK, all.status, all.text)
	require.NotEmpty(t, all.body["unverified"])
	require.Len(t, all.items(), 372, "everybody who holds a post")
	require.Empty(t, admin.get(t, asked+"&eligible=true").items(), "the post is held")
	own := admin.get(t, asked+"&official=cb-181").items()
	require.Len(t, own, 1)
	require.Equal(t, false, own[0]["eligible"])
	rules := map[string]string{}
	for _, f := range own[0]["findings"].([]any) {
		finding := f.(map[string]any)
		if finding["excludes"] == true {
			rules[finding["rule"].(string)] = finding["values"].(string)
			require.NotEmpty(t, finding["source"])
			require.NotEmpty(t, finding["cure_vi"])
		}
	}
	require.Equal(t, map[string]string{"notVacant": "post.vacant = false", "ownUnit": "post.own_unit = true"}, rules)
	for query, want := range map[string]string{
		"?post=none&day=2020-06-30": "not_found", "?post=xa-gia-cat-bi-thu&official=none&day=2020-06-30": "not_found",
		"?post=xa-gia-cat-bi-thu&day=2015-06-30": "policy_missing", "?post=xa-gia-cat-bi-thu&day=2020-06-30&policy=hd15-2012@1": "not_a_rotation_policy",
		"?post=xa-gia-cat-bi-thu&policy=qd65-2022": "bad_policy",
	} {
		require.Equal(t, want, admin.get(t, "/rotation/eligibility"+query).code(), query)
	}
}

func TestTheLookAheadOfTheDistrict(t *testing.T) {
	t.Parallel()
	o := newOfficeOf(t, seeds.FS, "caoloc")
	got := o.admin().get(t, "/rotation/lookahead?day=2020-08-09&policy=qd98-2017@1")
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.InDelta(t, 36, got.body["months"], 0)
	kinds, ends, chained := map[string]int{}, []string{}, 0
	for _, e := range got.body["events"].([]any) {
		event := e.(map[string]any)
		kinds[event["kind"].(string)]++
		if event["kind"] == "rotation_end" {
			ends = append(ends, event["rotation"].(string)+" "+event["day"].(string))
		}
		if chain, _ := event["chain"].([]any); len(chain) > 0 {
			chained++
		}
	}
	require.Equal(t, []string{"lc-2017-01 2021-03-15", "lc-2017-02 2021-08-01"}, ends)
	for _, kind := range []string{"two_terms", "local_head", "rotation_end", "retirement"} {
		require.Positive(t, kinds[kind], kind)
	}
	require.Positive(t, chained)
	require.Less(t, len(o.admin().get(t, "/rotation/lookahead?day=2020-08-09&months=1").body["events"].([]any)), len(got.body["events"].([]any)))
}
