package rotation

import (
	"cmp"
	"slices"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/roster"
)

// Dossier is what is on record about an official on a day, for rotation: that of planning and what only rotation asks.
type Dossier struct {
	planning.Dossier
	Home     string   // unit they were born or raised in; "" when it is elsewhere or not on record
	Tenures  []Tenure // begun until the day, in any order
	Rotating bool     // on a rotation that has not ended on the day
}

// Tenure is a time in a post.
type Tenure struct {
	Post       string
	Unit       string
	TitleGroup string
	Head       bool
	Principal  bool
	Period     roster.Period
}

// Place is a post that somebody may be rotated to.
type Place struct {
	Post     roster.Post
	Tier     roster.Tier
	Vacant   bool // nobody holds it on the day, or its holder leaves it by then
	Standard roster.Standard
}

// Terms are the numbers of a policy that eligibility and look-ahead count with.
type Terms struct {
	Limits
	TermMonths    int            // of a term of office
	ServiceMonths int            // least length of a rotation
	Standing      map[string]int // by title group, the higher the higher
	Retirement    planning.Retirement
}

// Facts is what the rules look at about one official and one post on a day.
func (t Terms) Facts(day time.Time, d Dossier, p Place) Facts {
	present, serves := d.principal(day)
	left, _ := t.Retirement.Left(d.Person.Sex, d.Person.Born, day) // nobody is born before the first row
	f := Facts{
		Official: d.Official, PostCode: p.Post.Code, Limit: t.Limits,
		Person: PersonFacts{
			InService: serves, PartyMember: d.PartyMember, Planned: len(d.Positions) > 0, Rotating: d.Rotating,
			MonthsLeft:      left,
			Standing:        t.Standing[present.TitleGroup],
			Professional:    meets(p.Standard, roster.Professional, d),
			PoliticalTheory: meets(p.Standard, roster.PoliticalTheory, d),
		},
		Post: PostFacts{
			Vacant: p.Vacant, Head: p.Post.IsHead, Party: p.Post.Track == roster.TrackParty,
			OwnUnit: serves && present.Unit == p.Post.Unit, Home: d.Home != "" && d.Home == p.Post.Unit,
			LocalMonths: d.workedIn(p.Post.Unit, day), TermsAsHead: d.headedFor(p.Post.Unit, day) / t.TermMonths,
			Standing: t.Standing[p.Post.TitleGroup],
		},
		Grades: planning.GradeFactsOf(d.Grades),
	}
	if serves {
		f.Person.MonthsInPost = months(present.Period.From, day)
		f.Person.Obliged = present.Head && (d.headedFor(present.Unit, day)/t.TermMonths >= t.MaxTerms ||
			d.Home == present.Unit || d.workedIn(present.Unit, day) >= t.LocalMonths)
	}
	for _, x := range d.Disciplines {
		f.Discipline = append(f.Discipline, planning.DisciplineFact{
			Form: evaluation.Form(x.Form), MonthsAgo: planning.Age(x.Decided, day), DutyRelated: x.DutyRelated,
		})
	}
	return f
}

func meets(s roster.Standard, kind roster.QualificationKind, d Dossier) bool {
	required, asked := s[kind]
	return !asked || roster.Reaches(d.Qualifications, kind, required)
}

// principal is the principal post held on a day.
func (d Dossier) principal(day time.Time) (Tenure, bool) {
	i := slices.IndexFunc(d.Tenures, func(t Tenure) bool { return t.Principal && t.Period.Covers(day) })
	if i < 0 {
		return Tenure{}, false
	}
	return d.Tenures[i], true
}

// workedIn counts the months in principal posts of a unit until a day.
func (d Dossier) workedIn(unit string, day time.Time) int {
	worked := 0
	for _, t := range d.Tenures {
		if t.Principal && t.Unit == unit {
			worked += months(t.Period.From, t.until(day))
		}
	}
	return worked
}

// headedFor counts the months for which the official has headed a unit without a break until a day; 0 when they do not
// head it on the day.
func (d Dossier) headedFor(unit string, day time.Time) int {
	return months(d.headSince(unit, day), day)
}

// headSince is the first day of the unbroken time as head of a unit that covers a day; that day when there is none. A
// break of less than a month between two decisions is none.
func (d Dossier) headSince(unit string, day time.Time) time.Time {
	heads := slices.DeleteFunc(slices.Clone(d.Tenures), func(t Tenure) bool { return !t.Head || t.Unit != unit || t.Period.From.After(day) })
	slices.SortFunc(heads, func(a, b Tenure) int {
		return cmp.Or(b.Period.From.Compare(a.Period.From), cmp.Compare(a.Post, b.Post))
	})
	since := day
	for _, t := range heads {
		if months(t.until(day), since) > 0 {
			break
		}
		since = t.Period.From
	}
	return since
}

// until is the last day of a tenure, at most day.
func (t Tenure) until(day time.Time) time.Time {
	if t.Period.To.IsZero() || t.Period.To.After(day) {
		return day
	}
	return t.Period.To
}

// months counts the whole months from one day to a later one; 0 when it is not later.
func months(from, to time.Time) int {
	n := (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() {
		n--
	}
	return max(n, 0)
}
