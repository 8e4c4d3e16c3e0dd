package pages_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/pages"
	"canbo/internal/web/pagetest"
)

var (
	noon    = time.Date(2019, 1, 7, 5, 0, 0, 0, time.UTC)
	grades  = []pages.Choice{{Value: "Good", Label: "Hoàn thành tốt nhiệm vụ"}, {Value: "Completed", Label: "Hoàn thành nhiệm vụ"}}
	draft   = &pages.Draft{Process: "unit-review/c/u", Act: "adopt_minutes", Base: "b", SavedAt: &noon, Back: "/app/x", Keep: "k"}
	steps   = []pages.StepLine{{Name: pages.StepNameBallot, Status: pages.StatusOpen, Open: true, Due: &noon, Done: 1, Tasks: 3}}
	minutes = []pages.MinuteView{{Kind: pages.MinutesCount, By: "Nguyễn Thị A", At: noon, Text: "Nhất trí"}}
	caps    = pages.CapsView{Note: "Không quá 20%", Levels: []pages.CapLevel{
		{Title: "Nhóm", Binding: true, Lines: []pages.CapLine{{Group: "Cấp trưởng", All: 8, Excellent: 2, Good: 5, Allowed: 1, Over: true}}},
		{Title: "Đơn vị", Lines: []pages.CapLine{{Group: "Phòng Nội vụ", All: 3, Excellent: 1, Good: 2, Over: true}}},
	}}
	conditions = pages.ConditionsView{
		Ceilings: []pages.ConditionLine{{State: pages.CeilingApplies, Grade: "Tốt", Class: "not-met", Text: "Bị kỷ luật trong năm", Source: 1}},
		Grades: []pages.GradeConditions{{Label: "Tốt", Met: 1, All: 2, Lines: []pages.ConditionLine{
			{State: pages.ConditionMet, Class: "met", Text: "Hoàn thành mọi nhiệm vụ", Values: "nhiệm vụ được giao: 9", Source: 1, Verified: true},
			{State: pages.ConditionUnknown, Class: "unknown", Text: "Đơn vị hoàn thành trên 70 %", Source: 2},
		}}},
		Sources: []pages.CitedSource{{Number: 1, Text: "Quy định 132-QĐ/TW", URL: "https://example.vn/132"}, {Number: 2, Text: "Mẫu 04"}},
	}
	row = pages.MarkRow{
		Code: "an", Name: "Nguyễn Văn An", Detail: "Cấp trưởng", Self: "Tốt", Tally: "5/7", Proposed: "Tốt", Suggested: "Tốt", Advice: "Good",
		Grounds: []string{"Thiếu chỉ tiêu"}, Gap: true, Grade: "Completed", ShowWhy: true, Conditions: &conditions,
	}
	part = pages.ListPart{
		Of: "unit:u", Groups: []pages.Narrowing{{Title: "Theo đơn vị", Options: []pages.Choice{{Value: "unit:u", Label: "Xã A (100)"}}}},
		From: 40, To: 80, Among: 100, All: 200, After: 80, Previous: "/app/x?from=0", Next: "/app/x?from=80",
	}
	papers = pages.PapersView{Ballot: "b", Where: "Phòng Nội vụ", Choices: grades, Papers: []pages.PaperView{
		{Name: "Nguyễn Văn An", Token: "t1", Choice: "Good", Label: "Tốt"}, {Name: "Trần Thị Bình", Token: "t2"},
	}}
	petition = pages.PetitionView{Ground: "Chưa đúng", At: noon, Outcome: pages.OutcomeChanged, Grade: "Tốt", Answer: "Đồng ý"}
)

// wrong is a problem with fields of a page.
func wrong(fields ...string) *pages.Problem {
	p := &pages.Problem{Text: "Kiểm tra lại", Fields: map[string]string{}}
	for _, name := range fields {
		p.Fields[name] = "Nhập mục này"
	}
	return p
}

