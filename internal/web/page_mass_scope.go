package web

import (
	"strings"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

// massActs are what can be done to many processes at once, in the order of the form.
var massActs = []string{
	procedure.CommandExtend, procedure.CommandRemind, procedure.CommandPause, procedure.CommandResume, procedure.CommandCloseStep,
	procedure.CommandReopen, procedure.CommandReassign,
}

// massScope is what mass acts are narrowed to: the processes of a cycle, or those that belong to none.
type massScope struct {
	kinds []string
	steps []string
}

var inCycle = massScope{
	kinds: []string{evaluation.KindUnitReview, evaluation.KindBodyDecision, evaluation.KindPetition, evaluation.KindCycle},
	steps: []string{
		evaluation.StepSelfReview, evaluation.StepComments, evaluation.StepBallot, evaluation.StepProposal, evaluation.StepAppraisal,
		evaluation.StepDecision, evaluation.StepPetitionWindow, evaluation.StepPetitions, evaluation.StepAnswer,
	},
}

var outsideCycles = massScope{
	kinds: []string{planning.KindReview, rotation.KindPlan, rotation.KindRotation},
	steps: []string{
		planning.StepProposals, planning.StepConference, planning.StepCommittee, planning.StepApproval,
		rotation.StepAssignment, rotation.StepDossiers, rotation.StepConsultation, rotation.StepBallot, rotation.StepDecision,
		rotation.StepAnnouncement, rotation.StepHandover, rotation.StepEntitlements, rotation.StepCheckpoint, rotation.StepEndReview,
		rotation.StepPlacement,
	},
}

// scopeOf is the scope of the mass acts of a cycle; "" for those without one.
func scopeOf(cycle string) massScope {
	if cycle == "" {
		return outsideCycles
	}
	return inCycle
}

// massAddress is the list of the mass acts of a cycle; "" for those without one.
func massAddress(cycle string) string {
	if cycle == "" {
		return adminPath + "/mass-acts"
	}
	return adminPath + "/cycles/" + cycle + "/mass-acts"
}

// massTitle is the heading of the list of the mass acts of a cycle.
func (s *server) massTitle(v *visit, cycle string) (string, error) {
	if cycle == "" {
		return v.page.T(pages.MassOutsideTitle), nil
	}
	name, err := s.cycleTitle(v, cycle)
	return v.page.T(pages.MassTitle, name), err
}

// massBack leads to where the processes of the scope are worked on.
func massBack(p pages.Page, cycle string) []pages.LinkView {
	if cycle != "" {
		return []pages.LinkView{{Text: p.T(pages.MassToBoard), Href: adminPath + "/cycles/" + cycle}}
	}
	return []pages.LinkView{toPlanning(p), {Text: p.T(pages.RotPlansTitle), Href: rotationPages + "/plans"}, {Text: p.T(pages.ToRotations), Href: rotationPages}}
}

// toMassActs leads to the mass acts on processes of a kind that belongs to no cycle; none for who may not see them.
func toMassActs(v *visit, kind string) []pages.LinkView {
	switch {
	case access.May(v.actor, access.PlanMassAct, access.Subject{}) == nil:
		return []pages.LinkView{{Text: v.page.T(pages.MassOnKind), Href: massAddress("") + "/new?kind=" + kind}}
	case access.May(v.actor, access.ListMassActs, access.Subject{}) == nil:
		return []pages.LinkView{{Text: v.page.T(pages.MassOutsideTitle), Href: massAddress("")}}
	}
	return nil
}

// toPanel leads to where one process is watched and steered; none for who may not see it, and for "".
func toPanel(v *visit, process string) []pages.LinkView {
	if process == "" || access.May(v.actor, access.ReadProcess, access.Subject{}) != nil {
		return nil
	}
	return []pages.LinkView{{Text: v.page.T(pages.ToPanel), Href: panel(process)}}
}

// massChoices fills in what a form of mass acts can be narrowed to.
func (s *server) massChoices(v *visit, f *pages.MassForm) error {
	scope := scopeOf(f.Cycle)
	f.Kinds, f.Steps, f.Units = []pages.Option{{Text: v.page.T(pages.AllOfThem)}}, []pages.Option{{Text: v.page.T(pages.OpenStep)}}, []pages.Option{{Text: v.page.T(pages.AllOfThem)}}
	for _, act := range massActs {
		f.Acts = append(f.Acts, pages.Option{Value: act, Text: v.page.Command(act)})
	}
	for _, kind := range scope.kinds {
		f.Kinds = append(f.Kinds, pages.Option{Value: kind, Text: v.page.L(kindLabel(kind))})
	}
	for _, step := range scope.steps {
		f.Steps = append(f.Steps, pages.Option{Value: step, Text: v.page.StepOf(scope.kinds[0], step)})
	}
	units, err := s.Store.Units(v.r.Context())
	if err != nil {
		return err
	}
	for _, u := range units {
		f.Units = append(f.Units, pages.Option{Value: u.Code, Text: v.page.L(u.Name)})
	}
	return nil
}

// massFormOf is the form as it was filled in, or as a link asks for it.
func (s *server) massFormOf(v *visit, cycle string) (pages.MassForm, error) {
	form := func(name string) string { return strings.TrimSpace(v.r.FormValue(name)) }
	f := pages.MassForm{
		Cycle: cycle, List: massAddress(cycle), Key: newToken("form_"), Act: form("act"), Kind: form("kind"), Step: form("step"),
		Unit: form("unit"), Subjects: form("subjects"), Before: form("before"), Late: form("late") != "",
		Days: form("days"), Due: form("due"), Reason: form("reason"), Basis: form("basis"),
	}
	var err error
	if f.StandIn, err = s.picker(v, "stand_in", f.List+"/new", false); err != nil {
		return f, err
	}
	if f.People, err = s.picker(v, "people", f.List+"/new", true); err != nil {
		return f, err
	}
	return f, s.massChoices(v, &f)
}
