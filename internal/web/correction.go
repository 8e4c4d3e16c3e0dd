package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

// registerCorrection adds the correction of an announced result. It begins a process of its own, which is why it is not
// an act of one that is there.
func (s *server) registerCorrection() {
	add(s, route[officialFiling[evaluation.CorrectionFiling], answer]{
		act: access.CorrectResult, method: http.MethodPost, path: officialPath + "/correction", tag: "steering",
		summary: "Correct an announced result by a new record; the official is told and may petition",
		subject: at[officialFiling[evaluation.CorrectionFiling]](s),
		do:      s.correct,
	})
	s.mayBeReceived(officialPath + "/correction")
	for _, act := range []string{evaluation.ActAcknowledge, evaluation.ActPetition} {
		s.paths[evaluation.KindCorrection+"/"+act] = s.paths[evaluation.KindBodyDecision+"/"+act]
	}
}

func (s *server) correct(ctx context.Context, actor access.Actor, in *officialFiling[evaluation.CorrectionFiling]) (*answer, error) {
	if _, err := time.Parse(time.DateOnly, in.Body.BasisDate); err != nil {
		return nil, fault.New(fault.Invalid, "bad_date", "The date of the decision is no day of the calendar.")
	}
	f := in.Body
	f.Basis += ", " + f.BasisDate // the record of acts has one column for it
	payload, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("encode the correction: %w", err)
	}
	cmd, err := s.newCommand(actor, in.key(), evaluation.ActCorrect, f.Args())
	if err != nil {
		return nil, err
	}
	filing := postgres.Filing{Command: cmd, Payload: payload}
	receipt, err := s.Store.Receipt(ctx, cmd.Key)
	switch {
	case err == nil: // a repeat is compared with what was filed before
		filing.Process = receipt.Process
		receipt, err = s.Store.FileCommand(ctx, filing)
	case fault.KindOf(err) == fault.NotFound:
		receipt, err = s.Store.OpenCorrection(ctx, in.Cycle, in.Official, filing, f.Grade)
	}
	if err != nil {
		return nil, err
	}
	if receipt.SettledAt == nil { // the relay starts the process and delivers the command
		receipt, err = s.Settled.Wait(ctx, cmd.Key, answerTime)
	}
	if err != nil {
		return nil, err
	}
	return answerOf(receipt)
}
