package procedure

import "time"

// The effect kinds of the generic procedure. Processes add their own.
const (
	EffectAct       = "act"        // Act: an accepted command becomes a row of the record
	EffectStep      = "step"       // StepChange: the step's projection
	EffectDue       = "due"        // DueRequest: compute due and reminders; answered by CommandDueSet
	EffectTasks     = "tasks"      // TasksOpened: task rows and their mails
	EffectTaskDone  = "task_done"  // TaskDone
	EffectRefused   = "refused"    // Refusal: a drained command is answered with its refusal
	EffectDrain     = "drain"      // Drain: answered by the filings received in time, then CommandExpired
	EffectTasksBack = "tasks_back" // TasksBack: tasks that were done or had ended are open again
	EffectTaskMoved = "task_moved" // TaskMoved: a task goes to somebody else, and both are told
	EffectRemind    = "remind"     // Remind: mail to everybody whose task in the step is open
	EffectEscalate  = "escalate"   // Escalate: tell who watches over the step that something in it is late
	EffectLaunch    = "launch"     // Launch: start other processes
	EffectSend      = "send"       // Send: a command to another process
	EffectConcluded = "concluded"  // nothing: the process has ended
	EffectOpenVote  = "vote_open"  // VoteOpened: open a ballot and its voters' tasks
	EffectCountVote = "vote_count" // VoteCount: count a ballot; answered by CommandCounted
)

// Act is the argument of EffectAct.
type Act struct {
	Command Command `json:"command"`
	For     string  `json:"for,omitempty"` // in whose place the actor did it, when the task is another's
}

// StepChange is the argument of EffectStep.
type StepChange struct {
	Name     string    `json:"name"`
	Position int       `json:"position"`
	Mode     Mode      `json:"mode"`
	Status   Status    `json:"status"`
	OpenedAt time.Time `json:"opened_at,omitzero"`
	Due      time.Time `json:"due,omitzero"`
	ClosedAt time.Time `json:"closed_at,omitzero"`
	ClosedBy string    `json:"closed_by,omitempty"`
}

// DueRequest asks for the due time of a step that opened at From, Days working days later, and for its reminders. When
// Due is given, a person has moved the due time there, and only the reminders are asked for.
type DueRequest struct {
	Step       string    `json:"step"`
	From       time.Time `json:"from"`
	Days       int       `json:"days"`
	Due        time.Time `json:"due,omitzero"`
	RemindDays []int     `json:"remind_days,omitempty"`

	EscalateDays []int `json:"escalate_days,omitempty"` // after the due time, negative before it
}

// DueSet answers a DueRequest.
type DueSet struct {
	Step      string      `json:"step"`
	From      time.Time   `json:"from,omitzero"` // of the request
	Due       time.Time   `json:"due"`
	Reminders []time.Time `json:"reminders,omitempty"`

	Escalations []time.Time `json:"escalations,omitempty"`
}

// TasksOpened is the argument of EffectTasks: one task per assignee, done in the place of For unless that is "".
type TasksOpened struct {
	Step      string    `json:"step"`
	Act       string    `json:"act"`
	Assignees []string  `json:"assignees"`
	For       string    `json:"for,omitempty"`
	OpenedAt  time.Time `json:"opened_at"`
}

// TasksBack is the argument of EffectTasksBack. Tell is set when somebody else opened them again.
type TasksBack struct {
	Step      string    `json:"step"`
	Act       string    `json:"act"`
	Assignees []string  `json:"assignees"`
	At        time.Time `json:"at"`
	Tell      bool      `json:"tell,omitempty"`
}

// TaskMoved is the argument of EffectTaskMoved. For is whose task it is when To does it in their place.
type TaskMoved struct {
	Reassign
	For string    `json:"for,omitempty"`
	At  time.Time `json:"at"`
}

// TaskDone is the argument of EffectTaskDone.
type TaskDone struct {
	Step     string    `json:"step"`
	Act      string    `json:"act"`
	Assignee string    `json:"assignee"`
	At       time.Time `json:"at"`
}

// Remind is the argument of EffectRemind.
type Remind struct {
	Step string    `json:"step"`
	At   time.Time `json:"at"`
	Due  time.Time `json:"due"`
	Only Persons   `json:"only,omitempty"` // then of no secret ballot
}

// Drain asks for the filings that were received before a step's due time and have not reached the process yet
// (workers were down), so that a deadline never depends on a worker's uptime.
type Drain struct {
	Step string    `json:"step"`
	Due  time.Time `json:"due"`
}

// Expired follows the last filing of a Drain.
type Expired struct {
	Step string    `json:"step"`
	Due  time.Time `json:"due"`
}

// Launch asks for the processes of one kind that belong to this one; what they are is read from the record.
type Launch struct {
	Kind  string `json:"kind"`
	Scope string `json:"scope,omitempty"` // which of them, in the process's own terms (a level, an official)

	People []string `json:"people,omitempty"` // to whom the new process falls, the first in line first
}

// Send is the argument of EffectSend.
type Send struct {
	To   string `json:"to"`
	Kind string `json:"kind"`
	Args any    `json:"args,omitempty"`

	Return bool `json:"return,omitempty"` // tell the sender when it is refused: CommandReturned
}
