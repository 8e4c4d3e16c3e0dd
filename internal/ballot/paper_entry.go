package ballot

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"canbo/internal/fault"
)

// PaperEntry is the count of a ballot on paper as one teller types it. Two tellers type it on their own; equal entries
// become the Count. All figures are whole numbers of people or papers.
type PaperEntry struct {
	Ballot   string      `json:"ballot"`  // id of the ballot counted
	Present  int         `json:"present"` // people who came
	Issued   int         `json:"issued"`  // people who were given papers
	Subjects []PaperLine `json:"subjects"`
}

// PaperLine is the count on one subject. People leave out the subject, who has no paper on themself; valid papers are
// those collected that are not invalid.
type PaperLine struct {
	Subject   string `json:"subject"`
	Present   int    `json:"present"`
	Issued    int    `json:"issued"`
	Collected int    `json:"collected"`
	Invalid   int    `json:"invalid"`
	Boxes     []Box  `json:"boxes"`
}

// Difference is a figure on which two entries do not agree. Subject is empty for the meeting as a whole; Choice is set
// for votes.
type Difference struct {
	Subject string `json:"subject,omitempty"`
	Figure  string `json:"figure"` // present, issued, collected, invalid or votes
	Choice  string `json:"choice,omitempty"`
	First   int    `json:"first"`
	Second  int    `json:"second"`
}

// Count makes the count of spec from an entry.
//
// Errors, all fault.Invalid with a text that names the line: other_ballot; unknown_subject, subject_repeated and
// subject_missing; unknown_choice, choice_repeated and choice_missing; count_contradictory as Count.Validate.
func (e PaperEntry) Count(spec Spec) (Count, error) {
	if e.Ballot != spec.ID {
		return Count{}, fault.New(fault.Invalid, "other_ballot", "the entry is of ballot %.300q, not of %s", e.Ballot, spec.ID)
	}
	count := Count{
		BallotID: spec.ID, OnPaper: true,
		Heads: Heads{Convened: len(spec.Roll), Present: e.Present, Issued: e.Issued},
	}
	lines := e.byLine()
	for i, line := range e.Subjects {
		if !slices.Contains(spec.Subjects, line.Subject) {
			return Count{}, entryFault("unknown_subject", i, line, "the ballot was not about this subject")
		}
		if slices.ContainsFunc(e.Subjects[:i], func(l PaperLine) bool { return l.Subject == line.Subject }) {
			return Count{}, entryFault("subject_repeated", i, line, "this subject stands there twice")
		}
	}
	for _, subject := range spec.Subjects {
		line, typed := lines[subject]
		if !typed {
			return Count{}, fault.New(fault.Invalid, "subject_missing", "the line on %s is missing", subject)
		}
		i := slices.IndexFunc(e.Subjects, func(l PaperLine) bool { return l.Subject == subject })
		tally, err := line.tally(spec, i)
		if err != nil {
			return Count{}, err
		}
		count.Subjects = append(count.Subjects, tally)
	}
	return count, count.Validate()
}

func (l PaperLine) tally(spec Spec, at int) (Tally, error) {
	t := Tally{
		Subject: l.Subject, Heads: Heads{Convened: spec.Convened(l.Subject), Present: l.Present, Issued: l.Issued},
		Collected: l.Collected, Valid: l.Collected - l.Invalid, Invalid: l.Invalid,
	}
	for i, box := range l.Boxes {
		if !slices.Contains(spec.Choices, box.Choice) {
			return t, entryFault("unknown_choice", at, l, "the paper has no box %.80q", box.Choice)
		}
		if slices.ContainsFunc(l.Boxes[:i], func(b Box) bool { return b.Choice == box.Choice }) {
			return t, entryFault("choice_repeated", at, l, "the box %s stands there twice", box.Choice)
		}
	}
	for _, choice := range spec.Choices {
		i := slices.IndexFunc(l.Boxes, func(b Box) bool { return b.Choice == choice })
		if i < 0 {
			return t, entryFault("choice_missing", at, l, "the votes for %s are missing; type 0 for none", choice)
		}
		t.Boxes = append(t.Boxes, l.Boxes[i])
	}
	return t, nil
}

func entryFault(code string, at int, l PaperLine, format string, args ...any) error {
	return fault.New(fault.Invalid, code, "subjects[%d] (%.80s): %s", at, l.Subject, fmt.Sprintf(format, args...))
}

// Hash returns the SHA-256 of the entry in hex. It does not depend on the order of subjects and boxes.
func (e PaperEntry) Hash() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "canbo paper entry 1\n%q %d %d\n", e.Ballot, e.Present, e.Issued)
	bySubject := func(a, b PaperLine) int { return cmp.Compare(a.Subject, b.Subject) }
	byChoice := func(a, b Box) int { return cmp.Compare(a.Choice, b.Choice) }
	for _, l := range slices.SortedFunc(slices.Values(e.Subjects), bySubject) {
		fmt.Fprintf(sum, "%q %d %d %d %d", l.Subject, l.Present, l.Issued, l.Collected, l.Invalid)
		for _, box := range slices.SortedFunc(slices.Values(l.Boxes), byChoice) {
			fmt.Fprintf(sum, " %q %d", box.Choice, box.Votes)
		}
		fmt.Fprintln(sum)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Differences lists the figures on which two entries of the same ballot do not agree, in the order of the first: the
// meeting, then subject by subject.
func (e PaperEntry) Differences(other PaperEntry) []Difference {
	var found []Difference
	compare := func(subject, figure, choice string, first, second int) {
		if first != second {
			found = append(found, Difference{Subject: subject, Figure: figure, Choice: choice, First: first, Second: second})
		}
	}
	compare("", "present", "", e.Present, other.Present)
	compare("", "issued", "", e.Issued, other.Issued)
	lines := other.byLine()
	for _, a := range e.Subjects {
		b := lines[a.Subject]
		compare(a.Subject, "present", "", a.Present, b.Present)
		compare(a.Subject, "issued", "", a.Issued, b.Issued)
		compare(a.Subject, "collected", "", a.Collected, b.Collected)
		compare(a.Subject, "invalid", "", a.Invalid, b.Invalid)
		votes := Tally{Boxes: b.Boxes}
		for _, box := range a.Boxes {
			compare(a.Subject, "votes", box.Choice, box.Votes, votes.Votes(box.Choice))
		}
	}
	return found
}

func (e PaperEntry) byLine() map[string]PaperLine {
	lines := make(map[string]PaperLine, len(e.Subjects))
	for _, l := range e.Subjects {
		lines[l.Subject] = l
	}
	return lines
}
