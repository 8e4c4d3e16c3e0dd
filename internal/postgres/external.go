package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres/db"
)

// ExternalDocument is where the result of a step that a superior body carried out stands.
type ExternalDocument struct {
	Document  string `json:"document" doc:"Its number"`
	Date      string `json:"date" format:"date"`
	DecidedBy string `json:"decided_by"`

	Signer      string `json:"signer,omitempty" doc:"Who signs it; absent where the record does not say"`
	SignerTitle string `json:"signer_title,omitempty"`
}

func external(document *string, date *time.Time, by, signer, title *string) *ExternalDocument {
	if document == nil {
		return nil
	}
	return &ExternalDocument{
		Document: *document, Date: value(date).Format(time.DateOnly), DecidedBy: value(by), Signer: value(signer), SignerTitle: value(title),
	}
}

// recordExternal keeps the document, and what it says as proposals or decisions, or as the approval of a planning list.
func recordExternal(ctx context.Context, a *applier, f filed) error {
	if f.process == planning.KindReview {
		return recordApproval(ctx, a, f)
	}
	p, err := payloadOf[evaluation.ExternalFiling](f)
	if err != nil {
		return err
	}
	date, err := time.Parse(time.DateOnly, p.DocumentDate)
	if err != nil {
		return fmt.Errorf("date of document %s: %w", p.Document, err)
	}
	signer, err := Signer{Name: p.Signer, Title: p.SignerTitle}.or(ctx, a.q, p.DecidedBy, date)
	if err != nil {
		return err
	}
	err = a.q.InsertExternalResult(ctx, db.InsertExternalResultParams{
		Process: a.process, Version: f.version, Step: p.Step, Document: p.Document, DocumentDate: date, DecidedBy: p.DecidedBy,
		Signer: signer.Name, SignerTitle: signer.Title,
	})
	if err != nil {
		return err
	}
	if p.Step == evaluation.StepProposal {
		return a.propose(ctx, f, p.Marks)
	}
	if err := a.recordMarks(ctx, f, "unit", p.Units, nil); err != nil {
		return err
	}
	return a.decide(ctx, f, p.Marks)
}
