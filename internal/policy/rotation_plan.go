package policy

import "canbo/internal/rotation"

// Papers are what a dossier must hold before the body votes.
func (r *Rotation) Papers() []string {
	papers := make([]string, len(r.Dossier))
	for i, item := range r.Dossier {
		papers[i] = item.ID
	}
	return papers
}

// Weights are the points of suitability.
func (r *Rotation) Weights() rotation.Points {
	p := r.Points
	return rotation.Points{
		PlannedForPost: int64(p.PlannedForPost.Value), Planned: int64(p.Planned.Value), Excellent: int64(p.Excellent.Value),
		Good: int64(p.Good.Value), Completed: int64(p.Completed.Value), Obliged: int64(p.Obliged.Value),
		EqualPost: int64(p.EqualPost.Value), Preference: int64(p.Preference.Value),
	}
}

// PlanBallot is how the body votes on a year's plan; the zero value when it does not.
func (r *Rotation) PlanBallot() rotation.PlanBallot {
	for _, s := range r.Steps.Plan {
		if s.Ballot != nil {
			return rotation.PlanBallot{Quorum: s.Ballot.Quorum.Value, Threshold: s.Ballot.Threshold.Value}
		}
	}
	return rotation.PlanBallot{}
}

// RuleText is what the policy says a rule is about; ok is false for an unknown one.
func (r *Rotation) RuleText(id string) (text Text, ok bool) {
	for _, rule := range r.Rules {
		if rule.ID == id {
			return rule.Text, true
		}
	}
	return Text{}, false
}

// PaperText is what the policy calls a paper of a dossier; its code for an unknown one.
func (r *Rotation) PaperText(id string) Text {
	for _, item := range r.Dossier {
		if item.ID == id {
			return item.Text
		}
	}
	return Text{VI: id, EN: id}
}

// EntitlementText is what the policy calls something that a rotated official is due; its code for an unknown one.
func (r *Rotation) EntitlementText(id string) Text {
	for _, e := range r.Entitlements {
		if e.ID == id {
			return e.Text
		}
	}
	return Text{VI: id, EN: id}
}
