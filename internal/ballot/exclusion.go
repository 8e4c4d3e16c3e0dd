package ballot

import (
	"cmp"
	"slices"

	"canbo/internal/fault"
)

// Exclusion keeps a voter from voting on a subject besides themself, such as a spouse.
type Exclusion struct {
	Voter   string `json:"voter"`
	Subject string `json:"subject"`
}

// excludes reports whether voter draws no paper on subject.
func (s Spec) excludes(voter, subject string) bool {
	return voter == subject || slices.Contains(s.Excluded, Exclusion{Voter: voter, Subject: subject})
}

// Convened counts who on the roll may vote on subject.
func (s Spec) Convened(subject string) int {
	n := 0
	for _, voter := range s.Roll {
		if !s.excludes(voter, subject) {
			n++
		}
	}
	return n
}

// validateExclusions refuses an exclusion of somebody who does not vote or is not voted on, or one given twice.
func (s Spec) validateExclusions() error {
	for i, e := range s.Excluded {
		switch {
		case e.Voter == e.Subject || !slices.Contains(s.Roll, e.Voter) || !slices.Contains(s.Subjects, e.Subject):
			return fault.New(fault.Invalid, "exclusion_malformed", "ballot %s cannot exclude %.80q from voting on %.80q", s.ID, e.Voter, e.Subject)
		case slices.Contains(s.Excluded[:i], e):
			return fault.New(fault.Invalid, "exclusion_repeated", "ballot %s excludes %s from voting on %s twice", s.ID, e.Voter, e.Subject)
		}
	}
	return nil
}

// SortExclusions orders exclusions by voter and subject.
func SortExclusions(excluded []Exclusion) {
	slices.SortFunc(excluded, func(a, b Exclusion) int {
		return cmp.Or(cmp.Compare(a.Voter, b.Voter), cmp.Compare(a.Subject, b.Subject))
	})
}
