package demo

import (
	"context"
	"fmt"
	"slices"

	"canbo/internal/evaluation"
)

// meeting is a unit's conference or a body's sitting, as far as robots look at it.
type meeting struct {
	Chair    string   `json:"chair"` // else the first of Members
	Members  []string `json:"members"`
	Subjects []string `json:"subjects"` // of a conference
	Units    []string `json:"units"`    // of a sitting: those that it rates
	Duties   []struct {
		Act      string `json:"act"`
		Subject  string `json:"subject"`
		Assignee string `json:"assignee"`
	} `json:"duties"`
}

// falls reports whether an act on a subject falls to somebody.
func (m meeting) falls(act, subject, who string) bool {
	for _, d := range m.Duties {
		if d.Act == act && d.Subject == subject {
			return d.Assignee == who
		}
	}
	return false
}

func (r *robots) meeting(ctx context.Context, p *person, t task) (meeting, error) {
	var m meeting
	err := r.api.get(ctx, p.session, t.place(), &m)
	return m, err
}

// holdConference has every subject commented on by the member next to them, and adopts the minutes.
func (r *robots) holdConference(ctx context.Context, p *person, t task) (bool, error) {
	m, err := r.meeting(ctx, p, t)
	if err != nil {
		return false, err
	}
	for _, subject := range m.Subjects {
		if err := r.commentOn(ctx, t, m, subject); err != nil {
			return false, err
		}
	}
	minutes := evaluation.MinutesFiling{Text: minutesText(len(m.Members), len(m.Subjects), len(m.Subjects))}
	return true, r.act(ctx, p.session, t.key(), t.Href, minutes)
}

// commentOn has the member next to a subject comment on them; a relative leaves it to the next.
func (r *robots) commentOn(ctx context.Context, t task, m meeting, subject string) error {
	f, err := r.memory.fact(subject)
	if err != nil {
		return err
	}
	comment := evaluation.CommentFiling{Subject: subject, Text: commentText(f, r.merit(f))}
	at := slices.Index(m.Members, subject)
	for next := 1; next < len(m.Members); next++ {
		speaker := r.people[m.Members[(at+next)%len(m.Members)]]
		if speaker == nil {
			break
		}
		id := key(t.Process, evaluation.ActComment, speaker.code, subject)
		err := r.act(ctx, speaker.session, id, t.place()+"/comments", comment)
		switch {
		case err == nil:
			return nil
		case !refusedAs(err, "related_case"):
			return fmt.Errorf("%s comments on %s: %w", speaker.code, subject, err)
		}
	}
	return fmt.Errorf("nobody can comment on %s", subject)
}

// propose makes the proposals that fall to somebody from the count of the unit's ballot.
func (r *robots) propose(ctx context.Context, p *person, t task) (bool, error) {
	m, err := r.meeting(ctx, p, t)
	if err != nil {
		return false, err
	}
	var counted struct {
		Subjects []tally `json:"subjects"`
	}
	if err := r.api.get(ctx, p.session, t.place()+"/tallies", &counted); err != nil {
		return false, err
	}
	var body evaluation.MarksFiling
	for _, c := range counted.Subjects {
		if !m.falls(t.Act, c.Subject, p.code) {
			continue
		}
		f, err := r.memory.fact(c.Subject)
		if err != nil {
			return false, err
		}
		body.Marks = append(body.Marks, evaluation.MarkFiling{
			Subject: c.Subject, Grade: proposal(c.Boxes, r.merit(f)), Reason: proposalText(c),
		})
	}
	return true, r.act(ctx, p.session, t.key(), t.Href, body)
}
