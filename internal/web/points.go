package web

import (
	"context"
	"slices"
	"strings"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

// pointsFiling names points to an official; who may depends on the body that decides on them.
type pointsFiling struct {
	UnitPath
	Idempotent
	Body evaluation.NamedPointsFiling
}

func (f *pointsFiling) content() evaluation.NamedPointsFiling { return f.Body }

func (f *pointsFiling) place() place {
	at := f.UnitPath.place()
	at.official = f.Body.Official
	return at
}

func (s *server) registerPoints() {
	addAct[pointsFiling](s, act[evaluation.NamedPointsFiling]{
		act: access.NamePoints, path: unitPath + "/named-points", tag: "units",
		summary: "Name points that an official has to answer in the self-review, before it is filed",
		process: evaluation.KindUnitReview, kind: evaluation.ActNamePoints, check: checkPoints,
		args: func(f evaluation.NamedPointsFiling) any { return f.Args() },
	})
	addCase(s, access.ReadPoints, "/named-points", "The points that an official has to answer in the self-review", s.namedPoints)
}

func (s *server) namedPoints(ctx context.Context, cycle, official string) (items[postgres.NamedPoint], error) {
	points, err := s.Store.NamedPoints(ctx, cycle, official)
	return items[postgres.NamedPoint]{points}, err
}

func checkPoints(f evaluation.NamedPointsFiling) error {
	if slices.ContainsFunc(f.Points, func(p string) bool { return strings.TrimSpace(p) == "" || len(p) > mostPoint }) {
		return fault.New(fault.Invalid, "point_malformed", "A point is empty or longer than %d characters.", mostPoint)
	}
	return nil
}

// mostPoint is how long one point may be, in bytes.
const mostPoint = 4000
