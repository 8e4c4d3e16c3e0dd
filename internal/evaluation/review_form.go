package evaluation

import (
	"slices"

	"canbo/internal/fault"
)

// ReviewForm is what a self-review must hold under a cycle's policy: a level for each criterion, or points within a frame.
type ReviewForm struct {
	Criteria []Criterion  `json:"criteria,omitempty"` // each needs a level; none where the policy rates by points
	Points   *PointsFrame `json:"points,omitempty"`   // set where the policy rates by points
}

// PointsFrame is the most points of each part, in tenths of a point.
type PointsFrame struct {
	GeneralMaxTenths int `json:"general_max_tenths"`
	ResultsMaxTenths int `json:"results_max_tenths"`
}

// Check refuses a self-review of the wrong shape.
//
// Errors, all fault.Invalid: levels_missing, unknown_criterion, unknown_level, points_missing, points_out_of_range,
// wrong_shape.
func (f ReviewForm) Check(r SelfReviewFiling) error {
	if f.Points == nil {
		if r.Points != nil {
			return fault.New(fault.Invalid, "wrong_shape", "this cycle's policy rates by criteria, not by points")
		}
		return f.checkLevels(r.Levels)
	}
	if r.Points == nil {
		return fault.New(fault.Invalid, "points_missing", "this cycle's policy rates by points; give general and result points")
	}
	return f.Points.check(*r.Points)
}

func (f ReviewForm) checkLevels(levels map[Criterion]Level) error {
	for c := range levels {
		if !slices.Contains(f.Criteria, c) {
			return fault.New(fault.Invalid, "unknown_criterion", "this cycle's policy has no criterion %.40q", string(c))
		}
	}
	for _, c := range f.Criteria {
		switch l, given := levels[c]; {
		case !given:
			return fault.New(fault.Invalid, "levels_missing", "give a level for criterion %q", string(c))
		case !l.Valid():
			return fault.New(fault.Invalid, "unknown_level", "%.40q is no level of criterion %q", string(l), string(c))
		}
	}
	return nil
}

func (p PointsFrame) check(points PointsFiling) error {
	for _, part := range []struct {
		name       string
		given, max int
	}{{"general", points.GeneralTenths, p.GeneralMaxTenths}, {"results", points.ResultsTenths, p.ResultsMaxTenths}} {
		if part.given < 0 || part.given > part.max {
			return fault.New(fault.Invalid, "points_out_of_range",
				"the %s points are %d tenths; they lie within 0 and %d", part.name, part.given, part.max)
		}
	}
	return nil
}
