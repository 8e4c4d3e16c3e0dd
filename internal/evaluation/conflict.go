package evaluation

import (
	"cmp"
	"slices"

	"canbo/internal/ballot"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// ConflictRules is what a process pins from `conflicts` of its policy. A policy without them (nil) keeps people from
// acting on themselves, and from nothing else.
type ConflictRules struct {
	Kinds    []roster.RelationKind `json:"kinds,omitempty"`     // the relations that bar
	Ballot   bool                  `json:"ballot,omitempty"`    // they bar from voting too
	FourEyes []string              `json:"four_eyes,omitempty"` // steps in their order; nobody approves in two that follow each other
}

// Pair are two people who may not act on each other, the smaller code first.
type Pair [2]string

// Relatives are the pairs among the people of a process. Codes only: what they are to each other stays in the roster.
type Relatives []Pair

// has reports whether two people may not act on each other.
func (r Relatives) has(a, b string) bool { return slices.Contains(r, Pair{min(a, b), max(a, b)}) }

// Refuse is the answer to whether somebody may act on an official at all, whatever the act: nil when they may.
//
// Errors: fault.Denied `own_case` and `related_case` (interest excludes: regulations.md section 8).
func (r Relatives) Refuse(actor, subject string) error {
	switch {
	case actor == subject:
		return fault.New(fault.Denied, "own_case", "nobody may act on their own evaluation")
	case r.has(actor, subject):
		return fault.New(fault.Denied, "related_case", "nobody may act on the evaluation of a spouse or relative: %s", subject)
	default:
		return nil
	}
}

// bars reports whether relations of a kind keep people from acting on each other.
func (c *ConflictRules) bars(kind roster.RelationKind) bool {
	return c != nil && slices.Contains(c.Kinds, kind)
}

// relatives keeps of the relations among the people of a process those that bar.
func (c *ConflictRules) relatives(relations []roster.Relation) Relatives {
	var out Relatives
	for _, r := range relations {
		if c.bars(r.Kind) {
			out = out.With(r.Official, r.Relative)
		}
	}
	return out
}

// With adds a pair; the order of the pairs does not depend on that of their coming.
func (r Relatives) With(a, b string) Relatives {
	if r.has(a, b) {
		return r
	}
	out := append(slices.Clone(r), Pair{min(a, b), max(a, b)})
	slices.SortFunc(out, func(x, y Pair) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return out
}

// join adds pairs.
func (r Relatives) join(pairs Relatives) Relatives {
	for _, p := range pairs {
		r = r.With(p[0], p[1])
	}
	return r
}

// apart reports whether the two steps need different people: both count, and none that counts lies between them.
func (c *ConflictRules) apart(earlier, later string) bool {
	if c == nil {
		return false
	}
	i := slices.Index(c.FourEyes, earlier)
	return i >= 0 && i+1 < len(c.FourEyes) && c.FourEyes[i+1] == later
}

// counts reports whether approvals in a step count for the four eyes.
func (c *ConflictRules) counts(step string) bool {
	return c != nil && slices.Contains(c.FourEyes, step)
}

// exclusions lists who gets no paper on whom, besides on themselves.
func (c *ConflictRules) exclusions(related Relatives, roll, questions []string) []ballot.Exclusion {
	if c == nil || !c.Ballot {
		return nil
	}
	var out []ballot.Exclusion
	for _, p := range related {
		for _, e := range []ballot.Exclusion{{Voter: p[0], Subject: p[1]}, {Voter: p[1], Subject: p[0]}} {
			if slices.Contains(roll, e.Voter) && slices.Contains(questions, e.Subject) {
				out = append(out, e)
			}
		}
	}
	ballot.SortExclusions(out)
	return out
}

// checkTellers keeps relatives from checking each other: one teller counts, the other confirms the count.
func checkTellers(related Relatives, cmd procedure.Command) error {
	if cmd.Kind != procedure.CommandElectTellers {
		return nil
	}
	args, err := procedure.DecodeStrict[procedure.ElectTellers](cmd)
	if err == nil && len(args.Tellers) == 2 && related.has(args.Tellers[0], args.Tellers[1]) {
		return fault.New(fault.Denied, "tellers_related", "%s and %s are related; one teller may not check the other", args.Tellers[0], args.Tellers[1])
	}
	return err
}
