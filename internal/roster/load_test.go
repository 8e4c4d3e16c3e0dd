package roster_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
)

// small is a district that has nothing wrong in it.
var small = map[string]string{
	"units.csv": `code,name,name_en,kind,parent,valid_from,valid_to
huyen,Huyện Mẫu,Sample District,district,,2000-01-01,
phong-noi-vu,Phòng Nội vụ,Home Affairs,district_body,huyen,2000-01-01,
`,
	"bodies.csv": `code,name,name_en,level,unit
btv,Ban Thường vụ Huyện ủy,Standing Committee,2,huyen
btv-tinh,Ban Thường vụ Tỉnh ủy,Provincial Standing Committee,3,huyen
`,
	"body_members.csv": `body,official,role,valid_from,valid_to
btv,cb-001,chair,2015-01-01,
`,
	"posts.csv": `code,name,name_en,unit,title_group,rank,track,is_head,managed_by,valid_from,valid_to
truong,Trưởng phòng,Head,phong-noi-vu,district-head,1,government,yes,btv,2000-01-01,
pho,Phó Trưởng phòng,Deputy Head,phong-noi-vu,district-deputy,2,government,no,btv,2000-01-01,
`,
	"officials.csv": `code,name,sex,born,ethnic_group,party_joined,email
cb-001,Hoàng Thị Mẫu,female,1975-03-02,Tày,1999-05-19,cb001@mau.example
cb-002,Lý Văn Mẫu,male,1980-11-20,Nùng,,cb002@mau.example
`,
	"tenures.csv": `official,post,principal,valid_from,valid_to,document
cb-001,truong,yes,2015-01-01,,12-QĐ/HU
cb-002,pho,yes,2010-01-01,2014-12-31,03-QĐ/HU
cb-002,pho,yes,2015-01-01,,13-QĐ/HU
`,
	"relations.csv": `official,relative,kind,valid_to
cb-002,cb-001,sibling,
`,
	"qualifications.csv": `official,kind,level,awarded
cb-001,professional,university,1998-06-30
cb-001,political_theory,advanced,2019-06-30
cb-002,professional,college,2003-06-30
`,
	"discipline.csv": `official,decided,form,duty_related,basis
cb-002,2018-04-01,reprimand,yes,04-QĐ/UBKT
`,
	"unit_results.csv": `unit,year,targets_total,targets_done,targets_on_time,targets_exceeded,` +
		`subunits_total,subunits_completed,subunits_good,members_disciplined,disunity
phong-noi-vu,2018,10,10,9,6,0,0,0,0,no
`,
	"facts.csv": `official,year,months_worked,maternity_leave,absence_months,sick_months,` +
		`targets_total,targets_done,targets_on_time,targets_exceeded,exemplary,initiative,low_confidence_bp,` +
		`political,ethics,style,organisation,results
cb-001,2018,12,no,0,0,8,8,8,4,yes,yes,250,Excellent,Good,Good,Good,Excellent
cb-002,2018,12,no,0,0,8,7,6,0,no,no,,Good,Good,Average,Good,Average
`,
	"petitions.csv": `official,year,ground,answer,grade
cb-002,2018,Một chỉ tiêu đã hoàn thành sau ngày chốt số liệu,upheld,
`,
	"baseline.csv": `figure,percent_bp,source
qualification.district.professional,8960,"Báo Mẫu, 2020"
`,
	"plans.csv": `code,name,name_en,kind,unit,body,term_from,term_to,seats,approved_by
btv-2020,Quy hoạch Ban Thường vụ Huyện ủy,Plan for the Standing Committee,standing_committee,huyen,btv,2020,2025,9,btv-tinh
chu-chot-2020,Quy hoạch các chức danh chủ chốt,Plan for the key posts,key_posts,huyen,,2020,2025,1,btv-tinh
`,
	"plan_entries.csv": `list,version,official,position,order,tier,source,decision,decided
btv-2020,1,cb-001,btv,1,1,internal,08-QĐ/TU,2017-11-20
chu-chot-2020,1,cb-001,truong,1,1,internal,08-QĐ/TU,2017-11-20
`,
}

