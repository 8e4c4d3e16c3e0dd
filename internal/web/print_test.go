package web_test

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"canbo/internal/paper/papertest"
)

// pdf is the text of a printed document, with a space wherever lines or pages break.
func pdf(t *testing.T, got reply) string {
	t.Helper()
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, "application/pdf", got.header.Get("Content-Type"))
	return strings.Join(strings.Fields(strings.Join(papertest.Pages(t, []byte(got.text)), " ")), " ")
}

// sheets are the rows of the worksheets of a printed table.
func sheets(t *testing.T, got reply) [][][]string {
	t.Helper()
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", got.header.Get("Content-Type"))
	f, err := excelize.OpenReader(bytes.NewReader([]byte(got.text)))
	require.NoError(t, err)
	defer f.Close()
	var out [][][]string
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		require.NoError(t, err)
		out = append(out, rows)
	}
	return out
}

func sheetColumn(rows [][]string, i int) []string {
	var cells []string
	for _, row := range rows[1:] {
		cells = append(cells, row[i])
	}
	return cells
}

func fileName(t *testing.T, got reply) string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(got.header.Get("Content-Disposition"))
	require.NoError(t, err)
	require.Equal(t, "attachment", kind)
	return params["filename"]
}

// Each document is for those who may read what it prints.
func TestNobodyGetsMoreFromPaperThanFromThePage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	made := o.admin().post(t, "/api-keys", keyRequest("audit", "inspector"))
	asks := map[string]client{
		"nobody": o.nobody(), "administrator": o.admin(), "inspector": {base: o.server.URL, token: made.body["key"].(string)},
		"member": o.as(t, secondTeller), "owner": o.as(t, member), "outsider": o.as(t, outsider), "decider": o.as(t, "mini-04"),
	}
	for printed, read := range map[string]string{
		officialPath(member) + "/self-review.pdf":          officialPath(member) + "/self-review",
		officialPath(member) + "/result.pdf":               officialPath(member) + "/result",
		unitPath(unit) + "/minutes.pdf":                    unitPath(unit) + "/minutes",
		unitPath(unit) + "/ballot.pdf":                     unitPath(unit) + "/ballot",
		unitPath(unit) + "/count-record.pdf":               unitPath(unit) + "/tallies",
		unitPath(unit) + "/tallies.xlsx":                   unitPath(unit) + "/tallies",
		"/cycles/" + cycle + "/results.pdf":                "/cycles/" + cycle + "/officials",
		"/cycles/" + cycle + "/results.pdf?unit=" + unit:   "/cycles/" + cycle + "/officials?unit=" + unit,
		"/cycles/" + cycle + "/results.xlsx?body=btv-mini": "/cycles/" + cycle + "/officials?body=btv-mini",
		"/cycles/" + cycle + "/units.xlsx":                 "/cycles/" + cycle + "/units",
		"/cycles/" + cycle + "/bodies.xlsx":                "/cycles/" + cycle + "/bodies",
		"/cycles/" + cycle + "/figures.xlsx":               "/cycles/" + cycle + "/figures",
		"/processes/acts.xlsx?process=" + unitReview(unit): "/processes/acts?process=" + unitReview(unit),
		"/concerns.xlsx":                                   "/concerns",
		plan + "/list.pdf":                                 plan + "/entries",
		plan + "/entries.xlsx":                             plan + "/entries",
		"/rotation/rotations.xlsx":                         "/rotation/rotations",
		"/rotation/rotations/none/decision.pdf":            "/rotation/rotations/none",
		rotationPlan + "/assignment.xlsx":                  rotationPlan,
		plan + "/screening.xlsx?day=2020-06-30":            plan + "/screening?day=2020-06-30",
		bodyPath("btv-mini") + "/ballot.pdf":               bodyPath("btv-mini") + "/ballot",
		bodyPath("btv-mini") + "/count-record.pdf":         bodyPath("btv-mini") + "/tallies",
		bodyPath("btv-mini") + "/tallies.xlsx":             bodyPath("btv-mini") + "/tallies",
	} {
		for name, c := range asks {
			page, got := c.get(t, read), c.get(t, printed)
			if page.status == http.StatusOK && got.status != http.StatusOK {
				require.Contains(t, []string{"ballot_not_on_paper", "minutes_not_found"}, got.code(), "%s prints %s: %s", name, printed, got.text)
				continue
			}
			require.Equal(t, page.status, got.status, "%s prints %s: %s", name, printed, got.text)
			require.Equal(t, page.code(), got.code(), "%s prints %s", name, printed)
		}
	}
}

