package evaluation

import "canbo/internal/procedure"

// The filings are everything that people hand in: they are stored in PostgreSQL as filed. Of each, only the part with
// ids and codes (the act's arguments) reaches the process.

// SelfReviewFiling is a self-review (bản tự kiểm điểm): levels where the policy rates by conditions, points where it
// rates by score, and free texts by section.
type SelfReviewFiling struct {
	Grade  Grade               `json:"grade"`
	Levels map[Criterion]Level `json:"levels,omitempty"`
	Points *PointsFiling       `json:"points,omitempty"`
	Texts  map[string]string   `json:"texts,omitempty"` // section (strengths, limits, remedies, direction) to text

	Answers []PointAnswer `json:"answers,omitempty" maxItems:"20" doc:"To the points that you were asked to answer, each"`
}

// PointsFiling is a self-score in tenths of a point.
type PointsFiling struct {
	GeneralTenths int `json:"general_tenths"`
	ResultsTenths int `json:"results_tenths"`
}

// Args is what the process may see.
func (f SelfReviewFiling) Args() SelfReview {
	args := SelfReview{Grade: f.Grade}
	for _, a := range f.Answers {
		args.Answers = append(args.Answers, a.Point)
	}
	return args
}

// CommentFiling is a member's comment on another official.
type CommentFiling struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// Args is what the process may see.
func (f CommentFiling) Args() Comment { return Comment{Subject: f.Subject} }

// MinutesFiling is the text of minutes, of a conference or of a count, or a note.
type MinutesFiling struct {
	Text string `json:"text"`
}

// DecisionsFiling is decisions on officials. A reason for the cap uses the extended ratio, where the policy has one.
type DecisionsFiling struct {
	Marks     []MarkFiling `json:"marks"`
	CapReason string       `json:"cap_reason,omitempty" maxLength:"4000" doc:"Why the body uses the extended cap on Excellent"`
}

// Args is what the process may see.
func (f DecisionsFiling) Args() Decisions {
	return Decisions{Marks: MarksFiling{Marks: f.Marks}.Args(), Extended: f.CapReason != ""}
}

// TellersFiling names the tellers; a ballot on paper says why.
type TellersFiling struct {
	Tellers []string `json:"tellers"`
	OnPaper bool     `json:"on_paper,omitempty" doc:"Hold the ballot on paper: nobody draws or casts here, both tellers type the count"`
	Reason  string   `json:"reason,omitempty" maxLength:"2000" doc:"Why on paper"`
}

// Args is what the process may see.
func (f TellersFiling) Args() procedure.ElectTellers {
	return procedure.ElectTellers{Tellers: f.Tellers, OnPaper: f.OnPaper}
}

// MarkFiling is a grade for one subject with its reason in words.
type MarkFiling struct {
	Subject string `json:"subject"`
	Grade   Grade  `json:"grade"`
	Reason  string `json:"reason,omitempty"`
}

// MarksFiling grades several subjects at once: proposals, unit results, decisions.
type MarksFiling struct {
	Marks []MarkFiling `json:"marks"`
}

// Args is what the process may see.
func (f MarksFiling) Args() Marks {
	marks := make([]Mark, len(f.Marks))
	for i, m := range f.Marks {
		marks[i] = Mark{Subject: m.Subject, Grade: m.Grade, Reason: m.Reason != ""}
	}
	return Marks{Marks: marks}
}

// ExternalFiling is the result of a step that a superior body carried out, and the document it is found in.
type ExternalFiling struct {
	Step         string       `json:"step" minLength:"1" maxLength:"64"`
	Document     string       `json:"document" minLength:"1" maxLength:"200" pattern:"\\S" doc:"Its number, such as 123-QĐ/TU"`
	DocumentDate string       `json:"document_date" format:"date"`
	DecidedBy    string       `json:"decided_by" minLength:"1" maxLength:"200" pattern:"\\S" doc:"The body that decided"`
	Signer       string       `json:"signer,omitempty" maxLength:"200" doc:"Who signs it; absent: who chairs the body on the day of the document, where the record knows"`
	SignerTitle  string       `json:"signer_title,omitempty" maxLength:"200" doc:"In which office, such as Bí thư"`
	Marks        []MarkFiling `json:"marks,omitempty" doc:"Of officials"`
	Units        []MarkFiling `json:"units,omitempty" doc:"Of units, in a decision"`
}

// Args is what the process may see.
func (f ExternalFiling) Args() ExternalResult {
	return ExternalResult{
		Recorded: procedure.Recorded{Step: f.Step, Document: f.Document != "" && f.DocumentDate != "" && f.DecidedBy != ""},
		Marks:    MarksFiling{Marks: f.Marks}.Args().Marks,
		Units:    MarksFiling{Marks: f.Units}.Args().Marks,
	}
}

// PetitionFiling is an official's request to re-examine the result.
type PetitionFiling struct {
	Ground string `json:"ground"`
}

// AnswerFiling is the answer to a petition with its grounds.
type AnswerFiling struct {
	Outcome string `json:"outcome"`
	Grade   Grade  `json:"grade,omitempty"`
	Grounds string `json:"grounds"`
}

// Args is what the process may see.
func (f AnswerFiling) Args() Answer {
	return Answer{Outcome: f.Outcome, Grade: f.Grade, Grounds: f.Grounds != ""}
}
