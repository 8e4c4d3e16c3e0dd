package web_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const rotationPage = "/app" + rotated

// fill posts the form of a page of a rotation; the page must be one to which the inbox leads, unless steered.
func (r *rotating) fill(t *testing.T, who, path string, values url.Values) seen {
	t.Helper()
	v := r.visitorAs(t, who)
	require.Contains(t, v.tasks(t), rotationPage+path, "the inbox leads to the page")
	return v.fillOn(t, rotationPage+path, values)
}

func (v *visitor) fillOn(t *testing.T, address string, values url.Values) seen {
	t.Helper()
	page := v.get(t, address)
	require.Equal(t, http.StatusOK, page.status, mainOf(page))
	f := formOn(t, page)
	require.NotNil(t, f, mainOf(page))
	maps.Copy(f.values, values)
	got := v.post(t, f.action, f.values)
	require.Equal(t, rotationPage, got.at, mainOf(got))
	return got
}

func TestARotationIsCarriedOutThroughThePages(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	part := func(name string) string { return r.parts[name].(string) }
	held := url.Values{"day": {"2019-01-07"}, "minutes": {"Bàn giao hồ sơ, công việc"}}
	r.fill(t, part("organiser"), "/announcement", held)
	r.fill(t, part("releaser"), "/release", held)
	got := r.fill(t, part("receiver"), "/receipt", held)
	require.Contains(t, got.text, "từ 07/01/2019 đến 07/01/2022")
	require.Contains(t, got.text, "Bàn giao hồ sơ, công việc")
	got = r.fill(t, part("receiver"), "/entitlements", url.Values{"items": {"housing", "travel"}})
	require.Contains(t, got.text, "chưa xác nhận")
	require.NotContains(t, mainOf(got), "housing", "names, not codes")

	admin := r.administrator(t)
	require.Contains(t, admin.get(t, "/app/rotation").text, "đang luân chuyển")
	bad := admin.post(t, rotationPage+"/extension", url.Values{"months": {"nhiều"}, "reason": {"Dở việc"}, "basis": {"20-QĐ/HU"}, "key": {"x1"}})
	require.Equal(t, http.StatusUnprocessableEntity, bad.status)
	require.Contains(t, bad.text, "Dở việc", "what was typed is kept")
	got = admin.fillOn(t, rotationPage+"/extension", url.Values{"months": {"12"}, "reason": {"Dở việc"}, "basis": {"20-QĐ/HU"}})
	require.Contains(t, got.text, "đến 07/01/2023")
	got = admin.fillOn(t, rotationPage+"/early-end", url.Values{"day": {"2019-09-01"}, "reason": {"Nhu cầu cán bộ"}, "basis": {"21-QĐ/HU"}})
	require.Contains(t, got.text, "đến 01/09/2019")
	got = admin.fillOn(t, rotationPage+"/placement-plan", url.Values{"placement": {"stay"}, "text": {"Phù hợp với địa phương"}})
	require.Contains(t, got.text, "bố trí tại nơi đến")

	assessed := url.Values{"grade": {"Good"}, "text": {"Hoàn thành tốt nhiệm vụ"}}
	r.until(t, "2019-07-08")
	r.fill(t, part("receiver"), "/assessment", assessed)
	r.until(t, "2019-09-02")
	r.fill(t, r.official, "/self-review", url.Values{"text": {"Tự đánh giá"}})
	r.fill(t, part("receiver"), "/assessment", assessed)
	r.fill(t, part("organiser"), "/body-assessment", assessed)
	got = r.fill(t, part("organiser"), "/placement", url.Values{"placement": {"stay"}, "day": {"2019-09-02"}, "document": {"3-TB/HU"}})
	require.Contains(t, got.text, "1 ngày sau khi hết hạn")
	me := r.visitorAs(t, r.official)
	own := me.get(t, rotationPage)
	require.Contains(t, own.text, "Tự đánh giá", "one's own rotation can be read")
	require.Contains(t, own.text, "Nhận xét định kỳ lần 1")
	require.Equal(t, http.StatusForbidden, r.visitorAs(t, "cb-047").get(t, rotationPage).status)
}