func TestASelfReviewIsPrintedAsItWasFiled(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	me := o.as(t, member)
	require.Equal(t, "not_found", me.get(t, officialPath(member)+"/self-review.pdf").code())
	filed := selfReview()
	filed["texts"] = map[string]any{"strengths": "Sát dân, tận tụy", "limits": "Chưa xong một việc"}
	require.Equal(t, http.StatusOK, me.act(t, unitPath(unit)+"/self-review", filed).status)
	got := me.get(t, officialPath(member)+"/self-review.pdf")
	text := pdf(t, got)
	for _, part := range []string{
		"ĐẢNG CỘNG SẢN VIỆT NAM", "BẢN KIỂM ĐIỂM CÁ NHÂN", "Họ và tên: La Đình Thụ", "Sát dân, tận tụy", "Chưa xong một việc",
		"Hoàn thành tốt nhiệm vụ.", "Ngày sinh: ....", "ngày 07 tháng 01 năm 2019",
	} {
		require.Contains(t, text, part)
	}
	require.Equal(t, "Bản kiểm điểm - La Đình Thụ - năm 2018.pdf", fileName(t, got))
	require.Contains(t, got.header.Get("Content-Disposition"), `filename="Ban-kiem-diem---La-Dinh-Thu---nam-2018.pdf"`)
	require.Equal(t, got.text, me.get(t, officialPath(member)+"/self-review.pdf").text, "the same record gives the same bytes")
}

func TestPapersOfABallotOnPaper(t *testing.T) {
	t.Parallel()
	o := toPaperBallot(t)
	text := pdf(t, o.as(t, head).get(t, unitPath(unit)+"/ballot.pdf"))
	require.Contains(t, text, "PHIẾU ĐỀ NGHỊ XẾP LOẠI")
	require.Contains(t, text, "Họ và tên: La Đình Thụ", "a member has a slip of their own")
	require.Contains(t, text, "Hoàn thành xuất sắc nhiệm vụ")
	require.Equal(t, "count_not_found", o.as(t, head).get(t, unitPath(unit)+"/count-record.pdf").code())

	count := paperCount(t, o.as(t, firstTeller), unitPath(unit))
	for _, who := range []string{firstTeller, secondTeller} {
		require.Equal(t, http.StatusOK, o.as(t, who).act(t, unitPath(unit)+"/count-entries", count).status)
	}
	record := o.as(t, head).get(t, unitPath(unit)+"/count-record.pdf")
	text = pdf(t, record)
	require.Contains(t, text, "CHƯA ĐƯỢC TỔ KIỂM PHIẾU XÁC NHẬN")
	require.Contains(t, text, "phiếu giấy")
	require.Contains(t, text, "ngày ..... tháng ..... năm")

	confirmed := o.as(t, secondTeller).act(t, unitPath(unit)+"/count-confirmation", map[string]any{"text": "Khớp với số phiếu"})
	require.Equal(t, http.StatusOK, confirmed.status, confirmed.text)
	text = pdf(t, o.as(t, head).get(t, unitPath(unit)+"/count-record.pdf"))
	require.NotContains(t, text, "CHƯA ĐƯỢC")
	require.Contains(t, text, "Khớp với số phiếu")
	hash := o.as(t, head).get(t, unitPath(unit)+"/tallies").body["hash"].(string)
	require.Contains(t, strings.ReplaceAll(text, " ", ""), hash)

	tallies := sheets(t, o.as(t, head).get(t, unitPath(unit)+"/tallies.xlsx?lang=en"))[0]
	require.Equal(t, []string{"Code", "Name", "Convened", "Present", "Issued", "Collected", "Valid", "Invalid"}, tallies[0][:8])
	require.Len(t, tallies, 1+len(count["subjects"].([]map[string]any)))
}

func TestAClosedCycleOnPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	draft := pdf(t, o.admin().get(t, "/cycles/"+cycle+"/results.pdf"))
	require.Contains(t, draft, "DỰ THẢO - CHƯA CÓ QUYẾT ĐỊNH")
	o.runToTheEnd(t)

	t.Run("the list of results", func(t *testing.T) {
		text := pdf(t, o.admin().get(t, "/cycles/"+cycle+"/results.pdf?body=btv-mini"))
		require.NotContains(t, text, "DỰ THẢO")
		require.Contains(t, text, "Tổng hợp:")
		require.Contains(t, text, "Hoàng Trọng Thụ", "the chair signs")
		require.NotContains(t, pdf(t, o.as(t, head).get(t, "/cycles/"+cycle+"/results.pdf?unit="+unit)), "Mức xếp loại",
			"members of a conference read no grades there")
		rows := sheets(t, o.admin().get(t, "/cycles/"+cycle+"/results.xlsx"))[0]
		require.Len(t, rows, 1+len(o.admin().get(t, "/cycles/"+cycle+"/officials").items()))
		require.Equal(t, "Mức xếp loại", rows[0][11])
		require.Regexp(t, `^\d\d/\d\d/2019 \d\d:\d\d$`, rows[1][12])
	})
	t.Run("a notice is its reader's", func(t *testing.T) {
		text := pdf(t, o.as(t, member).get(t, officialPath(member)+"/result.pdf"))
		for _, part := range []string{"THÔNG BÁO", "La Đình Thụ", "T/M BAN THƯỜNG VỤ HUYỆN ỦY KHUỔI MƠ", "quyền kiến nghị"} {
			require.Contains(t, text, part)
		}
		require.NotContains(t, text, "DỰ THẢO")
		require.Equal(t, http.StatusNotFound, o.as(t, secondTeller).get(t, officialPath(member)+"/result.pdf").status)
		changed := pdf(t, o.as(t, petitioner).get(t, officialPath(petitioner)+"/result.pdf"))
		require.Contains(t, changed, "thay thế kết quả")
		require.NotContains(t, changed, "quyền kiến nghị", "the petition has been answered")
	})
	t.Run("the minutes", func(t *testing.T) {
		text := pdf(t, o.as(t, head).get(t, unitPath(unit)+"/minutes.pdf"))
		require.Contains(t, text, "Hội nghị thống nhất")
		require.Contains(t, text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "a division is an office of the State")
	})
	t.Run("the record of a sitting", func(t *testing.T) {
		text := pdf(t, o.as(t, "mini-04").get(t, bodyPath("btv-mini")+"/count-record.pdf"))
		require.Contains(t, text, "ĐẢNG CỘNG SẢN VIỆT NAM")
		require.NotContains(t, text, "CHƯA ĐƯỢC TỔ KIỂM PHIẾU XÁC NHẬN")
	})
	t.Run("the tables of an administrator", func(t *testing.T) {
		require.Len(t, sheets(t, o.admin().get(t, "/cycles/"+cycle+"/units.xlsx"))[0], 4)
		require.Len(t, sheets(t, o.admin().get(t, "/cycles/"+cycle+"/bodies.xlsx?lang=en"))[0], 1+len(o.admin().get(t, "/cycles/"+cycle+"/bodies").items()))
		require.Len(t, sheets(t, o.admin().get(t, "/cycles/"+cycle+"/figures.xlsx"))[0], 1+len(o.admin().get(t, "/cycles/"+cycle+"/figures").items()))
		acts := sheets(t, o.admin().get(t, "/processes/acts.xlsx?process="+unitReview(unit)))[0]
		require.Contains(t, sheetColumn(acts, 1), "Tự đánh giá, xếp loại và nộp bản tự kiểm điểm")
		require.Len(t, sheets(t, o.admin().get(t, "/concerns.xlsx"))[0], 1)
	})
}

func TestAPlanningListOnPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.admin()
	got := admin.get(t, plan+"/list.pdf")
	text := pdf(t, got)
	for _, part := range []string{
		"ĐẢNG CỘNG SẢN VIỆT NAM", "DANH SÁCH QUY HOẠCH", "nhiệm kỳ 2020 - 2025", "La Đình Thụ", "12-QĐ/TU", "20/11/2018", "Thay đổi so với phiên bản trước", "Bổ sung",
	} {
		require.Contains(t, text, part)
	}
	book := sheets(t, admin.get(t, plan+"/entries.xlsx"))
	require.Len(t, book, 2)
	require.Equal(t, []string{"mini-05", "20/11/2018"}, []string{book[0][1][0], book[0][1][8]})
	require.Len(t, book[1], 4, "the first version adds everybody")
	findings := sheets(t, admin.get(t, plan+"/screening.xlsx?day=2020-06-30&lang=en"))[0]
	require.Equal(t, "Official", findings[0][0])
	require.Greater(t, len(findings), 2)
	require.Equal(t, "not_found", admin.get(t, plan+"/list.pdf?version=2").code())
}

func TestAPageLinksToWhatIsPrinted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	require.Equal(t, http.StatusOK, o.as(t, member).act(t, unitPath(unit)+"/self-review", selfReview()).status)
	address := "/app" + officialPath(member) + "/self-review.pdf"
	got := o.visitorAs(t, member).get(t, address)
	require.Equal(t, http.StatusOK, got.status)
	require.True(t, strings.HasPrefix(got.text, "%PDF-"))
	require.Equal(t, http.StatusNotFound, o.visitorAs(t, outsider).get(t, address).status)
	require.Contains(t, o.visitor().get(t, address).at, "/sign-in", "nobody is led to the sign-in page")
}
