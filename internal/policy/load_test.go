package policy_test

import (
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/seeds"
)

const name = "qd132-2018.yaml"

func shipped(t testing.TB) *policy.Set {
	t.Helper()
	set, err := policy.Load(seeds.FS, "policies")
	require.NoError(t, err)
	return set
}

// text is the shipped policy of 2018 with parts replaced; each old part must stand in it.
func text(t testing.TB, oldNew ...string) string {
	t.Helper()
	data, err := fs.ReadFile(seeds.FS, "policies/evaluation/"+name)
	require.NoError(t, err)
	for i := 0; i < len(oldNew); i += 2 {
		require.Contains(t, string(data), oldNew[i])
		data = []byte(strings.Replace(string(data), oldNew[i], oldNew[i+1], 1))
	}
	return string(data)
}

func date(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	require.NoError(t, err)
	return d
}

func TestThePolicyInForceIsChosenByTheReferenceDate(t *testing.T) {
	t.Parallel()
	set := shipped(t)
	tests := []struct {
		name string
		kind policy.Kind
		day  string
		want string
	}{
		{"the year 2018", policy.KindEvaluation, "2018-12-31", "qd132-2018@1"},
		{"the last day of Regulation 132", policy.KindEvaluation, "2023-10-03", "qd132-2018@1"},
		{"the year 2023", policy.KindEvaluation, "2023-12-31", "qd124-2023@1"},
		{"the year 2025", policy.KindEvaluation, "2025-12-31", "qd366-2025@1"},
		{"a year to come", policy.KindEvaluation, "2027-12-31", "qd366-2025@1"},
		{"qualification in 2020", policy.KindQualification, "2020-06-30", "tc2018@1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, err := set.For(tt.kind, date(t, tt.day))
			require.NoError(t, err)
			require.Equal(t, tt.want, p.Name())
			again, err := set.ByID(p.ID, p.Version)
			require.NoError(t, err)
			require.Same(t, p, again)
			require.Len(t, p.SHA256, 64)
		})
	}
	_, err := set.For(policy.KindEvaluation, date(t, "2017-12-31"))
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	_, err = set.ByID("qd132-2018", 2)
	require.Equal(t, fault.NotFound, fault.KindOf(err))
}

func TestThePolicyOf2018(t *testing.T) {
	t.Parallel()
	p, err := shipped(t).ByID("qd132-2018", 1)
	require.NoError(t, err)
	e := p.Evaluation
	require.Equal(t, policy.Conditions, e.Shape.Value)
	require.Equal(t, []evaluation.Grade{
		evaluation.Excellent, evaluation.Good, evaluation.Completed, evaluation.NotCompleted, evaluation.NotRated,
	}, e.GradeCodes())
	require.Equal(t, "Hoàn thành tốt nhiệm vụ", e.Label(evaluation.Good).VI)
	require.Equal(t, "CompletedLimited", e.Label(evaluation.CompletedLimited).EN, "a grade of another era has its code only")
	require.Equal(t, evaluation.Cap{
		RatioBP: 2000, Denominator: evaluation.GoodOnly, Group: evaluation.ByTitleGroup, Rounding: evaluation.HalfUp,
		SmallGroup: evaluation.AllowZero, Enforcement: evaluation.Block,
		Priority: []evaluation.Priority{evaluation.ByExceeded, evaluation.ByBallot},
	}, e.Cap.Values())
	require.Equal(t, &evaluation.ConflictRules{
		Kinds: []roster.RelationKind{roster.Spouse, roster.Parent, roster.Child, roster.Sibling}, Ballot: true,
		FourEyes: []string{evaluation.StepProposal, evaluation.StepAppraisal, evaluation.StepDecision},
	}, e.Rules(e.Steps.UnitReview).Conflicts)
	require.Equal(t, procedure.Step{
		Name: evaluation.StepSelfReview, Mode: procedure.Internal, DueDays: 10, RemindDays: []int{5, 2, 1},
		EscalateDays: []int{-1},
		CloseEarly:   true, CloseOnDue: true,
	}, policy.Procedure(e.Steps.UnitReview)[0])
	require.Equal(t, 2, policy.BallotOf(e.Steps.BodyDecision).Quorum.Value.Num)
	require.Nil(t, policy.BallotOf(e.Steps.Petition))
	source, ok := p.Source("QD89")
	require.True(t, ok)
	require.Contains(t, source.Document, "Quy định 89-QĐ/TW")
	require.Regexp(t, `^policies/evaluation/qd132-2018\.yaml:\d+$`, p.Place("excellentInitiative"))
	require.Equal(t, "policies/evaluation/qd132-2018.yaml", p.Place("noSuchRule"))

	unverified := p.Unverified()
	require.Contains(t, unverified, "evaluation.cap.ratio_bp")
	require.Contains(t, unverified, "evaluation.steps.unit_review[2].ballot.quorum")
	require.Contains(t, unverified, "evaluation.conditions[5]")
	require.NotContains(t, unverified, "evaluation.shape")
	require.NotContains(t, unverified, "evaluation.conditions[0]")
}

