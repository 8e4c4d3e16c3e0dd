package demo

import (
	"context"
	"fmt"
	"slices"

	"canbo/internal/evaluation"
)

// meeting is a unit's conference or a body's sitting, as far as robots look at it.
type meeting struct {
	Chair    string   `json:"chair"`
	Members  []string `json:"members"`
	Subjects []string `json:"subjects"` // of a conference
	Units    []string `json:"units"`    // of a sitting: those that it rates
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
		at := slices.Index(m.Members, subject)
		speaker := r.people[m.Members[(at+1)%len(m.Members)]]
		if speaker == nil || speaker.code == subject {
			return false, fmt.Errorf("nobody can comment on %s", subject)
		}
		f, err := r.memory.fact(subject)
		if err != nil {
			return false, err
		}
		comment := evaluation.CommentFiling{Subject: subject, Text: commentText(f, r.merit(f))}
		id := key(t.Process, evaluation.ActComment, speaker.code, subject)
		if err := r.act(ctx, speaker.session, id, t.place()+"/comments", comment); err != nil {
			return false, fmt.Errorf("%s comments on %s: %w", speaker.code, subject, err)
		}
	}
	minutes := evaluation.MinutesFiling{Text: minutesText(len(m.Members), len(m.Subjects), len(m.Subjects))}
	return true, r.act(ctx, p.session, t.key(), t.Href, minutes)
}

// propose makes the unit's proposals from the count of its ballot: the chair on everybody else, the deputy on the chair.
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
		if (p.code == m.Chair) == (c.Subject == m.Chair) {
			continue // somebody else's to propose
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
