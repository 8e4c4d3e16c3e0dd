package mail_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	gomail "github.com/emersion/go-message/mail"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"canbo/internal/agenda"
	"canbo/internal/mail"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	created = time.Date(2018, 12, 3, 1, 30, 0, 0, time.UTC)
	office  = mail.Correspondent{Name: "Ban Tổ chức Huyện ủy Cao Lộc", Address: "canbo@caoloc.example"}
	reader  = mail.Correspondent{Name: "Hoàng Thị Én", Address: "en.ht@caoloc.example"}
)

func envelope(key string) mail.Envelope {
	return mail.Envelope{Key: key, From: office, To: reader, Created: created}
}

// samples holds one full message of each kind, and the variants in which parts are left out.
func samples() map[string]mail.Data {
	const cycleVi, cycleEn = "Đánh giá, xếp loại chất lượng cán bộ năm 2018", "Evaluation of officials, 2018"
	due := time.Date(2018, 12, 14, 10, 0, 0, 0, time.UTC)
	task := mail.TaskOpened{
		Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, UnitName: "Ủy ban nhân dân xã Hợp Thành",
		StepVi: "Tự đánh giá, xếp loại", StepEn: "Self-review", Due: due,
		Link: "https://canbo.caoloc.example/tasks/unit-review/caoloc-2018/hop-thanh?step=self_review&lang=vi",
		Task: "unit-review/caoloc-2018/hop-thanh/self_review/self_review/hoang-thi-en", Sequence: 7,
	}
	dateless := task
	dateless.Due = time.Time{}
	older := task
	older.Task, older.Sequence = "", 0
	later := dateless
	later.StepVi, later.StepEn, later.Task = "Kiểm phiếu", "Count the ballot", task.Task+"-2"
	moved := task
	moved.StepVi, moved.StepEn, moved.Task = "Đề xuất mức xếp loại của đơn vị", "", task.Task+"-3"
	moved.Due = due.AddDate(0, 0, 3)
	digest := mail.Digest{Items: []mail.DigestItem{
		{What: mail.KindReminder, TaskOpened: task}, {What: mail.KindDueMoved, TaskOpened: moved}, {What: mail.KindTaskOpened, TaskOpened: later},
	}}
	linked := mail.Digest{Items: slices.Clone(digest.Items)}
	linked.Items[2].Link += "&2"
	escalation := mail.Escalation{
		Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, UnitName: "Ủy ban nhân dân xã Hợp Thành", StepVi: "Đề xuất mức xếp loại",
		StepEn: "Proposal", Due: due, Overdue: true, Late: 2, Names: []string{"Hoàng Thị Én", "Lý Văn Páo"}, Link: task.Link,
	}
	secret := escalation
	secret.StepVi, secret.StepEn, secret.Names, secret.Overdue, secret.CycleVi, secret.CycleEn = "Bỏ phiếu kín", "", nil, false, "", ""
	result := mail.Result{
		Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, UnitName: "Ủy ban nhân dân xã Hợp Thành",
		BodyName: "Ban Thường vụ Huyện ủy", GradeVi: "Hoàn thành tốt nhiệm vụ", GradeEn: "Good",
		GroundsVi: []string{"Hoàn thành 100% chỉ tiêu được giao, 86% đúng tiến độ.", "Các tiêu chí từ mức Khá trở lên."},
		GroundsEn: []string{"All targets done, 86% of them on time.", "Each criterion Good or better."},
		Decided:   due, PetitionUntil: due.AddDate(0, 0, 5), Link: "https://canbo.caoloc.example/results/caoloc-2018",
	}
	corrected := result
	corrected.Correction, corrected.Basis = "Nhập sai mức xếp loại khi ghi biên bản.", "Quyết định số 15-QĐ/HU, 2019-01-10"
	brief := result
	brief.CycleVi, brief.CycleEn, brief.UnitName, brief.GradeEn = "", "", "", ""
	brief.GroundsVi, brief.GroundsEn, brief.PetitionUntil = nil, nil, time.Time{}
	answered := mail.PetitionAnswered{
		Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, BodyName: "Ban Thường vụ Huyện ủy",
		GradeVi: "Hoàn thành xuất sắc nhiệm vụ", GradeEn: "Excellent", Changed: true, Answered: due,
		Link: "https://canbo.caoloc.example/petitions/caoloc-2018",
	}
	entered := mail.FiledFor{
		Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, UnitName: "Ủy ban nhân dân xã Hợp Thành",
		StepVi: "Tự đánh giá, xếp loại", StepEn: "Self-review", Basis: "Công văn số 12-CV/BTC ngày 03/12/2018",
		Document: "Bản tự kiểm điểm có chữ ký ngày 02/12/2018", Filed: due, Link: "https://canbo.caoloc.example/inbox",
	}
	gone := mail.TaskMoved{
		Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, UnitName: "Ủy ban nhân dân xã Hợp Thành",
		StepVi: "Thông qua biên bản hội nghị kiểm điểm", StepEn: "Adopt the minutes", To: "Lý Văn Páo",
		Link: "https://canbo.caoloc.example/inbox",
	}
	upheld := answered
	upheld.Changed, upheld.GradeVi, upheld.GradeEn = false, "Hoàn thành tốt nhiệm vụ", "Good"
	return map[string]mail.Data{
		"sign_in":                         mail.SignIn{Link: "https://canbo.caoloc.example/sign-in?token=abc", Expires: created.Add(15 * time.Minute)},
		"task_opened":                     task,
		"task_opened_without_due":         dateless,
		"task_opened_of_an_older_release": older,
		"due_moved":                       mail.DueMoved(task),
		"reminder":                        mail.Reminder(task),
		"reminder_without_due":            mail.Reminder(dateless),
		"escalation":                      escalation,
		"escalation_of_a_ballot":          secret,
		"digest":                          digest,
		"digest_with_links":               linked,
		"result":                          result,
		"result_corrected":                corrected,
		"result_brief":                    brief,
		"petition_answered":               answered,
		"petition_answered_upheld":        upheld,
		"cycle_cancelled": mail.CycleCancelled{
			Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, Cancelled: due,
			Reason: "Mở nhầm năm đánh giá.", Basis: "Công văn số 12-CV/BTCHU ngày 14/12/2018",
			Link: "https://canbo.caoloc.example/inbox",
		},
		"filed_for": entered,
		"points_named": mail.PointsNamed{
			Cycle: "caoloc-2018", CycleVi: cycleVi, CycleEn: cycleEn, UnitName: "Ủy ban nhân dân xã Hợp Thành", Count: 2, Due: due,
			Link: "https://canbo.caoloc.example/inbox",
		},
		"task_moved": gone,
		"review_cancelled": mail.CycleCancelled{
			Cycle: "planning-2020", CycleVi: "Rà soát, bổ sung quy hoạch cán bộ năm 2020", CycleEn: "Review of the planning lists, 2020",
			ListName: "Quy hoạch Ban Thường vụ Huyện ủy nhiệm kỳ 2020 - 2025", Cancelled: due,
			Reason: "Danh sách đang được sắp xếp lại.", Basis: "Công văn số 15-CV/BTCHU ngày 14/12/2018", Link: "https://canbo.caoloc.example/inbox",
		},
		"plan_changed": mail.PlanChanged{
			List: "Quy hoạch Ban Chấp hành Đảng bộ huyện nhiệm kỳ 2020 - 2025", Position: "Ban Chấp hành Đảng bộ huyện", Added: true,
			Decision: "47-QĐ/TU", Decided: due, Link: "https://canbo.caoloc.example/inbox",
		},
		"plan_changed_for_the_head": mail.PlanChanged{
			List: "Quy hoạch Ban Chấp hành Đảng bộ huyện nhiệm kỳ 2020 - 2025", Person: "Lý Văn Páo", Position: "Ban Chấp hành Đảng bộ huyện",
			ReasonVi: "Không đủ tuổi công tác trọn nhiệm kỳ", ReasonEn: "Not enough service left for the term",
			Decision: "47-QĐ/TU", Decided: due, Link: "https://canbo.caoloc.example/inbox",
		},
		"rotation_revoked": mail.CycleCancelled{
			Cycle: "lc-2019-01", CycleVi: "Luân chuyển cán bộ lc-2019-01", CycleEn: "Rotation lc-2019-01", Place: "Xã Gia Cát",
			Reason: "Chức danh chưa khuyết", Basis: "13-QĐ/HU", Cancelled: due, Link: "https://canbo.caoloc.example/inbox",
		},
		"rotation_plan_cancelled": mail.CycleCancelled{
			Cycle: "caoloc-2020", CycleVi: "Kế hoạch luân chuyển cán bộ caoloc-2020", CycleEn: "Rotation plan caoloc-2020", PlanRoot: "Huyện Cao Lộc",
			Reason: "Chuyển sang năm sau", Basis: "15-KL/HU", Cancelled: due, Link: "https://canbo.caoloc.example/inbox",
		},
		"placement_missing": mail.PlacementMissing{
			Rotation: "lc-2019-01", Person: "Lý Văn Páo", Post: "Bí thư Đảng ủy xã Gia Cát", Ends: due, Link: "https://canbo.caoloc.example/inbox",
		},
		"launch_failed": mail.LaunchFailed{
			Schedule: "danh-gia-nam", Cycle: "caoloc-2018", Scheduled: created, Code: "roster_not_ready",
			Reason: "du-xa-na-muoi: no member appraises (nobody has the role organisation)", Link: "https://canbo.caoloc.example/launches",
		},
		"plan_findings": mail.PlanFindings{
			Total: 3, Link: "https://canbo.caoloc.example/planning/findings", Findings: []mail.PlanFinding{
				{Official: "Nông Văn Páo", List: "Quy hoạch Ban Chấp hành Đảng bộ huyện nhiệm kỳ 2020 - 2025",
					VI: "Xếp loại “Không hoàn thành nhiệm vụ” năm 2018", EN: "Rated “Not completed” for 2018"},
				{Official: "Lý Thị Mẩy", List: "Quy hoạch chức danh chủ chốt nhiệm kỳ 2020 - 2025",
					VI: "Bị kỷ luật khiển trách ngày 12/06/2018", EN: "Disciplined on 12/06/2018: reprimand"},
			},
		},
		"plan_finding": mail.PlanFindings{
			Total: 1, Link: "https://canbo.caoloc.example/planning/findings", Findings: []mail.PlanFinding{
				{Official: "Nông Văn Páo", List: "Quy hoạch Ban Chấp hành Đảng bộ huyện nhiệm kỳ 2020 - 2025",
					VI: "Từ tháng 03/2020 không còn đủ thời gian công tác theo quy định", EN: "Too little service left from 03/2020 on"},
			},
		},
		"launch_failed_for_now": mail.LaunchFailed{
			Schedule: "danh-gia-nam", Cycle: "caoloc-2018", Scheduled: created, Code: "database_unavailable",
			Reason: "the database does not answer", Again: true, Link: "https://canbo.caoloc.example/launches",
		},
	}
}

