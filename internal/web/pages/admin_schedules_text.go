package pages

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"canbo/internal/evaluation"
)

// Schedules and their launches.
const (
	SchedulesTitle   Text = "Lịch mở đợt tự động|Schedules"
	schedulesHow     Text = "Đến giờ của lịch, hệ thống tự mở đợt. Ở đây đồng chí xem lần mở sắp tới và kết quả các lần trước, mở ngay, mở bù những lần đã qua, tạm dừng hoặc cho lịch tiếp tục.|When a schedule fires, what it is for is opened by itself. Here you see what comes next and what came of the launches, and open now, make good what was missed, pause or resume."
	schedulesNone    Text = "Chưa có lịch nào.|There are no schedules."
	schedulesNoneWhy Text = "Người vận hành máy chủ lập lịch bằng lệnh canbo schedules apply.|The operator of the server makes them with canbo schedules apply."
	schedulesAway    Text = "Hệ thống xử lý tạm thời không trả lời nên chưa xem và chưa điều hành được lịch. Lịch không bị mất: lần mở nào đến giờ trong lúc này sẽ được mở bù khi hệ thống chạy lại. Kết quả các lần mở trước vẫn xem được.|The engine does not answer, so that the schedules cannot be seen or steered now. Nothing is lost: what is due meanwhile is made good when it is back. What came of earlier launches can be seen."
	schedulesTo      Text = "Các lịch tự động|Schedules"

	scheduleEvaluation Text = "Đánh giá, xếp loại hằng năm|Yearly evaluation"
	scheduleQuarters   Text = "Đánh giá, xếp loại hằng quý|Quarterly evaluation"
	schedulePlanning   Text = "Rà soát quy hoạch hằng năm|Yearly review of planning lists"
	scheduleRotation   Text = "Kế hoạch luân chuyển hằng năm|Yearly rotation plan"
	scheduleUnknown    Text = "Lịch %s|Schedule %s"
	scheduleOf         Text = "%s: %s|%s: %s"

	scheduleWhen     Text = "Thời điểm mở|When"
	scheduleWhenOne  Text = "%s ngày %d tháng %s hằng năm|every year on day %[2]d of %[3]s at %[1]s"
	scheduleWhenMany Text = "%s ngày %d các tháng %s hằng năm|every year on day %[2]d of %[3]s at %[1]s"
	scheduleRule     Text = "Quy định áp dụng|Policy"
	scheduleRuleNow  Text = "quy định có hiệu lực vào ngày chốt danh sách|the one in force on the reference date"
	scheduleRuleTerm Text = "quy định có hiệu lực khi nhiệm kỳ của danh sách bắt đầu|the one in force when the term of a list begins"
	scheduleRuleFire Text = "quy định có hiệu lực vào ngày mở|the one in force on the day it fires"
	scheduleID       Text = "Mã lịch|Id"
	scheduleRuns     Text = "✓ đang chạy|✓ runs"
	scheduleHeld     Text = "Đang tạm dừng|Paused"
	scheduleHeldBy   Text = "%s tạm dừng lúc %s.|Paused by %s, %s."
	scheduleHeldThen Text = "Tạm dừng trên máy chủ, không qua trang này; ghi chú: %s.|Paused on the server, not here; note: %s."
	scheduleHeldDumb Text = "Tạm dừng trên máy chủ, không qua trang này và không có ghi chú.|Paused on the server, not here, without a note."
	ScheduleEdited   Text = "Lịch này đã bị sửa trực tiếp trên máy chủ nên giờ mở có thể khác. Lệnh canbo schedules plan cho biết khác ở đâu.|This schedule was changed on the server and may fire at other times. canbo schedules plan shows the difference."
	ScheduleUnread   Text = "Không đọc được nội dung của lịch này. Người vận hành chạy lại lệnh canbo schedules apply trên máy chủ.|What this schedule was made from cannot be read. The operator runs canbo schedules apply on the server."
	scheduleNext     Text = "Các lần mở sắp tới|What comes next"
	scheduleNextHeld Text = "Các lần mở sẽ bị bỏ qua nếu còn tạm dừng|What is left out while it is paused"
	scheduleRefDay   Text = "chốt danh sách ngày %s|reference date %s"
	scheduleLast     Text = "Kết quả gần đây|What came of the last launches"
	scheduleLastNone Text = "Lịch này chưa mở lần nào.|It has not opened anything yet."

	ScheduleTrigger  Text = "Mở ngay|Open now"
	ScheduleBackfill Text = "Mở bù|Make good what was missed"
	SchedulePause    Text = "Tạm dừng|Pause"
	ScheduleResume   Text = "Cho tiếp tục|Resume"
	ScheduleBegins   Text = "Việc mở đã bắt đầu; kết quả hiện ở trang này sau giây lát.|The launch begins; what came of it appears here in a moment."
	SchedulePaused   Text = "Đã tạm dừng lịch.|The schedule is paused."
	ScheduleResumed  Text = "Lịch tiếp tục chạy.|The schedule goes on."

	TriggerTitle    Text = "Mở ngay theo lịch|Open now"
	TriggerExplain  Text = "Mở lại cho lần đến giờ gần nhất của lịch, ví dụ sau khi đã khắc phục vướng mắc. Đợt đã mở thì không mở lần nữa.|Repeats the launch of the last fire time, for instance when what stood in the way is mended. What is open is not opened again."
	TriggerButton   Text = "Mở ngay|Open now"
	BackfillTitle   Text = "Mở bù theo lịch|Make good what was missed"
	BackfillExplain Text = "Mở cho mọi lần đến giờ trong những ngày đồng chí chọn, ví dụ những lần bị bỏ qua khi lịch tạm dừng. Đợt đã mở thì không mở lần nữa.|Makes the launches of all fire times within the days, for instance those that were left out while it was paused. What is open is not opened again."
	BackfillButton  Text = "Mở bù %d lần|Make good %d"
	backfillSome    Text = "Lần chưa mở được sẽ được ghi kèm lý do và báo cho cán bộ quản trị.|What cannot be opened is recorded with the reason, and the administrators are told."
	backfillFrom    Text = "Từ ngày|From"
	backfillTo      Text = "Đến hết ngày|Until"
	backfillShow    Text = "Xem trước|Preview"
	PauseTitle      Text = "Tạm dừng lịch|Pause a schedule"
	PauseExplain    Text = "Trong khi tạm dừng, lần nào đến giờ bị bỏ qua; sau này có thể mở bù. Các đợt đang mở không bị ảnh hưởng.|While it is paused, fire times are left out; they can be made good later. Cycles that are open are not touched."
	PauseButton     Text = "Tạm dừng lịch|Pause the schedule"
	ResumeTitle     Text = "Cho lịch tiếp tục|Resume a schedule"
	ResumeExplain   Text = "Lịch lại mở đúng giờ từ lần sắp tới. Những lần đã qua trong lúc tạm dừng không tự mở; đồng chí dùng “Mở bù” nếu cần.|It fires again from the next time on. What has passed meanwhile is not opened by itself; make it good if need be."
	ResumeButton    Text = "Cho lịch tiếp tục|Resume the schedule"

	previewTitle    Text = "Sẽ mở|What would be opened"
	previewState    Text = "Sẽ thế nào|What happens"
	previewOpens    Text = "✓ mở được|✓ opens"
	previewAlready  Text = "đã mở rồi, không mở nữa|open already, left alone"
	previewFails    Text = "✕ chưa mở được|✕ cannot be opened"
	previewEnrolled Text = "%d cán bộ, %d đơn vị, %d cấp quyết định|%d officials, %d units, %d bodies"
	previewLists    Text = "%d danh sách quy hoạch được rà soát|%d planning lists are reviewed"
	previewNeeds    Text = "%d vị trí cần người ngay từ đầu|%d posts to fill from the start"
	previewFindings Text = "%d vướng mắc và cách khắc phục|%d findings and how they are mended"
	previewMend     Text = "Khắc phục xong, mở lại trang này để kiểm tra. Dữ liệu cán bộ sửa ở mục|Mend it and open this page again. The roster is mended at"
	previewNothing  Text = "Hiện không có gì để mở.|There is nothing to open now."

	LaunchTitle    Text = "Mọi lần mở tự động|All launches"
	launchHow      Text = "Kết quả của mọi lần lịch tự động mở đợt, kể cả lần không mở được.|What came of every launch of the schedules, failures too."
	launchNone     Text = "Lịch tự động chưa mở đợt nào.|No schedule has opened a cycle yet."
	launchNoneWhy  Text = "Mỗi lần lịch đến giờ, kết quả hiện ở đây, cả khi không mở được.|Whenever a schedule fires, what came of it appears here, failures too."
	launchCode     Text = "Đợt|Opened"
	launchSchedule Text = "Lịch|Schedule"
	launchOpened   Text = "✓ đã mở|✓ opened"
	launchAlready  Text = "đã có sẵn|was open already"
	launchFailed   Text = "✕ không mở được|✕ failed"
	launchNotReady Text = "Dữ liệu còn vướng mắc nên chưa mở được.|The roster is not ready."
	launchMend     Text = "Xem vướng mắc, khắc phục và mở lại|See what stands in the way, mend it and open again"
	launchRest     Text = "Xem mọi lần mở|All launches"
)