// folder is the small district with pieces of text replaced: file, old, new, and so on.
func folder(t *testing.T, edits ...string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for name, text := range small {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for ; len(edits) > 0; edits = edits[3:] {
		text := string(out[edits[0]].Data)
		require.Contains(t, text, edits[1])
		out[edits[0]].Data = []byte(strings.Replace(text, edits[1], edits[2], 1))
	}
	return out
}

func TestASoundFolderLoads(t *testing.T) {
	t.Parallel()

	d, problems := roster.Load(folder(t))

	require.Empty(t, problems)
	require.Len(t, d.Officials, 2)
	require.Equal(t, roster.Targets{Total: 8, Done: 8, OnTime: 8, Exceeded: 4}, d.Facts[0].Targets)
	require.Equal(t, new(250), d.Facts[0].LowConfidenceBP)
	require.Nil(t, d.Facts[1].LowConfidenceBP)
	require.Equal(t, "Báo Mẫu, 2020", d.Baselines[0].Source)
	require.True(t, d.Officials[1].PartyJoined.IsZero())
	require.Len(t, d.Plans, 2)
	require.Equal(t, "truong", d.PlanEntries[1].Position)
}

func TestOneThingWrongIsOneProblemWithItsPlaceAndRemedy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		edits []string
		want  string
	}{
		"an unknown column": {[]string{"units.csv", "name_en,kind", "name_en,hue,kind"},
			`units.csv:1: column "hue": unknown column; remove or rename it`},
		"a missing column": {[]string{"officials.csv", ",email", ""},
			`officials.csv:1: column email: missing column; add it`},
		"a column that is there twice": {[]string{"bodies.csv", "unit\n", "unit,unit\n"},
			`bodies.csv:1: column unit: the column is there twice; remove one`},
		"a line with too few cells": {[]string{"discipline.csv", ",04-QĐ/UBKT", ""},
			`discipline.csv:2: 4 cells where the header has 5`},
		"a key post that is not there": {[]string{"plan_entries.csv", "cb-001,truong", "cb-001,chanh"},
			`plan_entries.csv:3: column position: posts.csv has no "chanh"; add it there or correct the code`},
		"a seat of another committee": {[]string{"plan_entries.csv", "cb-001,btv,1", "cb-001,btv-tinh,1"},
			`plan_entries.csv:2: column position: the list is of the seats of btv; write btv`},
		"an entry that is there twice": {[]string{"plan_entries.csv", "chu-chot-2020,1,cb-001,truong,1", "btv-2020,1,cb-001,btv,2"},
			`plan_entries.csv:3: column position: duplicate entry for the position: line 2 has it too`},
		"an unknown person on a list": {[]string{"plan_entries.csv", "btv-2020,1,cb-001", "btv-2020,1,cb-009"},
			`plan_entries.csv:2: column official: officials.csv has no "cb-009"`},
		"a version without the one before": {[]string{"plan_entries.csv", "chu-chot-2020,1,cb-001,truong", "btv-2020,3,cb-001,btv"},
			`plan_entries.csv:3: column version: version 2 of the list is missing; number the versions without a gap`},
		"two people in one place": {[]string{"plan_entries.csv", "chu-chot-2020,1,cb-001,truong", "btv-2020,1,cb-002,btv"},
			`plan_entries.csv:3: column order: duplicate order for the position: line 2 has it too`},
		"a committee's list without its committee": {[]string{"plans.csv", "huyen,btv,2020", "huyen,,2020"},
			`plans.csv:2: column body: a committee's list names its committee, a list of key posts none`},
		"a term that ends before it begins": {[]string{"plans.csv", "2020,2025,9", "2020,2020,9"},
			`plans.csv:2: column term_to: the term ends before it begins`},
		"a quote in the middle of a cell": {[]string{"baseline.csv", `8960,"`, `8960,x"`},
			`baseline.csv:2: the line is not CSV`},
		"an empty file": {[]string{"baseline.csv", small["baseline.csv"], ""},
			`baseline.csv: the file is empty; write the header line: figure,percent_bp,source`},
		"a violation that is no code": {[]string{"discipline.csv", "duty_related,basis\n", "duty_related,basis,violation\n",
			"discipline.csv", "04-QĐ/UBKT\n", "04-QĐ/UBKT,Đất đai\n"},
			`discipline.csv:2: column violation: "Đất đai" is not a code; use a-z, 0-9 and -`},
		"a year of the rating that does not exist": {[]string{"discipline.csv", "duty_related,basis\n", "duty_related,basis,counted_in\n",
			"discipline.csv", "04-QĐ/UBKT\n", "04-QĐ/UBKT,17\n"},
			`discipline.csv:2: column counted_in: "17" is no whole number from 1990 to 2100`},
		"a day that does not exist": {[]string{"officials.csv", "1975-03-02", "1975-02-30"},
			`officials.csv:2: column born: "1975-02-30" is not a day; write YYYY-MM-DD`},
		"a flag that is neither yes nor no": {[]string{"posts.csv", "yes", "true"},
			`posts.csv:2: column is_head: "true" is neither yes nor no; write yes or no`},
		"a word in a column of numbers": {[]string{"facts.csv", "2018,12", "2018,twelve"},
			`facts.csv:2: column months_worked: "twelve" is no whole number from 0 to 12`},
		"invalid UTF-8": {[]string{"officials.csv", "Lý", "L\xfd"},
			`officials.csv:3: column name: invalid UTF-8; save the file as UTF-8`},
		"a line break in a cell": {[]string{"officials.csv", "Lý Văn Mẫu", "\"Lý\nVăn Mẫu\""},
			`officials.csv:3: column name: a control character or line break; remove it`},
		"a code with a capital letter": {[]string{"discipline.csv", "cb-002", "CB-002"},
			`discipline.csv:2: column official: "CB-002" is not a code; use a-z, 0-9 and -`},
		"an unknown kind": {[]string{"units.csv", "district_body", "ward"},
			`units.csv:3: column kind: unknown value "ward"; write one of [district district_body commune town]`},
		"a level of the other kind": {[]string{"qualifications.csv", "college", "advanced"},
			`qualifications.csv:4: column level: unknown value "advanced"`},
		"no name": {[]string{"officials.csv", "Lý Văn Mẫu", " "},
			`officials.csv:3: column name: no value; fill it in`},
		"a mail address without a host": {[]string{"officials.csv", "cb002@mau.example", "cb002"},
			`officials.csv:3: column email: not a mail address`},
		"a last day before the first": {[]string{"tenures.csv", "2014-12-31", "2009-12-31"},
			`tenures.csv:3: column valid_to: the last day is before the first`},
		"more done than there was": {[]string{"facts.csv", "8,7,6,0", "8,9,6,0"},
			`facts.csv:3: column targets_done: 9 is more than 8 in targets_total`},
		"more good sub-units than completed ones": {[]string{"unit_results.csv", "6,0,0,0,0", "6,3,2,3,0"},
			`unit_results.csv:2: column subunits_good: 3 is more than 2 in subunits_completed`},
		"more than twelve months": {[]string{"facts.csv", "12,no,0", "12,no,1"},
			`facts.csv:2: column absence_months: months worked and months absent are more than 12`},
		"an unknown unit": {[]string{"unit_results.csv", "phong-noi-vu", "phong-thue"},
			`unit_results.csv:2: column unit: units.csv has no "phong-thue"; add it there or correct the code`},
		"an unknown post": {[]string{"tenures.csv", "truong", "truong-ban"},
			`tenures.csv:2: column post: posts.csv has no "truong-ban"`},
		"a post managed by an unknown body": {[]string{"posts.csv", "yes,btv", "yes,btv-xa"},
			`posts.csv:2: column managed_by: bodies.csv has no "btv-xa"`},
		"facts of an unknown person": {[]string{"facts.csv", "cb-002", "cb-999"},
			`facts.csv:3: column official: officials.csv has no "cb-999"`},
		"a duplicate code": {[]string{"officials.csv", "cb-002", "cb-001",
			"tenures.csv", "cb-002,pho,yes,2010-01-01,2014-12-31,03-QĐ/HU\ncb-002", "cb-001",
			"tenures.csv", "pho,yes", "pho,no",
			"qualifications.csv", "cb-002", "cb-001", "discipline.csv", "cb-002", "cb-001",
			"qualifications.csv", "college", "master", "relations.csv", "cb-002,cb-001,sibling,\n", "",
			"facts.csv", "cb-002,2018", "cb-001,2017", "petitions.csv", "cb-002", "cb-001"},
			`officials.csv:3: column code: duplicate official: line 2 has it too`},
		"one mail address for two": {[]string{"officials.csv", "cb002@", "cb001@"},
			`officials.csv:3: column email: duplicate mail address: line 2 has it too`},
		"a year given twice": {[]string{"facts.csv", "cb-002", "cb-001"},
			`facts.csv:3: column year: duplicate period of an official: line 2 has it too`},
		"overlapping tenures of a post": {[]string{"tenures.csv", "2014-12-31", "2015-01-01",
			"tenures.csv", "cb-002,pho,yes,2015", "cb-002,pho,no,2015"},
			`tenures.csv:4: column post: a post held twice at one time: 2015-01-01 to open overlaps 2010-01-01 to 2015-01-01 in line 3`},
		"two principal posts at one time": {[]string{"tenures.csv", "cb-002,pho,yes,2010-01-01", "cb-001,pho,yes,2010-01-01",
			"tenures.csv", "2015-01-01,,12", "2014-12-31,,12"},
			`tenures.csv:3: column principal: two principal posts of a person at one time`},
		"a tenure that begins before its post": {[]string{"posts.csv", "btv,2000-01-01,\npho", "btv,2016-01-01,\npho"},
			`tenures.csv:2: column valid_from: the tenure (2015-01-01 to open) is outside of its post's time (2016-01-01 to open)`},
		"a post that outlives its unit": {[]string{"posts.csv", "no,btv,2000-01-01", "no,btv,1999-01-01"},
			`posts.csv:3: column valid_from: the post (1999-01-01 to open) is outside of its unit's time`},
		"two heads of a unit": {[]string{"posts.csv", "government,no", "government,yes"},
			`posts.csv:3: column is_head: two head posts of a unit at one time`},
		"a body with no members": {[]string{"bodies.csv", "btv-tinh,", "btv-xa,Đảng ủy xã,Commune Committee,1,huyen\nbtv-tinh,"},
			`bodies.csv:3: column code: a body with no members; add its members to body_members.csv`},
		"a body with no chair": {[]string{"body_members.csv", "chair", "member"},
			`bodies.csv:2: column code: a body with no chair`},
		"two chairs of a body": {[]string{"body_members.csv", "chair,2015-01-01,", "chair,2015-01-01,\nbtv,cb-002,chair,2016-01-01,"},
			`body_members.csv:3: column role: two chairs of a body at one time`},
		"a member seated twice": {[]string{"body_members.csv", "chair,2015-01-01,", "chair,2015-01-01,\nbtv,cb-001,member,2016-01-01,"},
			`body_members.csv:3: column official: a member seated twice in a body`},
		"two districts": {[]string{"units.csv", "district_body,huyen", "district,"},
			`units.csv: column kind: 2 units of kind district; keep exactly one in a data folder`},
		"a unit below itself": {[]string{"units.csv", "district_body,huyen", "district_body,phong-noi-vu"},
			`units.csv:3: column parent: the unit is below itself; correct the parents`},
		"a unit without a parent": {[]string{"units.csv", "district_body,huyen", "district_body,"},
			`units.csv:3: column parent: the district has no parent and every other unit has one`},
		"a Party member at seventeen": {[]string{"officials.csv", "1999-05-19", "1992-05-19"},
			`officials.csv:2: column party_joined: joined before the age of 18`},
		"a changed result without a grade": {[]string{"petitions.csv", "upheld", "changed"},
			`petitions.csv:2: column grade: a changed result names its new grade, an upheld one has none`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			d, problems := roster.Load(folder(t, c.edits...))

			require.Nil(t, d)
			require.Len(t, problems, 1, "%v", problems)
			require.Contains(t, problems[0].String(), c.want)
		})
	}
}

