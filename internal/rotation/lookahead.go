package rotation

import (
	"cmp"
	"slices"
	"time"
)

// Running is a rotation that has not ended.
type Running struct {
	Code     string
	Official string
	Post     string    // where the official is
	End      time.Time // the day after its last
}

// EventKind says why somebody leaves a post.
type EventKind string

// The kinds of events.
const (
	ReachesTerms EventKind = "two_terms"    // has headed the unit for the most terms in a row
	LocalHead    EventKind = "local_head"   // heads the unit and is local there
	RotationEnds EventKind = "rotation_end" // the time of the rotation is over
	Retires      EventKind = "retirement"
)

// Event is somebody who comes to the end of their time in a post.
type Event struct {
	Day      time.Time // before the look-ahead's first day when it is overdue
	Kind     EventKind
	Official string
	Post     string
	Unit     string
	Rotation string // of RotationEnds
	Overdue  bool
	Vacates  bool   // the first event of its official: the post falls vacant by it
	Chain    []Link // which posts fall vacant after it, when the first who is planned for each takes it
}

// Link is a step of a chain: who would come into the post that has fallen vacant, and the post that they leave.
type Link struct {
	Official string
	Post     string
	Unit     string
}

// maxChain bounds a chain: what comes after so many moves is guesswork.
const maxChain = 4

// LookAhead lists who comes to the end of their time in a post from a day on, and what is overdue on it, for so many
// months, in the order of days; with the chain of posts that fall vacant by each. people are those who hold principal
// posts on the day, and planned are the officials prepared for each post, the first choice first. Nobody moves twice.
func LookAhead(from time.Time, horizon int, people []Dossier, planned map[string][]string, running []Running, t Terms) []Event {
	a := ahead{from: from, to: monthsAfter(from, horizon), terms: t, held: map[string]Tenure{}, leaves: map[string]bool{}}
	var events []Event
	for _, d := range people {
		post, serves := d.principal(from)
		if !serves {
			continue
		}
		a.held[d.Official] = post
		events = append(events, a.of(d, post, running)...)
	}
	slices.SortFunc(events, func(x, y Event) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.Post, y.Post), cmp.Compare(x.Kind, y.Kind))
	})
	for i := range events {
		e := &events[i]
		e.Vacates = !a.leaves[e.Official]
		a.leaves[e.Official] = true
	}
	for i := range events {
		if events[i].Vacates {
			events[i].Chain = a.chain(events[i].Post, planned)
		}
	}
	return events
}

// ahead is one look-ahead.
type ahead struct {
	from, to time.Time
	terms    Terms
	held     map[string]Tenure // by official
	leaves   map[string]bool   // officials who leave their post, or have moved in a chain
}

// of lists what comes for one official within the time that is looked at.
func (a *ahead) of(d Dossier, post Tenure, running []Running) []Event {
	event := func(kind EventKind, day time.Time, rotation string) Event {
		return Event{
			Day: day, Kind: kind, Official: d.Official, Post: post.Post, Unit: post.Unit, Rotation: rotation, Overdue: day.Before(a.from),
		}
	}
	var found []Event
	add := func(e Event) {
		if e.Day.Before(a.to) {
			found = append(found, e)
		}
	}
	if post.Head {
		add(event(ReachesTerms, monthsAfter(d.headSince(post.Unit, a.from), a.terms.MaxTerms*a.terms.TermMonths), ""))
		local := monthsAfter(a.from, a.terms.LocalMonths-d.workedIn(post.Unit, a.from))
		if d.Home == post.Unit {
			local = post.Period.From
		}
		add(event(LocalHead, local, ""))
	}
	for _, r := range running {
		if r.Official == d.Official && r.Post == post.Post {
			add(event(RotationEnds, r.End, r.Code))
		}
	}
	if left, ok := a.terms.Retirement.Left(d.Person.Sex, d.Person.Born, a.from); ok {
		add(event(Retires, monthsAfter(time.Date(a.from.Year(), a.from.Month(), 1, 0, 0, 0, 0, time.UTC), left), ""))
	}
	return found
}

// chain follows a post that falls vacant to the posts that fall vacant after it.
func (a *ahead) chain(post string, planned map[string][]string) []Link {
	var chain []Link
	for len(chain) < maxChain {
		i := slices.IndexFunc(planned[post], func(who string) bool {
			_, serves := a.held[who]
			return serves && !a.leaves[who]
		})
		if i < 0 {
			return chain
		}
		who := planned[post][i]
		a.leaves[who] = true
		post = a.held[who].Post
		chain = append(chain, Link{Official: who, Post: post, Unit: a.held[who].Unit})
	}
	return chain
}

// monthsAfter is the day so many months later, or earlier; the last day of the month where that has fewer days.
func monthsAfter(day time.Time, n int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(day.Day(), first.AddDate(0, 1, -1).Day())-1)
}
