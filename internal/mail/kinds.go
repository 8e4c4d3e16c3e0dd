package mail

import (
	"encoding/json"
	"fmt"
	"time"

	"canbo/internal/fault"
)

// Kind names what a message tells; it is stored in the outbox and sent as the header X-Canbo-Kind.
type Kind string

// The kinds. The codes are frozen: rows of the outbox carry them.
const (
	KindSignIn           Kind = "sign_in"           // a one-time link that signs its reader in
	KindTaskOpened       Kind = "task_opened"       // something is asked of the reader
	KindReminder         Kind = "reminder"          // a task is still open and its due time is near
	KindDueMoved         Kind = "due_moved"         // the due time of an open task is another one now
	KindEscalation       Kind = "escalation"        // others are late whom the reader watches over
	KindDigest           Kind = "digest"            // several of those before, in one message; no row has this kind
	KindResult           Kind = "result"            // the grade decided for the reader, with its grounds
	KindPetitionAnswered Kind = "petition_answered" // the answer to the reader's petition
	KindCycleCancelled   Kind = "cycle_cancelled"   // what was asked of the reader is not needed any more
	KindTaskMoved        Kind = "task_moved"        // what was asked of the reader is asked of somebody else now
	KindFiledFor         Kind = "filed_for"         // somebody has filed an act for the reader
	KindPointsNamed      Kind = "points_named"      // what the reader has to answer in the self-review
	KindLaunchFailed     Kind = "launch_failed"     // a schedule could not open its cycle; to the administrators
	KindPlanFindings     Kind = "plan_findings"     // something happened to people on planning lists; to the administrators
)

// Kinds returns all kinds in a stable order.
func Kinds() []Kind {
	return []Kind{
		KindSignIn, KindTaskOpened, KindReminder, KindDueMoved, KindEscalation, KindDigest,
		KindResult, KindPetitionAnswered,
		KindCycleCancelled,
		KindFiledFor, KindTaskMoved, KindPointsNamed,
		KindLaunchFailed, KindPlanFindings, KindPlanChanged, KindPlacementMissing,
	}
}

// Repeats reports whether a message of this kind is sent again when it is unknown whether the server took it. What
// has legal weight or opens a door is repeated; a reminder is dropped, since the next one follows.
func (k Kind) Repeats() bool { return k != KindReminder && k != KindEscalation }

// Merges reports whether several messages of such kinds to one reader may go as one. A link to sign in is waited for, and
// a result stands alone.
func (k Kind) Merges() bool { return k == KindTaskOpened || k == KindReminder || k == KindDueMoved }

// Data is the content of one message, one struct for each kind. All strings are NFC; texts come from policies and the
// roster; the Step texts also stand in the subject and therefore never name a person. Links are absolute http(s)
// addresses. An empty English text falls back to the Vietnamese one.
type Data interface {
	Kind() Kind
	check() error
}

// SignIn carries the one-time link. The outbox forgets the link once the message has left or has failed.
type SignIn struct {
	Link    string    `json:"link"`
	Expires time.Time `json:"expires"` // the message is not sent after this time
}

// TaskOpened tells that a step waits for the reader.
type TaskOpened struct {
	Cycle    string    `json:"cycle"`              // code, such as caoloc-2018; shown when CycleVi is empty
	CycleVi  string    `json:"cycle_vi,omitempty"` // "Đánh giá, xếp loại chất lượng cán bộ năm 2018"
	CycleEn  string    `json:"cycle_en,omitempty"`
	UnitName string    `json:"unit_name,omitempty"` // unit or body in which the step is done
	StepVi   string    `json:"step_vi"`
	StepEn   string    `json:"step_en,omitempty"`
	Due      time.Time `json:"due,omitzero"` // zero: none is set
	Link     string    `json:"link"`
	Task     string    `json:"task,omitempty"`     // agenda.Entry.Task; empty: no calendar entry
	Sequence int64     `json:"sequence,omitempty"` // agenda.Entry.Sequence
}

// Reminder has the content of TaskOpened and is sent when the due time is near.
type Reminder TaskOpened

// DueMoved has the content of TaskOpened and is sent when the due time was moved, with the new one.
type DueMoved TaskOpened