func TestAllProblemsAreReportedAtOnceInOrder(t *testing.T) {
	t.Parallel()

	_, problems := roster.Load(folder(t,
		"units.csv", "district_body", "ward",
		"facts.csv", "2018,12", "2018,13",
		"officials.csv", "female", "F",
		"tenures.csv", "truong", "truong-ban",
	))

	require.Len(t, problems, 4)
	require.Equal(t, 4, len(strings.Split(problems.Error(), "\n")))
	require.Equal(t, []string{"facts.csv", "officials.csv", "tenures.csv", "units.csv"},
		[]string{problems[0].File, problems[1].File, problems[2].File, problems[3].File})
}

func TestAFileThatIsNotThereIsOneProblemAndNotOneForEachReference(t *testing.T) {
	t.Parallel()
	files := folder(t).(fstest.MapFS)
	delete(files, "officials.csv")
	delete(files, "facts.csv")

	_, problems := roster.Load(files)

	require.Len(t, problems, 1, "%v", problems)
	require.ErrorContains(t, problems, "officials.csv: the file cannot be read; add it or make it readable; its header is: code,name,")
}

func TestAColumnThatCameLaterMayBeAbsent(t *testing.T) {
	t.Parallel()

	d, problems := roster.Load(folder(t,
		"discipline.csv", "duty_related,basis\n", "duty_related,basis,violation,counted_in\n",
		"discipline.csv", "04-QĐ/UBKT\n", "04-QĐ/UBKT,dat-dai,2017\n"))
	require.Empty(t, problems)
	require.Equal(t, "dat-dai", d.Disciplines[0].Violation)
	require.Equal(t, 2017, d.Disciplines[0].CountedIn)

	d, problems = roster.Load(folder(t))
	require.Empty(t, problems)
	require.Empty(t, d.Disciplines[0].Violation)
	require.Zero(t, d.Disciplines[0].CountedIn)
}