func TestAPolicyOfBeforeBarsPeopleFromThemselvesOnly(t *testing.T) {
	t.Parallel()
	whole := text(t)
	before, rest, _ := strings.Cut(whole, "  conflicts:\n")
	_, after, _ := strings.Cut(rest, "  steps:\n")
	p, err := policy.Parse(name, []byte(before+"  steps:\n"+after))
	require.NoError(t, err)
	require.Nil(t, p.Evaluation.Rules(nil).Conflicts)
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		oldNew []string
		want   string // the column and what follows; the line is that of the change
	}{
		{"an unknown key", []string{"  head_not_above_unit:", "  head_not_over_unit:"},
			`evaluation.head_not_over_unit: unknown key "head_not_over_unit" (correct its spelling or remove it)`},
		{"a duplicate key", []string{"version: 1\n", "version: 1\nversion: 2\n"}, `duplicate key "version", first given in line 4 (keep one of them)`},
		{"a missing value", []string{"    exclude_head: {value: false, ", "    exclude_head: {"}, `evaluation.cap.exclude_head: missing "value" (add it)`},
		{"a fraction for a ratio", []string{"ratio_bp: {value: 2000", "ratio_bp: {value: 0.2"}, "evaluation.cap.ratio_bp.value: got number, want integer"},
		{"an unknown grouping", []string{"group: {value: title_group", "group: {value: village"}, "evaluation.cap.group.value: value must be one of 'title_group', 'unit_title_group'"},
		{"an unknown relation", []string{"value: [spouse, parent, child, sibling]", "value: [spouse, friend]"}, "evaluation.conflicts.relations.value[1]: value must be one of 'spouse', 'parent'"},
		{"a relation that bars in one direction", []string{"value: [spouse, parent, child, sibling]", "value: [spouse, parent]"},
			"evaluation.conflicts.relations.value: parent counts without child (name both; a relation bars in both directions)"},
		{"four eyes on a step without an approval", []string{"[proposal, appraisal, decision]", "[ballot]"}, "evaluation.conflicts.four_eyes.value[0]: value must be one of 'proposal', 'appraisal', 'decision'"},
		{"approvals out of order", []string{"[proposal, appraisal, decision]", "[decision, proposal]"}, "evaluation.conflicts.four_eyes.value: proposal is out of order (keep the order proposal, appraisal, decision)"},
		{"a cap above the whole", []string{"ratio_bp: {value: 2000", "ratio_bp: {value: 20000"}, "evaluation.cap: the cap on Excellent is malformed: the ratio 20000"},
		{"a day that does not exist", []string{"effective_from: 2018-03-08", "effective_from: 2018-02-30"}, "effective_from: '2018-02-30' is not valid date"},
		{"an end before the beginning", []string{"effective_to: 2023-10-03", "effective_to: 2017-10-03"}, "effective_to: 2017-10-03 is before effective_from 2018-03-08 (correct the dates)"},
		{"a source that is not listed", []string{"head_not_above_unit: {value: false, source: QD132", "head_not_above_unit: {value: false, source: QD999"},
			`evaluation.head_not_above_unit.source: unknown source "QD999" (add it to sources)`},
		{"a check against a source that nobody read", []string{"source: QD132, verified: false", "source: QD132, verified: true"},
			`cannot be verified by source "QD132", of which only "nothing" was seen`},
		{"a source listed twice", []string{"  - id: QD132\n", "  - id: QD89\n"}, `sources[2].id: duplicate source "QD89" (keep one of them)`},
		{"a rule id used twice", []string{"id: excellentInitiative", "id: excellentExemplary"}, `evaluation.conditions[1].id: duplicate rule id "excellentExemplary"`},
		{"a grade without conditions", []string{"grade: NotCompleted, label", "grade: CompletedLimited, label"}, "evaluation.grades[3]: grade CompletedLimited has no condition (add conditions for it)"},
		{"a condition of a grade that the policy does not have", []string{"      grade: Excellent\n", "      grade: CompletedLimited\n"},
			"evaluation.conditions[0].grade: unknown grade CompletedLimited"},
		{"a condition of NotCompleted", []string{"      grade: Excellent\n", "      grade: NotCompleted\n"}, "NotCompleted is what remains, it has no conditions (make it a blocking rule)"},
		{"grades out of order", []string{"{grade: Excellent, label", "{grade: Good, label", "{grade: Good, label: {vi: Hoàn thành tốt", "{grade: Excellent, label: {vi: Hoàn thành tốt"},
			"evaluation.grades[1].grade: Excellent does not come after Good"},
		{"points without a frame of points", []string{"shape: {value: conditions", "shape: {value: score_and_conditions"}, "evaluation.shape: shape and score do not fit"},
		{"quarters of a policy of years", []string{"  head_not_above_unit:", "  quarters: {rated: {value: [1], source: QD132, verified: false}}\n  head_not_above_unit:"},
			"evaluation.quarters: this policy has no quarters (add quarter to period_types, or remove it)"},
		{"quarters out of order", []string{"period_types: {value: [year", "quarters: {rated: {value: [2, 1], source: QD132, verified: false}}\n  period_types: {value: [quarter, year"},
			"evaluation.quarters.rated: the quarters [2 1] are out of order (order the quarters)"},
		{"a scope that no cycle has", []string{"      ceiling: NotRated\n", "      ceiling: NotRated\n      period: term\n"}, "evaluation.blocking[0].period: value must be one of 'quarter', 'year'"},
		{"a body that is not of the kind", []string{"kind: evaluation", "kind: qualification"}, "kind: kind qualification and body evaluation do not fit"},
		{"an id that is not the file's", []string{"id: qd132-2018", "id: qd132"}, `id: id "qd132" is not the file name "qd132-2018"`},
		{"a step the process does not have", []string{"- step: comments", "- step: applause"}, `evaluation.steps.unit_review[1].step: unit_review has no step "applause"`},
		{"a step left out", []string{"- step: comments", "- step: applause"}, `evaluation.steps.unit_review: unit_review lacks the step "comments"`},
		{"a step off that the process needs", []string{"- step: appraisal\n        mode: internal", "- step: appraisal\n        mode: off"},
			`evaluation.steps.body_decision[0].mode: the process cannot do without the step "appraisal"`},
		{"an appraisal elsewhere", []string{"- step: appraisal\n        mode: internal", "- step: appraisal\n        mode: external"},
			`evaluation.steps.body_decision[0].mode: the step "appraisal" cannot be carried out elsewhere: the suggestions are computed from the record`},
		{"a ballot elsewhere", []string{"- step: ballot\n        mode: internal", "- step: ballot\n        mode: external"},
			`the step "ballot" cannot be carried out elsewhere: a ballot held on paper is counted by its tellers`},
		{"a step twice", []string{"- step: comments", "- step: self_review"}, `evaluation.steps.unit_review[1].step: step "self_review" is out of order or repeated`},
		{"a reminder before the step opens", []string{"remind_days: [5, 2, 1]", "remind_days: [10]"}, "a reminder 10 working days before the due time comes before the step opens"},
		{"an escalation before the step opens", []string{"escalate_days: [-1]", "escalate_days: [-10]"}, "an escalation 10 working days before the due time comes before the step opens"},
		{"an escalation after the step has closed", []string{"escalate_days: [-1]", "escalate_days: [0]"}, "a step that closes on its due time has nobody late after it"},
		{"a due closing without a due time", []string{"due_days: {value: 10, ", "due_days: {value: 0, "}, "a step without a due time cannot close on it"},
		{"a ballot step without a ballot", []string{"- step: appraisal", "- step: ballot"}, `step "ballot" and its ballot settings do not fit`},
		{"a quorum above the whole", []string{"value: {num: 2, den: 3", "value: {num: 4, den: 3"}, "evaluation.steps.unit_review[2].ballot.quorum.value: quorum 4/3 of base"},
		{"a threshold that names how many go forward for nothing", []string{"tie: HeadDecides", "tie: HeadDecides, top_n: 2"}, "ballot.threshold.value: threshold of 5000 basis points"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := policy.Parse(name, []byte(text(t, tt.oldNew...)))
			require.ErrorContains(t, err, tt.want)
			require.Regexp(t, `^qd132-2018\.yaml:[1-9]\d*:[1-9]\d*: `, err.Error())
		})
	}
}

