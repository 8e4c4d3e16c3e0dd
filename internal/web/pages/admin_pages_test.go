package pages_test

import (
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

// administered is one of each component of the administrator's pages, with as much in it as it can have.
func administered(p pages.Page) map[string]templ.Component {
	parts := []pages.Part{{Label: "Tốt", Class: "g-Good", Count: 3}, {Label: "Chưa có", Class: "g-0", Count: 1}}
	bar := []pages.Bar{{Name: "Xã Nà Mười", Parts: parts, Total: 4}}
	all := []pages.Option{{Text: "Tất cả"}, {Value: "UnitReview", Text: "Kiểm điểm"}}
	policy := pages.PolicyLine{Name: "q@1", Href: "/app/x", Title: "Quy định", Kind: "Đánh giá", Force: p.Force("2018-03-08", "2023-10-03"), Doubt: p.Doubt(2, 9)}
	mail := pages.MailLine{ID: 7, Kind: "Nhắc việc", To: "Nguyễn Văn An", State: p.MailState("failed"), Text: "550", Level: "late", At: noon}
	launched := []pages.LaunchLine{
		{Schedule: "Đánh giá hằng năm", What: "Đợt 2018", Href: "/app/x", State: p.Launch("opened"), Level: "done", At: noon},
		{Schedule: "yearly", What: "d", State: p.Launch("failed"), Text: "Còn vướng mắc", Level: "late", Mend: "/app/x", At: noon},
	}
	return map[string]templ.Component{
		"Schedules": pages.Schedules(p, pages.SchedulesView{Cards: []pages.ScheduleCard{
			{
				ID: "yearly", Name: p.ScheduleName("yearly", "evaluation", true, "Huyện Mini"), When: p.FiresAt([]time.Month{2, 5}, 15, 6, 0),
				Policy: "Quy định", PolicyHref: "/app/x", Launches: launched, Acts: []pages.LinkView{{Text: "Mở ngay", Href: "/app/x"}},
				Next: []pages.AheadLine{{At: noon, What: p.Opening("planning", evaluation.Period{Year: 2019}), Details: p.ReferenceDay("2018-12-31")}},
			},
			{ID: "other", Name: p.ScheduleName("other", "", false, ""), Warning: "Đã bị sửa", Paused: true, Held: p.HeldBy("An", noon), Reason: "Bão", Basis: "CV 1"},
		}}),
		"Merger": pages.Merger(p, pages.MergerView{
			Cycle: "c", Action: "/app/x", Key: "k", Units: all, Unit: "u", Day: "2018-12-10", Posts: all, Problem: wrong("post-an"),
			People: []pages.MergerPerson{{Field: "post-an", Name: "An", Now: "Trưởng phòng", Post: "UnitReview"}},
			Checked: &pages.MergerCheck{
				Moves: []pages.MergerMove{
					{Name: "An", From: "Trưởng phòng", To: "Chủ tịch", BodyFrom: "Ban A", BodyTo: "Ban B"},
					{Name: "Bình", From: "Phó", To: "Phó", Tasks: []pages.MergerTask{{What: evaluation.ActLabel("self_review"), Due: &noon}, {What: evaluation.ActLabel("comment")}}},
				},
				Groups: []pages.MergerGroup{{Body: "Ban A", Group: p.Group("leader"), Before: 3, After: 2}},
			},
		}),
		"PaperNote":    pages.PaperNote(p, "Nguyễn Văn An", "Phòng Nội vụ"),
		"PaperPreview": pages.PaperPreview(p, []pages.Fact{{Term: "Ưu điểm", Text: "Tận tụy"}}),
		"OwnMail": pages.OwnMail(p, pages.OwnMailView{
			Mails: []pages.MailLine{mail}, Next: "/app/x",
			Kinds: []pages.OwnMailKind{{Code: "reminder", Name: "Nhắc việc", Wanted: true}, {Code: "digest", Name: "Tổng hợp"}},
		}),
		"Launches": pages.Launches(p, pages.LaunchesView{Next: "/app/x", Lines: launched}),
		"LaunchPreview": pages.LaunchPreview(p, pages.LaunchPreviewView{
			Schedule: "Đánh giá", Days: &pages.BackfillDays{Action: "/app/x", From: "2018-01-01", Problem: wrong("to")}, Some: true, Nothing: true,
			Lines: []pages.WouldLine{
				{At: noon, What: "Đợt 2018", Details: p.ReferenceDay("2018-12-31"), State: p.LaunchWould("opened"), Size: p.WouldEnrol(3, 2, 1), Level: "done"},
				{At: noon, What: "Đợt 2019", State: p.LaunchWould("failed"), Text: "Chưa có quy định", Level: "late"},
				{At: noon, What: "Đợt 2020", State: p.LaunchWould("failed"), Level: "late", Findings: []pages.FindingLine{{Where: "Xã A", What: "thiếu", Remedy: "bổ sung"}}},
			},
		}),
		"Board": pages.Board(p, pages.BoardView{
			Cycle: "c-2018", State: "Đang tiến hành", Policy: "q@1", Day: "31/12/2018", Enrolled: 4, Ended: 1, Processes: 2,
			Heats: []pages.BoardHeatView{{Title: pages.BoardUnits, Head: pages.UnitHead, Steps: []string{"Tự đánh giá"}, Next: "/app/x", Rows: []pages.BoardHeatRow{
				{Name: "Xã A", Href: "/app/x", Cells: []pages.BoardHeatCell{p.CellLate(1, 2, noon)}}, {Name: "Xã B", Href: "/app/x", Note: pages.NotBegun},
			}}},
			Late: []pages.LateLine{{Name: "An", Href: "/app/x", What: "Góp ý", Where: "Xã A", Panel: "/app/x", Due: noon}}, LateCount: 1, LateVotes: 2, LateNext: "/app/x",
			Forecasts: []pages.ForecastLine{{Step: "Góp ý", Left: 2, Pace: p.Pace(0, 1), Due: noon, Late: true}, {Step: "Bỏ phiếu", Left: 1, Pace: p.Pace(4, 5), Due: noon, Ends: &noon}},
			Stages:    bar, Groups: bar, Units: bar, UnitsNext: "/app/x", Legend: parts,
		}),
		"BoardList": pages.BoardList(p, pages.BoardCyclesView{
			Next: "/app/x", Open: true, Cycles: []pages.BoardCycleLine{{Code: "c", Name: "Đợt", Opened: p.CycleOpened(noon, "q@1"), State: p.CycleState(nil, &noon)}},
		}),
		"NewCycle": pages.NewCycle(p, pages.NewCycleView{
			Code: "C", Policies: all, Problem: wrong("code"), Checked: &pages.CycleCheck{
				Policy: "q@1", PolicyHref: "/app/x", Unverified: 2, Findings: []pages.FindingLine{{Where: "Xã A", What: "lacks a chair", Remedy: "seat one"}},
				Infeasible: "cap", Groups: []pages.GroupLine{{Body: "b", Group: "g", Count: 3}},
			},
		}),
		"MassList": pages.MassList(p, pages.MassListView{Back: []pages.LinkView{{Text: "Bảng", Href: "/app/x"}}, New: "/app/x/new", Next: "/app/x", Acts: []pages.MassLine{
			{Href: "/app/x", What: p.Command("extend"), State: p.MassProgress(true, 1, 2, 1), By: p.MassBy("key:a", noon)},
		}}),
		"NewMass": pages.NewMass(p, pages.MassForm{
			Cycle: "c", List: "/app/x", Key: "k", Acts: all, Kinds: all, Steps: all, Units: all, Problem: wrong("basis", "people"),
			StandIn: pages.PickerView{Name: "stand_in", Action: "/app/x", Typed: "khong ai", Asked: true}, People: picked("people", true),
		}),
		"Mass": pages.Mass(p, pages.MassView{
			ID: "m", Cycle: "c", Key: "k", Reason: "Bão", Basis: "CV 1", By: "key:a", AppliedAt: &noon, Items: 4, Conflicts: 1, Final: 1, Pending: 1,
			Accepted: 1, Refused: 1, Sent: 3, UndoneBy: "n", Undoes: "o", MayApply: true, MayUndo: true, NoUndo: true, UndoDays: true, States: all,
			Next: "/app/x", Problem: wrong("days"), Lines: []pages.MassItemLine{
				{Process: "Kiểm điểm", Href: "/app/x", Step: "Góp ý", Change: p.FromTo(noon, noon), State: p.MassState("refused"), Text: "Đã kết thúc", Level: "late"},
			},
		}),
		"Panel": pages.Panel(p, pages.PanelView{
			ID: "unit-review/c/u", Cycle: "c", Meeting: "/app/x", State: p.ProcessState(&noon, &noon, nil, nil, true), Version: 3, TasksNext: "/app/x", LogNext: "/app/x",
			Steps: []pages.PanelStep{{Name: "Góp ý", Cell: p.CellOpen(1, 2, true), OpenedAt: &noon, Due: &noon}, {Name: "Tự đánh giá", Cell: p.CellDone(2, 2), ClosedAt: &noon}},
			Tasks: []pages.PanelTask{{Who: "An", Href: "/app/x", For: "Bình", What: "Góp ý", State: p.TaskState(&noon, nil, nil), Late: true, Enter: "/app/x"}},
			Log: []pages.PanelEntry{
				{Version: 1, What: p.Command("extend"), Who: "An", For: "Bình", Reason: "Bão", Basis: "CV 1", Document: "Bản giấy", At: noon},
				{Version: 1, Effect: true, What: p.Effect("tasks"), At: noon},
			},
			Steer: []pages.SteerForm{{
				Do: "extend", Title: "Gia hạn", How: "Cách", Key: "k", Open: true, Steps: all, Tasks: all, WithDue: true, WithDays: true, WithPeople: true, WithTicks: true, WithTo: true, Relations: all,
				People: picked("extend.people", true), To: picked("extend.to", false), Official: picked("extend.official", false), Relative: picked("extend.relative", false),
			}},
			Problem: wrong("extend.due"),
		}),
		"PickerFound": pages.PickerFound(p, picked("to", false)),
		"People":      pages.People(p, pages.PeopleView{Query: "an", Asked: true, Next: "/app/x", Found: []pages.FoundLine{{Name: "An", Href: "/app/x", Post: "Trưởng phòng"}}}),
		"Person": pages.Person(p, pages.PersonView{Term: "/app/x", GrantHref: "/app/admin/roles?official=an",
			Code: "an", Email: "an@mini.example", Born: "01/01/1970", MayAct: true, Key: "k", Deputy: picked("deputy", false), Problem: wrong("deputy"),
			Posts:     []pages.PostLine{{Name: "Trưởng phòng", Unit: "Phòng", From: "01/01/2010", Document: "QĐ 1", Principal: true}, {Name: "Phó", To: "31/12/2009"}},
			Results:   []pages.ResultLine{{Cycle: "2018", Href: "/app/x", Where: "Phòng", Grade: p.Grade("Tốt", "Good"), Out: p.NotOut("Good", nil), Correct: "/app/x"}},
			Processes: []pages.ProcessLine{{Name: "Kiểm điểm", Href: "/app/x", State: p.Tasks(2), Enter: []pages.LinkView{{Text: "Nhập", Href: "/app/x"}}}},
			Plans:     []pages.PlanLine{{List: "BTV", Position: "btv", Stay: p.Stay(1, 2), Decision: "QĐ 2"}},
			Rotations: []pages.RotationLine{{Move: p.Move("a", "b"), From: "x", To: "y", Decision: "QĐ 3"}},
		}),
		"MailList": pages.MailList(p, pages.MailListView{Official: picked("official", false), Next: "/app/x", States: all, Kinds: all, Mails: []pages.MailLine{mail}}),
		"Mail": pages.Mail(p, pages.MailView{
			Line: mail, Address: "an@mini.example", Server: "mx:25", Error: "550", Bouncing: true, SentAt: &noon, MayRetry: true, Problem: wrong("basis"),
			Acts: []pages.MailActLine{{Who: "key:a", Reason: "Sửa", Basis: "CV 1", At: noon}},
		}),
		"Roles": pages.Roles(p, pages.RolesView{
			Holders: []pages.RoleLine{{
				Official: "an", Name: "Nguyễn Văn An", Role: "Quản trị", Code: "administrator", By: "khóa van-phong", Reason: "Phân công", Basis: "QĐ 12", At: noon,
				Open: true, TypedReason: "Chuyển công tác", TypedBasis: "QĐ 13",
			}},
			History: []pages.RoleActLine{
				{Name: "Nguyễn Văn An", Role: "Quản trị", By: "khóa van-phong", Reason: "Phân công", Basis: "QĐ 12", Granted: true, At: noon},
				{Name: "Trần Thị Bình", Role: "Kiểm tra", By: "Nguyễn Văn An", Reason: "Hết nhiệm vụ", Basis: "QĐ 14", At: noon},
			},
			Next: "/app/x", MayChange: true, Official: "binh", Name: "Trần Thị Bình", Roles: []pages.Option{{Value: "inspector", Text: "Kiểm tra"}},
			Role: "inspector", Reason: "Giám sát", Basis: "QĐ 15", Problem: wrong("an.administrator.reason"),
		}),
		"Figures": pages.Figures(p, pages.FiguresView{
			Day: "2020-06-30", Problem: wrong("day"), Policy: pages.LinkView{Text: "Quy định", Href: "/app/x"},
			Qualified: []pages.FigureLine{
				{Label: p.Figure("qualification.district.professional"), Count: 95, Total: 98, BP: new(9694), Baseline: new(8960), Source: "Báo"},
				{Label: p.Figure("qualification.commune.professional"), Count: 1, Total: 4, BP: new(2500), Baseline: new(5863)},
				{Label: "Không có ai"}, {Label: "Không có số công bố", Count: 1, Total: 1, BP: new(10000)},
			},
			Standards: []pages.StandardLine{{Who: "cấp huyện", Professional: "đại học", Theory: "trung cấp", Source: "Văn bản"}},
			Rotations: []pages.FigureLine{{Label: p.Figure("rotation.to_commune_key_posts"), Count: 5, Total: 9}},
			Plans:     []pages.TermFigures{{Term: p.T(pages.FiguresTerm, 2020, 2025), Lines: []pages.FigureLine{{Label: p.Figure("planning.key_posts"), Count: 25, Total: 25}}}},
		}),
		"Term": pages.Term(p, pages.TermView{
			Action: "/app/x", Name: "An", Back: pages.LinkView{Text: "An", Href: "/app/x"}, First: "2016", Last: "2020", Problem: wrong("last"),
			Rated: &pages.TermRated{
				Grade: "Tốt", Why: "Năm năm tốt", Source: "Quy định 89", Unverified: true, Policy: pages.LinkView{Text: "Quy định", Href: "/app/x"},
				Years: []pages.TermYearLine{{Year: "2016", Grade: "Tốt", Href: "/app/x"}, {Year: "2017", Note: "chưa có"}},
			},
		}),
		"Keys": pages.Keys(p, pages.KeysView{
			Keys: []pages.KeyLine{
				{Name: "bao-cao", Role: "Kiểm tra", By: "khóa", Reason: "Kết nối", Basis: "CV 1", At: noon, UsedAt: &noon, Open: true, TypedReason: "Lộ", TypedBasis: "CV 2"},
				{Name: "cu", Role: "Kiểm tra", By: "khóa", At: noon, RevokedAt: &noon, RevokedBy: "An", RevokeReason: "Lộ", RevokeBasis: "CV 3"},
				{Name: "rat-cu", Role: "Kiểm tra", By: "khóa", At: noon, RevokedAt: &noon},
			},
			Next: "/app/x", MayRevoke: true, Roles: all, Name: "x", Reason: "Kết nối", Basis: "CV 4", Problem: wrong("name", "bao-cao.basis"),
		}),
		"NewKey": pages.NewKey(p, pages.NewKeyView{Name: "bao-cao", Role: "Kiểm tra", Key: "canbo_k_x"}),
		"MailKinds": pages.MailKinds(p, pages.MailKindsView{Problem: wrong("digest.reason"), Kinds: []pages.MailKindLine{
			{Code: "digest", Name: "Tổng hợp", Enabled: true, MaySwitch: true, Open: true},
			{Code: "reminder", Name: "Nhắc", Changed: p.ChangedBy("key:a", noon), Reason: "Tết", MaySwitch: true},
		}}),
		"OfficeConcerns": pages.OfficeConcerns(p, pages.OfficeConcernsView{Next: "/app/x", Lines: []pages.ConcernLine{
			{What: p.Concern("late", "unit-review/c/u", "", "Góp ý", 3), Href: "/app/x", Text: "Xã A", At: noon},
			{What: p.Concern("launch_failed", "c", "yearly", "", 0), Href: "/app/x", At: noon},
			{What: p.Concern("mail_failed", "7", "", "Nhắc việc", 0), Href: "/app/x", At: noon},
		}}),
		"Audit": pages.Audit(p, pages.AuditView{Person: picked("person", false), People: true, Kinds: all, Next: "/app/x", XLSX: "/app/x", CSV: "/app/x", Problem: wrong("since"), Lines: []pages.AuditLine{
			{At: noon, What: p.AuditKind("extend"), Who: "An", For: "Bình", Reason: "Bão", Basis: "CV 1", Document: "Bản giấy", About: "Kiểm điểm", Href: "/app/x"},
			{At: noon, What: p.AuditKind("import_roster"), Who: "key:a", About: "7"},
		}}),
		"Changes": pages.Changes(p, pages.ChangesView{Cycle: "c", Next: "/app/x", MayAct: true, Lines: []pages.MovementLine{{
			What: p.ChangeKind("move"), State: p.ChangeState("refused"), Level: "late", Reason: "Điều động", Basis: "QĐ 1", Who: "key:a", Problem: "Đã bỏ phiếu", At: noon,
			People: []pages.FoundLine{{Name: "An", Href: "/app/x", Post: "a → b"}},
		}}}),
		"Roster": pages.Roster(p, pages.RosterView{
			Problem: p.FilesMissing(), MayImport: true, Files: all, Wrong: 3,
			Lines: []pages.RosterFault{{File: p.RosterFile("officials"), Line: 4, Column: p.RosterColumn("born"), Value: "31/12/1970", Text: p.RosterProblem("no value"), Remedy: "điền"}, {File: "x"}},
		}),
		"Import": pages.Import(p, pages.ImportView{
			ID: "i", MadeAt: noon, ExpiresAt: noon, New: 1, Changed: 1, Gone: 1, Running: []string{p.CycleTouched("c", 3)}, Files: all, Kinds: all, Next: "/app/x",
			Counts: []pages.FileCount{{File: p.RosterFile("facts"), Href: "/app/x", Felt: p.RosterFelt("facts"), New: 1, Changed: 1, Gone: 1}}, Problem: wrong("basis"),
			Lines: []pages.DifferenceLine{
				{File: "Cán bộ", Key: "a", Kind: p.DifferenceKind("changed"), Level: "open", Cells: []pages.CellLine{{Column: "Tên", Old: "An", Changed: true}}},
				{File: "Cán bộ", Key: "b", Kind: p.DifferenceKind("new"), Level: "done", Cells: []pages.CellLine{{Column: "Tên", New: "Ba"}}},
			},
		}),
		"Policies": pages.Policies(p, pages.PoliciesView{Lines: []pages.PolicyLine{policy}}),
		"Policy": pages.Policy(p, pages.PolicyView{
			Line: policy, Path: "/app/x", Others: all, Records: all, Problem: wrong("to"),
			Sections: []pages.RuleSection{{Title: pages.PolicySections[0].Title, Lines: []pages.RuleLine{
				{Name: "Tiêu biểu", Reads: "tiêu biểu", Value: "Điều kiện", Cure: "Bổ sung", Source: "Quy định 89", SourceID: "q89", Note: "Read in 2018"},
			}}},
			Sources: []pages.SourceLine{{ID: "q89", Document: "Quy định 89", Article: "Điều 1", Seen: p.Seen("title")}},
		}),
	}
}

// compared is the page of a policy beside another one.
func compared(p pages.Page) templ.Component {
	return pages.Policy(p, pages.PolicyView{
		Path: "/app/x", Compared: true, Unshown: 3, Changes: []pages.ChangeLine{{Name: "Tỷ lệ", From: "20 %"}, {Name: "Quý", To: "1, 2"}},
		Trial: &pages.TrialView{
			Summary: "14", Doubt: "2", Heads: []pages.Text{pages.TrialWho, pages.TrialFrom, pages.TrialTo, pages.TrialWhy}, Next: "/app/x",
			Lines: []pages.TrialLine{{Name: "An", Href: "/app/x", Where: "Phòng", From: "Tốt", To: "Hoàn thành", Notes: []string{"x"}, Why: []string{"y"}}},
		},
	})
}

// What planning and rotation ask of the world, and what answers it, stands in the log of a process in words.
func TestWhatAProcessDidIsSaidInWords(t *testing.T) {
	t.Parallel()
	p := pages.Page{Lang: pages.Vietnamese}
	for _, effect := range []string{
		planning.EffectScreen, planning.EffectPublish, rotation.EffectAssign, rotation.EffectStartRotations, rotation.EffectTransfer,
		rotation.EffectProgress, rotation.EffectUnplaced, rotation.EffectEnded, procedure.EffectSeats, procedure.EffectVoidVote,
		procedure.EffectCancelled, procedure.EffectRecall, procedure.EffectCountPaper,
	} {
		require.NotEqual(t, effect, p.Effect(effect))
	}
	for _, command := range []string{
		planning.CommandScreened, planning.ActRescreen, planning.CommandPublished, rotation.CommandAssigned, rotation.CommandRotationsStarted,
		rotation.CommandTransferred,
	} {
		require.NotEqual(t, command, p.Command(command))
	}
}

// picked is a field for people in which a search has found several.
func picked(name string, many bool) pages.PickerView {
	return pages.PickerView{Name: name, Many: many, Action: "/app/x", Typed: "an", Asked: true, Found: 2, More: true, People: []pages.PickedLine{
		{Code: "an", Name: "Nguyễn Văn An", Post: "Trưởng phòng", Chosen: true}, {Code: "an-2", Name: "Trần An"}, {Code: "an-3", Name: "Lê An"},
	}}
}