func TestADecisionToRotateIsPrinted(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	r.begin(t)
	got := r.as(t, r.official).get(t, rotated+"/decision.pdf")
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.True(t, strings.HasPrefix(fileName(t, got), "Quyết định luân chuyển - "))
	text := pdf(t, got)
	for _, want := range []string{"Số 12-QĐ/HU", "Điều 1. Luân chuyển đồng chí", "98-QĐ/TW", "bỏ phiếu kín", "36 tháng", "Rèn luyện thực tiễn ở cơ sở"} {
		require.Contains(t, text, want)
	}
	require.Equal(t, "not_yours", r.as(t, "cb-047").get(t, rotated+"/decision.pdf").code())
	require.Equal(t, http.StatusOK, r.visitorAs(t, r.official).get(t, rotationPage+"/decision.pdf").status)
	rows := sheets(t, r.admin().get(t, "/rotation/rotations.xlsx?state=placed&lang=en"))[0]
	require.Equal(t, "Old post", rows[0][4])
	require.Contains(t, rows[1], "827-QĐ/HU")
	require.Contains(t, rows[1], "Hoàn thành tốt nhiệm vụ")
	mine := r.visitorAs(t, r.official).get(t, "/app/me/plans")
	require.Contains(t, mine.text, "12-QĐ/HU")
	work := r.visitorAs(t, r.parts["organiser"].(string)).get(t, "/app/me/plans")
	require.Contains(t, work.text, rotationPage, "who has a part finds the rotation")
}

func TestPeopleSeeOfPlanningWhatThePolicyPublishes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.store.ImportDistrict(t.Context(), disciplined(t, "mini-06", time.Date(2019, 1, 4, 0, 0, 0, 0, time.UTC)))
	require.NoError(t, err)
	own := o.as(t, "mini-06").get(t, "/me/plans")
	require.Equal(t, http.StatusOK, own.status, own.text)
	require.NotEmpty(t, own.body["entries"])
	require.Empty(t, own.body["findings"], "what was found is told to the head of the unit")
	head := o.visitorAs(t, "mini-05").get(t, "/app/me/plans")
	require.Contains(t, head.text, "Bị kỷ luật cảnh cáo ngày 04/01/2019")
	require.NotContains(t, head.text, "/app/planning/findings", "who decides is the Organisation Committee")
	require.NotContains(t, o.visitorAs(t, "mini-08").get(t, "/app/me/plans").text, "Bị kỷ luật", "the head of another unit")
	require.Contains(t, o.visitorAs(t, "mini-06").get(t, "/app/me/plans").text, "đang trong quy hoạch")
	require.Equal(t, http.StatusForbidden, o.admin().get(t, "/me/plans").status)
}

func TestTheListOfRotationsHasItsColumnsAndFigures(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	admin := r.administrator(t)
	list := admin.get(t, "/app/rotation")
	for _, want := range []string{
		"Bí thư Đảng ủy xã Gia Cát", "827-QĐ/HU", "từ 20/04/2015", "trên xuống", "20 ngày sau khi hết hạn", "Số lượt luân chuyển", "Chưa đối chiếu lần nào.",
	} {
		require.Contains(t, list.text, want)
	}
	require.NotContains(t, admin.get(t, "/app/rotation?state=running").text, "827-QĐ/HU")
	require.Contains(t, admin.get(t, "/app/rotation?decided_from=2015-01-01&decided_to=2015-12-31&state=placed").text, "827-QĐ/HU")
	chosen := admin.get(t, "/app/rotation?year=2016&direction=&unit=&state=")
	require.Contains(t, chosen.text, "Số liệu của các trường hợp đang chọn")
	require.Contains(t, chosen.text, `<option value="2016" selected>`)
	require.Contains(t, chosen.text, "/app/rotation/rotations.xlsx?year=2016", "the file has what the page shows")
	require.NotContains(t, chosen.text, "827-QĐ/HU")
	require.NotContains(t, admin.get(t, "/app/rotation?direction=up").text, "827-QĐ/HU")
	require.Contains(t, admin.get(t, "/app/rotation?unit=xa-gia-cat").text, "827-QĐ/HU")
	require.Contains(t, list.text, "Số liệu của toàn bộ danh sách")
	require.Contains(t, admin.get(t, "/app/rotation?lang=en").text, "Placed afterwards")
	admin.get(t, "/app/rotation?lang=vi")
	looked := admin.post(t, "/app/rotation/reconciliation", nil)
	require.Equal(t, "/app/rotation", looked.at)
	require.Contains(t, looked.text, "nhập từ hồ sơ, chưa được theo dõi tại đây")
	adopted := admin.post(t, "/app/rotation/rotations/lc-2017-01/process", url.Values{"key": {"a1"}})
	require.Equal(t, "/app/rotation/rotations/lc-2017-01", adopted.at, mainOf(adopted))
	ahead := admin.get(t, "/app/rotation/lookahead?lang=vi")
	require.Equal(t, http.StatusOK, ahead.status, mainOf(ahead))
	require.Contains(t, ahead.text, "hết thời gian luân chuyển")
	require.NotContains(t, ahead.text, `<th scope="row"></th>`, "everybody by name")

	opening := url.Values{
		"code": {"lc-2019-09"}, "official": {r.official}, "post": {vacated}, "body": {"btv-huyen"}, "document": {"12-QĐ/HU"}, "document_date": {"2019-01-02"},
		"optional-balloted": {"2019-01-03"}, "months": {"36"}, "ground": {"planned"}, "purpose": {"Rèn luyện"}, "key": {"o1"},
	}
	got := admin.post(t, "/app/rotation/rotations/new", opening)
	require.Equal(t, http.StatusUnprocessableEntity, got.status, "dated before the ballot")
	opening.Set("document_date", "2019-01-04")
	got = admin.post(t, "/app/rotation/rotations/new", opening)
	require.Equal(t, "/app/rotation", got.at, mainOf(got))
	require.Contains(t, got.text, "chưa bàn giao")
}