// received is a message as a mail program reads it.
type received struct {
	header               *gomail.Header
	text, html, calendar string
}

func read(t *testing.T, raw []byte) received {
	t.Helper()
	r, err := gomail.CreateReader(bytes.NewReader(raw))
	require.NoError(t, err)
	got := received{header: &r.Header}
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return got
		}
		require.NoError(t, err)
		body, err := io.ReadAll(part.Body)
		require.NoError(t, err)
		if attached, ok := part.Header.(*gomail.AttachmentHeader); ok {
			require.Equal(t, agenda.ContentType, attached.Get("Content-Type"))
			got.calendar = string(body)
			continue
		}
		mediaType, _, err := part.Header.(*gomail.InlineHeader).ContentType()
		require.NoError(t, err)
		switch mediaType {
		case "text/plain":
			got.text = strings.ReplaceAll(string(body), "\r\n", "\n")
		case "text/html":
			got.html = strings.ReplaceAll(string(body), "\r\n", "\n")
		default:
			t.Fatalf("unexpected part %s", mediaType)
		}
	}
}

func TestComposeReadsLikeTheGoldenFiles(t *testing.T) {
	t.Parallel()
	for name, data := range samples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := mail.Compose(data, envelope("golden/"+name))
			require.NoError(t, err)
			got := read(t, raw)
			var out strings.Builder
			for fields := got.header.Fields(); fields.Next(); {
				value, err := fields.Text()
				require.NoError(t, err)
				fmt.Fprintf(&out, "%s: %s\n", fields.Key(), value)
			}
			fmt.Fprintf(&out, "\n%s\n%s", got.text, got.html)
			if got.calendar != "" {
				fmt.Fprintf(&out, "\n%s", strings.ReplaceAll(got.calendar, "\r\n", "\n"))
			}
			require.True(t, norm.NFC.IsNormalString(out.String()))
			path := filepath.Join("testdata", name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(path, []byte(out.String()), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Empty(t, cmp.Diff(string(want), out.String()))
		})
	}
}

