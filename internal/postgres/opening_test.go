package postgres_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/policy"
	"canbo/seeds"
)

func TestTheRosterInTheDatabaseEnrolsTheSamePeople(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	stored, err := r.District(t.Context())
	require.NoError(t, err)
	got, findings := evaluation.Enrol(stored, storetest.Root, storetest.ReferenceDate)
	require.Empty(t, findings)
	want, _ := evaluation.Enrol(storetest.Mini(t, seeds.FS), storetest.Root, storetest.ReferenceDate)
	require.Empty(t, cmp.Diff(want, got))
}

func TestOpeningACycleWritesAllOfIt(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	require.Len(t, r.column(`SELECT official FROM enrolment`), 14)
	require.Equal(t, []string{cycleID}, r.column(`SELECT id FROM process WHERE released_at IS NOT NULL`), "the others wait for the cycle")
	require.Len(t, r.column(`SELECT id FROM process`), 1+3+3)
	require.Equal(t, []string{"Excellent", "Good", "Completed", "NotCompleted", "NotRated"}, r.column(`SELECT grade FROM cycle_grade ORDER BY position`))

	name, text, err := r.CyclePolicy(t.Context(), storetest.Cycle)
	require.NoError(t, err)
	pinned, err := policy.Parse(name, text)
	require.NoError(t, err, "what is pinned can be read again")
	require.Equal(t, storetest.Opening(t, seeds.FS).Policy.SHA256, pinned.SHA256)

	results, _, err := r.Results(t.Context(), storetest.Cycle)
	require.NoError(t, err)
	require.Len(t, results, 14)
	require.Equal(t, evaluation.Graded{
		Member: evaluation.Member{Official: "mini-05", Unit: "phong-noi-vu", Group: "district-leader", Head: true}, Body: "btv-mini", Level: 2,
	}, results[0])
}

func TestACycleIsOpenedOnce(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*evaluation.CycleOpening)
		kind   fault.Kind
		code   string
	}{
		{"the same again", func(*evaluation.CycleOpening) {}, fault.Conflict, "cycle_exists"},
		{"the same year under another code", func(c *evaluation.CycleOpening) { c.Code = "mini-2018-again" }, fault.Conflict, "cycle_exists"},
		{"the same code for another year", func(c *evaluation.CycleOpening) { c.Period.Year = 2019 }, fault.Conflict, "cycle_exists"},
		{"an unknown root", func(c *evaluation.CycleOpening) { c.Code, c.Root = "nowhere-2018", "nowhere" }, fault.Invalid, "unknown_unit"},
	}
	r := openRecord(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opening := storetest.Opening(t, seeds.FS)
			tt.change(&opening)
			f, ok := fault.As(r.OpenCycle(t.Context(), opening))
			require.True(t, ok)
			require.Equal(t, tt.code, f.Code)
			require.Equal(t, tt.kind, f.Kind)
			require.Equal(t, []string{storetest.Cycle}, r.column(`SELECT code FROM cycle`), "nothing of it stays")
		})
	}
}

func TestReadingWhatIsNotThere(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	_, _, err := r.CyclePolicy(t.Context(), "nowhere")
	require.Equal(t, fault.NotFound, fault.KindOf(err))
	_, _, err = r.PetitionCase(t.Context(), storetest.Cycle, "mini-12")
	require.Equal(t, fault.NotFound, fault.KindOf(err), "nothing is decided yet")
	cases, err := r.AppraisalCases(t.Context(), storetest.Cycle, "nowhere")
	require.NoError(t, err)
	require.Empty(t, cases)
	pending, err := r.PendingBefore(t.Context(), "nowhere", time.Now())
	require.NoError(t, err)
	require.Empty(t, pending)
}

func TestThePetitionCaseIsTheSittingAsItWasOpened(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.act(sittingID, evaluation.ActDecide, "mini-08", one("mini-12", evaluation.Completed, ""), struct{}{})
	sitting, grade, err := r.PetitionCase(t.Context(), storetest.Cycle, "mini-12")
	require.NoError(t, err)
	require.Equal(t, evaluation.Completed, grade)
	require.Equal(t, "mini-08", sitting.Chair)
	require.Equal(t, []string{"mini-08", "mini-09", "mini-10", "mini-11"}, sitting.Members)
}

func TestAChangedPolicyNeedsAVersionOfItsOwn(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	next := func(quarter int) evaluation.CycleOpening {
		o := storetest.Opening(t, seeds.FS)
		o.Period.Quarter, o.Processes = quarter, nil
		o.Code = storetest.Cycle + "-" + o.Period.Code()
		return o
	}
	require.NoError(t, r.OpenCycle(t.Context(), next(1)), "the same text")
	changed := next(2)
	changed.Policy.Text = append(slices.Clone(changed.Policy.Text), "# other\n"...)
	changed.Policy.SHA256 = fmt.Sprintf("%x", sha256.Sum256(changed.Policy.Text))
	requireFault(t, r.OpenCycle(t.Context(), changed), fault.Conflict, "policy_changed")
	require.Equal(t, []string{"1"}, r.column(`SELECT count(*)::text FROM policy_document`))
	changed.Policy.Version++
	require.NoError(t, r.OpenCycle(t.Context(), changed))
}
