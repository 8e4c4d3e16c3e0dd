package demo

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"canbo/internal/report"
	"canbo/internal/rotation"
)

// rotate opens the year's plan of rotations, unless that has been done, and shows how it goes until everybody is in their new
// post and has been given what they are due.
func (r *robots) rotate(ctx context.Context, o Options, unit string, shown *progress) error {
	body := map[string]any{"code": o.Plan, "root": unit, "body": r.movers.body, "day": o.ArticleDay.Format(time.DateOnly)}
	_, err := r.api.do(ctx, request{method: http.MethodPost, path: api + "/rotation/plans", bearer: o.AdminKey, body: body}, nil)
	if err != nil && !refusedAs(err, "plan_exists") {
		return err
	}
	stalled := r.watchdog()
	for {
		b, err := r.planBoard(ctx, o.AdminKey)
		if err != nil {
			return err
		}
		r.whoRefuses(b)
		begun, err := r.begun(ctx, o)
		if err != nil {
			return err
		}
		r.showRotations(b, begun, shown)
		if rotationsOver(b, begun) {
			return nil
		}
		if err := stalled(fmt.Sprintf("plan %s in %q, %d rotations", o.Plan, b.open(), len(begun))); err != nil {
			return err
		}
		if err := sleep(ctx, watchPause); err != nil {
			return err
		}
	}
}

// whoRefuses picks the one person who will not go, once people are asked: the first of those who are placed.
func (r *robots) whoRefuses(b planBoard) {
	if b.open() != rotation.StepConsultation || !b.UpToDate || r.refuser.Load() != nil {
		return
	}
	who := ""
	if b.refusals() == 0 && len(b.Pairs) > 0 {
		who = b.Pairs[0].Official
	}
	r.refuser.Store(&who)
}

// rotationsOver reports whether the plan has ended, everybody is in their new post, and has been given what they are due.
func rotationsOver(b planBoard, begun []rotationBoard) bool {
	pending := func(x rotationBoard) bool { return !x.confirmed() }
	return b.ended(begun) && !slices.ContainsFunc(begun, pending)
}

func (r *robots) showRotations(b planBoard, begun []rotationBoard, shown *progress) {
	closed, handed := 0, 0
	for _, s := range b.Steps {
		closed += one(s.Status == "closed")
	}
	shown.set(phasePlan, closed, len(b.Steps))
	for _, x := range begun {
		handed += one(x.confirmed())
	}
	if b.ended(begun) {
		shown.set(phaseHandover, handed, len(begun))
	}
}

// begun are the rotations that the plan has begun.
func (r *robots) begun(ctx context.Context, o Options) ([]rotationBoard, error) {
	rows, err := list[rotationBoard](ctx, r.api, o.AdminKey, api+"/rotation/rotations")
	if err != nil {
		return nil, err
	}
	var begun []rotationBoard
	for _, row := range rows {
		if !strings.HasPrefix(row.Code, o.Plan+"-") {
			continue
		}
		if err := r.api.get(ctx, o.AdminKey, api+"/rotation/rotations/"+row.Code, &row); err != nil {
			return nil, err
		}
		begun = append(begun, row)
	}
	return begun, nil
}

// rotated reports whether there is nothing to rotate any more.
func (r *robots) rotated(ctx context.Context, o Options) (bool, error) {
	if o.Plan == "" {
		return true, nil
	}
	b, err := r.planBoard(ctx, o.AdminKey)
	if refusedAs(err, "not_found") {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	begun, err := r.begun(ctx, o)
	return rotationsOver(b, begun), err
}

// planFigures are what came of the plan.
func (r *robots) planFigures(ctx context.Context, o Options) ([]report.Figure, error) {
	b, err := r.planBoard(ctx, o.AdminKey)
	if err != nil {
		return nil, err
	}
	begun, err := r.begun(ctx, o)
	if err != nil {
		return nil, err
	}
	handed, confirmed := 0, 0
	for _, x := range begun {
		handed += one(x.Started != "")
		confirmed += one(x.confirmed())
	}
	return report.RotationPlan(report.PlanCounts{
		Needs: len(b.Needs), Filled: len(b.Pairs), Refused: b.refusals(), Decided: len(b.Decisions), HandedOver: handed, Entitled: confirmed,
	}), nil
}
