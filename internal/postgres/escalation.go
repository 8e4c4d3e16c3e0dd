package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"canbo/internal/mail"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// Escalation is on record whenever somebody was told that others are late.
type Escalation struct {
	ID        int64      `json:"id"`
	Process   string     `json:"process"`
	Step      string     `json:"step"`
	Act       string     `json:"act"`
	Reader    string     `json:"reader,omitempty" doc:"Who was told; absent: it is for the administrators"`
	Late      int        `json:"late" doc:"How many persons"`
	Officials []string   `json:"officials,omitempty" doc:"Who they are; absent for a secret ballot"`
	Due       *time.Time `json:"due,omitempty"`
	ToldAt    time.Time  `json:"told_at"`
}

// Escalations lists what was escalated, in all processes or in one, in the order it happened.
func (s *Store) Escalations(ctx context.Context, process string, p Page) (List[Escalation], error) {
	after, err := p.number()
	if err != nil {
		return List[Escalation]{}, err
	}
	rows, err := s.q.Escalations(ctx, db.EscalationsParams{After: after, Process: process, MaxRows: p.rows()})
	if err != nil {
		return List[Escalation]{}, fmt.Errorf("list escalations: %w", err)
	}
	return listed(p, rows, func(r db.EscalationsRow) (Escalation, string) {
		return Escalation{
			ID: r.ID, Process: r.Process, Step: r.Step, Act: r.Act, Reader: r.Reader, Late: int(r.Late), Officials: r.Officials,
			Due: r.Due, ToldAt: r.ToldAt,
		}, strconv.FormatInt(r.ID, 10)
	}), nil
}

// lateness is what one reader is told of one act.
type lateness struct {
	reader, act string
	late        []string
}

// escalate tells who watches over the step whose tasks in it are open, and records it.
func (a *applier) escalate(ctx context.Context, e procedure.Effect, x procedure.Escalate) error {
	open, err := a.q.OpenTaskActs(ctx, db.OpenTaskActsParams{Process: a.process, Step: x.Step})
	if err != nil || len(open) == 0 {
		return err
	}
	n, err := a.about(ctx)
	if err != nil {
		return err
	}
	all, err := a.readers(ctx, n.cycle, x, open)
	if err != nil {
		return err
	}
	names, err := a.namesOf(ctx, all)
	if err != nil {
		return err
	}
	var messages []mail.Message
	for _, l := range all {
		officials := []string{}
		if l.act != procedure.ActVote {
			officials = l.late
		}
		err := a.q.InsertEscalation(ctx, db.InsertEscalationParams{
			Process: a.process, Seq: e.Seq, Step: x.Step, Act: l.act, Reader: l.reader, Late: int32(len(l.late)), Officials: officials,
			Due: pointer(x.Due), ToldAt: a.now,
		})
		if err != nil {
			return fmt.Errorf("record an escalation: %w", err)
		}
		label := ActLabel(n.kind, l.act)
		data := mail.Escalation{
			Cycle: n.cycle, CycleVi: n.label.VI, CycleEn: n.label.EN, UnitName: n.subject, StepVi: label.VI, StepEn: label.EN,
			Due: x.Due, Overdue: !x.At.Before(x.Due), Late: len(l.late), Link: a.baseURL + "/inbox",
		}
		for _, who := range officials {
			data.Names = append(data.Names, names[who])
		}
		if l.reader == "" {
			for _, to := range a.administrators {
				messages = append(messages, mail.Message{Key: a.mailKey(e.Seq, to.Address) + "/late/" + l.act, To: to, Data: data})
			}
			continue
		}
		messages = append(messages, mail.Message{
			Key: a.mailKey(e.Seq, l.reader) + "/late/" + l.act, Official: l.reader, Data: data,
		})
	}
	_, err = EnqueueMail(ctx, a.tx, messages...)
	return err
}

// readers says who is told of whom: the overseer of everybody else, and of the overseer whoever is above, else the member
// who appraises for the body that decides on the overseer, else the administrators. Of a secret ballot the overseer is
// told the number of all, their own paper among them: apart, it would tell who.
func (a *applier) readers(ctx context.Context, cycle string, x procedure.Escalate, open []db.OpenTaskActsRow) ([]lateness, error) {
	late := make([]string, len(open))
	for i, t := range open {
		late[i] = t.Assignee
	}
	rows, err := a.q.OrganisationMembers(ctx, db.OrganisationMembersParams{Cycle: cycle, Officials: late, Day: a.now})
	if err != nil {
		return nil, fmt.Errorf("read who appraises: %w", err)
	}
	members := make(map[string]string, len(rows))
	for _, r := range rows {
		members[r.Official] = r.Reader
	}
	var all []lateness
	for _, t := range open {
		reader := x.Overseer
		if t.Act != procedure.ActVote {
			if reader == "" || reader == t.Assignee {
				reader = x.Above
			}
			if reader == "" || reader == t.Assignee {
				reader = members[t.Assignee]
			}
		}
		i := slices.IndexFunc(all, func(l lateness) bool { return l.reader == reader && l.act == t.Act })
		if i < 0 {
			i = len(all)
			all = append(all, lateness{reader: reader, act: t.Act})
		}
		all[i].late = append(all[i].late, t.Assignee)
	}
	return all, nil
}

func (a *applier) namesOf(ctx context.Context, all []lateness) (map[string]string, error) {
	var codes []string
	for _, l := range all {
		codes = append(codes, l.late...)
	}
	rows, err := a.q.NamesOf(ctx, codes)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.Code] = r.Name
	}
	return names, nil
}
