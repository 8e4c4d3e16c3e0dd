package evaluation

import (
	"slices"
	"time"

	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/roster"
)

// ActRelate tells a conference or a sitting, while it runs, that two people are related: Relate. New acts respect it;
// what has been done stands. A petition is told by the sitting that it belongs to.
const ActRelate = "relate"

// CommandPreside hands a petition to somebody else: Preside, from the sitting.
const CommandPreside = "preside"

// Relate names two people. What they are to each other stays in the record.
type Relate struct {
	Official string `json:"official"`
	Relative string `json:"relative"`
}

func (r Relate) names(official string) bool { return r.Official == official || r.Relative == official }

// Preside names who may preside over a petition from now on, in line.
type Preside struct {
	People []string `json:"people"`
}

// RelationFiling is a relation as an administrator hands it in: Kind is what the relative is to the official.
type RelationFiling struct {
	Official string              `json:"official"`
	Relative string              `json:"relative"`
	Kind     roster.RelationKind `json:"kind"`
}

// CheckKind refuses a relation that does not bar under these rules.
//
// Errors: fault.Conflict `relation_does_not_bar`.
func (c *ConflictRules) CheckKind(kind roster.RelationKind) error {
	if c.bars(kind) {
		return nil
	}
	return fault.New(fault.Conflict, "relation_does_not_bar",
		"under the policy of this cycle the relation %q keeps nobody from acting; record it in relations.csv", kind)
}

// checkRelate refuses a relation that is no administrator's to tell, bars nobody here or is known; actors are those who
// act, subjects those on whom.
func checkRelate(cmd procedure.Command, rules *ConflictRules, known Relatives, actors, subjects []string) (Relate, error) {
	if err := procedure.CheckAdministrator(cmd); err != nil {
		return Relate{}, err
	}
	r, err := procedure.DecodeStrict[Relate](cmd)
	if err != nil {
		return r, err
	}
	here := func(a, b string) bool {
		return slices.Contains(actors, a) && (slices.Contains(actors, b) || slices.Contains(subjects, b))
	}
	switch {
	case rules == nil:
		return r, fault.New(fault.Conflict, "no_conflict_rules", "the policy of this cycle knows no relations")
	case r.Official == r.Relative || !here(r.Official, r.Relative) && !here(r.Relative, r.Official):
		return r, fault.New(fault.Invalid, "not_concerned", "%s and %s do not act on each other in this process", r.Official, r.Relative)
	case known.has(r.Official, r.Relative):
		return r, fault.New(fault.Conflict, "related_already", "the process knows already that %s and %s are related", r.Official, r.Relative)
	default:
		return r, nil
	}
}

func nobodyLeft(act, subject string) error {
	return fault.New(fault.Conflict, "nobody_left",
		"then nobody without a conflict of interest could %s: %s; hand the case to a superior body first", act, subject)
}

// tellersLeft refuses a relation after which a ballot still to be held could not be counted.
func tellersLeft(s *procedure.State, v procedure.Vote, related Relatives) error {
	if off(s, v.Step) || v.Done() || tellers(v, related) {
		return nil
	}
	return nobodyLeft("count the ballot beside a teller who is no relative", v.Step)
}

// speakers are all who act in a conference.
func (u *UnitReview) speakers() []string {
	out := slices.Clone(u.Members)
	for _, a := range u.Asked {
		out = append(out, a.By)
	}
	return out
}

func (u *UnitReview) checkRelate(cmd procedure.Command) error {
	r, err := checkRelate(cmd, u.Rules.Conflicts, u.Related, u.speakers(), u.Subjects)
	if err != nil {
		return err
	}
	then := *u
	then.Related = u.Related.With(r.Official, r.Relative)
	if err := tellersLeft(&u.State, u.Vote, then.Related); err != nil {
		return err
	}
	for _, s := range u.Subjects {
		if r.names(s) && !off(&u.State, StepProposal) && then.proposer(s) == "" {
			return nobodyLeft("make the proposal", s)
		}
	}
	return nil
}

