package rotation

import (
	"slices"

	"canbo/internal/planning"
)

// Facts is what the rules of a rotation policy may look at: one official and one post they would be rotated to. The JSON
// names are also the names that the rules use, such as person.months_left or post.standing.
type Facts struct {
	Official   string                    `json:"official"`
	PostCode   string                    `json:"post_code"`
	Person     PersonFacts               `json:"person"`
	Post       PostFacts                 `json:"post"`
	Grades     planning.GradeFacts       `json:"grades"`
	Discipline []planning.DisciplineFact `json:"discipline"`
	Limit      Limits                    `json:"limit"`
}

// PersonFacts is what is on record about the official.
type PersonFacts struct {
	InService       bool `json:"in_service"`   // holds a principal post on the day
	PartyMember     bool `json:"party_member"` //
	Planned         bool `json:"planned"`      // on a planning list of a term that covers the day
	Obliged         bool `json:"obliged"`      // must leave the present post: two terms as its head, or local where none may be
	Rotating        bool `json:"rotating"`     // on a rotation that has not ended
	MonthsInPost    int  `json:"months_in_post"`
	MonthsLeft      int  `json:"months_left"`      // of service on the day; negative after retirement
	Standing        int  `json:"standing"`         // of the present post; 0 when the policy does not rank it
	Professional    bool `json:"professional"`     // meets the professional standard of the post
	PoliticalTheory bool `json:"political_theory"` // meets its standard of political theory
}

// PostFacts is about the post, as the official stands to it.
type PostFacts struct {
	Vacant      bool `json:"vacant"`        // nobody holds it on the day
	Head        bool `json:"head"`          // of its unit
	Party       bool `json:"party"`         // a post of the Party
	OwnUnit     bool `json:"own_unit"`      // the official works there now
	Home        bool `json:"home"`          // its unit is the official's home place
	LocalMonths int  `json:"local_months"`  // the official has worked in its unit
	TermsAsHead int  `json:"terms_as_head"` // whole terms in a row that the official has headed its unit until now
	Standing    int  `json:"standing"`      // 0 when the policy does not rank it
}

// Limits are the numbers of the policy that rules compare with.
type Limits struct {
	MonthsLeft        int `json:"months_left"`         // least service left
	MonthsLeftObliged int `json:"months_left_obliged"` // the same for who must leave their post
	MonthsInPost      int `json:"months_in_post"`      // least time in the present post; 0 for none
	MaxTerms          int `json:"max_terms"`           // most terms in a row as head
	LocalMonths       int `json:"local_months"`        // who has worked that long in a place is local there
	DisciplineMonths  int `json:"discipline_months"`   // how long a disciplinary decision counts
}

// Finding is what a rule says about an official and a post. One that excludes makes the pair ineligible; the others are
// for whoever decides to weigh.
type Finding struct {
	Rule     string `json:"rule"`
	Official string `json:"official"`
	Post     string `json:"post"`
	Excludes bool   `json:"excludes" doc:"The official cannot be rotated to the post"`
	Unknown  bool   `json:"unknown,omitempty" doc:"A fact it needs is not on record"`
	Values   string `json:"values" doc:"What was compared: person.months_left = 96, limit.months_left = 120"`
	VI       string `json:"vi"`
	EN       string `json:"en"`
	CureVI   string `json:"cure_vi"`
	CureEN   string `json:"cure_en"`
	Source   string `json:"source"`
	Verified bool   `json:"verified"`
}

// Eligible reports whether none of the findings excludes.
func Eligible(findings []Finding) bool {
	return !slices.ContainsFunc(findings, func(f Finding) bool { return f.Excludes })
}
