package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
)

const officialPath = "/cycles/{cycle}/officials/{official}"

type officialInput struct{ OfficialPath }

func (s *server) registerOfficials() {
	addCase(s, access.ReadSelfReview, "/self-review", "An official's self-review", s.selfReview)
	addCase(s, access.ReadVersions, "/self-review/versions", "Every self-review that an official filed, newest first", s.versions)
	addCase(s, access.ReadComments, "/comments", "The comments on an official", s.comments)
	addCase(s, access.ReadOwnComments, "/comments-on-me", "The comments on you, once your result is announced, as far as the policy shows them", s.shownComments)
	add(s, route[officialInput, body[postgres.ResultView]]{
		act: access.ReadResult, method: http.MethodGet, path: officialPath + "/result", tag: "officials",
		summary: "An official's result, its grounds and history; an administrator sees no reasons and no petition's text",
		subject: at[officialInput](s),
		do: func(ctx context.Context, actor access.Actor, in *officialInput) (*body[postgres.ResultView], error) {
			return show(s.result(ctx, actor, in.OfficialPath))
		},
	})
	addCase(s, access.ReadPetition, "/petition", "An official's petition and its answer", s.petition)
	addAct[officialFiling[none]](s, act[none]{
		act: access.Acknowledge, path: officialPath + "/acknowledgement", tag: "officials", summary: "Acknowledge your result",
		process: evaluation.KindBodyDecision, kind: evaluation.ActAcknowledge, locate: s.inWindow,
	})
	addAct[officialFiling[evaluation.PetitionFiling]](s, act[evaluation.PetitionFiling]{
		act: access.FilePetition, path: officialPath + "/petition", tag: "officials", summary: "Ask for your result to be examined again",
		process: evaluation.KindBodyDecision, kind: evaluation.ActPetition, locate: s.inWindow,
		check: func(f evaluation.PetitionFiling) error { return checkText(f.Ground) },
	})
	addAct[officialFiling[evaluation.AnswerFiling]](s, act[evaluation.AnswerFiling]{
		act: access.AnswerPetition, path: officialPath + "/petition/answer", tag: "officials", summary: "Answer a petition",
		process: evaluation.KindPetition, kind: evaluation.ActAnswerPetition, locate: s.inPetition,
		check: func(f evaluation.AnswerFiling) error { return checkText(f.Grounds) },
		args:  func(f evaluation.AnswerFiling) any { return f.Args() },
	})
}

// addCase adds the reading of one part of an official's case.
func addCase[T any](s *server, act access.Act, path, summary string, read func(ctx context.Context, cycle, official string) (T, error)) {
	add(s, route[officialInput, body[T]]{
		act: act, method: http.MethodGet, path: officialPath + path, tag: "officials", summary: summary, subject: at[officialInput](s),
		do: func(ctx context.Context, _ access.Actor, in *officialInput) (*body[T], error) {
			return show(read(ctx, in.Cycle, in.Official))
		},
	})
}

func (s *server) selfReview(ctx context.Context, cycle, official string) (postgres.SelfReviewView, error) {
	return s.Store.SelfReview(ctx, cycle, official)
}

func (s *server) versions(ctx context.Context, cycle, official string) (items[postgres.SelfReviewVersion], error) {
	versions, err := s.Store.SelfReviewVersions(ctx, cycle, official)
	return items[postgres.SelfReviewVersion]{versions}, err
}

func (s *server) comments(ctx context.Context, cycle, official string) (items[postgres.CommentView], error) {
	comments, err := s.Store.Comments(ctx, cycle, official)
	return items[postgres.CommentView]{comments}, err
}

// result is an official's result as an actor may read it: who steers reads no texts but those of corrections, which are
// acts of steering.
func (s *server) result(ctx context.Context, actor access.Actor, at OfficialPath) (postgres.ResultView, error) {
	result, err := s.Store.Result(ctx, at.Cycle, at.Official)
	if err != nil || !actor.Steers() {
		return result, err
	}
	for i := range result.Decisions {
		if result.Decisions[i].Basis == "" {
			result.Decisions[i].Reason = ""
		}
	}
	if result.Petition != nil {
		result.Petition.Ground, result.Petition.Answer = "", ""
	}
	return result, nil
}

func (s *server) petition(ctx context.Context, cycle, official string) (postgres.PetitionView, error) {
	return s.Store.Petition(ctx, cycle, official)
}

// inWindow finds the process in which the official acknowledges or petitions: a correction, or the sitting that decided.
func (s *server) inWindow(ctx context.Context, at place) (place, error) {
	var err error
	at.process, err = s.Store.WindowOf(ctx, at.cycle, at.official)
	return at, err
}

func (s *server) inPetition(ctx context.Context, at place) (place, error) {
	var err error
	at.process, err = s.Store.CurrentPetition(ctx, at.cycle, at.official)
	return at, err
}