// Result tells an official the grade decided for them.
type Result struct {
	Cycle         string    `json:"cycle"`
	CycleVi       string    `json:"cycle_vi,omitempty"`
	CycleEn       string    `json:"cycle_en,omitempty"`
	UnitName      string    `json:"unit_name,omitempty"`
	BodyName      string    `json:"body_name"` // the body that decided
	GradeVi       string    `json:"grade_vi"`
	GradeEn       string    `json:"grade_en,omitempty"`
	GroundsVi     []string  `json:"grounds_vi,omitempty"` // one sentence each
	GroundsEn     []string  `json:"grounds_en,omitempty"`
	Correction    string    `json:"correction,omitempty"` // why an earlier result was corrected; empty: this is the first
	Basis         string    `json:"basis,omitempty"`      // of the correction: number and date of the decision
	Decided       time.Time `json:"decided"`
	PetitionUntil time.Time `json:"petition_until,omitzero"` // zero: no petition is possible
	Link          string    `json:"link"`
}

// PetitionAnswered tells an official how their petition ended. The reasons are read in the system.
type PetitionAnswered struct {
	Cycle    string    `json:"cycle"`
	CycleVi  string    `json:"cycle_vi,omitempty"`
	CycleEn  string    `json:"cycle_en,omitempty"`
	BodyName string    `json:"body_name"` // the body that answered
	Changed  bool      `json:"changed"`   // false: the result is upheld
	GradeVi  string    `json:"grade_vi"`  // the grade that stands now
	GradeEn  string    `json:"grade_en,omitempty"`
	Answered time.Time `json:"answered"`
	Link     string    `json:"link"`
}

// CycleCancelled tells everybody with an open task that the cycle, or the review of a planning list, was cancelled.
type CycleCancelled struct {
	Cycle     string    `json:"cycle"`
	CycleVi   string    `json:"cycle_vi,omitempty"`
	CycleEn   string    `json:"cycle_en,omitempty"`
	Reason    string    `json:"reason"`
	Basis     string    `json:"basis"` // the document that cancels it
	Cancelled time.Time `json:"cancelled"`
	ListName  string    `json:"list_name,omitempty"` // of the planning list whose review it is; empty for a cycle
	Place     string    `json:"place,omitempty"`     // to which somebody should have been rotated; empty for a cycle
	PlanRoot  string    `json:"plan_root,omitempty"` // unit whose plan of rotations it is; empty for a cycle
	Link      string    `json:"link"`
}

// Kind returns KindSignIn.
func (SignIn) Kind() Kind { return KindSignIn }

// Kind returns KindTaskOpened.
func (TaskOpened) Kind() Kind { return KindTaskOpened }

// Kind returns KindReminder.
func (Reminder) Kind() Kind { return KindReminder }

// Kind returns KindDueMoved.
func (DueMoved) Kind() Kind { return KindDueMoved }

// Kind returns KindResult.
func (Result) Kind() Kind { return KindResult }

// Kind returns KindPetitionAnswered.
func (PetitionAnswered) Kind() Kind { return KindPetitionAnswered }

// Kind returns KindCycleCancelled.
func (CycleCancelled) Kind() Kind { return KindCycleCancelled }

// Decode reads the data of a row back from JSON. It fails with fault.Invalid on an unknown kind, on malformed JSON and
// on missing values. Unknown fields are ignored: a row may have been written by a newer release.
func Decode(kind Kind, data []byte) (Data, error) {
	switch kind {
	case KindSignIn:
		return decode[SignIn](data)
	case KindTaskOpened:
		return decode[TaskOpened](data)
	case KindReminder:
		return decode[Reminder](data)
	case KindDueMoved:
		return decode[DueMoved](data)
	case KindEscalation:
		return decode[Escalation](data)
	case KindDigest:
		return decode[Digest](data)
	case KindResult:
		return decode[Result](data)
	case KindPetitionAnswered:
		return decode[PetitionAnswered](data)
	case KindCycleCancelled:
		return decode[CycleCancelled](data)
	case KindFiledFor:
		return decode[FiledFor](data)
	case KindTaskMoved:
		return decode[TaskMoved](data)
	case KindPointsNamed:
		return decode[PointsNamed](data)
	case KindLaunchFailed:
		return decode[LaunchFailed](data)
	case KindPlanFindings:
		return decode[PlanFindings](data)
	case KindPlanChanged:
		return decode[PlanChanged](data)
	case KindPlacementMissing:
		return decode[PlacementMissing](data)
	default:
		return nil, fault.New(fault.Invalid, "mail_kind_unknown", "There is no mail of the kind %q.", kind)
	}
}

func decode[T Data](data []byte) (Data, error) {
	var d T
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fault.New(fault.Invalid, "mail_data_malformed", "The data of a mail are malformed.").
			Because(fmt.Errorf("decode %s: %w", d.Kind(), err))
	}
	return d, d.check()
}
