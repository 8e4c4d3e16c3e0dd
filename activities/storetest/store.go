// Package storetest is the record in memory, for tests of everything that stands above the record: the shell, the
// activities, the relay. It keeps what those tests look at and leaves out what only pages read.
//
// Conform is the table of cases that this store and the one on PostgreSQL both pass; a rule of the record belongs there.
// The package may import the domain and activities.
package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/roster"
	"canbo/internal/rotation"
	"canbo/internal/schedule"
)

// Store keeps the record of cycles in memory. It is safe for concurrent use. Set the fields before the first call.
type Store struct {
	Roster   *roster.District
	Cases    map[string][]evaluation.AppraisalCase // by body: what its appraisal reads
	NoQuorum map[string]bool                       // ballots whose count does not meet the quorum
	Outcomes map[string][]ballot.Outcome           // of ballots with a threshold
	Fail     func(procedure.Batch) error           // makes Apply fail when it returns an error

	mu        sync.Mutex
	openings  map[string]evaluation.CycleOpening
	processes []*process
	commands  []*Filing
	effects   map[fence][]procedure.Command
	launches  map[string]schedule.Report   // by schedule and code
	results   map[string]evaluation.Graded // by cycle/official
	kept      Kept
}

// Kept is what the applied effects left behind.
type Kept struct {
	Batches []procedure.Batch
	Acts    []procedure.Act
	Tasks   []Task
	Steps   []Step
	Mails   []Mail
}

// Task is what somebody was asked to do in a step of a process.
type Task struct {
	Process, Step, Act, Assignee string
	Done, Ended                  bool
}

// Step is the projection of a step.
type Step struct {
	Process string
	procedure.StepChange
}

// Mail is a message to somebody about a task, their result or a cancelled cycle.
type Mail struct {
	To, Process, About string // About is "task", "moved", "reminder", "result", "cancelled" or "unplaced"
}

// Filing is a command in the inbox with its outcome.
type Filing struct {
	procedure.Undelivered
	Settled bool
	Version int64        // when accepted
	Refused *fault.Error // when refused
	Tries   int
	Return  bool // to its sender when it is refused
}

type process struct {
	procedure.NewProcess
	input                      json.RawMessage
	released, started, stopped bool
	cancelled                  bool // a cancelled cycle launches nothing
}

type fence struct {
	process string
	seq     int64
}

// New returns an empty store of a district.
func New(d *roster.District) *Store {
	return &Store{
		Roster: d, Cases: map[string][]evaluation.AppraisalCase{}, NoQuorum: map[string]bool{},
		openings: map[string]evaluation.CycleOpening{}, launches: map[string]schedule.Report{}, effects: map[fence][]procedure.Command{},
		results: map[string]evaluation.Graded{},
	}
}

// Kept returns what was applied so far.
func (s *Store) Kept() Kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Kept{
		Batches: slices.Clone(s.kept.Batches), Acts: slices.Clone(s.kept.Acts), Tasks: slices.Clone(s.kept.Tasks),
		Steps: slices.Clone(s.kept.Steps), Mails: slices.Clone(s.kept.Mails),
	}
}

// Add adds a process that the relay shall start.
func (s *Store) Add(p procedure.NewProcess) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(p, true)
}

func (s *Store) add(p procedure.NewProcess, released bool) error {
	if s.find(p.ID) != nil {
		return nil
	}
	input, err := json.Marshal(p.Input)
	if err != nil {
		return fmt.Errorf("encode process %s: %w", p.ID, err)
	}
	s.processes = append(s.processes, &process{NewProcess: p, input: input, released: released})
	return nil
}

