package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// A ballot has two halves. Papers are drawn by somebody who is signed in, below appPath. They are marked, checked and
// cast at castPages, to which a browser sends no session, which are not logged, and whose handlers know nobody.
const castPages = "/ballot"

func (s *server) ballotPages(r chi.Router) {
	ballotOf[unitInput](s, r, unitPath, access.ReadUnitBallot, access.DrawUnitPapers, s.gradeWords(),
		func(v *visit) *unitInput { return &unitInput{unitAt(v)} })
	ballotOf[bodyInput](s, r, bodyPath, access.ReadBodyBallot, access.DrawBodyPapers, s.gradeWords(),
		func(v *visit) *bodyInput { return &bodyInput{bodyAt(v)} })
	r.Post(castPages+"/papers", s.open(func(v *visit) error { return s.showMarking(v, readPapers(v)) }))
	r.Post(castPages+"/check", s.open(func(v *visit) error { return s.showCheck(v, http.StatusOK, readPapers(v)) }))
	r.Post(castPages+"/cast", s.open(s.cast))
}

// ballotOf adds the pages on which members of a meeting draw their papers.
func ballotOf[I any](s *server, r chi.Router, path string, read, draw access.Act, words ballotWords, at func(*visit) *I) {
	path = appPath + path + "/papers"
	show := func(v *visit, problem *pages.Problem, status int) error {
		ballot, err := call[body[postgres.BallotView]](v.r.Context(), s, v.actor, read, at(v))
		if err != nil {
			return err
		}
		where, err := words.where(v)
		if err != nil {
			return err
		}
		view := ballot.Body
		return s.showAs(v, status, pages.BallotStart(v.page.Titled(pages.BallotTitle), pages.BallotView{
			Where: where, Subjects: len(view.Subjects), Collected: view.Collected, Expected: view.Expected,
			Form: pages.Form{Action: v.r.URL.Path, Problem: problem},
		}))
	}
	r.Get(path, s.signedIn(func(v *visit) error { return show(v, nil, http.StatusOK) }))
	r.Post(path, s.signedIn(func(v *visit) error {
		drawn, err := call[body[papers]](v.r.Context(), s, v.actor, draw, at(v))
		if err != nil {
			problem, status, err := s.refused(v, draw, err)
			if err != nil {
				return err
			}
			return show(v, problem, status)
		}
		return s.showPapers(v, drawn.Body, words)
	}))
}

// showPapers hands the papers out: from here on the page knows nobody.
func (s *server) showPapers(v *visit, drawn papers, words ballotWords) error {
	where, err := words.where(v)
	if err != nil {
		return err
	}
	codes := make([]string, len(drawn.Papers))
	for i, paper := range drawn.Papers {
		codes[i] = paper.Subject
	}
	names, labels, err := words.names(v, codes)
	if err != nil {
		return err
	}
	view := pages.PapersView{Ballot: drawn.Ballot, Where: where}
	for _, c := range drawn.Choices {
		view.Choices = append(view.Choices, pages.Choice{Value: c, Label: labels[c]})
	}
	for i, paper := range drawn.Papers {
		view.Papers = append(view.Papers, pages.PaperView{N: strconv.Itoa(i), Name: names[paper.Subject], Token: string(paper.Token)})
	}
	v.page = pages.Page{Lang: v.page.Lang, Assets: v.page.Assets, Path: castPages, Now: v.page.Now}
	return s.showMarking(v, view)
}

// How many papers a page lets mark, and how many it reads out.
const (
	papersOnPage = 20
	checksOnPage = 200
)

// readPapers reads the papers back that a page carries from one step to the next. Nothing of them is kept here.
func readPapers(v *visit) pages.PapersView {
	form := v.r.PostForm
	view := pages.PapersView{Ballot: form.Get("ballot"), Where: form.Get("where")}
	labels := map[string]string{"": v.page.BlankPaper()}
	for i, value := range form["choice"] {
		if i < len(form["label"]) {
			view.Choices = append(view.Choices, pages.Choice{Value: value, Label: form["label"][i]})
			labels[value] = form["label"][i]
		}
	}
	for i := 0; form.Has("token-" + strconv.Itoa(i)); i++ {
		n := strconv.Itoa(i)
		paper := pages.PaperView{N: n, Name: form.Get("name-" + n), Token: form.Get("token-" + n), Choice: form.Get("choice-" + n)}
		paper.Label = labels[paper.Choice]
		view.Papers = append(view.Papers, paper)
	}
	return view
}

// showMarking shows papers to be marked; those that the page has no room for travel with it as they are marked.
func (s *server) showMarking(v *visit, view pages.PapersView) error {
	if view.Part = turns(v, castPages+"/papers", len(view.Papers), papersOnPage, -1); view.Part != nil {
		others := slices.Concat(view.Papers[:view.Part.From], view.Papers[view.Part.To:])
		view.Papers, view.Kept = view.Papers[view.Part.From:view.Part.To], packPapers(others)
	}
	return s.show(v, pages.Papers(v.page.Titled(pages.PapersTitle), view))
}

// showCheck reads out how papers are marked; all of them travel with the page.
func (s *server) showCheck(v *visit, status int, view pages.PapersView) error {
	view.Kept = packPapers(view.Papers)
	if view.Part = turns(v, castPages+"/check", len(view.Papers), checksOnPage, -1); view.Part != nil {
		view.Papers = view.Papers[view.Part.From:view.Part.To]
	}
	return s.showAs(v, status, pages.CheckPapers(v.page.Titled(pages.CheckTitle), view))
}

func packPapers(papers []pages.PaperView) string {
	values := url.Values{}
	for _, paper := range papers {
		values.Set("name-"+paper.N, paper.Name)
		values.Set("token-"+paper.N, paper.Token)
		values.Set("choice-"+paper.N, paper.Choice)
	}
	return pack(values)
}

// cast puts the papers into the box, as the API's operation that knows nobody does.
func (s *server) cast(v *visit) error {
	view := readPapers(v)
	in := &castInput{}
	in.Body.Ballot = view.Ballot
	sum := sha256.New()
	for _, paper := range view.Papers {
		in.Body.Casts = append(in.Body.Casts, ballot.Cast{Token: ballot.Token(paper.Token), Choice: paper.Choice})
		sum.Write([]byte(paper.Token + "\n"))
	}
	if _, err := call[none](v.r.Context(), s, access.Nobody(), access.CastPapers, in); err != nil {
		p := s.problem(v.r.Context(), access.CastPapers, err) // whatever it is, the papers stay on the page
		view.Problem = &pages.Problem{Text: v.page.Fault(p.Code, p.Detail)}
		return s.showCheck(v, p.Status, view)
	}
	return s.show(v, pages.Cast(v.page.Titled(pages.CastTitle), pages.CastView{
		Papers: len(view.Papers), Hash: hex.EncodeToString(sum.Sum(nil)),
	}))
}
