package paper_test

import (
	"fmt"
	"strings"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/paper"
)

var (
	committee = paper.Office{Form: paper.Party, Above: "Đảng bộ tỉnh", Name: "Ban Thường vụ Huyện ủy Khuổi Mơ", Place: "Khuổi Mơ"}
	division  = paper.Office{Form: paper.State, Above: "Huyện Khuổi Mơ", Name: "Phòng Nội vụ", Place: "Khuổi Mơ"}
	recorded  = time.Date(2019, 1, 7, 2, 0, 0, 0, time.UTC)
	labels    = map[string]evaluation.Label{
		"Excellent": {VI: "Hoàn thành xuất sắc nhiệm vụ"}, "Good": {VI: "Hoàn thành tốt nhiệm vụ"},
		"Completed":        {VI: "Hoàn thành nhiệm vụ"},
		"CompletedLimited": {VI: "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực"},
		"NotCompleted":     {VI: "Không hoàn thành nhiệm vụ"}, "NotRated": {VI: "Chưa xếp loại"},
	}
	grades = []string{"Excellent", "Good", "Completed", "CompletedLimited", "NotCompleted", "NotRated"}
)

const longName = "Công Tằng Tôn Nữ Nguyễn Phước Đặng Quỳnh Thụy Ngọc Ưu Diễm"

func gradeLabels() []string {
	out := make([]string, len(grades))
	for i, g := range grades {
		out[i] = labels[g].VI
	}
	return out
}

func person(i int) string {
	return fmt.Sprintf("%s %s %s", []string{"Hoàng", "Nông", "Lương", "Vi", "Triệu"}[i%5], []string{"Thị", "Văn", "Đình"}[i%3], []string{"Ưng", "Ẩn", "Ngoãn", "Đào", "Thủy", "Huyền", "Ớt"}[i%7])
}

func countOf(subjects int) ballot.Count {
	c := ballot.Count{BallotID: "unit-review/mini-2018/phong-noi-vu/ballot", Heads: ballot.Heads{Convened: 12, Present: 11, Issued: 11}}
	for i := range subjects {
		t := ballot.Tally{Subject: fmt.Sprintf("mini-%02d", i), Heads: ballot.Heads{Convened: 11, Present: 10, Issued: 10}, Collected: 10, Valid: 9, Invalid: 1}
		for j, g := range grades {
			votes := 0
			if j == i%len(grades) {
				votes = 9
			}
			t.Boxes = append(t.Boxes, ballot.Box{Choice: g, Votes: votes})
		}
		c.Subjects = append(c.Subjects, t)
	}
	return c
}

func countRecord(subjects int, confirmed string) paper.CountRecord {
	names := map[string]string{"mini-00": longName}
	for i := 1; i < subjects; i++ {
		names[fmt.Sprintf("mini-%02d", i)] = person(i)
	}
	return paper.CountRecord{
		Office: division, Period: "năm 2018", Meeting: "Hội nghị kiểm điểm của Phòng Nội vụ", Count: countOf(subjects), Names: names, Choices: labels,
		Chair: person(1), Tellers: []string{person(2), person(3)}, Confirmed: confirmed, ConfirmedAt: recorded, Recorded: recorded,
	}
}

func sheet(listed, apart int) paper.BallotSheet {
	b := paper.BallotSheet{Office: division, Period: "năm 2018", Meeting: "Hội nghị kiểm điểm của Phòng Nội vụ", Boxes: gradeLabels()[:5], Opened: recorded, WithGrade: true}
	for i := range listed {
		b.Listed = append(b.Listed, paper.Voted{Name: person(i), Post: "Phó Trưởng phòng", Self: labels["Good"].VI, Proposed: labels["Good"].VI})
	}
	for i := range apart {
		b.Apart = append(b.Apart, paper.Voted{Name: person(i), Post: "Trưởng phòng", Self: labels["Excellent"].VI})
	}
	return b
}

func results(n int) paper.Results {
	r := paper.Results{
		Office: committee, Signer: paper.Signature{For: "Ban Thường vụ", Role: "Bí thư", Name: person(4)}, Period: "năm 2018", Grades: gradeLabels(),
		Graded: true, Decided: true, Announced: true, Recorded: recorded,
	}
	for i := range n {
		r.Rows = append(r.Rows, paper.Result{
			Name: person(i), Post: "Chủ tịch Ủy ban nhân dân", Unit: "Xã Nà Mười", Self: labels["Excellent"].VI, Proposed: labels["Good"].VI,
			Grade: labels[grades[i%len(grades)]].VI,
		})
	}
	return r
}

func planningList(n int) paper.PlanningList {
	l := paper.PlanningList{
		Office: committee, Signer: paper.Signature{For: "Ban Thường vụ", Role: "Bí thư"}, Name: "Quy hoạch Ban Thường vụ Huyện ủy Khuổi Mơ",
		Term: "2020 - 2025", Version: 2, Current: true, Decision: "12-QĐ/TU", Published: recorded,
	}
	for i := range n {
		l.Entries = append(l.Entries, paper.PlanEntry{
			Name: person(i), Position: "Ban Thường vụ Huyện ủy Khuổi Mơ", Order: i + 1, Tier: 1 + i%2, External: i%4 == 0, Decision: "12-QĐ/TU",
			Decided: calendar.Date{Year: 2018, Month: 11, Day: 20},
		})
	}
	if n > 0 {
		l.Changes = []paper.PlanChange{
			{Kind: "added", Name: longName, Position: "Bí thư Đảng ủy", Note: "Bổ sung hằng năm"},
			{Kind: "removed", Name: person(2), Position: "Bí thư Đảng ủy", Reason: "Quá tuổi", Note: "sinh tháng 7/1964"},
			{Kind: "moved", Name: person(3), Position: "Bí thư Đảng ủy"},
		}
	}
	return l
}

