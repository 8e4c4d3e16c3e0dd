package demo

import (
	"hash/fnv"
	"slices"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/roster"
)

// What robots think of a year. They reason as people do, from the facts; the rules of the policy are not theirs, and
// where a robot is too kind or too strict the appraisal shows it.

// selfGrade is what an official answers for: the own year only, and no grade for a year too short to be rated.
func selfGrade(f roster.Fact) evaluation.Grade {
	if f.MonthsWorked < 6 && !f.MaternityLeave {
		return evaluation.NotRated
	}
	t := f.Targets
	allDone := t.Total > 0 && t.Done == t.Total
	worst := slices.MinFunc(criteria(f), func(a, b evaluation.Level) int { return a.Rank() - b.Rank() })
	results := evaluation.Level(f.Results)
	switch {
	case allDone && t.OnTime == t.Total && f.Exemplary && f.Initiative &&
		worst.Rank() >= evaluation.LevelGood.Rank() && results == evaluation.LevelExcellent:
		return evaluation.Excellent
	case allDone && atLeast(t.OnTime, t.Total, 80) &&
		worst.Rank() >= evaluation.LevelAverage.Rank() && results.Rank() >= evaluation.LevelGood.Rank():
		return evaluation.Good
	case t.Total > 0 && atLeast(t.Done, t.Total, 80):
		return evaluation.Completed
	default:
		return evaluation.NotCompleted
	}
}

// merit is what colleagues think of an official: they also weigh discipline and long absence.
func merit(f roster.Fact, disciplined bool) evaluation.Grade {
	grade := selfGrade(f)
	switch {
	case grade == evaluation.NotRated:
		return grade
	case disciplined:
		return evaluation.NotCompleted
	case (f.AbsenceMonths >= 3 || f.SickMonths >= 3) && grade.Better(evaluation.Completed):
		return evaluation.Completed
	default:
		return grade
	}
}

// opinion is what a voter marks on the paper of a subject: mostly the merit, sometimes one grade less, now and then
// nothing. The same voter always thinks the same of the same subject. choices are the boxes of the paper, best first.
func opinion(voter, subject string, merit evaluation.Grade, choices []string) string {
	at := slices.Index(choices, string(merit))
	if at < 0 {
		return "" // a blank paper
	}
	switch mood := moodOf(voter, subject) % 20; {
	case mood == 0:
		return ""
	case mood <= 2 && at+1 < len(choices) && evaluation.Grade(choices[at+1]).Rank() > 0:
		return choices[at+1]
	default:
		return choices[at]
	}
}

// view is what a voter marks on the changes of a planning list, or on somebody's rotation: mostly yes, now and then no or
// nothing.
func view(voter, about string) string {
	switch moodOf(voter, about) % 20 {
	case 0:
		return ""
	case 1:
		return planning.No
	default:
		return planning.Yes
	}
}

// proposal is the best grade that more than half of the valid papers stand behind, themselves for it or for a better
// one; fallback when no paper was valid. boxes are in the order of the paper, best first.
func proposal(boxes []box, fallback evaluation.Grade) evaluation.Grade {
	valid, behind := 0, 0
	for _, b := range boxes {
		valid += b.Votes
	}
	for _, b := range boxes {
		if behind += b.Votes; 2*behind > valid {
			return evaluation.Grade(b.Choice)
		}
	}
	return fallback
}

// unitGrade is what a committee thinks of a unit's year.
func unitGrade(u roster.UnitResult) evaluation.Grade {
	t := u.Targets
	allDone := t.Total > 0 && t.Done == t.Total
	switch {
	case allDone && atLeast(t.Exceeded, t.Total, 50):
		return evaluation.Excellent
	case allDone && atLeast(t.OnTime, t.Total, 80):
		return evaluation.Good
	case t.Done*100 > t.Total*70:
		return evaluation.Completed
	default:
		return evaluation.NotCompleted
	}
}

// decision is what a committee decides on an official: what the rules suggest, but for a head not more than the unit
// has earned, since the head answers for it. departs says that it is not the suggestion, and needs a reason.
func decision(suggested evaluation.Grade, head bool, unit evaluation.Grade) (grade evaluation.Grade, departs bool) {
	if head && unit.Rank() > 0 && suggested.Better(unit) {
		return unit, true
	}
	return suggested, false
}

// answer is how a petition ends: as the data folder says, unless the result already is what it would be changed to.
// Whoever petitions unexpectedly is upheld.
func answer(p roster.Petition, decided evaluation.Grade) (outcome string, grade evaluation.Grade) {
	if p.Answer == roster.Changed && evaluation.Grade(p.Grade) != decided {
		return evaluation.PetitionChanged, evaluation.Grade(p.Grade)
	}
	return evaluation.PetitionUpheld, ""
}

// criteria are the levels reached, in the official order of the criteria.
func criteria(f roster.Fact) []evaluation.Level {
	return []evaluation.Level{
		evaluation.Level(f.Political), evaluation.Level(f.Ethics), evaluation.Level(f.Style),
		evaluation.Level(f.Organisation), evaluation.Level(f.Results),
	}
}

// atLeast reports whether part of whole is at least that many percent.
func atLeast(part, whole, percent int) bool { return part*100 >= whole*percent }

// moodOf is a number that differs between pairs and is always the same for one.
func moodOf(a, b string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(a + "\x00" + b)) // never fails
	return h.Sum32()
}
