package opening_test

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/seeds"
)

var now = time.Date(2018, 12, 3, 2, 0, 0, 0, time.UTC)

// request asks for the small district's cycle of 2018.
func request() opening.Request {
	return opening.Request{
		Cycle: "mini-2018", Root: storetest.Root, Period: evaluation.Period{Year: 2018}, ReferenceDate: storetest.ReferenceDate, Actor: "admin",
	}
}

// record notes what was opened, in a store that keeps the cycle.
type record struct {
	*storetest.Store
	opened []evaluation.CycleOpening
}

func (r *record) OpenCycle(ctx context.Context, c evaluation.CycleOpening) error {
	r.opened = append(r.opened, c)
	return r.Store.OpenCycle(ctx, c)
}

// newOpener opens cycles under the shipped policies, each line of which may be changed.
func newOpener(t *testing.T, edits ...string) (*opening.Opener, *record) {
	const file = "policies/evaluation/qd132-2018.yaml"
	text, err := fs.ReadFile(seeds.FS, file)
	require.NoError(t, err)
	changed := strings.NewReplacer(edits...).Replace(string(text))
	require.Equal(t, len(edits) > 0, changed != string(text), "the edit must change something")
	policies, err := policy.Load(fstest.MapFS{file: {Data: []byte(changed)}}, "policies")
	require.NoError(t, err)
	days, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(t, err)
	store := &record{Store: storetest.New(storetest.Mini(t, seeds.FS))}
	return &opening.Opener{Store: store, Policies: policies, Calendar: days, Clock: func() time.Time { return now }}, store
}

func TestOpeningACycle(t *testing.T) {
	t.Parallel()
	opener, store := newOpener(t)
	opened, err := opener.Open(t.Context(), request())
	require.NoError(t, err)
	require.NotEmpty(t, opened.Unverified, "who opens it is told which figures nobody has checked")
	require.Contains(t, opened.Unverified, "evaluation.cap.ratio_bp")
	require.Len(t, opened.PolicySHA256, 64)
	opened.Unverified, opened.PolicySHA256 = nil, ""
	require.Equal(t, opening.Opened{Cycle: "mini-2018", Enrolled: 14, Units: 3, Bodies: 3, PolicyID: "qd132-2018", PolicyVersion: 1}, opened)

	c := store.opened[0]
	require.Equal(t, now, c.OpenedAt)
	require.Equal(t, "Hoàn thành xuất sắc nhiệm vụ", c.Policy.Grades[0].Label.VI)
	var ids []string
	for _, p := range c.Processes {
		ids = append(ids, p.ID)
		require.Equal(t, "mini-2018", p.Cycle)
		require.Equal(t, p.ID, p.Input.(procedure.Process).Base().ID)
	}
	require.Equal(t, []string{
		"cycle/mini-2018", "unit-review/mini-2018/phong-noi-vu", "unit-review/mini-2018/xa-khuoi-sao", "unit-review/mini-2018/xa-na-muoi",
		"body-decision/mini-2018/du-xa-khuoi-sao", "body-decision/mini-2018/du-xa-na-muoi", "body-decision/mini-2018/btv-mini",
	}, ids)
	steps := c.Processes[0].Input.(*evaluation.Cycle).Steps
	require.False(t, slices.ContainsFunc(steps, func(st procedure.Step) bool { return st.Name == evaluation.SittingsStep(3) }), "nobody sits at level 3")
	review := c.Processes[1].Input.(*evaluation.UnitReview)
	require.Equal(t, []int{5, 2, 1}, review.Step(evaluation.StepSelfReview).RemindDays)
	require.Equal(t, 2, review.Rules.Quorum.Num)
}

func TestACycleIsOpenedUnderANamedPolicy(t *testing.T) {
	t.Parallel()
	opener, _ := newOpener(t)
	r := request()
	r.Policy, r.PolicyVersion = "qd132-2018", 1
	r.ReferenceDate = time.Date(2018, 6, 30, 0, 0, 0, 0, time.UTC)
	_, err := opener.Open(t.Context(), r)
	require.NoError(t, err)
}

