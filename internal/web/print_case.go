package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/paper"
	"canbo/internal/policy"
	"canbo/internal/postgres"
)

// registerCasePrints adds what is printed of one official's case.
func (s *server) registerCasePrints() {
	addPDF(s, printing[officialInput]{
		act: access.ReadSelfReview, path: officialPath + "/self-review.pdf", tag: "officials", summary: "An official's self-review, to be signed",
		subject: at[officialInput](s),
	}, func(ctx context.Context, _ access.Actor, in *officialInput) (document, error) {
		return s.selfReviewPaper(ctx, in.OfficialPath)
	})
	addPDF(s, printing[officialInput]{
		act: access.ReadResult, path: officialPath + "/result.pdf", tag: "officials", summary: "The notice of a result to the official",
		subject: at[officialInput](s),
	}, func(ctx context.Context, actor access.Actor, in *officialInput) (document, error) {
		return s.noticePaper(ctx, actor, in.OfficialPath)
	})
}

func (s *server) selfReviewPaper(ctx context.Context, in OfficialPath) (document, error) {
	filed, err := s.Store.SelfReview(ctx, in.Cycle, in.Official)
	if err != nil {
		return document{}, err
	}
	var content evaluation.SelfReviewFiling
	if err := json.Unmarshal(filed.Content, &content); err != nil {
		return document{}, fmt.Errorf("decode the self-review of %s: %w", in.Official, err)
	}
	c, err := s.cycleOnPaper(ctx, in.Cycle)
	if err != nil {
		return document{}, err
	}
	people, err := s.Store.PeopleInCycle(ctx, in.Cycle, []string{in.Official})
	if err != nil {
		return document{}, err
	}
	author := people[in.Official]
	review := paper.SelfReview{
		Office: paper.Office{Form: paper.Party, Name: author.Unit}, Period: c.period, Name: author.Name, Post: author.Post, Unit: author.Unit,
		Texts: content.Texts, Grade: c.label(filed.Grade), FiledAt: filed.FiledAt, Entered: enteredFor(filed.OnBehalf),
	}
	if content.Points != nil {
		review.Points = &paper.Points{GeneralTenths: content.Points.GeneralTenths, ResultsTenths: content.Points.ResultsTenths}
	}
	if review.Answers, err = s.answersOnPaper(ctx, in, content.Answers); err != nil {
		return document{}, err
	}
	if review.Levels, err = s.levels(c.Policy, content.Levels); err != nil {
		return document{}, err
	}
	return document{"Bản kiểm điểm - " + author.Name + " - " + c.period, review.Document()}, nil
}

// answersOnPaper are the points that were named to an official, with the answers of the self-review.
func (s *server) answersOnPaper(ctx context.Context, in OfficialPath, answers []evaluation.PointAnswer) ([]paper.Answered, error) {
	points, err := s.Store.NamedPoints(ctx, in.Cycle, in.Official)
	var given []paper.Answered
	for _, a := range answers {
		for _, p := range points {
			if p.Number == a.Point {
				given = append(given, paper.Answered{Point: p.Text, Answer: a.Text})
			}
		}
	}
	return given, err
}

// levels names criteria and their levels as the policy of the cycle does, in its order; a policy that is not installed any
// more leaves the codes.
func (s *server) levels(ref postgres.PolicyRef, given map[evaluation.Criterion]evaluation.Level) ([]paper.Rated, error) {
	pol, err := s.Policies.ByID(ref.ID, ref.Version)
	if fault.KindOf(err) == fault.NotFound {
		pol, err = &policy.Policy{Evaluation: &policy.Evaluation{}}, nil
	}
	if err != nil {
		return nil, err
	}
	levels := map[evaluation.Level]string{}
	for _, l := range pol.Evaluation.Levels {
		levels[l.Level] = l.Label.VI
	}
	var rated []paper.Rated
	named := func(code evaluation.Criterion, name string) {
		if level, found := given[code]; found {
			label := levels[level]
			if label == "" {
				label = string(level)
			}
			rated = append(rated, paper.Rated{What: name, Rating: label})
		}
	}
	known := map[evaluation.Criterion]bool{}
	for _, c := range pol.Evaluation.Criteria {
		known[c.Code] = true
		named(c.Code, c.Label.VI)
	}
	var others []evaluation.Criterion
	for code := range given {
		if !known[code] {
			others = append(others, code)
		}
	}
	slices.Sort(others)
	for _, code := range others {
		named(code, string(code))
	}
	return rated, nil
}

func (s *server) noticePaper(ctx context.Context, actor access.Actor, in OfficialPath) (document, error) {
	result, err := s.result(ctx, actor, in)
	if err != nil {
		return document{}, err
	}
	c, err := s.cycleOnPaper(ctx, in.Cycle)
	if err != nil {
		return document{}, err
	}
	office, err := s.Store.OfficeOfBody(ctx, result.Body)
	if err != nil {
		return document{}, err
	}
	sitting, err := s.Store.BodyDecision(ctx, in.Cycle, result.Body)
	if err != nil {
		return document{}, err
	}
	people, err := s.Store.PeopleInCycle(ctx, in.Cycle, []string{in.Official, sitting.Chair})
	if err != nil {
		return document{}, err
	}
	reader := people[in.Official]
	notice := paper.Notice{
		Office: officeOf(office), Signer: signer(people, sitting.Chair, office.Name), Period: c.period, Name: reader.Name, Post: reader.Post,
		Unit: reader.Unit, Grade: c.label(result.Grade), DecidedBy: office.Name, DecidedAt: result.DecidedAt, Announced: result.AnnouncedAt != nil,
	}
	if len(result.Decisions) > 0 {
		last := result.Decisions[len(result.Decisions)-1]
		if e := last.External; e != nil {
			notice.External, notice.DecidedBy = externalOnPaper(*e), e.DecidedBy
		}
		notice.Correction = last.Basis != ""
	}
	if len(result.Grounds) > 0 {
		var grounds evaluation.Grounds
		if err := json.Unmarshal(result.Grounds, &grounds); err != nil {
			return document{}, fmt.Errorf("decode the grounds of %s: %w", in.Official, err)
		}
		notice.Grounds, _ = grounds.Sentences(c.labels)
	}
	if result.Petition != nil {
		notice.Correction = notice.Correction || result.Petition.Outcome == evaluation.PetitionChanged
	} else if notice.PetitionUntil, err = s.petitionUntil(ctx, in); err != nil {
		return document{}, err
	}
	return document{"Thông báo kết quả - " + reader.Name + " - " + c.period, notice.Document()}, nil
}

// externalOnPaper cites the document of a superior body, with who signs it where the record says so. The notice itself is signed
// by who chairs the body that gives it.
func externalOnPaper(e postgres.ExternalDocument) string {
	cited := e.Document + " ngày " + paper.Day(dayOn(e.Date))
	if e.Signer == "" {
		return cited
	}
	return cited + ", người ký: " + strings.TrimSpace(e.SignerTitle+" "+e.Signer)
}

// petitionUntil is when the window closes in which the official may petition; zero before it opens.
func (s *server) petitionUntil(ctx context.Context, in OfficialPath) (time.Time, error) {
	process, err := s.Store.WindowOf(ctx, in.Cycle, in.Official)
	if err != nil {
		return time.Time{}, err
	}
	steps, err := s.Store.Steps(ctx, process)
	if err != nil {
		return time.Time{}, err
	}
	for _, st := range steps {
		if st.Name == evaluation.StepPetitionWindow && st.OpenedAt != nil && st.Due != nil {
			return *st.Due, nil
		}
	}
	return time.Time{}, nil
}