// Whatever the API lets people do about rotations is done on a page as well.
func TestEveryActOfRotationHasAPage(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../openapi.json")
	require.NoError(t, err)
	var description struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	require.NoError(t, json.Unmarshal(raw, &description))
	elsewhere := map[string]string{
		"/rotation/plans": "/rotation/plans/new", "/rotation/rotations": "/rotation/rotations/new", "/rotation/reconciliation": "/rotation",
		"/rotation/plans/{plan}/needs": "/rotation/plans/{plan}/needs/new",
	}
	admin, found := newOffice(t).administrator(t), 0
	for path, methods := range description.Paths {
		path = strings.TrimPrefix(path, "/api/v1")
		if _, acts := methods["post"]; !acts || !strings.HasPrefix(path, "/rotation/") {
			continue
		}
		found++
		page := admin.get(t, "/app"+strings.NewReplacer("{plan}", "x", "{rotation}", "x").Replace(path))
		if other, is := elsewhere[path]; is {
			page = admin.get(t, "/app"+strings.NewReplacer("{plan}", "x", "{rotation}", "x").Replace(other))
		}
		require.NotContains(t, page.text, "no_such_address", path)
		require.NotContains(t, page.text, "method_not_allowed", path)
		require.True(t, slices.Contains([]int{http.StatusOK, http.StatusNotFound, http.StatusForbidden, http.StatusConflict}, page.status), "%s: %d", path, page.status)
	}
	require.Greater(t, found, 20)
}

func TestADecisionToRotateSaysWhoSignsIt(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	got := r.admin().post(t, "/rotation/rotations", r.request(map[string]any{"signer": "Nông Văn Ký", "signer_title": "Phó Bí thư Thường trực"}))
	require.Equal(t, http.StatusCreated, got.status, got.text)
	view := r.admin().get(t, rotated)
	require.Equal(t, "Nông Văn Ký", view.body["signer"])
	text := pdf(t, r.admin().get(t, rotated+"/decision.pdf"))
	require.Contains(t, text, "Nông Văn Ký")
	require.Contains(t, text, "PHÓ BÍ THƯ THƯỜNG TRỰC")
	require.Contains(t, r.administrator(t).get(t, "/app/rotation/rotations/new").text, "Người ký quyết định")
}

func TestTheChairOfTheBodySignsADecisionToRotateWhereNobodyIsNamed(t *testing.T) {
	t.Parallel()
	r := newRotating(t)
	got := r.admin().post(t, "/rotation/rotations", r.request(nil))
	require.Equal(t, http.StatusCreated, got.status, got.text)
	require.Equal(t, "Hoàng Thị Xuân", r.admin().get(t, rotated).body["signer"], "who was in the chair on the day of the decision")
	require.Contains(t, pdf(t, r.admin().get(t, rotated+"/decision.pdf")), "Hoàng Thị Xuân")

	before := newRotating(t)
	_, err := before.pool.Exec(t.Context(), `UPDATE body_member SET valid_from = '2100-01-01' WHERE role = 'chair'`)
	require.NoError(t, err)
	require.Equal(t, http.StatusCreated, before.admin().post(t, "/rotation/rotations", before.request(nil)).status)
	require.NotContains(t, before.admin().get(t, rotated).body, "signer", "a chair of another time does not sign")
}
