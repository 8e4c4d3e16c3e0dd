package web

import (
	"time"

	"canbo/internal/access"
	"canbo/internal/procedure"
)

// Steering is what every act of steering gives for the record; encoding/json sees exported fields only.
type Steering struct {
	Process string `json:"process" minLength:"1" maxLength:"200" doc:"Process id, such as unit-review/caoloc-2018/xa-a"`
	Reason  string `json:"reason" minLength:"1" maxLength:"2000"`
	Basis   string `json:"basis" minLength:"1" maxLength:"500" doc:"Document or decision that allows it"`
}

func (w Steering) process() string { return w.Process }

type extension struct {
	Steering
	Step string    `json:"step" minLength:"1" maxLength:"64"`
	Due  time.Time `json:"due"`
}

type stepClosure struct {
	Steering
	Step string `json:"step" minLength:"1" maxLength:"64"`
}

type reassignment struct {
	Steering
	Step string `json:"step" minLength:"1" maxLength:"64" doc:"The open step or a later one"`
	Act  string `json:"act" minLength:"1" maxLength:"64" doc:"Which task, as the inbox names it"`
	From string `json:"from" minLength:"1" maxLength:"63"`
	To   string `json:"to" minLength:"1" maxLength:"63" doc:"Somebody who may do it, and not on their own case"`
}

type reopening struct {
	Steering
	Step   string   `json:"step" minLength:"1" maxLength:"64" doc:"One that has ended"`
	People []string `json:"people,omitempty" maxItems:"1000" doc:"Whose tasks are opened again; without them everybody's"`
	Days   int      `json:"days" minimum:"1" maximum:"60" doc:"The new time, in working days from now"`
}

type reminder struct {
	Steering
	Step   string   `json:"step" minLength:"1" maxLength:"64" doc:"The open step"`
	People []string `json:"people,omitempty" maxItems:"1000" doc:"Who is reminded; without them all whose tasks are open. Nobody of a secret ballot in particular"`
}

type clock struct{ Steering }

// steered is what is handed in to steer a process.
type steered interface{ process() string }

type steeringFiling[F steered] struct {
	Idempotent
	Body F
}

func (f *steeringFiling[F]) place() place { return place{process: f.Body.process()} }
func (f *steeringFiling[F]) content() F   { return f.Body }

func (s *server) registerSteering() {
	addAct[steeringFiling[extension]](s, act[extension]{
		act: access.Extend, path: "/processes/extension", tag: "steering", summary: "Move the due time of an open step",
		kind: procedure.CommandExtend,
		args: func(f extension) any { return procedure.Extend{Step: f.Step, Due: f.Due} },
	})
	addAct[steeringFiling[stepClosure]](s, act[stepClosure]{
		act: access.CloseStep, path: "/processes/step-closure", tag: "steering", summary: "End a step that need not have everybody",
		kind: procedure.CommandCloseStep,
		args: func(f stepClosure) any { return procedure.CloseStep{Step: f.Step} },
	})
	addAct[steeringFiling[reassignment]](s, act[reassignment]{
		act: access.Reassign, path: "/processes/reassignment", tag: "steering", summary: "Give a task to somebody else; never a vote or a self-review",
		kind: procedure.CommandReassign,
		args: func(f reassignment) any {
			return procedure.Reassign{Step: f.Step, Act: f.Act, From: f.From, To: f.To}
		},
	})
	addAct[steeringFiling[reopening]](s, act[reopening]{
		act: access.Reopen, path: "/processes/reopening", tag: "steering",
		summary: "Open an ended step again with a time of its own; later steps wait meanwhile",
		kind:    procedure.CommandReopen,
		args:    func(f reopening) any { return procedure.Reopen{Step: f.Step, Person: f.People, Days: f.Days} },
	})
	addAct[steeringFiling[reminder]](s, act[reminder]{
		act: access.Remind, path: "/processes/reminder", tag: "steering",
		summary: "Mail a reminder to those whose tasks in the open step are open, now",
		kind:    procedure.CommandRemind,
		args:    func(f reminder) any { return procedure.RemindNow{Step: f.Step, Person: f.People} },
	})
	addAct[steeringFiling[clock]](s, act[clock]{
		act: access.Pause, path: "/processes/pause", tag: "steering", summary: "Stop the clock of a process",
		kind: procedure.CommandPause,
	})
	addAct[steeringFiling[clock]](s, act[clock]{
		act: access.Resume, path: "/processes/resumption", tag: "steering", summary: "Let the clock run on; dues move by the time paused",
		kind: procedure.CommandResume,
	})
}
