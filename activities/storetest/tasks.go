package storetest

import (
	"slices"
	"time"

	"canbo/internal/procedure"
)

func (s *Store) step(id string, c procedure.StepChange) {
	i := slices.IndexFunc(s.kept.Steps, func(st Step) bool { return st.Process == id && st.Name == c.Name })
	if i < 0 {
		s.kept.Steps = append(s.kept.Steps, Step{id, c})
	} else {
		s.kept.Steps[i].StepChange = c
	}
	if c.Status == procedure.Ended {
		s.end(id, c.Name, "")
	}
}

func (s *Store) open(id, step, act string, assignees []string) {
	for _, who := range assignees {
		s.kept.Tasks = append(s.kept.Tasks, Task{Process: id, Step: step, Act: act, Assignee: who})
		s.kept.Mails = append(s.kept.Mails, Mail{To: who, Process: id, About: "task"})
	}
}

func (s *Store) finish(id string, d procedure.TaskDone) {
	for i, t := range s.kept.Tasks {
		if t == (Task{Process: id, Step: d.Step, Act: d.Act, Assignee: d.Assignee}) {
			s.kept.Tasks[i].Done = true
		}
	}
}

// end ends what is still open in a step, of one act or of all.
func (s *Store) end(id, step, act string) {
	for i, t := range s.kept.Tasks {
		if t.Process == id && t.Step == step && (act == "" || t.Act == act) && !t.Done {
			s.kept.Tasks[i].Ended = true
		}
	}
}

// hand ends a task that falls to somebody else.
func (s *Store) hand(id string, d procedure.TaskEnd) {
	for i, t := range s.kept.Tasks {
		if t == (Task{Process: id, Step: d.Step, Act: d.Act, Assignee: d.Assignee}) {
			s.kept.Tasks[i].Ended = true
		}
	}
}

func (s *Store) remind(id string, r procedure.Remind) {
	for _, t := range s.kept.Tasks {
		wanted := len(r.Only) == 0 || t.Act != procedure.ActVote && r.Only.Include(t.Assignee)
		if t.Process == id && t.Step == r.Step && !t.Done && !t.Ended && wanted {
			s.kept.Mails = append(s.kept.Mails, Mail{To: t.Assignee, Process: id, About: "reminder"})
		}
	}
}

func (s *Store) send(id string, e procedure.Effect) error {
	send := args[procedure.Send](e)
	if s.find(send.To) == nil {
		return notFound("process", send.To)
	}
	cmd := systemCommand(id, e, send.Kind, send.Args, time.Now().UTC())
	s.commands = append(s.commands, &Filing{Undelivered: procedure.Undelivered{Process: send.To, Command: cmd}, Return: send.Return})
	return nil
}
