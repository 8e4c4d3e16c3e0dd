package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/fault"
	"canbo/internal/report"
)

// Qualifications counts who holds a post on a day and reaches the standard in force on it. Errors: fault.NotFound when
// no standard is in force.
type Qualifications interface {
	Figures(ctx context.Context, day calendar.Date) ([]report.Figure, error)
}

type qualificationFigure struct {
	ID         string `json:"id"`
	Count      int    `json:"count"`
	Total      int    `json:"total"`
	BaselineBP *int   `json:"baseline_bp,omitempty" doc:"The published share of an earlier day in basis points; absent when there is none"`

	BaselineSource string `json:"baseline_source,omitempty" doc:"Where that share was published"`
}

type dayInput struct {
	Day string `query:"day" required:"true" format:"date" doc:"Who holds a principal post on this day is counted"`
}

func (s *server) registerFigures() {
	add(s, route[dayInput, body[items[qualificationFigure]]]{
		act: access.ReadQualifications, method: http.MethodGet, path: "/figures", tag: "figures",
		summary: "How many holders of posts reach the standard of their post on a day, and how many rotations were decided until then",
		do: func(ctx context.Context, _ access.Actor, in *dayInput) (*body[items[qualificationFigure]], error) {
			day, err := calendar.ParseDate(in.Day)
			if err != nil {
				return nil, fault.New(fault.Invalid, "bad_date", "The day is no day of the calendar.")
			}
			figures, err := s.Qualifications.Figures(ctx, day)
			shown := make([]qualificationFigure, len(figures))
			for i, f := range figures {
				shown[i] = qualificationFigure{f.ID, f.Count, f.Total, f.BaselineBP, f.BaselineSource}
			}
			return show(items[qualificationFigure]{shown}, err)
		},
	})
}
