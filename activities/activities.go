package activities

import (
	"context"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

// Activities carries what the activities need. Fields are set once, by cmd.
type Activities struct {
	Store    Store
	Reader   Reader
	Calendar *calendar.Calendar

	Plans    Plans
	Screener Screener

	RotationPlans RotationPlans
	Assigner      Assigner
}

// Reader is what computing an effect reads of the record.
type Reader interface {
	// CyclePolicy returns the text of the policy that the cycle is pinned to, and its file name. and the name of its file.
	CyclePolicy(ctx context.Context, cycle string) (name string, text []byte, err error)
	// AppraisalCases returns everything that the rules look at for the officials whom a body decides.
	AppraisalCases(ctx context.Context, cycle, body string) ([]evaluation.AppraisalCase, error)
	// PetitionCase returns the sitting as it was opened, and the result under petition.
	PetitionCase(ctx context.Context, cycle, official string) (*evaluation.BodyDecision, evaluation.Grade, error)
	// PendingBefore returns the commands to a process received before due that have no outcome yet, by time.
	PendingBefore(ctx context.Context, process string, due time.Time) ([]procedure.Command, error)
	// Results returns every official of a cycle with the grade decided, and how many decisions were on record before they
	// were read: of two counts, the one with more decisions is the newer.
	Results(ctx context.Context, cycle string) (results []evaluation.Graded, decisions int64, err error)
}
