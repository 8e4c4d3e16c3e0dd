package policy

import (
	"slices"

	"canbo/internal/roster"
)

// Subject is one of the two kinds of qualification that are counted.
type Subject string

// The subjects of qualification.
const (
	Professional    Subject = "professional"     // trình độ chuyên môn
	PoliticalTheory Subject = "political_theory" // lý luận chính trị
)

// The levels of each subject, lowest first, as in qualifications.csv.
var levels = map[Subject][]string{
	Professional:    {"none", "elementary", "intermediate", "college", "university", "master", "doctor"},
	PoliticalTheory: {"none", "elementary", "intermediate", "advanced", "bachelor"},
}

// Tier is the level of government of a post.
type Tier string

// The tiers.
const (
	District Tier = "district"
	Commune  Tier = "commune"
)

// Qualification is the body of a qualification policy: what each post asks of its holder.
type Qualification struct {
	Requirements []Requirement `json:"requirements"` // the first that fits a post counts
}

// Requirement is the standard of some posts.
type Requirement struct {
	ID              string       `json:"id"`
	Tier            Tier         `json:"tier"`
	TitleGroups     []string     `json:"title_groups"` // empty: every title group of the tier
	Professional    Leaf[string] `json:"professional"`
	PoliticalTheory Leaf[string] `json:"political_theory"`
}

// Required returns the level that a post asks for. ok is false when the policy says nothing about the post.
func (q *Qualification) Required(tier Tier, titleGroup string, subject Subject) (level Leaf[string], ok bool) {
	for _, r := range q.Requirements {
		if r.Tier != tier || len(r.TitleGroups) > 0 && !slices.Contains(r.TitleGroups, titleGroup) {
			continue
		}
		if subject == Professional {
			return r.Professional, true
		}
		return r.PoliticalTheory, true
	}
	return Leaf[string]{}, false
}

// Standard returns the levels that a post asks for, by kind; a kind that the policy says nothing about is left out.
func (q *Qualification) Standard(tier roster.Tier, titleGroup string) roster.Standard {
	standard := roster.Standard{}
	for _, kind := range roster.Kinds {
		if level, ok := q.Required(Tier(tier), titleGroup, Subject(kind)); ok {
			standard[kind] = roster.Level(level.Value)
		}
	}
	return standard
}
