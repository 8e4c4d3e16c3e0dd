package activities

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

// prepare computes what one effect needs. fed are commands that must not be stored as the effect's answer, because a
// retry has to look for them again.
func (a *Activities) prepare(ctx context.Context, b procedure.Batch, e procedure.Effect) (p procedure.Prepared, fed []procedure.Command, err error) {
	p = procedure.Prepared{Effect: e}
	switch e.Kind {
	case procedure.EffectDue:
		p.Answer, err = a.due(b, e)
	case procedure.EffectDrain:
		fed, err = a.drain(ctx, b, e)
	case procedure.EffectLaunch:
		p.Computed, err = a.launch(ctx, b, e)
	case evaluation.EffectAppraise:
		p.Computed, p.Answer, err = a.appraise(ctx, b, e)
	case evaluation.EffectCloseCycle:
		p.Computed, p.Answer, err = a.count(ctx, b, e, evaluation.CommandCycleClosed)
	case evaluation.EffectRecount:
		p.Computed, p.Answer, err = a.count(ctx, b, e, evaluation.CommandRecounted)
	case planning.EffectScreen:
		p.Computed, p.Answer, err = a.screen(ctx, b, e)
	case planning.EffectPublish:
		p.Computed, err = a.draft(ctx, e)
	case rotation.EffectAssign:
		p.Computed, p.Answer, err = a.assign(ctx, b, e)
	case rotation.EffectStartRotations:
		p.Computed, err = a.decided(ctx, b, e)
	}
	return p, fed, err
}

// due computes the due time and reminders of a step in working days. A due time that people gave may lie beyond what
// the calendar knows: then the reminders that the step has stay.
func (a *Activities) due(b procedure.Batch, e procedure.Effect) ([]procedure.Command, error) {
	req, err := decode[procedure.DueRequest](e)
	if err != nil {
		return nil, err
	}
	set := procedure.DueSet{Step: req.Step, From: req.From, Due: req.Due}
	if req.Due.IsZero() {
		if set.Due, err = a.Calendar.AddWorkingDays(req.From, req.Days); err != nil {
			return nil, err
		}
	}
	for _, days := range req.RemindDays {
		at, err := a.Calendar.SubWorkingDays(set.Due, days)
		if err != nil && !req.Due.IsZero() {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		set.Reminders = append(set.Reminders, at)
	}
	for _, days := range req.EscalateDays {
		at, err := a.working(set.Due, days)
		if err != nil && !req.Due.IsZero() {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		set.Escalations = append(set.Escalations, at)
	}
	sortTimes(set.Reminders)
	sortTimes(set.Escalations)
	return answer(b, e, procedure.CommandDueSet, set, req.From)
}

// working returns the time so many working days after a time, before it when negative.
func (a *Activities) working(from time.Time, days int) (time.Time, error) {
	if days < 0 {
		return a.Calendar.SubWorkingDays(from, -days)
	}
	return a.Calendar.AddWorkingDays(from.Add(-1), days) // midnight is the end of the day before
}

// drain collects the filings that were received in time but have not reached the process, then says that time is up.
func (a *Activities) drain(ctx context.Context, b procedure.Batch, e procedure.Effect) ([]procedure.Command, error) {
	d, err := decode[procedure.Drain](e)
	if err != nil {
		return nil, err
	}
	pending, err := a.Reader.PendingBefore(ctx, b.Process, d.Due)
	if err != nil {
		return nil, err
	}
	expired, err := answer(b, e, procedure.CommandExpired, procedure.Expired(d), d.Due)
	return append(pending, expired...), err
}

// launch prepares the processes that cannot be prepared when the cycle is opened: petitions. All others wait in the
// record, and launching releases them.
func (a *Activities) launch(ctx context.Context, b procedure.Batch, e procedure.Effect) (any, error) {
	l, err := decode[procedure.Launch](e)
	if err != nil || l.Kind != evaluation.KindPetition {
		return nil, err
	}
	cycle, err := cycleOf(b.Process)
	if err != nil {
		return nil, err
	}
	sitting, decided, err := a.Reader.PetitionCase(ctx, cycle, l.Scope)
	if err != nil {
		return nil, err
	}
	pol, err := a.policy(ctx, cycle)
	if err != nil {
		return nil, err
	}
	petition, err := evaluation.NewPetition(sitting, l.Scope, l.People, decided, policy.Procedure(pol.Evaluation.Steps.Petition))
	if err != nil {
		return nil, err
	}
	if b.Kind == evaluation.KindCorrection {
		petition.AgainstCorrection(b.Process)
	}
	return procedure.NewProcess{ID: petition.ID, Kind: petition.Kind, Cycle: cycle, Subject: l.Scope, Input: petition}, nil
}

// policy reads the policy that a cycle is pinned to.
func (a *Activities) policy(ctx context.Context, cycle string) (*policy.Policy, error) {
	name, text, err := a.Reader.CyclePolicy(ctx, cycle)
	if err != nil {
		return nil, err
	}
	pol, err := policy.Parse(name, text)
	if err != nil {
		return nil, fmt.Errorf("read pinned policy of cycle %s: %w", cycle, err)
	}
	return pol, nil
}

// answer makes the command that an effect is answered with. Its key is the effect's own, so that a repeat is known.
func answer(b procedure.Batch, e procedure.Effect, kind string, args any, at time.Time) ([]procedure.Command, error) {
	raw, err := json.Marshal(args)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", kind, err)
	}
	return []procedure.Command{{
		Key:        fmt.Sprintf("%s#%d", b.Process, e.Seq),
		Kind:       kind,
		Actor:      b.Process,
		Role:       procedure.System,
		ReceivedAt: at,
		Args:       raw,
	}}, nil
}

func decode[T any](e procedure.Effect) (T, error) {
	var args T
	if err := json.Unmarshal(e.Args, &args); err != nil {
		return args, fmt.Errorf("decode effect %s %d: %w", e.Kind, e.Seq, err)
	}
	return args, nil
}