func TestDecomposedTextAndAByteOrderMarkAreAccepted(t *testing.T) {
	t.Parallel()

	d, problems := roster.Load(folder(t,
		"officials.csv", "code,", "\ufeffcode,",
		"officials.csv", "Hoàng Thị Mẫu", "  Hoa\u0300ng Thi\u0323 Mâ\u0303u ",
	))

	require.Empty(t, problems)
	require.Equal(t, "Hoàng Thị Mẫu", d.Officials[0].Name)
}

func TestPeriodsShareTheirEnds(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2018, time.January, n, 0, 0, 0, 0, time.UTC) }
	span := func(from, to int) roster.Period { return roster.Period{From: day(from), To: day(to)} }
	open := roster.Period{From: day(10)}

	require.True(t, span(1, 10).Overlaps(span(10, 20)))
	require.False(t, span(1, 9).Overlaps(span(10, 20)))
	require.True(t, open.Overlaps(span(1, 10)))
	require.False(t, open.Overlaps(span(1, 9)))
	require.True(t, open.Overlaps(open))
	require.True(t, span(1, 10).Covers(day(10)))
	require.False(t, span(1, 10).Covers(day(11)))
	require.True(t, open.Covers(day(30)))
	require.True(t, span(10, 12).Within(open))
	require.False(t, open.Within(span(1, 20)), "open does not end")
	require.False(t, span(9, 12).Within(open))
}

func FuzzLoadNeverPanicsAndExplainsItself(f *testing.F) {
	for name, text := range small {
		f.Add(name, []byte(text))
	}
	f.Add("posts.csv", []byte("\xff,\"\n\n,,,"))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		files := fstest.MapFS{}
		for n, s := range small {
			files[n] = &fstest.MapFile{Data: []byte(s)}
		}
		if _, known := small[name]; !known {
			return
		}
		files[name] = &fstest.MapFile{Data: text}

		d, problems := roster.Load(files)

		if (d == nil) == (len(problems) == 0) {
			t.Fatal("a district or problems, never both and never neither")
		}
		for _, p := range problems {
			if p.File == "" || p.Text == "" || p.Remedy == "" {
				t.Fatalf("a problem without place, text or remedy: %+v", p)
			}
		}
	})
}
