package evaluation_test

import (
	"slices"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/procedure"
)

// work lets everybody do their tasks in a process until it reaches a step, or its end for "".
func (o *office) work(id, until string) {
	for range 1000 {
		p := o.processes[id]
		st := p.Base().Current()
		if st == nil || st.Name == until {
			return
		}
		i := slices.IndexFunc(st.Tasks, func(task procedure.Task) bool { return !task.Done && !o.waits(p, task) })
		if i < 0 {
			return // waits for another process
		}
		kind, args := o.act(p, st.Tasks[i])
		o.must(id, kind, st.Tasks[i].Assignee, args)
	}
	require.Fail(o.t, "the work does not end", id)
}

// waits reports whether somebody has decided on all their cases and only keeps the task until the others have.
func (o *office) waits(p procedure.Process, task procedure.Task) bool {
	b, ok := p.(*evaluation.BodyDecision)
	return ok && task.Act == evaluation.ActDecide && !slices.ContainsFunc(o.decisions(b, task.Assignee).Marks, func(m evaluation.Mark) bool {
		return slices.ContainsFunc(b.Cases, func(c evaluation.Case) bool { return c.Official == m.Subject && c.Decided == "" })
	})
}

// workAll lets everybody do everything until nobody has a task.
func (o *office) workAll() {
	for before := -1; before != o.serial; {
		before = o.serial
		for _, id := range slices.Clone(o.running) {
			o.work(id, "")
		}
	}
}

// act is what somebody does about a task.
func (o *office) act(p procedure.Process, task procedure.Task) (kind string, args any) {
	switch task.Act {
	case evaluation.ActSelfReview:
		return task.Act, evaluation.SelfReview{Grade: evaluation.Good}
	case evaluation.ActOutsideComment:
		u := p.(*evaluation.UnitReview)
		i := slices.IndexFunc(u.Asked, func(a evaluation.Asked) bool { return a.By == task.Assignee && !a.Done })
		return task.Act, evaluation.Comment{Subject: u.Asked[i].Subject}
	case procedure.CommandElectTellers:
		return task.Act, procedure.ElectTellers{Tellers: o.tellers(p)}
	case evaluation.ActPropose:
		u := p.(*evaluation.UnitReview)
		falls := o.falls(u.ID, task, u.Chair, u.Deputy)
		return task.Act, marksOn(u.Subjects, evaluation.Good, func(s string) bool {
			return falls(s) && !slices.ContainsFunc(u.Proposed, func(p evaluation.Signed) bool { return p.Subject == s })
		})
	case evaluation.ActRateUnits:
		var units []string
		for _, u := range p.(*evaluation.BodyDecision).Units {
			units = append(units, u.Unit)
		}
		b := p.(*evaluation.BodyDecision)
		return task.Act, marksOn(units, evaluation.Good, o.falls(b.ID, task, b.Chair, b.Deputy))
	case evaluation.ActDecide:
		return task.Act, o.decisions(p.(*evaluation.BodyDecision), task.Assignee)
	case evaluation.ActAcknowledge:
		if _, petitions := o.petitions[task.Assignee]; petitions {
			return evaluation.ActPetition, nil
		}
		return task.Act, nil
	case evaluation.ActAnswerPetition:
		return task.Act, o.petitions[p.(*evaluation.Petition).Official]
	default:
		return task.Act, nil
	}
}

// falls reports of a subject whether an act on it falls to the one with the task: as the process said, or, in a state
// stored before processes said so, to the chair and to the deputy on the chair.
func (o *office) falls(id string, task procedure.Task, chair, deputy string) func(subject string) bool {
	said := map[string]string{}
	for _, e := range o.effects[id] {
		if e.Kind != procedure.EffectDuties {
			continue
		}
		if set := argsOf[procedure.DutiesSet](o.t, e); set.Act == task.Act {
			for _, d := range set.Duties {
				said[d.Subject] = d.Assignee
			}
		}
	}
	return func(subject string) bool {
		if who, ok := said[subject]; ok {
			return who == task.Assignee
		}
		return subject == chair && task.Assignee == deputy || subject != chair && task.Assignee == chair
	}
}

// tellers are the first two members whom the process accepts.
func (o *office) tellers(p procedure.Process) []string {
	var vote procedure.Vote
	switch p := p.(type) {
	case *evaluation.UnitReview:
		vote = p.Vote
	case *evaluation.BodyDecision:
		vote = p.Vote
	}
	for i, a := range vote.Roll {
		for _, b := range vote.Roll[i+1:] {
			pair := procedure.ElectTellers{Tellers: []string{a, b}}
			if procedure.Check(p, o.command(procedure.CommandElectTellers, vote.Chair, pair)) == nil {
				return pair.Tellers
			}
		}
	}
	return vote.Roll[:2] // refused for another reason, which electing them will show
}

// decisions is the suggestion on everybody whom somebody decides on.
func (o *office) decisions(b *evaluation.BodyDecision, actor string) evaluation.Marks {
	falls := o.falls(b.ID, procedure.Task{Act: evaluation.ActDecide, Assignee: actor}, b.Chair, b.Deputy)
	var m evaluation.Marks
	for _, c := range b.Cases {
		if falls(c.Official) {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: c.Official, Grade: c.Suggested})
		}
	}
	return m
}

func marksOn(subjects []string, grade evaluation.Grade, which func(string) bool) evaluation.Marks {
	var m evaluation.Marks
	for _, s := range subjects {
		if which == nil || which(s) {
			m.Marks = append(m.Marks, evaluation.Mark{Subject: s, Grade: grade})
		}
	}
	return m
}
