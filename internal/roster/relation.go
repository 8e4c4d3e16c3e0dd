package roster

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Relation says what Relative is to Official. It holds in both directions; a folder records it once. In a District the
// smaller code stands first: a relation written the other way round is the same one.
type Relation struct {
	Official string
	Relative string
	Kind     RelationKind
	To       time.Time // last day, such as that of a marriage; zero means open
}

// RelationKind is what the relative is to the official.
type RelationKind string

// The kinds of relations. Parents and children by adoption count as such.
const (
	Spouse       RelationKind = "spouse"
	Parent       RelationKind = "parent"
	Child        RelationKind = "child"
	Sibling      RelationKind = "sibling"
	Grandparent  RelationKind = "grandparent"
	Grandchild   RelationKind = "grandchild"
	ParentInLaw  RelationKind = "parent_in_law"
	ChildInLaw   RelationKind = "child_in_law"
	SiblingInLaw RelationKind = "sibling_in_law"
	UncleAunt    RelationKind = "uncle_aunt"
	NephewNiece  RelationKind = "nephew_niece"
)

// RelationKinds returns all kinds in a stable order.
func RelationKinds() []RelationKind {
	return []RelationKind{Spouse, Parent, Child, Sibling, Grandparent, Grandchild, ParentInLaw, ChildInLaw, SiblingInLaw, UncleAunt, NephewNiece}
}

// Valid reports whether k is one of the kinds.
func (k RelationKind) Valid() bool { return slices.Contains(RelationKinds(), k) }

// inverses pairs the kinds that differ by direction.
var inverses = [][2]RelationKind{
	{Parent, Child}, {Grandparent, Grandchild}, {ParentInLaw, ChildInLaw}, {UncleAunt, NephewNiece},
}

// Inverse is the same relation seen from the other person.
func (k RelationKind) Inverse() RelationKind {
	for _, pair := range inverses {
		switch k {
		case pair[0]:
			return pair[1]
		case pair[1]:
			return pair[0]
		}
	}
	return k
}

// Canonical returns the relation with the smaller code first.
func (r Relation) Canonical() Relation {
	if r.Official <= r.Relative {
		return r
	}
	return Relation{Official: r.Relative, Relative: r.Official, Kind: r.Kind.Inverse(), To: r.To}
}

// canonical turns all relations the same way.
func canonical(relations []Relation) []Relation {
	for i, r := range relations {
		relations[i] = r.Canonical()
	}
	return relations
}

// On reports whether the relation counts on a day.
func (r Relation) On(day time.Time) bool { return r.To.IsZero() || !day.After(r.To) }

func (l *loader) readRelations() {
	l.relations = read(l, "relations.csv", optional, "official,relative,kind,valid_to", func(r *row) Relation {
		return Relation{
			Official: r.code("official"), Relative: r.code("relative"),
			Kind: oneOf(r, "kind", RelationKinds()...), To: r.maybeDate("valid_to"),
		}
	})
}

// checkRelations reports relations of unknown people and of somebody to themself, pairs that stand there twice, spouses
// in excess, and elders younger than those after them.
func (l *loader) checkRelations(officials map[string]entry[Official]) {
	refer(l.relations, "official", officials, "officials.csv", func(r Relation) string { return r.Official })
	refer(l.relations, "relative", officials, "officials.csv", func(r Relation) string { return r.Relative })
	pairs, married := map[[2]string]entry[Relation]{}, map[string]entry[Relation]{}
	for _, e := range l.relations {
		if !e.row.sound() {
			continue
		}
		r := e.value.Canonical()
		if r.Official == r.Relative {
			e.row.report("relative", "somebody related to themself", "name the other person, or remove the line")
			continue
		}
		pair := [2]string{r.Official, r.Relative}
		if other, known := pairs[pair]; known {
			l.reportTwice(e, other)
			continue
		}
		pairs[pair] = e
		checkAges(e, officials[e.value.Official].value, officials[e.value.Relative].value)
		if r.Kind != Spouse || !r.To.IsZero() {
			continue
		}
		for _, who := range pair {
			if other, known := married[who]; known {
				e.row.report("kind", fmt.Sprintf("%s has a spouse in line %d", who, other.row.line), "end one marriage with valid_to, or correct it")
			}
			married[who] = e
		}
	}
}

func (l *loader) reportTwice(e, other entry[Relation]) {
	if e.value.Canonical().Kind == other.value.Canonical().Kind {
		e.row.report("relative", fmt.Sprintf("line %d relates the two already", other.row.line), "remove one; a relation counts in both directions")
		return
	}
	e.row.report("kind", fmt.Sprintf("contradicts line %d, in which the relative is %s", other.row.line, seenFrom(other.value, e.value.Official)),
		"keep the one that is true")
}

// seenFrom is the kind of a relation as one of the two would write it.
func seenFrom(r Relation, official string) RelationKind {
	if r.Official == official {
		return r.Kind
	}
	return r.Kind.Inverse()
}

// checkAges reports an ancestor who was born after the descendant.
func checkAges(e entry[Relation], official, relative Official) {
	if official.Born.IsZero() || relative.Born.IsZero() {
		return // reported with the official
	}
	elder, younger := official, relative
	switch e.value.Kind {
	case Parent, Grandparent, ParentInLaw:
		elder, younger = relative, official
	case Child, Grandchild, ChildInLaw:
	default: // of any age
		return
	}
	if !elder.Born.Before(younger.Born) {
		generation := strings.ReplaceAll(string(e.value.Kind), "_", "-")
		e.row.report("kind", fmt.Sprintf("%s cannot be %s: the elder is born later", e.value.Relative, generation), "turn the two around, or correct born in officials.csv")
	}
}
