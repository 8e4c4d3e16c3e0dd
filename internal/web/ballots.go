package web

import (
	"context"
	"net/http"
	"slices"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/planning"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

// vote says where the acts of a secret ballot are posted and who may.
type vote struct {
	process, path, tag    string
	elect, count, confirm access.Act
}

// registerVote adds the acts of a ballot, which are the same in a conference and in a sitting.
func registerVote[E, C, M any, PE interface {
	*E
	filing[evaluation.TellersFiling]
}, PC interface {
	*C
	filing[none]
}, PM interface {
	*M
	filing[evaluation.MinutesFiling]
}](s *server, v vote) {
	addAct[E, evaluation.TellersFiling, PE](s, act[evaluation.TellersFiling]{
		act: v.elect, path: v.path + "/tellers", tag: v.tag, summary: "Name the two tellers, which opens the ballot",
		process: v.process, kind: procedure.CommandElectTellers, check: checkTellers,
		args: func(f evaluation.TellersFiling) any { return f.Args() },
	})
	addAct[C, none, PC](s, act[none]{
		act: v.count, path: v.path + "/count", tag: v.tag, summary: "Count the ballot: when all papers are in, or when it is due",
		process: v.process, kind: procedure.CommandCount, before: s.ballotOver,
	})
	addAct[M, evaluation.MinutesFiling, PM](s, act[evaluation.MinutesFiling]{
		act: v.confirm, path: v.path + "/count-confirmation", tag: v.tag, summary: "Sign the count record",
		process: v.process, kind: procedure.CommandConfirmCount, check: checkMinutes,
	})
}

// papers are what a voter draws: the tokens exist nowhere else.
type papers struct {
	Ballot  string         `json:"ballot"`
	Choices []string       `json:"choices"`
	Papers  []ballot.Paper `json:"papers" doc:"Shown once; cast them at /api/v1/ballots/cast"`
}

type count struct {
	ballot.Count
	Hash string `json:"hash" doc:"Of the count record"`
}

// castInput has no header and no cookie: nothing may say whose the papers are.
type castInput struct {
	Body struct {
		Ballot string        `json:"ballot" minLength:"1" maxLength:"300"`
		Casts  []ballot.Cast `json:"casts" minItems:"1" maxItems:"5000"`
	}
}

func (s *server) registerBallots() {
	registerBallot[unitInput](s, evaluation.KindUnitReview, unitPath, "units",
		access.ReadUnitBallot, access.DrawUnitPapers, access.ReadUnitTallies)
	registerBallot[bodyInput](s, evaluation.KindBodyDecision, bodyPath, "bodies",
		access.ReadBodyBallot, access.DrawBodyPapers, access.ReadBodyTallies)
	add(s, route[castInput, none]{
		act: access.CastPapers, method: http.MethodPost, path: "/ballots/cast", tag: "ballots", status: http.StatusNoContent,
		summary: "Put papers into the box. Anonymous: send no session; nothing of the request is logged",
		do: func(ctx context.Context, _ access.Actor, in *castInput) (*none, error) {
			return nil, s.Store.CastPapers(ctx, in.Body.Ballot, in.Body.Casts)
		},
	})
}

// registerBallot adds what voters see of a ballot and their drawing of papers.
func registerBallot[I any, P placed[I]](s *server, process, path, tag string, read, draw, tallies access.Act) {
	current := func(ctx context.Context, in *I) (string, postgres.BallotView, error) {
		id := P(in).place().process
		step, err := s.ballotStep(ctx, id)
		if err != nil {
			return id, postgres.BallotView{}, err
		}
		view, err := s.Store.CurrentBallot(ctx, id, step.Name)
		return id, view, err
	}
	add(s, route[I, body[postgres.BallotView]]{
		act: read, method: http.MethodGet, path: path + "/ballot", tag: tag,
		summary: "The ballot of the current round and how far it is", subject: at[I, P](s),
		do: func(ctx context.Context, _ access.Actor, in *I) (*body[postgres.BallotView], error) {
			_, view, err := current(ctx, in)
			return show(view, err)
		},
	})
	s.paths[process+"/"+procedure.ActVote] = prefix + path + "/papers"
	add(s, route[I, body[papers]]{
		act: draw, method: http.MethodPost, path: path + "/papers", tag: tag,
		summary: "Draw your papers, once: one for each subject but yourself", subject: at[I, P](s),
		do: func(ctx context.Context, actor access.Actor, in *I) (*body[papers], error) {
			id, view, err := current(ctx, in)
			if err != nil {
				return nil, err
			}
			drawn, err := s.Store.DrawPapers(ctx, id, view.Ballot, actor.ID, s.now())
			return show(papers{Ballot: view.Ballot, Choices: view.Choices, Papers: drawn}, err)
		},
	})
	add(s, route[I, body[count]]{
		act: tallies, method: http.MethodGet, path: path + "/tallies", tag: tag,
		summary: "The count of the current round, once it is counted", subject: at[I, P](s),
		do: func(ctx context.Context, _ access.Actor, in *I) (*body[count], error) {
			_, view, err := current(ctx, in)
			if err != nil {
				return nil, err
			}
			c, err := s.Store.BallotCount(ctx, view.Ballot)
			return show(count{Count: c, Hash: c.Hash()}, err)
		},
	})
}

// ballotOver refuses a count while papers are missing and there is time left to cast them.
func (s *server) ballotOver(ctx context.Context, process string) error {
	step, err := s.ballotStep(ctx, process)
	if err != nil {
		return err
	}
	view, err := s.Store.CurrentBallot(ctx, process, step.Name)
	if fault.KindOf(err) == fault.NotFound {
		return nil // the process says why there is nothing to count
	}
	if err != nil || view.Counted || view.OnPaper || view.Collected >= view.Expected {
		return err
	}
	if step.Due != nil && !s.now().Before(*step.Due) {
		return nil
	}
	return fault.New(fault.Conflict, "ballot_still_open",
		"%d of %d papers are in the box; count when all are in or the ballot is due", view.Collected, view.Expected)
}

// ballotSteps are the steps that hold a ballot, of all kinds of processes.
var ballotSteps = []string{evaluation.StepBallot, planning.StepConference, planning.StepCommittee}

// ballotStep is the last ballot step of a process that has begun; before that, one by which no ballot is found.
func (s *server) ballotStep(ctx context.Context, process string) (postgres.StepView, error) {
	last := postgres.StepView{Name: evaluation.StepBallot}
	steps, err := s.Store.Steps(ctx, process)
	for _, st := range steps {
		if slices.Contains(ballotSteps, st.Name) && st.OpenedAt != nil {
			last = st
		}
	}
	return last, err
}
