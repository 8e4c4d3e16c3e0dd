package roster

import (
	"slices"
	"time"
)

// Qualification is a level reached in one kind of training.
type Qualification struct {
	Official string
	Kind     QualificationKind
	Level    Level
	Awarded  time.Time
}

// QualificationKind is a kind of training that a standard asks for.
type QualificationKind string

// The kinds: trình độ chuyên môn and lý luận chính trị.
const (
	Professional    QualificationKind = "professional"
	PoliticalTheory QualificationKind = "political_theory"
)

// Kinds lists all kinds in the order in which they are reported.
var Kinds = []QualificationKind{Professional, PoliticalTheory}

// Level is a level of a qualification; its order depends on the kind.
type Level string

// Levels lists the levels of a kind from lowest to highest; nil for an unknown kind.
func (k QualificationKind) Levels() []Level {
	switch k {
	case Professional:
		return []Level{"none", "elementary", "intermediate", "college", "university", "master", "doctor"}
	case PoliticalTheory:
		return []Level{"none", "elementary", "intermediate", "advanced", "bachelor"}
	default:
		return nil
	}
}

// Valid reports whether k is one of the constants.
func (k QualificationKind) Valid() bool { return slices.Contains(Kinds, k) }

// Qualified reports whether level reaches the required level of its kind. An unknown level never does, and an unknown
// required level is never reached.
func (k QualificationKind) Qualified(level, required Level) bool {
	levels := k.Levels()
	need := slices.Index(levels, required)
	return need >= 0 && slices.Index(levels, level) >= need
}

// Tier is a level of government in the qualification figures.
type Tier string

// The tiers.
const (
	TierDistrict Tier = "district"
	TierCommune  Tier = "commune"
)

// TierOf says with whom the holder of a post is counted: unit is the kind of the post's unit, level that of the body
// that manages the post. Posts managed above the district are counted by nobody here, and give "".
func TierOf(unit UnitKind, level int) Tier {
	switch {
	case unit == KindDistrictBody && level == LevelDistrict:
		return TierDistrict
	case (unit == KindCommune || unit == KindTown) && level <= LevelDistrict:
		return TierCommune
	default:
		return ""
	}
}

// Holder is a person who holds a principal post on a day, with the levels awarded until then.
type Holder struct {
	Official string
	Tier     Tier
	Levels   []Qualification
}

// Standard is the level that a policy requires, by kind.
type Standard map[QualificationKind]Level

// QualificationCount says how many of Total holders of a tier reach the standard of a kind.
type QualificationCount struct {
	Tier  Tier
	Kind  QualificationKind
	Count int
	Total int
}

// Figure is the id of the figure: "qualification.district.professional".
func (c QualificationCount) Figure() string {
	return "qualification." + string(c.Tier) + "." + string(c.Kind)
}

// CountQualified counts by tier and kind; one result for each tier and kind, also when nobody is there.
func CountQualified(holders []Holder, standard Standard) []QualificationCount {
	var out []QualificationCount
	for _, tier := range []Tier{TierDistrict, TierCommune} {
		for _, kind := range Kinds {
			c := QualificationCount{Tier: tier, Kind: kind}
			for _, h := range holders {
				if h.Tier != tier {
					continue
				}
				c.Total++
				if Reaches(h.Levels, kind, standard[kind]) {
					c.Count++
				}
			}
			out = append(out, c)
		}
	}
	return out
}

// Reaches reports whether one of the qualifications reaches the required level of a kind.
func Reaches(qualifications []Qualification, kind QualificationKind, required Level) bool {
	return slices.ContainsFunc(qualifications, func(q Qualification) bool {
		return q.Kind == kind && kind.Qualified(q.Level, required)
	})
}

// Holders lists who holds a principal post on a day, in the order of the tenures.
func (d *District) Holders(day time.Time) []Holder {
	kind := map[string]UnitKind{}
	for _, u := range d.Units {
		kind[u.Code] = u.Kind
	}
	level := map[string]int{}
	for _, b := range d.Bodies {
		level[b.Code] = b.Level
	}
	tier := map[string]Tier{}
	for _, p := range d.Posts {
		tier[p.Code] = TierOf(kind[p.Unit], level[p.ManagedBy])
	}
	awarded := map[string][]Qualification{}
	for _, q := range d.Qualifications {
		if !q.Awarded.After(day) {
			awarded[q.Official] = append(awarded[q.Official], q)
		}
	}
	var out []Holder
	for _, t := range d.Tenures {
		if t.Principal && t.Period.Covers(day) {
			out = append(out, Holder{Official: t.Official, Tier: tier[t.Post], Levels: awarded[t.Official]})
		}
	}
	return out
}