func (u *UnitReview) applyRelate(cmd procedure.Command) {
	r := procedure.Decode[Relate](cmd)
	u.Related = u.Related.With(r.Official, r.Relative)
	u.Vote.Excluded = u.Rules.Conflicts.exclusions(u.Related, u.Members, u.Subjects)
	bar(&u.State, u.Rules.Conflicts, r, cmd.ReceivedAt)
	u.unask(cmd.ReceivedAt)
	if st := u.Current(); st != nil && st.Name == StepProposal {
		u.handProposals(st, cmd.ReceivedAt)
	}
}

// unask takes back the comments from outside that relatives have still to give.
func (u *UnitReview) unask(at time.Time) {
	u.Asked = slices.DeleteFunc(u.Asked, func(a Asked) bool { return !a.Done && u.Related.Refuse(a.By, a.Subject) != nil })
	st := u.Current()
	if st == nil || !slices.ContainsFunc(st.Tasks, func(t procedure.Task) bool { return t.Act == ActOutsideComment && !t.Done }) {
		return
	}
	var asked []string
	for _, a := range u.Asked {
		if !a.Done && !slices.Contains(asked, a.By) {
			asked = append(asked, a.By)
		}
	}
	u.Hand(st, ActOutsideComment, at, asked...)
}

func (b *BodyDecision) checkRelate(cmd procedure.Command) error {
	r, err := checkRelate(cmd, b.Rules.Conflicts, b.Related, b.Members, b.Vote.Questions)
	if err != nil {
		return err
	}
	then := *b
	then.Related = b.Related.With(r.Official, r.Relative)
	if err := tellersLeft(&b.State, b.Vote, then.Related); err != nil {
		return err
	}
	for _, u := range b.Units {
		if r.names(b.head(u.Unit)) && u.Decided == "" && then.rater(u.Unit) == "" {
			return nobodyLeft("record the result of the unit", u.Unit)
		}
	}
	for _, c := range b.Cases {
		if !r.names(c.Official) {
			continue
		}
		switch h := then.hands(c); "" {
		case h.Appraiser:
			return nobodyLeft("confirm the appraisal", c.Official)
		case h.Decider:
			return nobodyLeft("decide", c.Official)
		case h.Presider:
			return nobodyLeft("preside over a petition", c.Official)
		}
	}
	return nil
}

func (b *BodyDecision) applyRelate(cmd procedure.Command) {
	r := procedure.Decode[Relate](cmd)
	before := *b
	b.Related = b.Related.With(r.Official, r.Relative)
	b.Vote.Excluded = b.Rules.Conflicts.exclusions(b.Related, b.Members, b.Vote.Questions)
	bar(&b.State, b.Rules.Conflicts, r, cmd.ReceivedAt)
	switch st := b.Current(); {
	case st == nil:
	case st.Name == StepAppraisal && b.Appraised:
		b.handAppraisal(st, cmd.ReceivedAt)
	case st.Name == StepDecision:
		b.handDecision(st, cmd.ReceivedAt)
	}
	for _, official := range b.Petitions {
		c := *b.findCase(official)
		if people := b.petitionPresiders(c); !slices.Equal(people, before.petitionPresiders(c)) {
			b.Queue(procedure.EffectSend, procedure.Send{
				To: PetitionID(b.Cycle, official), Kind: CommandPreside, Args: Preside{People: people},
			})
		}
	}
}

// bar has the record keep two people from each other.
func bar(s *procedure.State, rules *ConflictRules, r Relate, at time.Time) {
	pair := [2]string{min(r.Official, r.Relative), max(r.Official, r.Relative)}
	s.Queue(procedure.EffectBarred, procedure.Barred{Pairs: [][2]string{pair}, Ballot: rules.Ballot, At: at})
}

// applyPreside hands a petition on when the one who has it may not preside any more, unless it has been answered meanwhile.
func (p *Petition) applyPreside(cmd procedure.Command) {
	may := procedure.Decode[Preside](cmd).People
	st := p.Current()
	if st == nil || len(may) == 0 {
		return
	}
	i := slices.IndexFunc(may, func(who string) bool { return st.Asks(ActAnswerPetition, who) })
	if i < 0 {
		i = 0
		p.Hand(st, ActAnswerPetition, cmd.ReceivedAt) // nobody keeps it, whoever stands in for whom
	}
	p.Presider, p.Others = may[i], slices.Delete(slices.Clone(may), i, i+1)
	p.Hand(st, ActAnswerPetition, cmd.ReceivedAt, p.Presider)
}
