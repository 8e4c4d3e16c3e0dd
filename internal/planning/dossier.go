package planning

import (
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
		Grades:   gradeFacts(d.Grades),
	}
	f.Position.Held, f.Position.HoldsHigher = s.holds(position, d)
	f.Person.Positions, f.Person.SameLevel, f.Position.Rank = s.positions(position, d.Positions)
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

// positions counts what a person is planned for, the asked one included, and says in which place that one comes.
func (s Screened) positions(position string, planned []Planned) (all, sameLevel, rank int) {
	for _, p := range planned {
		all++
		if p.Tier == s.Tier {
			sameLevel++
		}
		if p.List == s.List.Code && p.Position == position {
			rank = all
		}
	}
	if rank == 0 { // a nominee: the position comes on top
		all, rank = all+1, all+1
		sameLevel++
	}
	return all, sameLevel, rank
}

func gradeFacts(grades []YearGrade) GradeFacts {
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
