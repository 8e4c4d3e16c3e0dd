package web

import (
	"context"
	"net/http"
	"strings"

	"canbo/internal/access"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

// registerPaper adds the acts of ballots that are held on paper.
func (s *server) registerPaper() {
	addAct[steeringFiling[clock]](s, act[clock]{
		act: access.HoldOnPaper, path: "/processes/paper-ballot", tag: "steering",
		summary: "Have the ballot of a process held on paper; one that is open becomes void and is held again",
		kind:    procedure.CommandHoldOnPaper,
	})
	registerEntries[unitInput, unitFiling[ballot.PaperEntry]](s, evaluation.KindUnitReview, unitPath, "units",
		access.ReadUnitEntries, access.EnterUnitCount)
	registerEntries[bodyInput, bodyFiling[ballot.PaperEntry]](s, evaluation.KindBodyDecision, bodyPath, "bodies",
		access.ReadBodyEntries, access.EnterBodyCount)
}

// registerEntries adds the typing of a count on paper, which is the same in a conference and in a sitting.
func registerEntries[I, F any, P placed[I], PF interface {
	*F
	filing[ballot.PaperEntry]
}](s *server, process, path, tag string, read, enter access.Act) {
	addAct[F, ballot.PaperEntry, PF](s, act[ballot.PaperEntry]{
		act: enter, path: path + "/count-entries", tag: tag,
		summary: "Type the count of a ballot on paper, without seeing the other teller's",
		process: process, kind: procedure.CommandEnterCount, fits: s.addsUp,
		args: func(e ballot.PaperEntry) any { return procedure.EnterCount{Ballot: e.Ballot, Hash: e.Hash()} },
	})
	add(s, route[I, body[postgres.PaperEntries]]{
		act: read, method: http.MethodGet, path: path + "/count-entries", tag: tag,
		summary: "Where the two tellers' counts on paper differ, once both have typed them", subject: at[I, P](s),
		do: func(ctx context.Context, _ access.Actor, in *I) (*body[postgres.PaperEntries], error) {
			process := P(in).place().process
			step, err := s.ballotStep(ctx, process)
			if err != nil {
				return nil, err
			}
			current, err := s.Store.CurrentBallot(ctx, process, step.Name)
			if err != nil {
				return nil, err
			}
			return show(s.Store.PaperEntries(ctx, current.Ballot))
		},
	})
}

// addsUp refuses an entry that contradicts itself or is of a ballot elsewhere; whether it is the current one is for the
// process to say.
func (s *server) addsUp(ctx context.Context, at place, e ballot.PaperEntry) error {
	if !strings.HasPrefix(e.Ballot, at.process+"/") {
		return fault.New(fault.Invalid, "other_ballot", "Name the ballot that is counted here.")
	}
	spec, err := s.Store.BallotSpec(ctx, e.Ballot)
	if err != nil {
		return err
	}
	_, err = e.Count(spec)
	return err
}

func checkTellers(f evaluation.TellersFiling) error {
	if f.OnPaper && strings.TrimSpace(f.Reason) == "" {
		return fault.New(fault.Invalid, "reason_missing", "A ballot on paper needs a reason.")
	}
	return nil
}
