package storetest

import (
	"slices"

	"canbo/internal/procedure"
)

// back opens tasks again.
func (s *Store) back(id string, b procedure.TasksBack) {
	for i := range s.kept.Tasks {
		t := &s.kept.Tasks[i]
		if t.Process == id && t.Step == b.Step && t.Act == b.Act && slices.Contains(b.Assignees, t.Assignee) {
			t.Done, t.Ended = false, false
		}
	}
	for _, who := range b.Assignees {
		if b.Tell {
			s.kept.Mails = append(s.kept.Mails, Mail{To: who, Process: id, About: "task"})
		}
	}
}

// move gives an open task to somebody else.
func (s *Store) move(id string, m procedure.TaskMoved) {
	for i, t := range s.kept.Tasks {
		if t == (Task{Process: id, Step: m.Step, Act: m.Act, Assignee: m.From}) {
			s.kept.Tasks[i].Assignee = m.To
			s.kept.Mails = append(s.kept.Mails,
				Mail{To: m.To, Process: id, About: "task"}, Mail{To: m.From, Process: id, About: "moved"})
		}
	}
}
