package evaluation

import (
	"slices"

	"canbo/internal/fault"
	"canbo/internal/procedure"
)

// ActNamePoints names points that an official has to answer in the self-review (gợi ý kiểm điểm): NamedPoints. The body
// that decides on the official names them, or an administrator for it (Guideline 43-HD/BTCTW of 2025, the place of review
// of a superior body; forms 2A and 2B have a part for the answers).
const ActNamePoints = "name_points"

// MostPoints is how many points one official is asked to answer at most.
const MostPoints = 20

// NamedPoints is the part of points that the process knows: on whom, and how many. They are numbered from 1 in the order
// in which they are named.
type NamedPoints struct {
	Subject string `json:"subject"`
	Count   int    `json:"count"`
}

// NamedPointsFiling is points for an official in words.
type NamedPointsFiling struct {
	Official string   `json:"official" minLength:"1" maxLength:"63"`
	Points   []string `json:"points" minItems:"1" maxItems:"20" doc:"What the official has to answer, one by one"`
}

// Args is what the process may see.
func (f NamedPointsFiling) Args() NamedPoints {
	return NamedPoints{Subject: f.Official, Count: len(f.Points)}
}

// PointAnswer is an official's answer to one point.
type PointAnswer struct {
	Point int    `json:"point" minimum:"1" maximum:"20" doc:"Its number, from 1"`
	Text  string `json:"text"`
}

// pointsOn is how many points an official has to answer.
func (u *UnitReview) pointsOn(subject string) int {
	i := slices.IndexFunc(u.Points, func(p NamedPoints) bool { return p.Subject == subject })
	if i < 0 {
		return 0
	}
	return u.Points[i].Count
}

// checkNamePoints refuses points for somebody who has filed the self-review already: it would stand without answers.
func (u *UnitReview) checkNamePoints(cmd procedure.Command) error {
	args, err := procedure.DecodeStrict[NamedPoints](cmd)
	if err != nil {
		return err
	}
	if !slices.Contains(u.Subjects, args.Subject) {
		return fault.New(fault.NotFound, "not_on_list", "%s is not evaluated in this unit", args.Subject)
	}
	if err := u.Related.Refuse(cmd.Actor, args.Subject); err != nil {
		return err
	}
	if args.Count < 1 || u.pointsOn(args.Subject)+args.Count > MostPoints {
		return fault.New(fault.Invalid, "points_out_of_number", "an official is asked to answer 1 to %d points; %s has %d",
			MostPoints, args.Subject, u.pointsOn(args.Subject))
	}
	step := u.Step(u.reviewStep(args.Subject))
	if step.Status == procedure.Waiting || step.Status != procedure.Ended && step.Asks(ActSelfReview, args.Subject) {
		return nil
	}
	return fault.New(fault.Conflict, "review_filed_already",
		"the self-review of %s is filed or its time is over; points are named before", args.Subject)
}

func (u *UnitReview) applyNamePoints(cmd procedure.Command) {
	args := procedure.Decode[NamedPoints](cmd)
	i := slices.IndexFunc(u.Points, func(p NamedPoints) bool { return p.Subject == args.Subject })
	if i < 0 {
		u.Points = append(u.Points, args)
		return
	}
	u.Points[i].Count += args.Count
}

// checkAnswers refuses answers to a point that was not named, a second answer, and a point without one.
func (u *UnitReview) checkAnswers(who string, answers []int) error {
	named := u.pointsOn(who)
	seen := make([]bool, named+1)
	for _, point := range answers {
		switch {
		case point < 1 || point > named:
			return fault.New(fault.Invalid, "unknown_point", "there is no point %d to answer", point)
		case seen[point]:
			return fault.New(fault.Invalid, "answered_twice", "point %d is answered twice", point)
		}
		seen[point] = true
	}
	if len(answers) < named {
		return fault.New(fault.Invalid, "points_unanswered", "answer each of the %d points that were named to you; %d are answered",
			named, len(answers))
	}
	return nil
}
