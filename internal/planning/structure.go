package planning

import (
	"fmt"
	"time"

	"canbo/internal/roster"
)

// Targets are the structure that a policy wants of a list. A ratio of 0 wants nothing.
type Targets struct {
	WomenBP        int   `json:"women_bp"`         // least share of women, in basis points
	YoungBP        int   `json:"young_bp"`         // least share of people under YoungUnder
	YoungUnder     int   `json:"young_under"`      // years
	MinorityBP     int   `json:"minority_bp"`      // least share of ethnic minorities
	ExternalBP     int   `json:"external_bp"`      // least share of people from elsewhere
	AgeBands       []int `json:"age_bands"`        // upper ages of all bands but the last, ascending, in years
	BandBP         []int `json:"band_bp"`          // least share of each band; empty when none is wanted
	PeoplePerPost  int   `json:"people_per_post"`  // most people for one post; 0 for any number
	PostsPerPerson int   `json:"posts_per_person"` // most positions for one person on all lists; 0 for any number
	CoefficientX10 int   `json:"coefficient_x10"`  // most people of a committee's list, in tenths of its seats; 0 for any number
}

// Person is what the structure looks at.
type Person struct {
	Sex         roster.Sex
	Born        time.Time
	EthnicGroup string
	Elsewhere   int // positions of the person on other lists of the term
}

// Majority is the ethnic group that is no minority.
const Majority = "Kinh"

// Share is one measure of a list's structure: how many of how many, against what is wanted.
type Share struct {
	ID     string `json:"id"` // women, young, minority, external, band-1 ...
	Count  int    `json:"count"`
	Total  int    `json:"total"`
	WantBP int    `json:"want_bp,omitempty"` // least share; absent when nothing is wanted
	Met    bool   `json:"met"`
	Citation
}

// Excess is a limit that a list or a person goes beyond.
type Excess struct {
	ID    string `json:"id"` // people_per_post, posts_per_person, people_for_seats
	Of    string `json:"of"` // the position, the official or the committee
	Count int    `json:"count"`
	Limit int    `json:"limit"`
	Citation
}

// Citation says where a measure's limit comes from, and what would cure a list that misses it.
type Citation struct {
	Source   string `json:"source,omitempty"`
	Verified bool   `json:"verified"`
	CureVI   string `json:"cure_vi,omitempty"`
	CureEN   string `json:"cure_en,omitempty"`
}

// Structure is the meter of a list: everything in it is a recount of the entries.
type Structure struct {
	People           int      `json:"people"`
	Entries          int      `json:"entries"`
	Shares           []Share  `json:"shares"`
	Excesses         []Excess `json:"excesses"`
	AverageAgeTenths int      `json:"average_age_tenths" doc:"Years times ten, rounded half up; 0 for an empty list"`
	YoungUnder       int      `json:"young_under,omitempty" doc:"Who is under this age counts as young"`
	AgeBands         []int    `json:"age_bands,omitempty" doc:"Upper ages of all bands but the last"`
}

// Met reports whether every target is met and no limit exceeded.
func (s Structure) Met() bool { return len(s.Excesses) == 0 && len(s.Missed()) == 0 }

// Missed lists the targets that are not met.
func (s Structure) Missed() []Share {
	var missed []Share
	for _, share := range s.Shares {
		if !share.Met {
			missed = append(missed, share)
		}
	}
	return missed
}

// Cite adds to every measure that is missed, and every share that is wanted, what of returns for its id.
func (s *Structure) Cite(of func(id string) Citation) {
	for i, share := range s.Shares {
		if share.WantBP > 0 {
			s.Shares[i].Citation = of(share.ID)
		}
	}
	for i, excess := range s.Excesses {
		s.Excesses[i].Citation = of(excess.ID)
	}
}

// Gaps names every target that is not met and every limit that is exceeded, such as women or people_per_post/bi-thu.
func (s Structure) Gaps() []string {
	var gaps []string
	for _, share := range s.Missed() {
		gaps = append(gaps, share.ID)
	}
	for _, x := range s.Excesses {
		gaps = append(gaps, x.ID+"/"+x.Of)
	}
	return gaps
}

// Measure counts a list's structure at a month. Everybody counts once in the shares, however many positions they are
// prepared for. seats are those of the committee; 0 for a list of posts. people must hold every official of entries.
func Measure(entries []Entry, people map[string]Person, seats int, at time.Time, t Targets) Structure {
	m := meter{targets: t, at: at, counts: map[string]int{}}
	seen := map[string]int{}
	positions := map[string]int{}
	for _, e := range entries {
		if seen[e.Official]++; seen[e.Official] == 1 {
			m.person(people[e.Official], e.Source)
		}
		positions[e.Position]++
	}
	s := Structure{
		People: len(seen), Entries: len(entries), Shares: m.shares(len(seen)), Excesses: []Excess{},
		YoungUnder: t.YoungUnder, AgeBands: t.AgeBands,
	}
	if len(seen) > 0 {
		s.AverageAgeTenths = (m.ageMonths*10*2 + 12*len(seen)) / (2 * 12 * len(seen))
	}
	reported := map[string]bool{}
	for _, e := range entries {
		if n := seen[e.Official] + people[e.Official].Elsewhere; t.PostsPerPerson > 0 && n > t.PostsPerPerson && !reported[e.Official] {
			reported[e.Official] = true
			s.Excesses = append(s.Excesses, Excess{ID: "posts_per_person", Of: e.Official, Count: n, Limit: t.PostsPerPerson})
		}
		if n := positions[e.Position]; seats == 0 && t.PeoplePerPost > 0 && n > t.PeoplePerPost && !reported[e.Position] {
			reported[e.Position] = true
			s.Excesses = append(s.Excesses, Excess{ID: "people_per_post", Of: e.Position, Count: n, Limit: t.PeoplePerPost})
		}
	}
	if limit := seats * t.CoefficientX10 / 10; limit > 0 && len(seen) > limit {
		s.Excesses = append(s.Excesses, Excess{ID: "people_for_seats", Of: entries[0].Position, Count: len(seen), Limit: limit})
	}
	return s
}

type meter struct {
	targets   Targets
	at        time.Time
	counts    map[string]int
	ageMonths int
}

func (m *meter) person(p Person, source roster.PlanSource) {
	age := Age(p.Born, m.at)
	m.ageMonths += age
	m.add("women", p.Sex == roster.Female)
	m.add("young", age < m.targets.YoungUnder*12)
	m.add("minority", p.EthnicGroup != Majority)
	m.add("external", source == roster.PlanExternal)
	band := 1
	for _, upper := range m.targets.AgeBands {
		if age >= upper*12 {
			band++
		}
	}
	m.add(bandID(band), true)
}

func (m *meter) add(id string, counts bool) {
	if counts {
		m.counts[id]++
	}
}

func bandID(n int) string { return fmt.Sprintf("band-%d", n) }

func (m *meter) shares(total int) []Share {
	share := func(id string, want int) Share {
		n := m.counts[id]
		return Share{ID: id, Count: n, Total: total, WantBP: want, Met: n*10_000 >= want*total}
	}
	shares := []Share{
		share("women", m.targets.WomenBP), share("young", m.targets.YoungBP),
		share("minority", m.targets.MinorityBP), share("external", m.targets.ExternalBP),
	}
	for i := range len(m.targets.AgeBands) + 1 {
		want := 0
		if i < len(m.targets.BandBP) {
			want = m.targets.BandBP[i]
		}
		shares = append(shares, share(bandID(i+1), want))
	}
	return shares
}