func TestAProblemIsPlacedToTheColumn(t *testing.T) {
	t.Parallel()
	source := text(t, "  head_not_above_unit:", "  head_not_over_unit:")
	before, _, _ := strings.Cut(source, "  head_not_over_unit:")
	line := 1 + strings.Count(before, "\n")
	_, err := policy.Parse(name, []byte(source))
	require.ErrorContains(t, err, name+":"+strconv.Itoa(line)+":3: evaluation.head_not_over_unit: unknown key")
}

func TestProblemsOfAllFilesAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	broken := text(t, "  head_not_above_unit:", "  head_not_over_unit:", "ratio_bp: {value: 2000", "ratio_bp: {value: 0.2")
	_, err := policy.Load(fstest.MapFS{
		"p/qd132-2018.yaml": {Data: []byte(broken)},
		"p/other.yaml":      {Data: []byte("id: other\n")},
		"p/readme.md":       {Data: []byte("not a policy")},
	}, "p")
	require.ErrorContains(t, err, "p/other.yaml:1:1: missing")
	require.ErrorContains(t, err, `unknown key "head_not_over_unit"`)
	require.ErrorContains(t, err, `missing "head_not_above_unit"`)
	require.ErrorContains(t, err, "evaluation.cap.ratio_bp.value: got number, want integer")
}