func TestACycleIsNotOpened(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		edits  []string
		change func(r *opening.Request, d *roster.District)
		kind   fault.Kind
		code   string
		text   string
	}{
		{"with a malformed code", nil, func(r *opening.Request, _ *roster.District) { r.Cycle = "Mini 2018" }, fault.Invalid, "bad_code", "a-z"},
		{"with a malformed root", nil, func(r *opening.Request, _ *roster.District) { r.Root = "" }, fault.Invalid, "bad_code", "root"},
		{"for an impossible year", nil, func(r *opening.Request, _ *roster.District) { r.Period.Year = 18 }, fault.Invalid, "bad_period", "18"},
		{"for an impossible quarter", nil, func(r *opening.Request, _ *roster.District) { r.Period.Quarter = 5 }, fault.Invalid, "bad_period", "2018-q5"},
		{"for a quarter that the policy does not rate", nil, func(r *opening.Request, _ *roster.District) { r.Period.Quarter = 1 }, fault.Invalid, "period_not_rated", "quarter 1"},
		{"without a reference date", nil, func(r *opening.Request, _ *roster.District) { r.ReferenceDate = time.Time{} }, fault.Invalid, "no_reference_date", "tenures"},
		{"under an unknown policy", nil, func(r *opening.Request, _ *roster.District) { r.Policy, r.PolicyVersion = "qd1-1900", 1 }, fault.NotFound, "policy_missing", "qd1-1900"},
		{"under an unknown version", nil, func(r *opening.Request, _ *roster.District) { r.Policy, r.PolicyVersion = "qd132-2018", 9 }, fault.NotFound, "policy_missing", "9"},
		{"when no policy is in force", nil, func(r *opening.Request, _ *roster.District) {
			r.ReferenceDate = time.Date(1991, 12, 31, 0, 0, 0, 0, time.UTC)
		}, fault.NotFound, "policy_missing", "1991"},
		{"with a cap that no group can meet", []string{"ratio_bp: {value: 2000", "ratio_bp: {value: 100"}, nil, fault.Invalid, "cap_without_seats", "no group can hold"},
		{"with conditions that do not compile", []string{"when: person.exemplary", "when: person.exemplry"}, nil, fault.Invalid, "policy_unusable", "exemplry"},
		{"for a unit that nobody belongs to", nil, func(r *opening.Request, _ *roster.District) { r.Root = "nowhere" }, fault.Invalid, "not_ready", "nobody is to be evaluated"},
		{"with dead ends, all of which are told", nil, func(_ *opening.Request, d *roster.District) {
			d.Members = slices.DeleteFunc(d.Members, func(m roster.BodyMember) bool { return m.Body == "du-xa-na-muoi" || m.Official == "mini-01" })
			d.Tenures = slices.DeleteFunc(d.Tenures, func(t roster.Tenure) bool { return t.Official == "mini-07" })
		}, fault.Invalid, "not_ready", "3 finding(s) stand in the way: phong-noi-vu: the conference has 2 member(s)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			opener, store := newOpener(t, tt.edits...)
			r := request()
			if tt.change != nil {
				tt.change(&r, store.Roster)
			}
			_, err := opener.Open(t.Context(), r)
			f, ok := fault.As(err)
			require.True(t, ok, err)
			require.Equal(t, tt.code, f.Code)
			require.Equal(t, tt.kind, f.Kind)
			require.Contains(t, f.Text, tt.text)
			require.Empty(t, store.opened)
		})
	}
}

func TestAllFindingsAreTold(t *testing.T) {
	t.Parallel()
	opener, store := newOpener(t)
	store.Roster.Members = slices.DeleteFunc(store.Roster.Members, func(m roster.BodyMember) bool { return m.Body != "btv-mini" || m.Official == "mini-01" })
	for _, relative := range []string{"mini-08", "mini-09", "mini-10"} {
		store.Roster.Relations = append(store.Roster.Relations, roster.Relation{Official: relative, Relative: "mini-13", Kind: roster.Sibling})
	}
	_, err := opener.Open(t.Context(), request())
	for _, want := range []string{
		"xa-na-muoi: only 2 of 5 may vote on mini-13, too few for the quorum of 2/3 (relatives: mini-08, mini-09, mini-10)",
		"du-xa-khuoi-sao: the body has no members", "du-xa-na-muoi: the body has no members", "btv-mini: the body has no chair", "complete body_members.csv"} {
		require.ErrorContains(t, err, want)
	}
}

func TestACycleIsOpenedOnce(t *testing.T) {
	t.Parallel()
	opener, _ := newOpener(t)
	_, err := opener.Open(t.Context(), request())
	require.NoError(t, err)
	_, err = opener.Open(t.Context(), request())
	f, ok := fault.As(err)
	require.True(t, ok)
	require.Equal(t, "cycle_exists", f.Code)
	require.Equal(t, fault.Conflict, f.Kind)
}

// away is a store whose database is down.
type away struct{ *storetest.Store }

func (away) District(context.Context) (*roster.District, error) { return nil, errDown }

var errDown = errors.New("connection refused")

func TestARosterThatCannotBeReadIsNoFindings(t *testing.T) {
	t.Parallel()
	opener, store := newOpener(t)
	opener.Store = away{store.Store}
	_, err := opener.Open(t.Context(), request())
	require.ErrorIs(t, err, errDown)
	require.ErrorContains(t, err, "open cycle mini-2018")
}

func TestACycleIsNotOpenedWhenTheCalendarEndsBeforeItsStepsWould(t *testing.T) {
	t.Parallel()
	opener, store := newOpener(t)
	opener.Clock = func() time.Time { return time.Date(2027, 12, 1, 2, 0, 0, 0, time.UTC) } // the last year that has one
	_, err := opener.Open(t.Context(), request())
	f, ok := fault.As(err)
	require.True(t, ok, err)
	require.Equal(t, "calendar_missing", f.Code)
	require.Contains(t, f.Text, "vn-2028.yaml")
	require.Empty(t, store.opened)
}
