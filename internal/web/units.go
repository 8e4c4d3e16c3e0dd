package web

import (
	"context"
	"net/http"
	"strings"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

const unitPath = "/cycles/{cycle}/units/{unit}"

// unitView is the board of a unit's conference.
type unitView struct {
	Meeting
	Subjects []string                `json:"subjects" doc:"Who is evaluated"`
	Comments []postgres.CommentCount `json:"comments" doc:"How many comments stand on each, and how many came late"`
}

// Meeting is what the boards of conferences and sittings share; huma sees exported fields only.
type Meeting struct {
	Cycle   string               `json:"cycle"`
	Code    string               `json:"code"`
	Process postgres.ProcessView `json:"process"`
	Steps   []postgres.StepView  `json:"steps"`
	Chair   string               `json:"chair"`
	Deputy  string               `json:"deputy,omitempty"`
	Members []string             `json:"members"`
	Grades  []evaluation.Grade   `json:"grades" doc:"The grades of the cycle's policy, best first"`
	OwnActs []postgres.ActView   `json:"own_acts"`
	Duties  []postgres.DutyView  `json:"duties" doc:"To whom the acts fall that have begun"`
	Barred  []barredView         `json:"barred" doc:"On whom you may not act"`
}

type unitInput struct{ UnitPath }

func (s *server) registerUnits() {
	add(s, route[unitInput, body[unitView]]{
		act: access.ReadUnit, method: http.MethodGet, path: unitPath, tag: "units",
		summary: "The board of a unit's review conference", subject: at[unitInput](s),
		do: func(ctx context.Context, actor access.Actor, in *unitInput) (*body[unitView], error) {
			return show(s.unit(ctx, actor, in.UnitPath))
		},
	})
	add(s, route[unitInput, body[items[postgres.ProposalView]]]{
		act: access.ReadProposals, method: http.MethodGet, path: unitPath + "/proposals", tag: "units",
		summary: "The grades that the unit proposes", subject: at[unitInput](s),
		do: func(ctx context.Context, _ access.Actor, in *unitInput) (*body[items[postgres.ProposalView]], error) {
			proposals, err := s.Store.Proposals(ctx, in.Cycle, in.Unit)
			return show(items[postgres.ProposalView]{proposals}, err)
		},
	})
	s.registerConditions()
	s.registerPoints()
	addMinutes[unitInput](s, access.ReadUnitMinutes, unitPath, "units")
	addAct[unitFiling[evaluation.SelfReviewFiling]](s, act[evaluation.SelfReviewFiling]{
		act: access.FileSelfReview, path: unitPath + "/self-review", tag: "units", summary: "File your self-review",
		process: evaluation.KindUnitReview, kind: evaluation.ActSelfReview, fits: s.fitsReview,
		args: func(f evaluation.SelfReviewFiling) any { return f.Args() },
	})
	addAct[unitFiling[evaluation.CommentFiling]](s, act[evaluation.CommentFiling]{
		act: access.FileComment, path: unitPath + "/comments", tag: "units", summary: "Comment on another official",
		process: evaluation.KindUnitReview, kind: evaluation.ActComment,
		check: func(f evaluation.CommentFiling) error { return checkText(f.Text) },
		args:  func(f evaluation.CommentFiling) any { return f.Args() },
	})
	add(s, route[unitInput, body[items[postgres.AskedView]]]{
		act: access.ReadOutside, method: http.MethodGet, path: unitPath + "/outside-comments", tag: "units",
		summary: "On whom this conference asks you to comment, from outside", subject: at[unitInput](s),
		do: func(ctx context.Context, actor access.Actor, in *unitInput) (*body[items[postgres.AskedView]], error) {
			asked, err := s.Store.Asked(ctx, in.Cycle, in.Unit, actor.ID)
			return show(items[postgres.AskedView]{asked}, err)
		},
	})
	addAct[unitFiling[evaluation.CommentFiling]](s, act[evaluation.CommentFiling]{
		act: access.FileOutside, path: unitPath + "/outside-comments", tag: "units",
		summary: "Comment on an official of another unit, when asked",
		process: evaluation.KindUnitReview, kind: evaluation.ActOutsideComment,
		check: func(f evaluation.CommentFiling) error { return checkText(f.Text) },
		args:  func(f evaluation.CommentFiling) any { return f.Args() },
	})
	addAct[unitFiling[evaluation.MinutesFiling]](s, act[evaluation.MinutesFiling]{
		act: access.AdoptMinutes, path: unitPath + "/minutes", tag: "units", summary: "Adopt the minutes of the conference",
		process: evaluation.KindUnitReview, kind: evaluation.ActAdoptMinutes, check: checkMinutes,
	})
	addAct[unitFiling[evaluation.MarksFiling]](s, act[evaluation.MarksFiling]{
		act: access.Propose, path: unitPath + "/proposals", tag: "units", summary: "Propose the grades: everybody on your list at once",
		process: evaluation.KindUnitReview, kind: evaluation.ActPropose, check: checkReasons,
		args: func(f evaluation.MarksFiling) any { return f.Args() },
	})
	registerVote[unitFiling[evaluation.TellersFiling], unitFiling[none], unitFiling[evaluation.MinutesFiling]](s, vote{
		process: evaluation.KindUnitReview, path: unitPath, tag: "units",
		elect: access.ElectUnitTellers, count: access.CountUnitBallot, confirm: access.ConfirmUnitCount,
	})
}

// addMinutes adds the reading of minutes and count records of a conference or sitting.
func addMinutes[I any, P placed[I]](s *server, read access.Act, path, tag string) {
	add(s, route[I, body[items[postgres.MinutesView]]]{
		act: read, method: http.MethodGet, path: path + "/minutes", tag: tag,
		summary: "The minutes and the signed count records", subject: at[I, P](s),
		do: func(ctx context.Context, _ access.Actor, in *I) (*body[items[postgres.MinutesView]], error) {
			minutes, err := s.Store.Minutes(ctx, P(in).place().process)
			return show(items[postgres.MinutesView]{minutes}, err)
		},
	})
}

func (s *server) unit(ctx context.Context, actor access.Actor, in UnitPath) (unitView, error) {
	review, err := s.Store.UnitReview(ctx, in.Cycle, in.Unit)
	if err != nil {
		return unitView{}, err
	}
	m, err := s.meeting(ctx, actor, in.place().process, review.Subjects)
	m.Cycle, m.Code, m.Chair, m.Deputy, m.Members, m.Grades =
		in.Cycle, in.Unit, review.Chair, review.Deputy, review.Members, review.Rules.Grades
	if err != nil {
		return unitView{}, err
	}
	comments, err := s.Store.CommentCounts(ctx, in.place().process)
	return unitView{Meeting: m, Subjects: review.Subjects, Comments: comments}, err
}

func (s *server) meeting(ctx context.Context, actor access.Actor, process string, subjects []string) (m Meeting, err error) {
	if m.Process, err = s.Store.Process(ctx, process); err != nil {
		return m, err
	}
	if m.Steps, err = s.Store.Steps(ctx, process); err != nil {
		return m, err
	}
	if m.Duties, err = s.Store.Duties(ctx, process); err != nil {
		return m, err
	}
	if m.Barred, err = s.barred(ctx, actor, process, subjects); err != nil {
		return m, err
	}
	m.OwnActs, err = s.Store.OwnActs(ctx, process, actor.ID)
	return m, err
}

func checkText(text string) error {
	if strings.TrimSpace(text) == "" {
		return fault.New(fault.Invalid, "text_missing", "The text is empty.")
	}
	return nil
}

func checkMinutes(f evaluation.MinutesFiling) error { return checkText(f.Text) }

// checkReasons refuses a reason of white space only; whether there must be one is for the process to say.
func checkReasons(f evaluation.MarksFiling) error {
	for _, m := range f.Marks {
		if m.Reason != "" && strings.TrimSpace(m.Reason) == "" {
			return fault.New(fault.Invalid, "reason_missing", "The reason on %s is empty.", m.Subject)
		}
	}
	return nil
}

// fitsReview refuses a self-review that does not have the shape of the cycle's policy, or claims what the facts do not
// allow.
func (s *server) fitsReview(ctx context.Context, at place, f evaluation.SelfReviewFiling) error {
	review, err := s.Store.UnitReview(ctx, at.cycle, at.unit)
	if err != nil {
		return err
	}
	for _, a := range f.Answers {
		if err := checkText(a.Text); err != nil {
			return err
		}
	}
	if err := review.Rules.Review.Check(f); err != nil {
		return err
	}
	return s.mayClaim(ctx, at.cycle, at.filer, f.Grade)
}
