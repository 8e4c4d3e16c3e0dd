package ballot

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"canbo/internal/fault"
)

// Heads are people: how many were convened, came, and drew papers.
type Heads struct {
	Convened int `json:"convened"` // triệu tập: all on the roll
	Present  int `json:"present"`  // có mặt
	Issued   int `json:"issued"`   // phát ra: people who drew; for one subject also the number of papers on them
}

// Box is one box of the paper and how many valid papers mark it.
type Box struct {
	Choice string `json:"choice"`
	Votes  int    `json:"votes"`
}

// Tally is the count for one subject. Its Heads leave out the subject, who has no paper on themself, and who else is
// excluded from voting on them: in a vote on a member of the roll, Convened is at least one less than the Count's.
type Tally struct {
	Subject string `json:"subject"`
	Heads
	Collected int   `json:"collected"` // thu về
	Valid     int   `json:"valid"`     // hợp lệ
	Invalid   int   `json:"invalid"`   // không hợp lệ
	Boxes     []Box `json:"boxes"`     // one for each choice, in the order of the paper
}

// Count is the record of a counted ballot (kết quả kiểm phiếu), for papers counted here and for a count that tellers
// made elsewhere and typed in. Its Heads are of the whole meeting; for papers counted here, Present = Issued = the
// people who drew. Source of the figures: count minutes, domain/regulations section 8.
type Count struct {
	BallotID string `json:"ballot_id"`
	OnPaper  bool   `json:"on_paper,omitempty"` // counted by hand and typed in by two tellers
	Heads
	Subjects []Tally `json:"subjects"`
}

// Marked is a paper taken out of the box: whom it is about, and the choice or Blank.
type Marked struct{ Subject, Choice string }

// Votes returns the votes in the box of choice; 0 when there is no such box.
func (t Tally) Votes(choice string) int {
	for _, box := range t.Boxes {
		if box.Choice == choice {
			return box.Votes
		}
	}
	return 0
}

// Of returns the tally of subject; false when the ballot was not about them.
func (c Count) Of(subject string) (Tally, bool) {
	i := slices.IndexFunc(c.Subjects, func(t Tally) bool { return t.Subject == subject })
	if i < 0 {
		return Tally{}, false
	}
	return c.Subjects[i], true
}

// CountPapers counts papers of a ballot of which drawn voters drew theirs. The order of drawn and papers does not
// matter. It fails as Count.Validate does, and with fault.Invalid foreign_paper for a paper that is not of this ballot.
func CountPapers(spec Spec, drawn []string, papers []Marked) (Count, error) {
	count := Count{
		BallotID: spec.ID,
		Heads:    Heads{Convened: len(spec.Roll), Present: len(drawn), Issued: len(drawn)},
		Subjects: make([]Tally, len(spec.Subjects)),
	}
	at := make(map[string]*Tally, len(spec.Subjects))
	for i, subject := range spec.Subjects {
		tally := &count.Subjects[i]
		*tally = Tally{Subject: subject, Heads: count.Heads, Boxes: make([]Box, len(spec.Choices))}
		for j, choice := range spec.Choices {
			tally.Boxes[j].Choice = choice
		}
		for _, voter := range spec.Roll {
			if !spec.excludes(voter, subject) {
				continue
			}
			tally.Convened--
			if slices.Contains(drawn, voter) {
				tally.Present--
				tally.Issued--
			}
		}
		at[subject] = tally
	}
	for _, paper := range papers {
		tally, known := at[paper.Subject]
		if !known || !spec.Takes(paper.Choice) {
			return Count{}, fault.New(fault.Invalid, "foreign_paper", "ballot %s holds a paper of another", spec.ID)
		}
		tally.Collected++
		if paper.Choice == Blank {
			tally.Invalid++
			continue
		}
		tally.Valid++
		tally.Boxes[slices.Index(spec.Choices, paper.Choice)].Votes++
	}
	return count, count.Validate()
}

// Validate refuses a count that contradicts itself, as fault.Invalid with the code count_contradictory and a text that
// names the subject's code and the figures: 0 <= issued <= present <= convened for the meeting and for each subject,
// whose heads are within the meeting's; collected <= issued; valid + invalid = collected; and the boxes of one subject
// add up to valid.
// Source: domain/regulations section 8, vector T12.
func (c Count) Validate() error {
	if err := c.Heads.validate(); err != nil {
		return contradiction("ballot %s: %v", c.BallotID, err)
	}
	seen := make(map[string]bool, len(c.Subjects))
	for _, tally := range c.Subjects {
		if seen[tally.Subject] {
			return contradiction("ballot %s: %s is counted twice", c.BallotID, tally.Subject)
		}
		seen[tally.Subject] = true
		if err := tally.validate(c.Heads); err != nil {
			return contradiction("ballot %s: %s: %v", c.BallotID, tally.Subject, err)
		}
	}
	return nil
}

// Hash returns the SHA-256 of the record in hex. It does not depend on the order of subjects and boxes, so a
// recount of the same papers gives the same hash; any other figure gives another.
func (c Count) Hash() string {
	sum := sha256.New()
	fmt.Fprintln(sum, "canbo ballot count 1")
	if c.OnPaper {
		fmt.Fprintln(sum, "on paper")
	}
	fmt.Fprintf(sum, "%q %d %d %d\n", c.BallotID, c.Convened, c.Present, c.Issued)
	bySubject := func(a, b Tally) int { return cmp.Compare(a.Subject, b.Subject) }
	byChoice := func(a, b Box) int { return cmp.Compare(a.Choice, b.Choice) }
	for _, t := range slices.SortedFunc(slices.Values(c.Subjects), bySubject) {
		fmt.Fprintf(sum, "%q %d %d %d %d %d %d", t.Subject, t.Convened, t.Present, t.Issued, t.Collected, t.Valid, t.Invalid)
		for _, box := range slices.SortedFunc(slices.Values(t.Boxes), byChoice) {
			fmt.Fprintf(sum, " %q %d", box.Choice, box.Votes)
		}
		fmt.Fprintln(sum)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func (h Heads) validate() error {
	if h.Issued < 0 || h.Issued > h.Present || h.Present > h.Convened {
		return fmt.Errorf("convened %d, present %d, issued %d", h.Convened, h.Present, h.Issued)
	}
	return nil
}

func (t Tally) validate(meeting Heads) error {
	if err := t.Heads.validate(); err != nil {
		return err
	}
	if t.Convened > meeting.Convened || t.Present > meeting.Present || t.Issued > meeting.Issued {
		return fmt.Errorf("convened %d, present %d, issued %d are more than the meeting's", t.Convened, t.Present, t.Issued)
	}
	if t.Collected > t.Issued {
		return fmt.Errorf("collected %d of %d issued", t.Collected, t.Issued)
	}
	if t.Valid < 0 || t.Invalid < 0 || t.Valid+t.Invalid != t.Collected {
		return fmt.Errorf("valid %d and invalid %d of %d collected", t.Valid, t.Invalid, t.Collected)
	}
	votes := 0
	for i, box := range t.Boxes {
		if box.Votes < 0 || slices.ContainsFunc(t.Boxes[:i], func(b Box) bool { return b.Choice == box.Choice }) {
			return fmt.Errorf("box %s is negative or stands there twice", box.Choice)
		}
		votes += box.Votes
	}
	if votes != t.Valid {
		return fmt.Errorf("the boxes add up to %d, valid papers are %d", votes, t.Valid)
	}
	return nil
}

func contradiction(format string, args ...any) error {
	return fault.New(fault.Invalid, "count_contradictory", format, args...)
}
