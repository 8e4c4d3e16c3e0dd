package storetest

import (
	"fmt"
	"slices"
	"time"

	"canbo/internal/procedure"
)

// recall ends what was never released and files a cancellation to the other processes of the cycle.
func (s *Store) recall(id string, e procedure.Effect) {
	cycle := s.find(id)
	cycle.cancelled = true
	for _, p := range s.processes {
		switch {
		case p == cycle || p.Cycle != cycle.Cycle || p.stopped:
		case !p.released:
			p.stopped = true
		default:
			cmd := systemCommand(id, e, procedure.CommandCancel, struct{}{}, time.Now().UTC())
			cmd.Key = fmt.Sprintf("%s/%s", cmd.Key, p.ID)
			s.commands = append(s.commands, &Filing{Undelivered: procedure.Undelivered{Process: p.ID, Command: cmd}})
		}
	}
}

// cancelled ends a process and its tasks, and tells whose tasks they were, once for the whole cycle.
func (s *Store) cancelled(id string) {
	p := s.find(id)
	p.stopped = true
	for i, t := range s.kept.Tasks {
		if t.Process != id || t.Done || t.Ended {
			continue
		}
		s.kept.Tasks[i].Ended = true
		m := Mail{To: t.Assignee, Process: p.Cycle, About: "cancelled"}
		if !slices.Contains(s.kept.Mails, m) {
			s.kept.Mails = append(s.kept.Mails, m)
		}
	}
}