// rendered is one of each component that other packages show, with as much in it as it can have.
func rendered(p pages.Page) map[string]templ.Component {
	return map[string]templ.Component{
		"SignIn": pages.SignIn(p, pages.SignInView{Email: "an", Links: true, Provider: true, Away: true, Problem: p.EmailMissing()}),
		"NoAccount": pages.NoAccount(p, pages.NoAccountView{
			Text: "Tài khoản chưa có trong danh sách", Ask: []string{"Ban Tổ chức <btc@mini.example>"},
		}),
		"LeaveProvider": pages.LeaveProvider(p, "https://login.example.vn/end?client_id=canbo"),
		"LinkSent":      pages.LinkSent(p),
		"Account": pages.Account(p, pages.AccountView{
			Email: "an@mini.example", Official: true,
			Sessions: []pages.SessionLine{{ID: 1, Device: "Chrome, Windows", Since: noon, Seen: noon, This: true}, {ID: 2, Since: noon, Seen: noon}},
		}),
		"Failure": pages.Failure(p, pages.FailureView{
			Text: "Đã quá thời hạn.", Safe: "Chưa có gì thay đổi.", Who: []pages.Text{pages.WhoMember}, Next: []string{"Đăng nhập", "Gửi lại"}, SignIn: true,
			Again: &pages.Sent{Action: "/app/x", Fields: []pages.Choice{{Label: "key", Value: "k"}}}, Links: []pages.LinkView{{Text: "Về trang đầu", Href: "/"}},
			Typed: []string{"Hoàn thành nhiệm vụ được giao", "Tận tụy"}, Help: true, Ask: []string{"Ban Tổ chức"}, Reference: "ABCD-EFGH",
		}),
		"Inbox": pages.Inbox(p, pages.InboxView{Total: 60, Next: "/app/inbox?skip=50", Tasks: []pages.TaskView{
			{What: "Bỏ phiếu", Why: "Năm 2018", Where: "Phòng Nội vụ", For: "Trần Thị Bình", Due: &noon, Href: "/app/x"},
		}}),
		"Command": pages.Command(p, pages.CommandView{What: "Bỏ phiếu", ReceivedAt: noon, SettledAt: &noon, Refusal: "Đã quá thời hạn.", Href: "/app/x"}),
		"Versions": pages.Versions(p, pages.VersionsView{Cycle: "Năm 2018", Back: pages.LinkView{Text: "Về", Href: "/app/x"}, Versions: []pages.VersionView{
			{Number: 3, Stands: true, By: "An", Document: "Bản giấy", At: noon, Changes: []pages.PartChange{
				{Label: "Hạn chế", Runs: pages.Difference("Còn hai hạn chế", "Còn một hạn chế")},
			}, Parts: []pages.PartView{{Label: "Hạn chế", Text: "Còn một hạn chế"}}},
			{Number: 2, By: "An", At: noon, Withdrawn: &noon}, {Number: 1, First: true, By: "An", At: noon},
		}}),
		"SelfReview": pages.SelfReview(p, pages.SelfReviewView{
			Form: pages.Form{Action: "/app/x", Key: "k", Draft: draft, Problem: wrong("text")}, Unit: "Phòng Nội vụ", Due: &noon, FiledAt: &noon, Versions: "/app/x",
			Criteria: []pages.CriterionView{{Name: "level-ethics", Label: "Đạo đức", Level: "Good", Levels: grades, Other: "Trung bình"}},
			Points:   &pages.PointsView{General: "25,5", Results: "60", GeneralMax: "30", ResultsMax: "70", GeneralOther: "24"},
			Asked:    []pages.SectionView{{Name: "answer-1", Label: "Trả lời nội dung gợi ý 1", Hint: "Vì sao chậm báo cáo?"}},
			Sections: []pages.SectionView{{Name: "text", Label: "Ưu điểm", Text: "Có", Other: "Không"}},
			Grades:   grades, Grade: "Good", OtherAt: &noon, Pages: pages.PageCount{Characters: 4200, PerPage: 2800, Most: 2},
		}),
		"Act": pages.Act(p, pages.ActView{
			Form: pages.Form{Action: "/app/x", Key: "k", Draft: draft, Problem: wrong("text")}, Where: "Phòng Nội vụ", Due: &noon, Explain: "Ghi tóm tắt",
			Fields: []pages.InputView{
				{Kind: pages.TextInput, Name: "text", Label: "Nội dung"}, {Kind: pages.LineInput, Name: "line", Label: "Lý do"},
				{Kind: pages.DayInput, Name: "day", Label: "Ngày"}, {Kind: pages.ChoiceInput, Name: "few", Label: "Mức", Choices: grades},
				{Kind: pages.ChoiceInput, Name: "many", Label: "Người", Choices: grades, Long: true},
				{Kind: pages.ChecksInput, Name: "checks", Label: "Giấy tờ", Hint: "Đánh dấu", Choices: grades, Chosen: []string{"Good"}, Group: "Nguyễn Văn An"},
				{Kind: pages.GivenInput, Name: "given", Value: "x"},
			},
			Button: "Gửi", Compare: &pages.CompareView{At: noon, Texts: map[string]string{"text": "Bản kia"}},
			About: pages.Petition(p, petition), More: pages.Delegations(p, []pages.DelegationView{{Deputy: "Trần Thị Bình", From: noon, Last: noon, Moved: 2, ID: "1"}}),
		}),
		"Petition":    pages.Petition(p, petition),
		"Delegations": pages.Delegations(p, []pages.DelegationView{{Deputy: "Trần Thị Bình", From: noon, Last: noon, Over: true, ID: "1"}}),
		"Tally": pages.Tally(p, pages.TallyView{Choices: []string{"Tốt"}, Roll: "Triệu tập 7", Hash: "ab",
			Rows: []pages.TallyRow{{Name: "Nguyễn Văn An", Votes: []int{5}, Valid: 6, Invalid: 1}}}),
		"Meetings": pages.Meetings(p, pages.MeetingsView{Meetings: []pages.MeetingView{
			{Name: "Phòng Nội vụ", Kind: pages.MeetingUnit, Cycle: "Năm 2018", Step: "Bỏ phiếu", Due: &noon, Href: "/app/x"},
		}}),
		"UnitBoard": pages.UnitBoard(p, pages.UnitBoardView{Steps: steps, Links: []pages.LinkView{{Text: "Góp ý", Href: "/app/x"}}, Minutes: minutes,
			People: []pages.BoardPerson{{Name: "Nguyễn Văn An", Head: true, Late: true, Proposed: "Tốt", Comments: 3, LateComments: 1, Href: "/app/x"},
				{Name: "Lê Thị Bình", CommentsDue: true}}}),
		"BallotStart": pages.BallotStart(p, pages.BallotView{Where: "Phòng Nội vụ", Subjects: 7, Collected: 3, Expected: 42, Form: pages.Form{Action: "/app/x", Problem: wrong()}}),
		"Papers":      pages.Papers(p, papers),
		"CheckPapers": pages.CheckPapers(p, papers),
		"CountEntry": pages.CountEntry(p, pages.EntryView{
			Form: pages.Form{Action: "/app/x", Key: "k", Problem: wrong("text")}, Where: "Phòng Nội vụ", Differ: []string{"Có mặt: 3 và 4"},
			Meeting: []pages.NumberView{{Name: "text", Label: "Có mặt", Value: "7"}},
			Lines:   []pages.EntryLine{{Name: "Nguyễn Văn An", Numbers: []pages.NumberView{{Name: "votes-an-Good", Label: "Tốt"}}}},
		}),
		"Cast": pages.Cast(p, pages.CastView{Papers: 6, Hash: "ab"}),
		"Marks": pages.Marks(p, pages.MarksView{
			Form: pages.Form{Action: "/app/x", Key: "k", Problem: wrong("grade-an")}, Where: "Phòng Nội vụ", Due: &noon, Rows: []pages.MarkRow{row}, Grades: grades,
			Part: &part, Kept: []pages.MarkRow{{Code: "binh", Grade: "Good", Reason: "Tận tụy"}}, Caps: caps, Suggested: true, Reasoned: true, Self: true, Extended: &pages.AreaView{Name: "cap-reason"}, Button: "Gửi",
		}),
		"Caps":           pages.Caps(p, caps),
		"CapsChanged":    pages.CapsChanged(p, caps),
		"Downloads":      pages.Downloads(p, []pages.LinkView{{Text: "Biên bản", Href: "/app/x/minutes.pdf"}}),
		"Conditions":     pages.Conditions(p, conditions),
		"ConditionsPage": pages.ConditionsPage(p, "Phòng Nội vụ", "/app/x", conditions),
		"Sitting":        pages.Sitting(p, pages.SittingView{Steps: steps, Caps: caps, Cases: []pages.MarkRow{row}, Part: &part, Href: "/app/x/", Minutes: minutes}),
		"Results": pages.Results(p, pages.ResultsView{Years: []pages.YearView{
			{Cycle: "Năm 2018", Period: "năm 2018", Unit: "Phòng Nội vụ", Grade: "Tốt", Rank: 4, At: &noon, Href: "/app/x"},
			{Cycle: "Năm 2017", Period: "năm 2017", Unit: "Phòng Nội vụ", Grade: "Xuất sắc", Rank: 5, At: &noon, Href: "/app/y"},
		}, Most: 5}),
		"Case": pages.Case(p, pages.CaseView{
			Versions: &pages.LinkView{Text: "Các lần nộp", Href: "/app/x"},
			Name:     "Nguyễn Văn An", Cycle: "Năm 2018", Own: true, Petition: &petition, Until: &noon, Acknowledge: &pages.Form{Action: "/app/x", Key: "k"}, PetitionTo: "/app/y",
			Points: []pages.PointView{{Number: 1, Text: "Vì sao chậm báo cáo?", Answer: "Đã khắc phục"}, {Number: 2, Text: "Đoàn kết nội bộ"}},
			Result: &pages.CaseResult{Grade: "Tốt", Suggested: "Tốt", AnnouncedAt: &noon, Acknowledged: &noon, Grounds: []string{"Thiếu chỉ tiêu"},
				Decisions: []pages.DecisionView{{Body: "Ban Thường vụ", Grade: "Tốt", Reason: "Khắc phục", At: noon}}},
			Review:   &pages.ReviewView{Grade: "Tốt", At: noon, Parts: []pages.PartView{{Label: "Ưu điểm", Text: "Có"}}},
			Comments: []pages.CommentView{{By: "Trần Thị Bình", At: noon, Text: "Tận tụy"}},
		}),
	}
}

