package web

import (
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/internal/web/pages"
)

// voteForms are the pages of a ballot's tellers, which are the same in a conference and in a sitting.
type voteForms struct {
	path                  string
	elect, count, confirm access.Act
	load                  func(v *visit, view *pages.ActView) error
	at                    func(v *visit) place
	members               func(v *visit) (members []string, chair string, err error)
	tellers               func(v *visit, f evaluation.TellersFiling) (*answer, error)
	counted, confirmed    func(v *visit) (*answer, error)
	tallies               func(v *visit) (*body[count], error)
	words                 ballotWords
	prints                bool // there are papers to print
}

// ballotWords say where a ballot is held, and name its subjects and choices by their codes.
type ballotWords struct {
	where func(v *visit) (string, error)
	names func(v *visit, subjects []string) (people, choices map[string]string, err error)
}

// gradeWords are those of a ballot on officials, whose choices are the grades of a cycle.
func (s *server) gradeWords() ballotWords {
	return ballotWords{
		where: func(v *visit) (string, error) {
			return s.placeName(v.r.Context(), chi.URLParam(v.r, "unit")+chi.URLParam(v.r, "body")) // one of them is empty
		},
		names: func(v *visit, subjects []string) (people, choices map[string]string, err error) {
			if choices, err = s.gradeNames(v, chi.URLParam(v.r, "cycle")); err != nil {
				return nil, nil, err
			}
			people, err = s.Store.OfficialNames(v.r.Context(), subjects)
			return people, choices, err
		},
	}
}

// voteForms are the pages of a ballot's tellers and of its count.
func (s *server) voteForms(r chi.Router, f voteForms) {
	s.addForm(r, s.tellersForm(f))
	s.addForm(r, s.countForm(f))
	s.addForm(r, s.confirmationForm(f))
	r.Get(appPath+f.path+"/tallies", s.signedIn(func(v *visit) error { return s.showTallies(v, f) }))
}

func (s *server) tellersForm(f voteForms) formAct {
	return formAct{
		act: f.elect, path: f.path + "/tellers", title: pages.TellersWhat, explain: pages.TellersExplain, button: pages.TellersButton,
		fields: []pages.InputView{
			{Kind: pages.ChoiceInput, Name: "first", Long: true}, {Kind: pages.ChoiceInput, Name: "second", Long: true},
			{Kind: pages.ChoiceInput, Name: optionalField + "paper"}, {Kind: pages.LineInput, Name: optionalField + "reason"},
		},
		texts: []pages.Text{pages.TellersFirst, pages.TellersSecond, pages.TellersHow, pages.TellersPaperReason},
		load: func(v *visit, view *pages.ActView) error {
			if err := f.load(v, view); err != nil {
				return err
			}
			members, chair, err := f.members(v)
			if err != nil {
				return err
			}
			choices, err := s.people(v, slices.DeleteFunc(slices.Clone(members), func(m string) bool { return m == chair }))
			view.Fields[0].Choices, view.Fields[1].Choices = choices, choices
			view.Fields[2].Choices = []pages.Choice{
				{Value: "", Label: v.page.T(pages.TellersHere)}, {Value: "paper", Label: v.page.T(pages.TellersOnPaper)},
			}
			return err
		},
		file: func(v *visit) (*answer, error) {
			filing := evaluation.TellersFiling{Tellers: []string{v.field("first"), v.field("second")}}
			if v.field(optionalField+"paper") != "" {
				filing.OnPaper, filing.Reason = true, v.field(optionalField+"reason")
			}
			return f.tellers(v, filing)
		},
	}
}

func (s *server) countForm(f voteForms) formAct {
	return formAct{
		act: f.count, path: f.path + "/count", title: pages.CountWhat, button: pages.CountButton, explain: pages.CountNow,
		load: func(v *visit, view *pages.ActView) error {
			if err := f.load(v, view); err != nil {
				return err
			}
			step, err := s.ballotStep(v.r.Context(), f.at(v).process)
			if err != nil {
				return err
			}
			ballot, err := s.Store.CurrentBallot(v.r.Context(), f.at(v).process, step.Name)
			if err != nil {
				return err
			}
			view.Explain = v.page.T(pages.CountExplain, ballot.Collected, ballot.Expected)
			return nil
		},
		file: f.counted,
	}
}

func (s *server) confirmationForm(f voteForms) formAct {
	return formAct{
		act: f.confirm, path: f.path + "/count-confirmation", kind: procedure.CommandConfirmCount,
		title: pages.ConfirmWhat, explain: pages.ConfirmExplain, button: pages.ConfirmButton,
		fields: []pages.InputView{textField}, texts: []pages.Text{pages.ConfirmLabel}, at: f.at,
		load: func(v *visit, view *pages.ActView) error {
			if err := f.load(v, view); err != nil {
				return err
			}
			tally, err := s.tally(v, f)
			if err != nil {
				return err
			}
			turnByForm(tally.Part)
			view.About = pages.Tally(v.page, tally)
			return nil
		},
		file: f.confirmed,
	}
}

func (s *server) showTallies(v *visit, f voteForms) error {
	view := pages.ActView{}
	if err := f.load(v, &view); err != nil {
		return err
	}
	tally, err := s.tally(v, f)
	if err != nil {
		return err
	}
	page := v.page.Titled(pages.TalliesTitle)
	shown := pages.ActView{Where: view.Where, Due: view.Due, About: pages.Tally(page, tally)}
	if f.prints {
		shown.More = pages.Downloads(page, countPapers(page, strings.TrimSuffix(v.r.URL.Path, "/tallies")))
	}
	return s.show(v, pages.Act(page, shown))
}

// countPapers are what is printed of a count.
func countPapers(p pages.Page, base string) []pages.LinkView {
	return []pages.LinkView{
		{Text: p.T(pages.PrintCount), Href: base + "/count-record.pdf"}, {Text: p.T(pages.PrintTallies), Href: base + "/tallies.xlsx"},
	}
}

// tally is the count of the current ballot with names and labels.
func (s *server) tally(v *visit, f voteForms) (pages.TallyView, error) {
	c, err := f.tallies(v)
	if err != nil {
		return pages.TallyView{}, err
	}
	codes := make([]string, len(c.Body.Subjects))
	for i, subject := range c.Body.Subjects {
		codes[i] = subject.Subject
	}
	names, labels, err := f.words.names(v, codes)
	view := pages.TallyView{Hash: c.Body.Hash, Roll: v.page.T(pages.TallyRoll, c.Body.Convened, c.Body.Present, c.Body.Issued)}
	subjects, part := some(v, "tally", c.Body.Subjects, casesOnPage)
	view.Part = part
	for i, subject := range subjects {
		row := pages.TallyRow{Name: names[subject.Subject], Valid: subject.Valid, Invalid: subject.Invalid}
		for _, box := range subject.Boxes {
			if i == 0 {
				view.Choices = append(view.Choices, labels[box.Choice])
			}
			row.Votes = append(row.Votes, box.Votes)
		}
		view.Rows = append(view.Rows, row)
	}
	return view, err
}

// gradeNames are the labels of a cycle's grades by their codes.
func (s *server) gradeNames(v *visit, cycle string) (map[string]string, error) {
	choices, err := s.gradeChoices(v, cycle)
	names := make(map[string]string, len(choices))
	for _, c := range choices {
		names[c.Value] = c.Label
	}
	return names, err
}
