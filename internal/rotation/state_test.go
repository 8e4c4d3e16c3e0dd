package rotation_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

var writeStates = flag.Bool("write-states", false, "write the states of this schema that are not there yet to testdata/state")

// midway are processes under way, as a running installation carries them from run to run.
var midway = map[string]func(t *testing.T) procedure.Process{
	"rotation_plan": func(t *testing.T) procedure.Process { // in consultation, solved anew after a refusal
		d := newPlanner(t)
		d.Needs = []rotation.PlanNeed{{Post: "chair-2", From: dated("2020-07-01"), Why: rotation.Retires, Holder: "dung"}}
		d.proposed().accepted().papers()
		open := d.OpenAnswers(d.Pairs[0].Official)
		d.act(d.Pairs[0].Official, rotation.ActAnswerConsultation, rotation.Consulted{Answers: open, Reasons: true})
		return d.Plan
	},
	"rotation": func(t *testing.T) procedure.Process { // in its third year, extended and warned
		l := begin(t)
		l.start()
		for month := 6; month <= 24; month += 6 {
			l.until(rotation.AddMonths(date("2019-02-01"), month))
			l.assess()
		}
		l.admin(rotation.ActExtend, rotation.Extension{Months: 6})
		l.until(date("2021-08-01"))
		return l.r
	},
	"rotation_exchange": func(t *testing.T) procedure.Process { // handed over, and waiting for the other side of an exchange
		l := begin(t)
		l.waits = true
		l.ok("to-chuc", rotation.ActAnnounce, rotation.On{Day: date("2019-01-10"), Document: true})
		l.ok("truong-a", rotation.ActRelease, rotation.On{Day: date("2019-01-10"), Document: true})
		l.ok("pho-b", rotation.ActReceive, rotation.On{Day: date("2019-01-10"), Document: true})
		return l.r
	},
}

// goOn says how each stored state goes on, and whether it comes to its end.
func goOn(t *testing.T, raw []byte) {
	t.Helper()
	var base procedure.State
	require.NoError(t, json.Unmarshal(raw, &base))
	if base.Kind == rotation.KindPlan {
		d := &planner{Plan: &rotation.Plan{}, t: t, now: base.Steps[3].OpenedAt.AddDate(0, 0, 1), n: 1000}
		require.NoError(t, json.Unmarshal(raw, d.Plan))
		requireSame(t, raw, d.Plan)
		d.papers()
		d.agree()
		d.balloted()
		require.Equal(t, rotation.StepDecision, d.Current().Name)
		return
	}
	l := &life{t: t, r: &rotation.Rotation{}, n: 1000}
	require.NoError(t, json.Unmarshal(raw, l.r))
	requireSame(t, raw, l.r)
	if l.r.Start.IsZero() {
		l.now = date("2019-01-12").Start()
		require.NoError(t, l.give(procedure.System, "roster", rotation.CommandTransferred, rotation.Transferred{}))
		require.Equal(t, date("2019-01-10"), l.r.Start)
		require.False(t, l.r.Waits)
		return
	}
	l.now = date("2021-08-02").Start()
	l.assess()
	l.until(date("2022-02-01"))
	l.assess()
	l.until(date("2022-08-01"))
	l.finish(rotation.PlacedOfficial{Placement: rotation.PlacedBack, Post: "phong-a-pho", On: date("2022-08-01")})
	require.True(t, procedure.Done(l.r))
}

func requireSame(t *testing.T, raw []byte, p procedure.Process) {
	t.Helper()
	again, err := json.Marshal(p)
	require.NoError(t, err)
	require.JSONEq(t, string(raw), string(again), "nothing of the state is lost")
}

// Every state that a released version could have stored must be read and go on; the files are never written again.
func TestStoredStatesGoOn(t *testing.T) {
	t.Parallel()
	if *writeStates {
		writeMidway(t)
	}
	files, err := filepath.Glob("testdata/state/v*/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), len(midway))
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			goOn(t, raw)
		})
	}
}

func writeMidway(t *testing.T) {
	dir := fmt.Sprintf("testdata/state/v%d", procedure.Schema)
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for name, build := range midway {
		file := filepath.Join(dir, name+".json")
		if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		raw, err := json.MarshalIndent(build(t), "", "  ")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, append(raw, '\n'), 0o644))
	}
}
