package main

import (
	"context"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5/pgxpool"

	"canbo/internal/app"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/report"
)

type reportCommands struct {
	Figures figuresCommand `cmd:"" help:"Print the figures of a closed cycle and of the qualifications on a day."`
	Results resultsCommand `cmd:"" help:"Write the results of a cycle as an official document or as a worksheet, through the API of a running web program."`
	Term    termCommand    `cmd:"" help:"Print what the rules make of an official's years in a term, through the API of a running web program."`
}

type figuresCommand struct {
	settings
	Cycle string `arg:"" optional:"" help:"Closed cycle; without it only the qualifications are counted."`
	Day   day    `required:"" placeholder:"YYYY-MM-DD" help:"Day whose holders of posts are counted for the qualifications."`
	JSON  bool   `name:"json" help:"Print JSON: a map from figure to count, total, percent and change_pp."`
}

// Help is shown below the flags.
func (figuresCommand) Help() string {
	return `Each figure comes with its count and with the number of people it is a share of; change is in percentage points against the
published baseline.

Examples:
  canbo report figures caoloc-2018 --day=2020-06-30
  canbo report figures caoloc-2018 --day=2018-12-31 --json > figures.json`
}

// Run prints the figures.
func (c *figuresCommand) Run(ctx context.Context, out io.Writer) error {
	if err := c.Config.RequireDatabase(); err != nil {
		return err
	}
	pool, err := postgres.Connect(ctx, c.Config.DatabaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	var figures []report.Figure
	var period evaluation.Period
	if c.Cycle != "" {
		if figures, period, err = cycleFigures(ctx, pool, c.Cycle); err != nil {
			return err
		}
	}
	policies, err := app.Policies(c.Config)
	if err != nil {
		return err
	}
	counted := app.Qualifications{Roster: postgres.NewRoster(pool), Policies: policies}
	qualified, err := counted.Figures(ctx, c.Day.Date)
	if err != nil {
		return err
	}
	figures = append(figures, qualified...)
	if c.JSON {
		return report.JSON(out, figures)
	}
	if c.Cycle != "" {
		fmt.Fprintf(out, "%s (%s)\n\n", evaluation.CycleLabel(period).EN, c.Cycle)
	}
	return report.Table(out, figures)
}

// cycleFigures returns the statistics of a cycle, which exist once it is closed, and what it has evaluated.
func cycleFigures(ctx context.Context, pool *pgxpool.Pool, code string) ([]report.Figure, evaluation.Period, error) {
	store := postgres.New(pool)
	cycle, err := store.Cycle(ctx, code)
	if err != nil {
		return nil, evaluation.Period{}, err
	}
	if cycle.ClosedAt == nil {
		return nil, evaluation.Period{}, fmt.Errorf("cycle %s is not closed yet, so it has no figures; see canbo cycle status %s", code, code)
	}
	stored, err := store.Figures(ctx, code)
	if err != nil {
		return nil, evaluation.Period{}, err
	}
	statistics := make([]evaluation.Figure, len(stored))
	for i, f := range stored {
		statistics[i] = evaluation.Figure{ID: f.ID, Count: f.Count, Total: f.Total}
	}
	period := evaluation.Period{Year: cycle.Year, Quarter: cycle.Quarter}
	return report.Compare(cycle.Root, report.Evaluation(statistics)), period, nil
}

// day is a flag that is a day of Vietnam.
type day struct{ calendar.Date }
