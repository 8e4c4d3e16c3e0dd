package web

import (
	"context"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/opening"
	"canbo/internal/rotation"
	"canbo/internal/schedule"
)

// launchPreview is what one launch would do.
type launchPreview struct {
	Ahead
	Does      schedule.Outcome      `json:"does" enum:"opened,already_open,failed"`
	Open      string                `json:"open,omitempty" doc:"Code of the cycle that is open for the period already"`
	FaultCode string                `json:"fault_code,omitempty"`
	FaultText string                `json:"fault_text,omitempty"`
	Cycle     *opening.CyclePreview `json:"cycle,omitempty" doc:"Of an evaluation: the cycle, with all that stands in its way"`
	Lists     int                   `json:"lists,omitempty" doc:"Of planning lists: how many reviews are opened"`
	Needs     int                   `json:"needs,omitempty" doc:"Of a rotation plan: how many posts are to be filled from the start"`
}

// previewLaunches says what filling in some days would open; without days, what triggering would.
func (s *server) previewLaunches(ctx context.Context, id string, days Days) ([]launchPreview, error) {
	var launches []schedule.Launch
	if days == (Days{}) {
		found, err := s.readable(ctx, id)
		if err != nil {
			return nil, err
		}
		launches = []schedule.Launch{found.Schedule.LaunchAt(s.now())}
	} else {
		var err error
		if launches, _, _, err = s.filledIn(ctx, id, days); err != nil {
			return nil, err
		}
	}
	previews := make([]launchPreview, len(launches))
	for i, l := range launches {
		p := launchPreview{Ahead: aheadOf(l), Does: schedule.Opened}
		err := s.previewLaunch(ctx, l, &p)
		if f, ok := fault.As(err); ok && f.Kind != fault.Unavailable {
			p.Does, p.FaultCode, p.FaultText = schedule.Failed, f.Code, f.Text
		} else if err != nil {
			return nil, err
		}
		previews[i] = p
	}
	return previews, nil
}

// previewLaunch looks at what a launch would do. Its error is that of the launch.
func (s *server) previewLaunch(ctx context.Context, l schedule.Launch, p *launchPreview) error {
	switch l.Kind {
	case schedule.KindEvaluation:
		return s.previewEvaluation(ctx, l, p)
	case schedule.KindPlanning:
		lists, err := s.Reviews.PreviewReviews(ctx, opening.ReviewsOf(l))
		if f, ok := fault.As(err); ok && f.Code == opening.CodeAllReviewed {
			p.Does = schedule.AlreadyOpen
			return nil
		}
		p.Lists = len(lists.Processes)
		return err
	default:
		_, err := s.Store.RotationPlan(ctx, rotation.PlanID(l.Rotation.Plan))
		if fault.KindOf(err) != fault.NotFound {
			p.Does = schedule.AlreadyOpen
			return err
		}
		_, p.Needs, err = s.RotationPlans.PreviewPlan(ctx, opening.PlanOf(l))
		return err
	}
}

func (s *server) previewEvaluation(ctx context.Context, l schedule.Launch, p *launchPreview) error {
	var err error
	if p.Open, err = s.Store.CycleOf(ctx, l.Evaluation.Root, l.Period); err != nil {
		return err
	}
	if p.Open != "" {
		p.Does = schedule.AlreadyOpen
		return nil
	}
	cycle, err := s.Opener.Preview(ctx, opening.CycleOf(l))
	if err != nil {
		return err
	}
	p.Cycle = &cycle
	switch {
	case len(cycle.Findings) > 0:
		return fault.New(fault.Invalid, "not_ready", "%d finding(s) stand in the way.", len(cycle.Findings))
	case cycle.Infeasible != "":
		return fault.New(fault.Invalid, cycle.InfeasibleCode, "%s", cycle.Infeasible)
	}
	return nil
}

// period is the period of a launch.
func (a Ahead) period() evaluation.Period { return evaluation.Period{Year: a.Year, Quarter: a.Quarter} }