func (s *Store) find(id string) *process {
	i := slices.IndexFunc(s.processes, func(p *process) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return s.processes[i]
}

// Apply implements activities.Store.
func (s *Store) Apply(_ context.Context, batch procedure.Batch, prepared []procedure.Prepared) ([]procedure.Command, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.find(batch.Process) == nil {
		return nil, notFound("process", batch.Process)
	}
	if s.Fail != nil {
		if err := s.Fail(batch); err != nil {
			return nil, err
		}
	}
	for _, p := range prepared { // nothing is written when one of them cannot be
		if !slices.Contains(known, p.Effect.Kind) {
			return nil, fmt.Errorf("effect %s %d: this version knows no effect %q", p.Effect.Kind, p.Effect.Seq, p.Effect.Kind)
		}
	}
	s.kept.Batches = append(s.kept.Batches, batch)
	var answers []procedure.Command
	for _, p := range prepared {
		at := fence{batch.Process, p.Effect.Seq}
		answer, done := s.effects[at]
		if !done {
			more, err := s.write(batch.Process, p)
			if err != nil {
				return nil, fmt.Errorf("effect %s %d: %w", p.Effect.Kind, p.Effect.Seq, err)
			}
			answer = slices.Concat(p.Answer, more)
			s.effects[at] = answer
		}
		answers = append(answers, answer...)
	}
	return answers, nil
}

var known = []string{
	procedure.EffectAct, procedure.EffectStep, procedure.EffectDue, procedure.EffectTasks, procedure.EffectTaskDone,
	procedure.EffectTasksBack, procedure.EffectTaskMoved,
	procedure.EffectRefused, procedure.EffectDrain, procedure.EffectRemind, procedure.EffectEscalate, procedure.EffectLaunch,
	procedure.EffectSend,
	procedure.EffectConcluded, procedure.EffectCancelled, procedure.EffectRecall, procedure.EffectVoidVote,
	procedure.EffectCountPaper, procedure.EffectOpenVote, procedure.EffectCountVote,
	procedure.EffectDuties, procedure.EffectBarred, procedure.EffectTaskEnd, procedure.EffectSeats,
	evaluation.EffectEnrol, evaluation.EffectChangeRefused,
	evaluation.EffectAppraise, evaluation.EffectRecount, evaluation.EffectPublish, evaluation.EffectCloseCycle,
	planning.EffectScreen, planning.EffectPublish,
	rotation.EffectTransfer, rotation.EffectProgress, rotation.EffectUnplaced, rotation.EffectEnded,
	rotation.EffectAssign, rotation.EffectStartRotations,
}

// write does what one effect asks for.
func (s *Store) write(id string, p procedure.Prepared) ([]procedure.Command, error) {
	e := p.Effect
	switch e.Kind {
	case procedure.EffectAct:
		s.act(id, e, args[procedure.Act](e).Command)
	case procedure.EffectRefused:
		r := args[procedure.Refusal](e)
		s.settle(r.Key, 0, fault.New(fault.Kind(r.Kind), r.Code, "%s", r.Text))
	case procedure.EffectStep:
		s.step(id, args[procedure.StepChange](e))
	case procedure.EffectTasks:
		t := args[procedure.TasksOpened](e)
		s.open(id, t.Step, t.Act, t.Assignees)
	case procedure.EffectTaskDone:
		s.finish(id, args[procedure.TaskDone](e))
	case procedure.EffectTaskEnd:
		s.hand(id, args[procedure.TaskEnd](e))
	case procedure.EffectTasksBack:
		s.back(id, args[procedure.TasksBack](e))
	case procedure.EffectTaskMoved:
		s.move(id, args[procedure.TaskMoved](e))
	case procedure.EffectRemind:
		s.remind(id, args[procedure.Remind](e))
	case procedure.EffectSend:
		return nil, s.send(id, e)
	case procedure.EffectLaunch:
		return nil, s.launch(p)
	case procedure.EffectConcluded:
		s.find(id).stopped = true
	case procedure.EffectRecall:
		s.recall(id, e)
	case procedure.EffectCancelled:
		s.cancelled(id)
	case procedure.EffectOpenVote:
		if v := args[procedure.VoteOpened](e); !v.OnPaper {
			s.open(id, v.Step, procedure.ActVote, v.Roll)
		}
	case procedure.EffectVoidVote:
		s.end(id, args[procedure.VoteVoid](e).Step, "")
	case procedure.EffectCountPaper:
		v := args[procedure.PaperCount](e)
		return []procedure.Command{s.counted(id, e, v.Ballot, v.At)}, nil
	case procedure.EffectCountVote:
		v := args[procedure.VoteCount](e)
		s.end(id, v.Step, procedure.ActVote)
		return []procedure.Command{s.counted(id, e, v.Ballot, v.At)}, nil
	case planning.EffectPublish:
		published := planning.Published{Version: args[planning.Publication](e).Version + 1}
		return []procedure.Command{systemCommand(id, e, planning.CommandPublished, published, time.Now().UTC())}, nil
	case rotation.EffectTransfer:
		return []procedure.Command{systemCommand(id, e, rotation.CommandTransferred, rotation.Transferred{}, time.Now().UTC())}, nil
	case rotation.EffectStartRotations:
		return []procedure.Command{systemCommand(id, e, rotation.CommandRotationsStarted, rotation.RotationsStarted{}, time.Now().UTC())}, nil
	case rotation.EffectUnplaced:
		s.kept.Mails = append(s.kept.Mails, Mail{To: args[rotation.Unplaced](e).Organiser, Process: id, About: "unplaced"})
	case evaluation.EffectPublish:
		for _, r := range s.resultsOf(args[evaluation.Publish](e)) {
			s.kept.Mails = append(s.kept.Mails, Mail{To: r, Process: id, About: "result"})
		}
	}
	return nil, nil
}

func (s *Store) counted(id string, e procedure.Effect, ballot string, at time.Time) procedure.Command {
	counted := procedure.Counted{Ballot: ballot, QuorumMet: !s.NoQuorum[ballot], Hash: "hash of " + ballot, Outcomes: s.Outcomes[ballot]}
	return systemCommand(id, e, procedure.CommandCounted, counted, at)
}

// act keeps an accepted command, settles its filing and follows the results of decisions.
func (s *Store) act(id string, e procedure.Effect, cmd procedure.Command) {
	s.kept.Acts = append(s.kept.Acts, procedure.Act{Command: cmd})
	s.settle(cmd.Key, e.Version, nil)
	p := s.find(id)
	switch cmd.Kind {
	case evaluation.ActDecide:
		for _, m := range procedure.Decode[evaluation.Marks](cmd).Marks {
			s.results[p.Cycle+"/"+m.Subject] = evaluation.Graded{
				Member: evaluation.Member{Official: m.Subject, Grade: m.Grade}, Body: p.Subject,
			}
		}
	case evaluation.ActAnswerPetition:
		if a := procedure.Decode[evaluation.Answer](cmd); a.Outcome == evaluation.PetitionChanged {
			r := s.results[p.Cycle+"/"+p.Subject]
			r.Grade = a.Grade
			s.results[p.Cycle+"/"+p.Subject] = r
		}
	}
}

func (s *Store) settle(key string, version int64, refused *fault.Error) {
	if f := s.filing(key); f != nil && !f.Settled {
		f.Settled, f.Version, f.Refused = true, version, refused
		if refused != nil && f.Return {
			s.giveBack(f)
		}
	}
}

// giveBack tells the sender of a command that it was refused.
func (s *Store) giveBack(f *Filing) {
	raw, err := json.Marshal(procedure.Returned{
		Key: f.Command.Key, Process: f.Process, Kind: f.Command.Kind, Code: f.Refused.Code, Args: f.Command.Args,
	})
	if err != nil {
		panic("storetest: a returned command: " + err.Error())
	}
	s.commands = append(s.commands, &Filing{Undelivered: procedure.Undelivered{Process: f.Command.Actor, Command: procedure.Command{
		Key: f.Command.Key + "/returned", Kind: procedure.CommandReturned, Actor: f.Process, Role: procedure.System,
		ReceivedAt: time.Now().UTC(), Args: raw,
	}}})
}

func (s *Store) filing(key string) *Filing {
	i := slices.IndexFunc(s.commands, func(f *Filing) bool { return f.Command.Key == key })
	if i < 0 {
		return nil
	}
	return s.commands[i]
}

// launch releases processes prepared at the opening, or adds the one prepared for the effect.
func (s *Store) launch(p procedure.Prepared) error {
	if np, ok := p.Computed.(procedure.NewProcess); ok {
		if c := s.find(evaluation.CycleID(np.Cycle)); c != nil && c.cancelled {
			return nil
		}
		return s.add(np, true)
	}
	l := args[procedure.Launch](p.Effect)
	for _, other := range s.processes {
		var input struct{ Level int }
		if err := json.Unmarshal(other.input, &input); err != nil {
			return err
		}
		if other.Kind == l.Kind && (l.Scope == "" || l.Scope == fmt.Sprint(input.Level)) {
			other.released = true
		}
	}
	return nil
}

func (s *Store) resultsOf(p evaluation.Publish) []string {
	var officials []string
	for _, r := range s.results {
		if r.Body == p.Body {
			officials = append(officials, r.Official)
		}
	}
	slices.Sort(officials)
	return officials
}

// args decodes the arguments of an effect, which the machine has encoded.
func args[T any](e procedure.Effect) T {
	return procedure.Decode[T](procedure.Command{Kind: e.Kind, Args: e.Args})
}

func systemCommand(id string, e procedure.Effect, kind string, args any, at time.Time) procedure.Command {
	raw, err := json.Marshal(args)
	if err != nil {
		panic("storetest: arguments of " + kind + ": " + err.Error())
	}
	return procedure.Command{
		Key: fmt.Sprintf("%s#%d", id, e.Seq), Kind: kind, Actor: id, Role: procedure.System, ReceivedAt: at, Args: raw,
	}
}

func notFound(what, id string) error {
	return fault.New(fault.NotFound, "not_found", "there is no %s %s", what, id)
}