func TestEveryPageIsRendered(t *testing.T) {
	t.Parallel()
	for _, lang := range []pages.Lang{pages.Vietnamese, pages.English} {
		page := pages.Page{
			Lang: lang, Title: "Trang", Assets: "/assets/x/", Path: "/app/x?q=1", Now: noon.Add(24 * time.Hour), Flash: pages.Filed,
			User: pages.User{Name: "Nguyễn Văn An", Roles: []pages.Text{pages.RoleInspector, pages.RoleOrganiser}}, Nav: []pages.NavItem{{Text: pages.NavInbox, Href: "/app/inbox", Count: 3, Current: true}},
		}
		all := rendered(page)
		maps.Copy(all, administered(page))
		maps.Copy(all, planned(page))
		require.Equal(t, components(t), slices.Sorted(maps.Keys(all)), "a component is not rendered here")
		all["Policy beside another"] = compared(page)
		for name, component := range all {
			t.Run(string(lang)+" "+name, func(t *testing.T) {
				t.Parallel()
				var b strings.Builder
				require.NoError(t, component.Render(t.Context(), &b))
				require.NotContains(t, b.String(), "%!", "a text has verbs that were not filled in")
				require.NotContains(t, b.String(), " style=", "the content policy forbids styles in a page")
				require.NotContains(t, b.String(), "<script>", "and scripts")
				require.Empty(t, pagetest.Faults(b.String()))
			})
		}
	}
}