func TestComposeGivesTheSameBytesForTheSameRow(t *testing.T) {
	t.Parallel()
	data := samples()["result"]
	first, err := mail.Compose(data, envelope("a"))
	require.NoError(t, err)
	again, err := mail.Compose(data, envelope("a"))
	require.NoError(t, err)
	require.Equal(t, first, again)
	other, err := mail.Compose(data, envelope("b"))
	require.NoError(t, err)
	require.NotEqual(t, read(t, first).header.Get("Message-Id"), read(t, other).header.Get("Message-Id"))
	require.Equal(t, mail.MessageID("a", office.Address), read(t, first).header.Get("Message-Id"))
}

func TestComposeAttachesTheDueTimeForTheReadersCalendar(t *testing.T) {
	t.Parallel()
	task := samples()["task_opened"].(mail.TaskOpened)
	moved := mail.DueMoved(task)
	moved.Due, moved.Sequence = task.Due.AddDate(0, 0, 5), 12
	event := func(data mail.Data) ical.Event {
		raw, err := mail.Compose(data, envelope("k"))
		require.NoError(t, err)
		cal, err := ical.NewDecoder(strings.NewReader(read(t, raw).calendar)).Decode()
		require.NoError(t, err)
		require.Len(t, cal.Events(), 1)
		return cal.Events()[0]
	}
	first, later := event(task), event(moved)
	for _, e := range []ical.Event{first, later} {
		uid, err := e.Props.Text(ical.PropUID)
		require.NoError(t, err)
		require.Equal(t, agenda.UID(task.Task), uid)
	}
	end, err := later.DateTimeEnd(time.UTC)
	require.NoError(t, err)
	require.Equal(t, moved.Due, end)
	require.Equal(t, "7", first.Props.Get(ical.PropSequence).Value)
	require.Equal(t, "12", later.Props.Get(ical.PropSequence).Value, "replaces the entry of before")
}
