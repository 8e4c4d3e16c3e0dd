package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"canbo/internal/mail"
	"canbo/internal/procedure"
)

// FiledFor is what an administrator hands in for an official. The filing is as the official would have handed it in.
type FiledFor struct {
	Filing json.RawMessage `json:"filing"`
}

// filedFor takes the filing out of what an administrator handed in for its author.
func filedFor(payload []byte) ([]byte, error) {
	f, err := decodeJSON[FiledFor](payload)
	if err != nil {
		return nil, fmt.Errorf("read what was filed on behalf: %w", err)
	}
	return f.Filing, nil
}

// BehalfEntry says who did something in whose place, and what allows it.
type BehalfEntry struct {
	By       string `json:"by" doc:"Who did it"`
	For      string `json:"for" doc:"In whose place"`
	Basis    string `json:"basis,omitempty"`
	Document string `json:"document,omitempty" doc:"Reference of the signed paper that was entered"`
}

// entry is nil for what its author filed.
func entry(by, onBehalfOf, basis, document string) *BehalfEntry {
	if onBehalfOf == "" {
		return nil
	}
	return &BehalfEntry{By: by, For: onBehalfOf, Basis: basis, Document: document}
}

// mailFiled tells an official what was filed for them.
func (a *applier) mailFiled(ctx context.Context, e procedure.Effect, cmd procedure.Command) error {
	n, err := a.about(ctx)
	if err != nil {
		return err
	}
	why, err := a.q.ActWhy(ctx, cmd.Key)
	if err != nil {
		return notFound(err, "act", cmd.Key)
	}
	label := ActLabel(n.kind, cmd.Kind)
	_, err = EnqueueMail(ctx, a.tx, mail.Message{Key: a.mailKey(e.Seq, cmd.OnBehalfOf), Official: cmd.OnBehalfOf, Data: mail.FiledFor{
		Cycle: n.cycle, CycleVi: n.label.VI, CycleEn: n.label.EN, UnitName: n.subject, StepVi: label.VI, StepEn: label.EN,
		Basis: why.Basis, Document: why.Document, Filed: cmd.ReceivedAt, Link: a.baseURL + "/inbox",
	}})
	return err
}