// components are the exported components of the package, by its generated code.
func components(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*_templ.go")
	require.NoError(t, err)
	var names []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() {
				names = append(names, f.Name.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

func TestTextsAreInBothLanguages(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*text.go")
	require.NoError(t, err)
	texts := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		texts += checkTexts(t, file)
	}
	require.Greater(t, texts, 500)
}

// checkTexts counts the texts of a file.
func checkTexts(t *testing.T, file *ast.File) (texts int) {
	t.Helper()
	ast.Inspect(file, func(n ast.Node) bool {
		l, ok := n.(*ast.BasicLit)
		if !ok || !strings.Contains(l.Value, "|") {
			return true
		}
		texts++
		vi, en, _ := strings.Cut(strings.Trim(l.Value, `"`), "|")
		require.NotEmpty(t, vi, l.Value)
		require.NotEmpty(t, en, l.Value)
		require.NotContains(t, en, "|", l.Value)
		require.Equal(t, strings.Count(vi, "%"), strings.Count(en, "%"), "verbs differ: %s", l.Value)
		return true
	})
	return texts
}

func TestDueTimesAreSaidInDays(t *testing.T) {
	t.Parallel()
	at := func(text string) time.Time {
		parsed, err := time.Parse(time.RFC3339, text)
		require.NoError(t, err)
		return parsed
	}
	for name, c := range map[string]struct{ now, due, want string }{
		"midnight is the end of the day before": {"2019-01-07T09:00:00+07:00", "2019-01-08T00:00:00+07:00", "hết hạn hôm nay"},
		"a day counts by the calendar":          {"2019-01-07T23:00:00+07:00", "2019-01-08T17:00:00+07:00", "hết hạn ngày mai"},
		"more days":                             {"2019-01-07T09:00:00+07:00", "2019-01-22T00:00:00+07:00", "còn 14 ngày"},
		"over since this morning":               {"2019-01-07T09:00:00+07:00", "2019-01-07T08:00:00+07:00", "đã quá hạn hôm nay"},
		"over for days":                         {"2019-01-07T09:00:00+07:00", "2019-01-05T08:00:00+07:00", "đã quá hạn 2 ngày"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, pages.Page{Lang: pages.Vietnamese, Now: at(c.now)}.Left(at(c.due)))
		})
	}
}