func TestPoliciesThatCannotStandSideBySide(t *testing.T) {
	t.Parallel()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	_, err := policy.Load(fstest.MapFS{
		"p/qd132-2018.yaml": file(text(t)),
		"p/another.yaml":    file(text(t, "id: qd132-2018", "id: another", "effective_from: 2018-03-08", "effective_from: 2023-10-03")),
	}, "p")
	require.ErrorContains(t, err, "p/another.yaml:1:1: effective_from: another@1 is in force at the same time as qd132-2018@1")

	_, err = policy.Load(fstest.MapFS{"p/a/qd132-2018.yaml": file(text(t)), "p/b/qd132-2018.yaml": file(text(t))}, "p")
	require.ErrorContains(t, err, "qd132-2018@1 is also in p/a/qd132-2018.yaml (give the new text a new version)")

	set, err := policy.Load(fstest.MapFS{
		"p/1/qd132-2018.yaml": file(text(t)),
		"p/2/qd132-2018.yaml": file(text(t, "version: 1", "version: 2")),
	}, "p")
	require.NoError(t, err)
	p, err := set.For(policy.KindEvaluation, date(t, "2018-12-31"))
	require.NoError(t, err)
	require.Equal(t, 2, p.Version, "the latest version of the policy in force")
	earlier, err := set.ByID("qd132-2018", 1)
	require.NoError(t, err)
	require.NotEqual(t, p.SHA256, earlier.SHA256)
}

func TestLoadOfAFolderThatIsNotThere(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(fstest.MapFS{}, "policies")
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func FuzzParse(f *testing.F) {
	f.Add(text(f))
	f.Add("id: a\nversion: 1\nkind: qualification\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := policy.Parse(name, []byte(text))
		if (p == nil) == (err == nil) {
			t.Fatalf("policy %v and error %v", p, err)
		}
	})
}
