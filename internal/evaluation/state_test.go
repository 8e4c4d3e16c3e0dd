package evaluation_test

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

	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

var writeStates = flag.Bool("write-states", false, "write the states of this schema that are not there yet to testdata/state")

// midway are processes under way, as a running installation carries them from run to run.
var midway = map[string]func(t *testing.T) procedure.Process{
	"unit_review": func(t *testing.T) procedure.Process { // the ballot is being counted; an effect waits
		o, u := newReview(t)
		o.work(reviewID, evaluation.StepBallot)
		o.must(reviewID, procedure.CommandElectTellers, "an", procedure.ElectTellers{Tellers: []string{"binh", "chi"}})
		procedure.Apply(u, o.command(procedure.CommandCount, "binh", nil), o.now)
		return u
	},
	"body_decision": func(t *testing.T) procedure.Process { // two of five are decided
		o, b := newSitting(t, "lan")
		o.work(sittingID, evaluation.StepDecision)
		o.must(sittingID, evaluation.ActDecide, "an", evaluation.Marks{Marks: []evaluation.Mark{
			{Subject: "hoa", Grade: evaluation.Completed, Reason: true}, {Subject: "lan", Grade: evaluation.Excellent},
		}})
		return b
	},
	"petition": func(t *testing.T) procedure.Process { // paused by the administrator
		o, p := newPetition(t)
		o.must(petitionID, procedure.CommandPause, "admin", nil)
		return p
	},
	"cycle": func(t *testing.T) procedure.Process { // one of three bodies has decided
		o, c := newMiniCycle(t)
		o.begin(c.ID)
		for _, unit := range []string{"phong-noi-vu", "xa-khuoi-sao", "xa-na-muoi"} {
			o.work(evaluation.UnitReviewID("mini-2018", unit), "")
		}
		o.work(evaluation.BodyDecisionID("mini-2018", "du-xa-na-muoi"), "")
		return c
	},
}

// goOn says how each kind goes on from where it was stored.
var goOn = map[string]func(o *office, id string){
	evaluation.KindUnitReview:   func(o *office, id string) { o.work(id, "") },
	evaluation.KindBodyDecision: func(o *office, id string) { o.work(id, evaluation.StepAnnouncement) },
	evaluation.KindPetition: func(o *office, id string) {
		o.petitions["hoa"] = evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}
		o.now = o.now.Add(day)
		o.must(id, procedure.CommandResume, "admin", nil)
		o.work(id, "")
	},
	evaluation.KindCycle: func(o *office, id string) {
		for _, body := range []string{"du-xa-khuoi-sao", "btv-mini"} {
			o.must(id, evaluation.CommandBodyDecided, evaluation.BodyDecisionID("mini-2018", body), evaluation.BodyReport{Body: body})
		}
		o.work(id, "")
	},
}

// reached is where each kind then stands.
var reached = map[string]string{
	evaluation.KindUnitReview: "", evaluation.KindPetition: "",
	evaluation.KindBodyDecision: evaluation.StepAnnouncement, evaluation.KindCycle: evaluation.StepPetitions,
}

// Every state that a released version could have stored must be read and go on. A change that breaks one of them needs
// a new schema number and a way to read the old one; the files are never written again.
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
			p := decodeProcess(t, raw)
			again, err := json.Marshal(p)
			require.NoError(t, err)
			require.JSONEq(t, string(raw), string(again), "nothing of the state is lost")

			s := p.Base()
			version := s.Version
			o := newOffice(t, p)
			o.serial = 1000 // keys that the state has not seen
			o.settle(p)
			goOn[s.Kind](o, s.ID)
			require.Greater(t, s.Version, version)
			if reached[s.Kind] == "" {
				require.True(t, procedure.Done(p))
				return
			}
			require.Equal(t, reached[s.Kind], s.Current().Name)
		})
	}
}

func decodeProcess(t *testing.T, raw []byte) procedure.Process {
	var base procedure.State
	require.NoError(t, json.Unmarshal(raw, &base))
	p, err := evaluation.Restore(base.Kind, raw)
	require.NoError(t, err)
	return p
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
