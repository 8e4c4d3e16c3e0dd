package opening

import "canbo/internal/schedule"

// CycleOf is what a launch of kind evaluation asks to be opened.
func CycleOf(l schedule.Launch) Request {
	e := l.Evaluation
	id, version := e.Policy.Split()
	return Request{
		Cycle: e.Cycle, Root: e.Root, Period: l.Period, ReferenceDate: e.ReferenceDate.Midnight(), Policy: id, PolicyVersion: version,
		Actor: launcher(l),
	}
}

// ReviewsOf is what a launch of kind planning asks to be opened: the reviews of the lists that are not reviewed in the year yet.
func ReviewsOf(l schedule.Launch) ReviewRequest {
	id, version := l.Planning.Policy.Split()
	return ReviewRequest{
		Round: l.Period.Code(), Root: l.Planning.Root, Unopened: true, Policy: id, PolicyVersion: version, Actor: launcher(l),
	}
}

// PlanOf is what a launch of kind rotation asks to be opened.
func PlanOf(l schedule.Launch) PlanRequest {
	p := l.Rotation
	id, version := p.Policy.Split()
	return PlanRequest{
		Code: p.Plan, Root: p.Root, Body: p.Body, Policy: id, PolicyVersion: version, Day: p.Day.Midnight(), Actor: launcher(l),
	}
}

func launcher(l schedule.Launch) string { return "schedule:" + l.Schedule }
