package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// The people of other units before a body are three of each group: too few for who reads no single case.
func TestCountsOfFewPeopleElsewhereAreKeptBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	for name, c := range map[string]struct {
		reader client
		few    bool
	}{
		"the head of a unit sees how many there are": {o.as(t, "mini-08"), true},
		"an inspector reads every case":              {o.inspector(t), false},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.reader.get(t, unitPath("xa-na-muoi")+"/conditions")
			require.Equal(t, http.StatusOK, got.status, got.text)
			groups, whole := 0, 0
			for _, item := range got.body["elsewhere"].([]any) {
				e := item.(map[string]any)
				if e["body"] != "btv-mini" {
					continue
				}
				few := e["few"] == true
				if e["whole"] == true {
					whole++
					require.False(t, few, "all together are enough")
					require.InDelta(t, 6, e["all"], 0)
					continue
				}
				groups++
				require.InDelta(t, 3, e["all"], 0)
				require.Equal(t, c.few, few)
			}
			require.Equal(t, []int{2, 1}, []int{groups, whole})
		})
	}
}

func TestTheBoardKeepsTheGradesOfFewPeopleBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	filed := o.as(t, member).act(t, unitPath("phong-noi-vu")+"/self-review", selfReview())
	require.Equal(t, http.StatusOK, filed.status, filed.text)
	inspector := o.inspector(t)
	few := func(of client) (units []string) {
		board := of.get(t, "/cycles/"+cycle+"/board")
		for _, item := range board.body["units"].([]any) {
			if unit := item.(map[string]any); unit["few"] == true {
				require.NotContains(t, unit, "self")
				units = append(units, unit["code"].(string))
			}
		}
		return units
	}
	require.Equal(t, []string{"phong-noi-vu", "xa-khuoi-sao"}, few(o.admin()), "three people, and with them the next smallest unit")
	require.Empty(t, few(inspector))
	require.Nil(t, o.admin().get(t, "/cycles/"+cycle+"/board").body["counts"])
	require.NotEmpty(t, inspector.get(t, "/cycles/"+cycle+"/board").body["counts"])

	const kept = "ít người nên không hiện mức xếp loại"
	require.Contains(t, o.visitorWith(t, o.admin()).get(t, "/app/admin/cycles/"+cycle).text, kept)
	require.NotContains(t, o.visitorWith(t, inspector).get(t, "/app/admin/cycles/"+cycle).text, kept)
}

func TestTheHolderOfAKeyIsNamedByIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	page := o.visitorAdmin(t).get(t, "/app/admin/cycles").text
	require.Contains(t, page, "Khóa quản trị của hệ thống")
	require.NotContains(t, page, "key:")
	require.Contains(t, o.visitorWith(t, o.inspector(t)).get(t, "/app/admin/cycles").text, "Khóa truy cập: inspector")
}
