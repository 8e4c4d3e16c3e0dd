package web

import (
	"context"
	"slices"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
)

// barredView marks a subject on whom the reader may not act.
type barredView struct {
	Subject string           `json:"subject"`
	Reason  string           `json:"reason" enum:"own_case,related_case" doc:"The code with which acts are refused"`
	Text    evaluation.Label `json:"text"`
}

// barredTexts say why, by the code of the refusal.
var barredTexts = map[string]evaluation.Label{
	"own_case":     {VI: "Không ai được đánh giá chính mình", EN: "Nobody may act on their own evaluation"},
	"related_case": {VI: "Người có quan hệ gia đình với đồng chí", EN: "A spouse or relative of yours"},
}

// barred lists the subjects of a process on whom an actor may not act.
func (s *server) barred(ctx context.Context, actor access.Actor, process string, subjects []string) ([]barredView, error) {
	out := []barredView{}
	if actor.Role != access.Official {
		return out, nil
	}
	relatives, err := s.Store.RelativesOf(ctx, process, actor.ID)
	if err != nil {
		return nil, err
	}
	var related evaluation.Relatives
	for _, relative := range relatives {
		related = related.With(actor.ID, relative)
	}
	for _, subject := range slices.Sorted(slices.Values(subjects)) {
		if f, ok := fault.As(related.Refuse(actor.ID, subject)); ok {
			out = append(out, barredView{Subject: subject, Reason: f.Code, Text: barredTexts[f.Code]})
		}
	}
	return out, nil
}
