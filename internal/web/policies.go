package web

import (
	"context"
	"encoding/json"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/policy"
)

type (
	policyLine struct {
		ID            string      `json:"id"`
		Version       int         `json:"version"`
		Kind          policy.Kind `json:"kind"`
		Title         policy.Text `json:"title"`
		EffectiveFrom string      `json:"effective_from" format:"date"`
		EffectiveTo   string      `json:"effective_to,omitempty" format:"date"`
		Values        int         `json:"values"`
		Unverified    int         `json:"unverified" doc:"Values that were not checked against their source"`
	}
	policyDetail struct {
		policyLine
		SHA256  string          `json:"sha256"`
		Sources []policy.Source `json:"sources"`
		Entries []policyValue   `json:"entries" doc:"In the order of the document"`
	}
	policyValue struct {
		Path     string          `json:"path"`
		Value    json.RawMessage `json:"value"`
		Source   string          `json:"source"`
		Verified bool            `json:"verified"`
		Note     string          `json:"note,omitempty" doc:"What a reader must know to check it, in English"`
		NoteVI   string          `json:"note_vi,omitempty" doc:"The same in Vietnamese"`
	}
	policyChange struct {
		Path string          `json:"path"`
		From json.RawMessage `json:"from,omitempty" doc:"Absent: new"`
		To   json.RawMessage `json:"to,omitempty" doc:"Absent: gone"`
	}
)

// PolicyPath names a version of a policy in an address; huma sees exported fields only.
type PolicyPath struct {
	ID      string `path:"policy" maxLength:"63"`
	Version int    `path:"version" minimum:"1"`
}

type (
	policyInput     struct{ PolicyPath }
	comparisonInput struct {
		PolicyPath
		To        string `query:"to" required:"true" maxLength:"63" doc:"Id of the other policy"`
		ToVersion int    `query:"to_version" required:"true" minimum:"1"`
	}
)

func (s *server) registerPolicies() {
	add(s, route[none, body[items[policyLine]]]{
		act: access.ListPolicies, method: http.MethodGet, path: "/policies", tag: "policies",
		summary: "Every version of every policy that is installed",
		do: func(context.Context, access.Actor, *none) (*body[items[policyLine]], error) {
			list := items[policyLine]{Items: []policyLine{}}
			for _, p := range s.Policies.All() {
				list.Items = append(list.Items, lineOf(p))
			}
			return show(list, nil)
		},
	})
	add(s, route[policyInput, body[policyDetail]]{
		act: access.ReadPolicy, method: http.MethodGet, path: "/policies/{policy}/{version}", tag: "policies",
		summary: "A policy value by value, each with its source and whether it was checked there",
		do: func(_ context.Context, _ access.Actor, in *policyInput) (*body[policyDetail], error) {
			return show(s.policyDetail(in.PolicyPath))
		},
	})
	add(s, route[comparisonInput, body[items[policyChange]]]{
		act: access.ComparePolicies, method: http.MethodGet, path: "/policies/{policy}/{version}/changes", tag: "policies",
		summary: "What changes from a policy to another version or successor",
		do: func(_ context.Context, _ access.Actor, in *comparisonInput) (*body[items[policyChange]], error) {
			return show(s.policyChanges(in))
		},
	})
}

func lineOf(p *policy.Policy) policyLine {
	line := policyLine{
		ID: p.ID, Version: p.Version, Kind: p.Kind, Title: p.Title, EffectiveFrom: p.EffectiveFrom.String(), Values: p.Count(),
		Unverified: len(p.Unverified()),
	}
	if !p.EffectiveTo.IsZero() {
		line.EffectiveTo = p.EffectiveTo.String()
	}
	return line
}

func (s *server) policyDetail(at PolicyPath) (policyDetail, error) {
	p, err := s.Policies.ByID(at.ID, at.Version)
	if err != nil {
		return policyDetail{}, err
	}
	d := policyDetail{policyLine: lineOf(p), SHA256: p.SHA256, Sources: p.Sources}
	for _, v := range p.Values() {
		d.Entries = append(d.Entries, policyValue{
			Path: v.Path, Value: v.JSON, Source: v.At.Source, Verified: v.At.Verified, Note: v.At.Note, NoteVI: v.At.NoteVI,
		})
	}
	return d, nil
}

func (s *server) policyChanges(in *comparisonInput) (items[policyChange], error) {
	list := items[policyChange]{Items: []policyChange{}}
	from, err := s.Policies.ByID(in.ID, in.Version)
	if err != nil {
		return list, err
	}
	to, err := s.Policies.ByID(in.To, in.ToVersion)
	if err != nil {
		return list, err
	}
	if from.Kind != to.Kind {
		return list, fault.New(fault.Invalid, "wrong_policy_kind", "policy %s is about %s, not about %s", to.Name(), to.Kind, from.Kind)
	}
	for _, d := range from.Differences(to) {
		list.Items = append(list.Items, policyChange(d))
	}
	return list, nil
}