func rotationDecision() paper.RotationDecision {
	return paper.RotationDecision{
		Office: committee, Signer: paper.Signature{For: "Ban Thường vụ", Role: "Bí thư"}, Number: "112-QĐ/HU", Decided: calendar.Date{Year: 2019, Month: 1, Day: 10},
		Basis: []string{"Quy định 98-QĐ/TW ngày 07/10/2017 của Bộ Chính trị về luân chuyển cán bộ"}, Balloted: calendar.Date{Year: 2019, Month: 1, Day: 8},
		Name: longName, Born: calendar.Date{Year: 1980, Month: 5, Day: 2}, From: "Phó Trưởng phòng Nội vụ", To: "Chủ tịch UBND xã Nà Mười", Place: "Xã Nà Mười",
		Months: 36, Start: calendar.Date{Year: 2019, Month: 1, Day: 15}, Purpose: "Rèn luyện qua thực tiễn cơ sở.", Recorded: recorded,
	}
}

func notice(grade string) paper.Notice {
	return paper.Notice{
		Office: committee, Signer: paper.Signature{For: "Ban Thường vụ", Role: "Bí thư", Name: person(4)}, Period: "năm 2018", Name: longName,
		Post: "Trưởng phòng", Unit: "Phòng Nội vụ", Grade: labels[grade].VI, DecidedBy: "Ban Thường vụ Huyện ủy Khuổi Mơ", DecidedAt: recorded,
		Grounds: []string{
			"Chưa đạt điều kiện của mức “Hoàn thành xuất sắc nhiệm vụ”: 9/10 nhiệm vụ đúng tiến độ [quy định này chưa được đối chiếu với văn bản gốc]",
		},
		PetitionUntil: recorded.AddDate(0, 0, 5), Announced: true,
	}
}

type laidOut interface{ Document() paper.Document }

// documents are the cases of every kind of document, by name of their golden file.
func documents() map[string]laidOut {
	long := strings.Repeat("Chủ động tham mưu, triển khai các nhiệm vụ được giao; phối hợp chặt chẽ với các xã, thị trấn. ", 60)
	review := paper.SelfReview{
		Office: committee, Period: "năm 2018", Name: longName, Post: "Trưởng phòng", Unit: "Phòng Nội vụ",
		Levels: []paper.Rated{{"Chính trị, tư tưởng", "Tốt"}, {"Đạo đức, lối sống", "Xuất sắc"}},
		Texts:  map[string]string{"strengths": "Tận tụy.\nSát dân.", "limits": "Còn 01 nhiệm vụ chậm tiến độ.", "direction": "Hoàn thành đúng hạn."},
		Grade:  labels["Good"].VI, FiledAt: recorded,
	}
	byPoints := review
	byPoints.Levels, byPoints.Points = nil, &paper.Points{GeneralTenths: 285, ResultsTenths: 610}
	byPoints.Texts = map[string]string{"strengths": long, "hoi-dap": "Phần riêng của đơn vị"}
	byPoints.Entered = "Nhập thay từ bản giấy số 12 theo biên bản ngày 07/01/2019."
	onPaper := countRecord(2, "")
	onPaper.Count.OnPaper = true
	draft := results(3)
	draft.Announced = false
	undecided := results(2)
	undecided.Decided, undecided.Announced, undecided.Scope = false, false, "Phòng Nội vụ"
	proposed := undecided
	proposed.Graded = false
	corrected := notice("Good")
	corrected.Correction, corrected.External, corrected.Grounds = true, "123-QĐ/TU ngày 05/01/2019", nil
	unannounced := notice("CompletedLimited")
	unannounced.Announced, unannounced.PetitionUntil = false, time.Time{}
	replaced := planningList(1)
	replaced.Version, replaced.Current = 1, false
	cases := map[string]laidOut{
		"self-review": review, "self-review-by-points": byPoints,
		"ballot-sheet-slips": sheet(0, 3), "ballot-sheet-list": sheet(40, 1), "ballot-sheet-empty": sheet(0, 0),
		"count-record": countRecord(2, "Khớp với số phiếu trong hòm."), "count-record-40": countRecord(40, "Khớp."),
		"count-record-not-confirmed": onPaper, "count-record-empty": countRecord(0, "Khớp."),
		"minutes": paper.Minutes{
			Office: division, Period: "năm 2018", Meeting: "Hội nghị kiểm điểm của Phòng Nội vụ", Chair: person(1), Members: []string{person(1), person(2), longName},
			Reviewed: []string{person(2)}, Text: "Hội nghị thống nhất.\n" + long, Adopted: recorded, Entered: "Nhập thay từ bản giấy số 3.",
		},
		"minutes-empty": paper.Minutes{Office: paper.Office{Form: paper.State, Name: "Xã Nà Mười"}, Adopted: recorded},
		"results-40":    results(40), "results-draft": draft, "results-undecided": undecided, "results-proposed": proposed, "results-empty": results(0),
		"notice-corrected": corrected, "notice-unannounced": unannounced,
		"planning-list": planningList(40), "planning-list-replaced": replaced, "planning-list-without-version": paper.PlanningList{Office: committee, Name: "Quy hoạch"},
	}
	decision := rotationDecision()
	revoked := decision
	revoked.Revoked, revoked.Start, revoked.Balloted, revoked.Office = true, calendar.Date{}, calendar.Date{}, division
	cases["rotation-decision"], cases["rotation-decision-revoked"] = decision, revoked
	for _, g := range grades {
		cases["notice-"+strings.ToLower(g)] = notice(g)
	}
	return cases
}
