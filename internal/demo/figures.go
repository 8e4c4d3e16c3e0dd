package demo

import (
	"context"
	"fmt"
	"os"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/report"
)

// figure is a figure of the API.
type figure struct {
	ID         string `json:"id"`
	Count      int    `json:"count"`
	Total      int    `json:"total"`
	BaselineBP *int   `json:"baseline_bp"`
}

// figures reads what came of the evaluation and of the reviews, and the qualification counts as of a day.
func (r *robots) figures(ctx context.Context, o Options) ([]report.Figure, error) {
	read := func(path string) ([]figure, error) {
		var all struct {
			Items []figure `json:"items"`
		}
		err := r.api.get(ctx, o.AdminKey, api+path, &all)
		return all.Items, err
	}
	statistics, err := read("/cycles/" + r.cycle + "/figures")
	if err != nil {
		return nil, err
	}
	qualification, err := read("/figures?day=" + o.ArticleDay.Format(time.DateOnly))
	if err != nil {
		return nil, err
	}
	counts := make([]evaluation.Figure, len(statistics))
	for i, s := range statistics {
		counts[i] = evaluation.Figure{ID: s.ID, Count: s.Count, Total: s.Total}
	}
	figures := report.Evaluation(counts)
	if o.Round != "" {
		planned, err := read(fmt.Sprintf("/planning/figures?term_from=%d", r.plans.term))
		if err != nil {
			return nil, err
		}
		for _, p := range planned {
			figures = append(figures, report.Figure{ID: p.ID, Count: p.Count, Total: p.Total})
		}
	}
	for _, q := range qualification {
		figures = append(figures, report.Figure{ID: q.ID, Count: q.Count, Total: q.Total, BaselineBP: q.BaselineBP})
	}
	if o.Plan == "" {
		return figures, nil
	}
	plan, err := r.planFigures(ctx, o)
	return append(figures, plan...), err
}

// save writes the figures as JSON.
func save(path string, figures []report.Figure) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("save the figures: %w", err)
	}
	if err := report.JSON(file, figures); err != nil {
		_ = file.Close() // the first error is the one to tell
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("save the figures: %w", err)
	}
	return nil
}