var scheduleNames = map[string]Text{"evaluation": scheduleEvaluation, "planning": schedulePlanning, "rotation": scheduleRotation}

var periodNames = map[string]Text{
	"planning": "Rà soát quy hoạch %s|Review of planning lists, %s", "rotation": "Kế hoạch luân chuyển %s|Rotation plan, %s",
}

// ScheduleName names a schedule by what it opens and for whom; by its id when nothing is known of it.
func (p Page) ScheduleName(id, kind string, quarterly bool, root string) string {
	name, known := scheduleNames[kind]
	if !known {
		return p.T(scheduleUnknown, id)
	}
	if quarterly {
		name = scheduleQuarters
	}
	return p.T(scheduleOf, p.T(name), root)
}

// Opening names what a launch opens for a period.
func (p Page) Opening(kind string, period evaluation.Period) string {
	if name, ok := periodNames[kind]; ok {
		return p.T(name, p.L(period.Label()))
	}
	return p.L(evaluation.CycleLabel(period))
}

// FiresAt says on which day of which months a schedule fires, at what time in Viet Nam.
func (p Page) FiresAt(months []time.Month, day, hour, minute int) string {
	names := make([]string, len(months))
	for i, m := range months {
		if names[i] = strconv.Itoa(int(m)); p.Lang == English {
			names[i] = m.String()
		}
	}
	text := scheduleWhenOne
	if len(months) > 1 {
		text = scheduleWhenMany
	}
	return p.T(text, fmt.Sprintf("%02d:%02d", hour, minute), day, strings.Join(names, ", "))
}

