package pages_test

import (
	"github.com/a-h/templ"

	"canbo/internal/web/pages"
)

// planned is one of each component of the pages of planning, with as much in it as it can have.
func planned(p pages.Page) map[string]templ.Component {
	back := pages.LinkView{Text: "Quy hoạch", Href: "/app/planning"}
	links := []pages.LinkView{back}
	facts := []pages.Fact{{Term: "Nhiệm kỳ", Text: "2020-2025", Href: "/app/x"}}
	table := pages.Table{
		Caption: "Danh sách", Columns: p.Columns(pages.ReasonMissing, pages.BasisMissing), Next: "/app/planning?skip=50",
		Rows: [][]pages.Cell{{{Text: "Nguyễn Văn An", Href: "/app/x", Notes: []pages.Note{{Text: "Quá tuổi", Bad: true}}}, {Text: "Bí thư"}}},
	}
	none := pages.Table{Caption: "Đề xuất", Empty: "Chưa có đề xuất."}
	meter := pages.MeterView{
		Summary: "7 người", Bars: []pages.BarView{
			{Label: "Nữ", Count: 1, Total: 7, WantBP: 2500, Cure: "Bổ sung cán bộ nữ", Source: "QĐ 50"}, {Label: "Trẻ", Count: 3, Total: 7, WantBP: 1500, Met: true},
		},
		Limits: []pages.LimitView{{Text: "Bí thư: 4 người", Cure: "Bớt một người", Source: "QĐ 50"}},
	}
	findings := []pages.RuleFinding{
		{Who: "Nguyễn Văn An", Position: "Bí thư", What: "Quá tuổi", Blocking: true, Cure: "Đưa ra khỏi quy hoạch", Source: p.Source("QĐ 50", false)},
		{Who: "Trần Thị Bình", Position: "Chủ tịch", What: "Thiếu lý luận chính trị"},
	}
	form := pages.Form{Action: "/app/x", Key: "k", Draft: draft, Problem: p.ReasonAndBasis("", "")}
	edited := pages.EditedView{Meter: meter, Findings: findings}
	return map[string]templ.Component{
		"Planning": pages.Planning(p, pages.PlanningView{Links: links, Lists: table, Reviews: none}),
		"PlanList": pages.PlanList(p, pages.PlanListView{Facts: facts, Links: links, Old: "Đã có phiên bản 2", Meter: meter, Entries: table}),
		"PlanHistory": pages.PlanHistory(p, pages.PlanHistoryView{
			Back: back, Versions: table, Numbers: []pages.Choice{{Value: "1", Label: "1"}, {Value: "2", Label: "2"}}, From: "1", To: "2",
			Said: "Ra 1, vào 2", Changes: table, Problem: wrong(),
		}),
		"Screening": pages.Screening(p, pages.ScreeningView{Back: back, Facts: facts, Unverified: "2 giá trị chưa đối chiếu", Findings: findings}),
		"Concerns":  pages.Concerns(p, pages.ConcernsView{Back: back, States: grades, State: "Good", Results: table}),
		"Concern": pages.Concern(p, pages.ConcernView{
			Form: form, Back: back, Facts: facts, Rules: findings, Acts: table, Take: true, Dismiss: true, Reason: "Đã xem xét", Basis: "CV 1",
		}),
		"Meter": pages.Meter(p, pages.MeterView{Problem: "Chưa có danh sách"}),
		"PlanReview": pages.PlanReview(p, pages.PlanReviewView{Minutes: []pages.MinuteView{{Kind: pages.MinutesCount, By: "An", At: noon, Text: "Đã kiểm"}},
			Facts: facts, Steps: steps, Says: "Đã công bố", Bad: true, Tasks: links, Links: links, Stale: "Đã thay đổi", Meter: meter,
			Draft: table, Proposals: table, ByRule: table, Taken: none, Decides: true,
		}),
		"ReviewOpen": pages.ReviewOpen(p, pages.ReviewOpenView{
			Form: pages.Form{Action: "/app/x", Key: "k"}, Back: back, Round: "2020", Lists: grades, Chosen: map[string]bool{"Good": true},
		}),
		"Editor": pages.Editor(p, pages.EditorView{
			Form: pages.Form{Action: "/app/x", Key: "k", Draft: draft, Problem: wrong("reason-an:chair", "who-1")}, Where: "Xã Nà Mười", Due: &noon, Meter: edited, Reasons: grades, Positions: grades, People: []string{"Trần Thị Bình"}, Compare: p.DraftElsewhere(noon),
			Entries: []pages.EditedEntry{{Key: "an:chair", Name: "Nguyễn Văn An", Position: "Bí thư", Detail: p.Place(1, 2), Notes: []pages.Note{{Text: "Quá tuổi", Bad: true}}, Reason: "Good", Evidence: "Có"},
				{Key: "binh:chair", Name: "Trần Thị Bình", Own: true}},
			Adds: []pages.EditedAddition{{N: "1", Who: "Trần Thị Bình", Position: "Bí thư", Tier: "1", Source: "internal", Order: "3", Text: "Có triển vọng"}},
		}),
		"Edited": pages.Edited(p, edited),
		"Before": pages.Before(p, meter, table, none),
		"Overview": pages.Overview(p, pages.OverviewView{
			Steps: steps, Says: "Đã hủy", Bad: true, Tasks: links, Facts: facts, Links: links,
			Filter: []pages.InputView{{Kind: pages.ChoiceInput, Name: "state", Label: "Tình trạng", Choices: grades}, {Kind: pages.DayInput, Name: "from", Label: "Từ ngày"}},
			Sections: []pages.SectionPart{
				{Title: "Nhu cầu", Table: &table}, {Title: "Bố trí", Text: "Chưa có", Links: links, Post: &pages.ButtonView{Action: "/app/x", Text: "Đối chiếu"}},
				{Cards: []pages.CardView{{Title: "Nguyễn Văn An", Href: "/app/x", Under: "A → B", Lines: []pages.Note{{Text: "Tốt nhất"}, {Text: "Thiếu", Bad: true}}, Facts: facts, Links: links, Bad: true}}},
			},
		}),
		"Section": pages.Section(p, pages.SectionPart{Title: "Bố trí", Table: &none}),
		"PlanChange": pages.PlanChange(p, pages.PlanChangeView{
			Explain: "Chọn", Actions: grades, People: grades, Posts: grades, Action: "Good", Official: "Good", Post: "Good", Asked: true,
			Cost: "Cái giá", In: []string{"A – B"}, Out: []string{"A – C"}, Breaks: []string{"Quê"},
		}),
	}
}
