package planning

import (
	"cmp"
	"slices"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/roster"
)

// Dossier is what is on record about a person, for the screening of a list on a day.
type Dossier struct {
	Official       string
	Person         Person
	PartyMember    bool
	Posts          []Post   // held on the day
	Principal      bool     // one of them is a principal post
	EverHeld       bool     // the person has held a post some time until the day
	Bodies         []string // committees the person sits in on the day
	Grades         []YearGrade
	Disciplines    []roster.Discipline // decided up to the day
	Qualifications []roster.Qualification
	Positions      []Planned // on the current versions of all lists of the term, the first choice first
}

// Post is a post by what planning compares.
type Post struct {
	Code       string
	Unit       string
	Rank       int // within the unit, 1 is the highest
	TitleGroup string
	ManagedAt  int         // level of the body that manages it: 1 grassroots, 2 district, 3 province
	Tier       roster.Tier // level of government of the unit
}

// outranks compares posts of any units: by who manages them, then by the level of government, then by the rank.
func (p Post) outranks(o Post) bool {
	district := func(p Post) int {
		if p.Tier == roster.TierDistrict {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(p.ManagedAt, o.ManagedAt), cmp.Compare(district(p), district(o)), cmp.Compare(o.Rank, p.Rank)) > 0
}

// YearGrade is the grade of a year; a dossier has them newest first.
type YearGrade struct {
	Year  int
	Grade evaluation.Grade
}

// Planned is a position that a person is prepared for.
type Planned struct {
	List     string
	Position string
	Tier     roster.Tier
}

// Screened is a list as it is screened: against which month and day, with what its positions need.
type Screened struct {
	List       roster.PlanList
	Tier       roster.Tier // level of government of the list
	Reference  time.Time   // month at which ages and service left count
	Day        time.Time   // of the record
	Retirement Retirement
	Posts      map[string]Post            // the planned posts of a list of key posts
	Above      []string                   // committees whose members hold more than a seat of this list's committee
	Standard   map[string]roster.Standard // by position: what it asks of its holder

	SameLevelOnly bool // only positions of the list's level of government count against the limit for one person
}

// Facts is what the rules look at about one person and one position.
func (s Screened) Facts(position string, d Dossier) Facts {
	left, _ := s.Retirement.Left(d.Person.Sex, d.Person.Born, s.Reference) // nobody is born before the first row
	f := Facts{
		Official: d.Official, PositionCode: position,
		Person: PersonFacts{
			AgeMonths: Age(d.Person.Born, s.Reference), MonthsLeft: left, InService: d.Principal || !d.EverHeld, PartyMember: d.PartyMember,
			Professional:    s.meets(position, roster.Professional, d),
			PoliticalTheory: s.meets(position, roster.PoliticalTheory, d),
		},
		Position: PositionFacts{Committee: s.List.Kind != roster.PlanKeyPosts},
		Grades:   GradeFactsOf(d.Grades),
	}
	f.Position.Held, f.Position.HoldsHigher = s.holds(position, d)
	f.Position.Higher = s.higher(position, d) && !f.Position.Held && !f.Position.HoldsHigher
	f.Person.Positions, f.Position.Rank = s.positions(position, d.Positions)
	for _, x := range d.Disciplines {
		f.Discipline = append(f.Discipline, DisciplineFact{
			Form: evaluation.Form(x.Form), MonthsAgo: Age(x.Decided, s.Day), DutyRelated: x.DutyRelated,
		})
	}
	return f
}

func (s Screened) meets(position string, kind roster.QualificationKind, d Dossier) bool {
	required, asked := s.Standard[position][kind]
	return !asked || roster.Reaches(d.Qualifications, kind, required)
}

// holds says whether a person sits where the list would bring them, or higher in the same place.
func (s Screened) holds(position string, d Dossier) (held, higher bool) {
	if s.List.Kind != roster.PlanKeyPosts {
		above := slices.ContainsFunc(d.Bodies, func(b string) bool { return slices.Contains(s.Above, b) })
		return slices.Contains(d.Bodies, position), above
	}
	planned := s.Posts[position]
	for _, p := range d.Posts {
		held = held || p.Code == position
		higher = higher || p.Code != position && p.Unit == planned.Unit && p.Rank <= planned.Rank
	}
	return held, higher
}

// higher says whether a position is above all that a person holds. A seat of a committee is above every post.
func (s Screened) higher(position string, d Dossier) bool {
	return s.List.Kind != roster.PlanKeyPosts ||
		!slices.ContainsFunc(d.Posts, func(p Post) bool { return !s.Posts[position].outranks(p) })
}

// positions counts what a person is planned for, the asked one included, and says in which place that one comes.
func (s Screened) positions(position string, planned []Planned) (all, rank int) {
	for _, p := range planned {
		if !s.counts(p) {
			continue
		}
		all++
		if p.List == s.List.Code && p.Position == position {
			rank = all
		}
	}
	return all, rank
}

// With is the dossier of somebody who has these entries on the list: what is on record keeps its place among the
// person's positions, what is new comes last, and what the entries do not have any more is gone.
func (s Screened) With(d Dossier, entries []Entry) Dossier {
	has := func(p Planned) bool {
		return slices.ContainsFunc(entries, func(e Entry) bool { return e.Position == p.Position })
	}
	positions := make([]Planned, 0, len(d.Positions)+len(entries))
	for _, p := range d.Positions {
		if p.List != s.List.Code || has(p) {
			positions = append(positions, p)
		}
	}
	for _, e := range entries {
		if p := (Planned{List: s.List.Code, Position: e.Position, Tier: s.Tier}); !slices.Contains(positions, p) {
			positions = append(positions, p)
		}
	}
	d.Positions = positions
	return d
}

func (s Screened) counts(p Planned) bool { return !s.SameLevelOnly || p.Tier == s.Tier }

// Measured is the person of a dossier as the structure counts them: with what they are planned for on other lists.
func (s Screened) Measured(d Dossier) Person {
	person := d.Person
	for _, p := range d.Positions {
		if p.List != s.List.Code && s.counts(p) {
			person.Elsewhere++
		}
	}
	return person
}

// GradeFactsOf is what rules look at of the grades on record, the newest first.
func GradeFactsOf(grades []YearGrade) GradeFacts {
	var f GradeFacts
	if len(grades) > 0 {
		f.Last = grades[0].Grade
	}
	if len(grades) > 1 && grades[1].Year == grades[0].Year-1 {
		f.Before = grades[1].Grade
	}
	for i, g := range grades {
		if g.Grade != evaluation.NotCompleted || g.Year != grades[0].Year-i {
			break
		}
		f.NotCompleted++
	}
	return f
}
