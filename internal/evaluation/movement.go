package evaluation

import (
	"encoding/json"
	"slices"

	"canbo/internal/procedure"
)

// People come, go and move while a cycle runs. An administrator asks the cycle for the change; the cycle has every
// process whose lists it touches prepare for it, which freezes those lists, and when all have, records the new
// enrolment and has them carry it out. One that refuses leaves everything as it was. Nobody is in two conferences or
// two sittings at any time, and nobody in none (docs/decisions/0009).

// The commands of a change of lists.
const (
	ActChangeEnrolment    = "change_enrolment" // Administrator, to the cycle: EnrolmentChange
	CommandPrepareChange  = "prepare_change"   // System, from the cycle: ListChange
	CommandChangePrepared = "change_prepared"  // System, to the cycle: ChangePrepared
	CommandCommitChange   = "commit_change"    // System, from the cycle: CommitChange
	CommandChangeDone     = "change_done"      // System, to the cycle: ChangeDone
	CommandAbandonChange  = "abandon_change"   // System, from the cycle: ChangeDone
)

// The effects of a change of lists.
const (
	EffectEnrol         = "enrol"          // Enrolling: the change applies from now on
	EffectChangeRefused = "change_refused" // ChangeRefused: it came to nothing
)

// ChangeKind says what happens to people in the middle of a cycle.
type ChangeKind string

// The kinds of changes.
const (
	ChangeMove  ChangeKind = "move"  // to another unit or post, and with it perhaps to another deciding body
	ChangeLeave ChangeKind = "leave" // out of the cycle: retired, dead, dismissed, moved out of the root
	ChangeJoin  ChangeKind = "join"  // into the cycle, late
	ChangeMerge ChangeKind = "merge" // a unit is merged into others or dissolved: all its people move
)

// Placement is where an official is evaluated: what the enrolment says of them.
type Placement struct {
	Unit  string `json:"unit"`
	Post  string `json:"post"`
	Group string `json:"group"`
	Head  bool   `json:"head,omitempty"`
	Body  string `json:"body"`
}

// Mover is one official of a change.
type Mover struct {
	Official string     `json:"official"`
	From     *Placement `json:"from,omitempty"`    // nil for who joins, and who leaves without being evaluated
	To       *Placement `json:"to,omitempty"`      // nil for who leaves
	Speaker  string     `json:"speaker,omitempty"` // comments for the unit left; "" when nobody has to
	Seats    []string   `json:"seats,omitempty"`   // other processes in which who leaves has a part

	Successor string    `json:"successor,omitempty"` // takes the seats of who leaves in bodies; "" passes them on among the members
	Related   Relatives `json:"related,omitempty"`   // on whom who comes, or the successor, may not act
}

// EnrolmentChange is the argument of ActChangeEnrolment. It happens to all its people or to none.
type EnrolmentChange struct {
	Kind   ChangeKind `json:"kind"`
	People []Mover    `json:"people"`
	Unit   string     `json:"unit,omitempty"` // that ends, of a merge
}

// ListChange is the part of one process in a change: who leaves its lists and who comes onto them. Who is in both stays
// with the same body in another post.
type ListChange struct {
	Change  int64     `json:"change"` // number of the change in its cycle; a later one replaces one that was abandoned
	Leaving bool      `json:"leaving,omitempty"`
	Out     []string  `json:"out,omitempty"`
	In      []Arrival `json:"in,omitempty"`
	Unit    string    `json:"unit,omitempty"` // that ends

	Successor string    `json:"successor,omitempty"` // takes the seats in a body
	Related   Relatives `json:"related,omitempty"`   // of those who come
}

// Arrival is somebody who comes onto the lists of a process.
type Arrival struct {
	Official string `json:"official"`
	Unit     string `json:"unit"`
	Group    string `json:"group"`
	Head     bool   `json:"head,omitempty"`
	Speaker  string `json:"speaker,omitempty"`
}

// ChangePrepared answers CommandPrepareChange.
type ChangePrepared struct {
	Change    int64    `json:"change"`
	Process   string   `json:"process"`
	Reviewed  []string `json:"reviewed,omitempty"`  // of those who leave: whose self-review is filed
	Appraiser string   `json:"appraiser,omitempty"` // of a sitting, after the change
}

// CommitChange has a process carry out what it prepared.
type CommitChange struct {
	Change   int64    `json:"change"`
	Reviewed []string `json:"reviewed,omitempty"` // of those who come: whose self-review is filed
}

// ChangeDone names a change and a process that is through with it.
type ChangeDone struct {
	Change  int64  `json:"change"`
	Process string `json:"process,omitempty"`
}

// Enrolling is the argument of EffectEnrol.
type Enrolling struct {
	Change int64      `json:"change"`
	Kind   ChangeKind `json:"kind"`
	People []Mover    `json:"people"`
}

// ChangeRefused is the argument of EffectChangeRefused.
type ChangeRefused struct {
	Change  int64  `json:"change"`
	Command string `json:"command"` // key of the command that was refused
}

// checkList refuses the commands of the cycle that no process could send.
func checkList(cmd procedure.Command) (ListChange, error) {
	if err := procedure.CheckSystem[ListChange](cmd); err != nil {
		return ListChange{}, err
	}
	return procedure.Decode[ListChange](cmd), nil
}

// out reports whether somebody leaves the lists.
func (l *ListChange) out(official string) bool { return slices.Contains(l.Out, official) }

// about reports whether a change that is prepared forbids an act for now: one by or about somebody who leaves.
func (l *ListChange) about(cmd procedure.Command) bool {
	if l.out(cmd.Actor) {
		return true
	}
	var args struct {
		Subject string `json:"subject"`
	}
	return json.Unmarshal(cmd.Args, &args) == nil && args.Subject != "" && l.out(args.Subject)
}

// without returns a list without some of its people; the list itself stays as it is.
func without(list []string, leave func(string) bool) []string {
	kept := make([]string, 0, len(list))
	for _, who := range list {
		if !leave(who) {
			kept = append(kept, who)
		}
	}
	return kept
}
