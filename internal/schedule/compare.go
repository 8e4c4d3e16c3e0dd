package schedule

import (
	"cmp"
	"reflect"
	"slices"
	"time"
)

// Found is a schedule as a server has it.
type Found struct {
	ID       string
	Ours     bool     // it starts a launch; otherwise it is another program's
	Schedule Schedule // what it was last written from; zero when that cannot be read
	Edited   bool     // somebody has changed on the server what it was written as
	Paused   bool     // always by hand: nothing here pauses a schedule
	Note     string   // of who paused it
}

// Step is what applying a file does with one schedule.
type Step string

// The steps. All but Create and Update leave the server as it is.
const (
	Create    Step = "create"
	Update    Step = "update"
	Unchanged Step = "unchanged"
	Unlisted  Step = "not in the file"   // nothing is ever deleted
	Held      Step = "paused by hand"    // and so is what the file says of it
	Postponed Step = "fires right now"   // an update would drop the fire time: apply the file later
	Foreign   Step = "another program's" // the id is taken
)

// Change is what is to be done with one schedule.
type Change struct {
	ID      string
	Step    Step
	Wanted  *Schedule // as the file has it; nil when Unlisted
	Note    string    // of who paused it
	Differs bool      // whether file and server differ, also where the server is left alone
}

// quiet is how far away the fire times of a schedule must be for an update: the server forgets those that were due before
// an update and not acted upon yet.
const quiet = time.Hour

// Compare says what applying a file to a server does, in the order of the file and then of the other schedules' ids.
func Compare(file []Schedule, server []Found, now time.Time) []Change {
	rest := make(map[string]Found, len(server))
	for _, f := range server {
		rest[f.ID] = f
	}
	changes := make([]Change, 0, len(file)+len(server))
	for _, wanted := range file {
		found, exists := rest[wanted.ID]
		delete(rest, wanted.ID)
		c := Change{ID: wanted.ID, Wanted: &wanted, Step: Create, Differs: true}
		if exists {
			c.Differs = found.Edited || !reflect.DeepEqual(wanted, found.Schedule)
			c.Step, c.Note = step(wanted, found, c.Differs, now), found.Note
		}
		changes = append(changes, c)
	}
	others := make([]Change, 0, len(rest))
	for id, f := range rest {
		others = append(others, Change{ID: id, Step: Unlisted, Note: f.Note})
	}
	slices.SortFunc(others, func(a, b Change) int { return cmp.Compare(a.ID, b.ID) })
	return append(changes, others...)
}

func step(wanted Schedule, found Found, differs bool, now time.Time) Step {
	switch {
	case !found.Ours:
		return Foreign
	case found.Paused:
		return Held
	case !differs:
		return Unchanged
	case wanted.firesAround(now) || found.Schedule.firesAround(now):
		return Postponed
	default:
		return Update
	}
}

func (s Schedule) firesAround(now time.Time) bool {
	if len(s.Fire.Months) == 0 {
		return false // it could not be read
	}
	return s.Fire.Next(now.Add(-quiet), 1)[0].Before(now.Add(quiet))
}
