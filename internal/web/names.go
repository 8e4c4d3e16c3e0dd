package web

import (
	"cmp"
	"context"
	"strings"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

// names are what codes of officials, units and bodies are called. A code that nothing has stands for itself.
type names map[string]string

func (s *server) names(ctx context.Context, codes ...string) (names, error) {
	known, err := s.Store.Names(ctx, codes...)
	return known, err
}

func (n names) of(code string) string { return cmp.Or(n[code], code) }

// in replaces codes in a text by what they are called.
func (n names) in(text string, codes []string) string {
	var pairs []string
	for _, code := range codes {
		pairs = append(pairs, code+" ", n.of(code)+" ", code+",", n.of(code)+",", code+")", n.of(code)+")", code+";", n.of(code)+";")
	}
	return strings.TrimSpace(strings.NewReplacer(pairs...).Replace(text + " "))
}

// processNames says what processes are about, by their ids. Reviews and plans are told apart by their year or code.
func (s *server) processNames(ctx context.Context, ids ...string) (names, error) {
	subjects := make([]string, len(ids))
	for i, id := range ids {
		subjects[i] = id[strings.LastIndex(id, "/")+1:]
	}
	known, err := s.names(ctx, subjects...)
	if err != nil {
		return nil, err
	}
	outside, err := s.Store.ProcessNames(ctx, ids...)
	if err != nil {
		return nil, err
	}
	out := names{}
	for i, id := range ids {
		out[id] = cmp.Or(outside[id], known.of(subjects[i]))
		if kind, _, _ := strings.Cut(id, "/"); processKinds[kind] == planning.KindReview && outside[id] != "" {
			out[id] += " (" + roundOf(id) + ")"
		}
	}
	return out, nil
}

// roundOf is the round of a planning review or the code of a rotation plan, as its address has it. It is "" for other
// processes.
func roundOf(id string) string {
	kind, rest, _ := strings.Cut(id, "/")
	if kind = processKinds[kind]; kind != planning.KindReview && kind != rotation.KindPlan {
		return ""
	}
	round, _, _ := strings.Cut(rest, "/")
	return round
}

// kindOf names the kind of a process by what its id begins with.
func kindOf(id string) evaluation.Label {
	kind, _, _ := strings.Cut(id, "/")
	return kindLabel(processKinds[kind])
}

// kindLabel names a kind of process.
func kindLabel(kind string) evaluation.Label {
	switch kind {
	case planning.KindReview, rotation.KindPlan, rotation.KindRotation:
		return postgres.KindLabel(kind)
	default:
		return evaluation.KindLabel(kind)
	}
}

// processKinds are the kinds of processes by what their ids begin with.
var processKinds = map[string]string{
	"cycle": evaluation.KindCycle, "unit-review": evaluation.KindUnitReview, "body-decision": evaluation.KindBodyDecision,
	"petition": evaluation.KindPetition, "correction": evaluation.KindCorrection,
	"planning-review": planning.KindReview, "rotation-plan": rotation.KindPlan, "rotation": rotation.KindRotation,
}

// processName names a process by its kind and what it is about; that of a cycle by its kind alone.
func processName(p pages.Page, id string, known names) string {
	kind := p.L(kindOf(id))
	if strings.HasPrefix(id, "cycle/") {
		return kind
	}
	return kind + " · " + known.of(id)
}