// ReferenceDay says the reference date of a cycle; "" for what has none.
func (p Page) ReferenceDay(day string) string {
	if day == "" {
		return ""
	}
	return p.T(scheduleRefDay, p.Date(day))
}

// HeldBy says who paused a schedule here.
func (p Page) HeldBy(who string, at time.Time) string { return p.T(scheduleHeldBy, who, p.Moment(at)) }

// HeldElsewhere says that a schedule was paused on the server.
func (p Page) HeldElsewhere(note string) string {
	if note == "" {
		return p.T(scheduleHeldDumb)
	}
	return p.T(scheduleHeldThen, note)
}

// PolicyInForceThen stands for a policy that a schedule does not name.
func (p Page) PolicyInForceThen(kind string) string {
	return p.T(map[string]Text{"evaluation": scheduleRuleNow, "planning": scheduleRuleTerm, "rotation": scheduleRuleFire}[kind])
}

// LaunchFault says why a launch failed.
func (p Page) LaunchFault(code, text string) string {
	if code == "not_ready" {
		return p.T(launchNotReady)
	}
	return p.Fault(code, text)
}

// Launch says what came of a launch.
func (p Page) Launch(outcome string) string {
	return p.T(map[string]Text{"opened": launchOpened, "already_open": launchAlready, "failed": launchFailed}[outcome])
}

// LaunchWould says what a launch would do.
func (p Page) LaunchWould(does string) string {
	return p.T(map[string]Text{"opened": previewOpens, "already_open": previewAlready, "failed": previewFails}[does])
}

// WouldEnrol says how much a cycle would have.
func (p Page) WouldEnrol(people, units, bodies int) string {
	return p.T(previewEnrolled, people, units, bodies)
}

// WouldReview says how many planning lists a launch would have reviewed.
func (p Page) WouldReview(lists int) string { return p.T(previewLists, lists) }

// WouldFill says with how many posts to fill a plan would begin.
func (p Page) WouldFill(posts int) string { return p.T(previewNeeds, posts) }
