package ballot

import (
	"regexp"
	"slices"

	"canbo/internal/fault"
)

// Blank is the choice of a paper on which nothing is marked. It may be cast and counts as invalid.
const Blank = ""

var (
	idPattern     = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)+$`)
	codePattern   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)
	choicePattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]{0,62}$`)
)

// maxIDLength bounds a ballot id: it is also part of workflow ids and index keys.
const maxIDLength = 255

// Spec is what a ballot is opened with. It does not change afterwards; a repeated vote is a new ballot.
type Spec struct {
	ID       string   `json:"id"`       // `{process id}/{step}`, such as unit-review/caoloc-2018/xa-gia-cat/ballot
	Roll     []string `json:"roll"`     // codes of the officials who may vote
	Subjects []string `json:"subjects"` // codes of those voted on; who is also on the roll gets no paper on themself
	Choices  []string `json:"choices"`  // codes of the boxes in the order shown: grades, or yes and no

	Excluded []Exclusion `json:"excluded,omitempty"` // who on the roll gets no paper on whom, besides on themself
}

// Validate refuses a ballot that cannot be held, as fault.Invalid: a malformed id or code, an empty roll
// (roll_empty), no subject, no choice, a code given twice, or an exclusion that excludes nobody.
func (s Spec) Validate() error {
	if len(s.ID) > maxIDLength || !idPattern.MatchString(s.ID) {
		return fault.New(fault.Invalid, "ballot_id_malformed", "ballot id %.300q is malformed", s.ID)
	}
	lists := []struct {
		name  string
		codes []string
		form  *regexp.Regexp
	}{{"roll", s.Roll, codePattern}, {"subjects", s.Subjects, codePattern}, {"choices", s.Choices, choicePattern}}
	for _, list := range lists {
		if len(list.codes) == 0 {
			return fault.New(fault.Invalid, list.name+"_empty", "ballot %s has an empty list: %s", s.ID, list.name)
		}
		sorted := slices.Sorted(slices.Values(list.codes))
		for i, code := range sorted {
			if !list.form.MatchString(code) {
				return fault.New(fault.Invalid, list.name+"_malformed",
					"ballot %s: %s: code %.80q is malformed", s.ID, list.name, code)
			}
			if i > 0 && code == sorted[i-1] {
				return fault.New(fault.Invalid, list.name+"_repeated",
					"ballot %s: %s: %s stands there twice", s.ID, list.name, code)
			}
		}
	}
	return s.validateExclusions()
}

// Canonical returns a copy with roll, subjects and exclusions sorted, so that two specs of the same ballot are equal field by field.
// Choices keep their order: it is the order of the boxes on the paper.
func (s Spec) Canonical() Spec {
	excluded := slices.Clone(s.Excluded)
	SortExclusions(excluded)
	return Spec{
		ID:       s.ID,
		Roll:     slices.Sorted(slices.Values(s.Roll)),
		Subjects: slices.Sorted(slices.Values(s.Subjects)),
		Choices:  slices.Clone(s.Choices),
		Excluded: excluded,
	}
}

// Equal reports whether both describe the same ballot, whatever the order of roll and subjects. Exclusions may be added
// while papers are drawn and tell no ballot from another.
func (s Spec) Equal(other Spec) bool {
	a, b := s.Canonical(), other.Canonical()
	return a.ID == b.ID && slices.Equal(a.Roll, b.Roll) &&
		slices.Equal(a.Subjects, b.Subjects) && slices.Equal(a.Choices, b.Choices)
}

// SubjectsFor returns the subjects on whom voter draws a paper: all but themself and those they are excluded from.
func (s Spec) SubjectsFor(voter string) []string {
	return slices.DeleteFunc(slices.Clone(s.Subjects), func(subject string) bool { return s.excludes(voter, subject) })
}

// Takes reports whether choice may be cast: one of the boxes, or Blank.
func (s Spec) Takes(choice string) bool { return choice == Blank || slices.Contains(s.Choices, choice) }

// Progress is how far an open ballot is. It holds no tally and no name, so that it may be shown while people vote.
type Progress struct {
	Counted   bool `json:"counted"`   // closed for good; the count exists
	Roll      int  `json:"roll"`      // people who may vote
	Drawn     int  `json:"drawn"`     // people who drew their papers
	Collected int  `json:"collected"` // papers in the box
	Expected  int  `json:"expected"`  // papers when everybody on the roll has cast all of theirs
}

// Complete reports whether nothing more can come: every paper that could be drawn is in the box.
func (p Progress) Complete() bool { return p.Drawn == p.Roll && p.Collected == p.Expected }
