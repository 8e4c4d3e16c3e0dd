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
	addAct[steeringFiling[clock]](s, act[clock]{
		act: access.Pause, path: "/processes/pause", tag: "steering", summary: "Stop the clock of a process",
		kind: procedure.CommandPause,
	})
	addAct[steeringFiling[clock]](s, act[clock]{
		act: access.Resume, path: "/processes/resumption", tag: "steering", summary: "Let the clock run on; dues move by the time paused",
		kind: procedure.CommandResume,
	})
}
