package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

func TestACancelledCycleTakesEverythingWithIt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		given   func(o *office)
		running int // processes that have begun
	}{
		{"at its beginning", func(*office) {}, 4},
		{"when one unit is through", func(o *office) { o.work("unit-review/mini-2018/xa-na-muoi", "") }, 4},
		{"while petitions are examined", func(o *office) {
			o.petitions["mini-12"] = evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}
			for _, id := range []string{"xa-na-muoi", "xa-khuoi-sao", "phong-noi-vu"} {
				o.work("unit-review/mini-2018/"+id, "")
			}
			for _, id := range []string{"du-xa-na-muoi", "du-xa-khuoi-sao", "btv-mini"} {
				o.work("body-decision/mini-2018/"+id, "")
			}
			o.work("cycle/mini-2018", "")
			o.work("body-decision/mini-2018/du-xa-na-muoi", evaluation.StepPetitions)
		}, 8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, c := newMiniCycle(t)
			o.begin("cycle/mini-2018")
			tt.given(o)
			require.Len(t, o.running, tt.running)
			o.must("cycle/mini-2018", procedure.CommandCancel, "admin", nil)
			require.True(t, c.Cancelled)
			require.Len(t, o.running, tt.running, "no new process starts")
			for _, id := range o.running {
				require.True(t, procedure.Done(o.processes[id]), id)
			}
			o.workAll()
			require.False(t, c.Closed)
		})
	}
}

func TestCancellingIsRefused(t *testing.T) {
	t.Parallel()
	o, _ := newMiniCycle(t)
	o.begin("cycle/mini-2018")
	refused(t, o.do("cycle/mini-2018", procedure.CommandCancel, "mini-03", nil), fault.Denied, "wrong_role")
	refused(t, o.do("cycle/mini-2018", procedure.CommandCancel, "body-decision/mini-2018/btv-mini", nil), fault.Denied, "wrong_role")
	for _, id := range o.running[1:] {
		refused(t, o.do(id, procedure.CommandCancel, "admin", nil), fault.Denied, "wrong_role")
	}

	done := &evaluation.Cycle{State: procedure.NewState("cycle/c", evaluation.KindCycle, cycleSteps(1)[4:])}
	procedure.Open(done, opened)
	last := newOffice(t, done)
	refused(t, last.do("cycle/c", procedure.CommandCancel, "admin", nil), fault.Conflict, "cycle_closing")
}
