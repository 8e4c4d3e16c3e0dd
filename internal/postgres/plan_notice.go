package postgres

import (
	"context"
	"fmt"
	"slices"

	"canbo/internal/mail"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/postgres/db"
	"canbo/internal/procedure"
)

// mailPlan tells of every entry that came or went whom the policy wants to know: the person, and who heads their unit.
func (a *applier) mailPlan(ctx context.Context, e procedure.Effect, v planVersion) error {
	changes := slices.DeleteFunc(v.changes(), func(c planning.Change) bool { return c.Kind == planning.Moved })
	people, err := a.planPeople(ctx, changes)
	if err != nil {
		return err
	}
	positions, err := a.positionNames(ctx, changes)
	if err != nil {
		return err
	}
	n, err := a.about(ctx)
	if err != nil {
		return err
	}
	var messages []mail.Message
	for _, c := range changes {
		entry := c.Entry()
		data := mail.PlanChanged{
			List: n.subject, Position: positions[entry.Position], Added: c.Kind == planning.Added,
			Decision: v.approval.Document, Decided: v.approval.DocumentDate, Link: a.baseURL + "/inbox",
		}
		if why, ok := v.why(entry.Seat()); ok && why.Reason != "" {
			label := planning.ReasonLabel(why.Reason)
			data.ReasonVi, data.ReasonEn = label.VI, label.EN
		}
		key := a.mailKey(e.Seq, entry.Official) + "/" + entry.Position
		person := people[entry.Official]
		if slices.Contains(v.Publish, string(policy.ToPerson)) {
			messages = append(messages, mail.Message{Key: key, Official: entry.Official, Data: data})
		}
		if slices.Contains(v.Publish, string(policy.ToUnitHead)) && person.Head != "" {
			data.Person = person.Name
			messages = append(messages, mail.Message{Key: key + "/head", Official: person.Head, Data: data})
		}
	}
	_, err = EnqueueMail(ctx, a.tx, messages...)
	return err
}

func (a *applier) planPeople(ctx context.Context, changes []planning.Change) (map[string]db.PlanNoticesRow, error) {
	codes := make([]string, len(changes))
	for i, c := range changes {
		codes[i] = c.Entry().Official
	}
	rows, err := a.q.PlanNotices(ctx, db.PlanNoticesParams{Officials: distinct(codes), Day: a.now})
	if err != nil {
		return nil, fmt.Errorf("read who is told: %w", err)
	}
	people := make(map[string]db.PlanNoticesRow, len(rows))
	for _, r := range rows {
		people[r.Code] = r
	}
	return people, nil
}

func (a *applier) positionNames(ctx context.Context, changes []planning.Change) (map[string]string, error) {
	codes := make([]string, len(changes))
	for i, c := range changes {
		codes[i] = c.Entry().Position
	}
	rows, err := a.q.PositionNames(ctx, distinct(codes))
	if err != nil {
		return nil, fmt.Errorf("read the names of positions: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.Code] = r.Name
	}
	return names, nil
}
