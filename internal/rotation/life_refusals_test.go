package rotation_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

func TestDecisionsThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*rotation.Decision, *rotation.Parts)
		code   string
	}{
		{"dated before the ballot", func(d *rotation.Decision, _ *rotation.Parts) { d.Decided = date("2019-01-07") }, "decided_before_ballot"},
		{"shorter than the policy allows", func(d *rotation.Decision, _ *rotation.Parts) { d.Months = 35 }, "too_short"},
		{"with nobody to take over", func(_ *rotation.Decision, p *rotation.Parts) { p.Receiver = "" }, "nobody_acts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, p := decision(), parts
			tt.change(&d, &p)
			_, err := rotation.New(d, p, lifeRules(), lifeSteps())
			require.Equal(t, tt.code, codeOf(err))
		})
	}
}

func TestActsThatAreRefused(t *testing.T) {
	t.Parallel()
	announced := func(l *life) {
		l.ok("to-chuc", rotation.ActAnnounce, rotation.On{Day: date("2019-01-10"), Document: true})
	}
	checkpoint := func(l *life) { l.start(); l.until(date("2019-08-01")) }
	over := func(l *life) {
		l.start()
		l.admin(rotation.ActEndEarly, rotation.On{Day: date("2019-02-02"), Document: true})
		l.until(date("2019-02-03"))
	}
	placing := func(l *life) {
		over(l)
		l.ok("an", rotation.ActReviewSelf, nil)
		l.assess()
		l.ok("to-chuc", rotation.ActAssessForBody, rotation.Assessment{Grade: evaluation.Good, Text: true})
	}
	tests := []struct {
		name  string
		to    func(*life)
		role  procedure.Role
		actor string
		kind  string
		args  any
		code  string
	}{
		{"a handover before the decision", announced, procedure.Official, "truong-a", rotation.ActRelease, rotation.On{Day: date("2019-01-09"), Document: true}, "before_decision"},
		{"a handover that has not come", announced, procedure.Official, "truong-a", rotation.ActRelease, rotation.On{Day: date("2019-01-11"), Document: true}, "in_the_future"},
		{"a handover without minutes", announced, procedure.Official, "truong-a", rotation.ActRelease, rotation.On{Day: date("2019-01-10")}, "minutes_missing"},
		{"a handover before the announcement", func(*life) {}, procedure.Official, "truong-a", rotation.ActRelease, rotation.On{Day: date("2019-01-10"), Document: true}, "step_not_open"},
		{"a handover by the official", announced, procedure.Official, "an", rotation.ActRelease, rotation.On{Day: date("2019-01-10"), Document: true}, "not_your_task"},
		{"an entitlement before the handover", announced, procedure.Official, "pho-b", rotation.ActConfirmEntitlements, rotation.Entitled{Items: []string{"housing"}}, "not_handed_over"},
		{"an entitlement that the policy does not know", checkpoint, procedure.Official, "pho-b", rotation.ActConfirmEntitlements, rotation.Entitled{Items: []string{"car"}}, "unknown_entitlement"},
		{"an entitlement twice", checkpoint, procedure.Official, "pho-b", rotation.ActConfirmEntitlements, rotation.Entitled{Items: []string{"travel"}}, "done_already"},
		{"an entitlement confirmed by the official", checkpoint, procedure.Official, "an", rotation.ActConfirmEntitlements, rotation.Entitled{Items: []string{"travel"}}, "not_your_task"},
		{"no entitlement named", checkpoint, procedure.Official, "pho-b", rotation.ActConfirmEntitlements, rotation.Entitled{}, "nothing_named"},
		{"an assessment between two checkpoints", (*life).start, procedure.Official, "pho-b", rotation.ActAssess, rotation.Assessment{Grade: evaluation.Good, Text: true}, "step_not_open"},
		{"an assessment without words", checkpoint, procedure.Official, "pho-b", rotation.ActAssess, rotation.Assessment{Grade: evaluation.Good}, "text_missing"},
		{"an assessment with a grade of another era", checkpoint, procedure.Official, "pho-b", rotation.ActAssess, rotation.Assessment{Grade: "Fine", Text: true}, "unknown_grade"},
		{"an extension by an official", checkpoint, procedure.Official, "to-chuc", rotation.ActExtend, rotation.Extension{Months: 6}, "wrong_role"},
		{"an extension by nothing", checkpoint, procedure.Administrator, "office", rotation.ActExtend, rotation.Extension{}, "bad_months"},
		{"an extension after the end", over, procedure.Administrator, "office", rotation.ActExtend, rotation.Extension{Months: 6}, "term_is_over"},
		{"an early end before the start", checkpoint, procedure.Administrator, "office", rotation.ActEndEarly, rotation.On{Day: date("2019-02-01")}, "not_early"},
		{"an early end after the end", checkpoint, procedure.Administrator, "office", rotation.ActEndEarly, rotation.On{Day: date("2022-02-01")}, "not_early"},
		{"a plan to stay in another post", checkpoint, procedure.Official, "to-chuc", rotation.ActPlanPlacement, rotation.IntendedPlace{Placement: rotation.PlacedStay, Post: "x"}, "post_does_not_fit"},
		{"a plan by a stranger", checkpoint, procedure.Official, "yen", rotation.ActPlanPlacement, rotation.IntendedPlace{Placement: rotation.PlacedStay}, "not_your_task"},
		{"a placement before the end", checkpoint, procedure.Official, "to-chuc", rotation.ActPlace, rotation.PlacedOfficial{}, "step_not_open"},
		{"a placement on the first day", placing, procedure.Official, "to-chuc", rotation.ActPlace, rotation.PlacedOfficial{Placement: rotation.PlacedBack, Post: "x", On: date("2019-02-01")}, "before_start"},
		{"a return without a post", placing, procedure.Official, "to-chuc", rotation.ActPlace, rotation.PlacedOfficial{Placement: rotation.PlacedBack, On: date("2019-02-03")}, "post_missing"},
		{"a return to the present post", placing, procedure.Official, "to-chuc", rotation.ActPlace, rotation.PlacedOfficial{Placement: rotation.PlacedBack, Post: "xa-b-bi-thu", On: date("2019-02-03")}, "post_does_not_fit"},
		{"a placement that is unknown", placing, procedure.Official, "to-chuc", rotation.ActPlace, rotation.PlacedOfficial{Placement: "away", Post: "x", On: date("2019-02-03")}, "unknown_placement"},
		{"revoking the decision after the handover", checkpoint, procedure.Administrator, "office", procedure.CommandCancel, nil, "handed_over"},
		{"the roster's answer by a person", announced, procedure.Official, "truong-a", rotation.CommandTransferred, rotation.Transferred{}, "wrong_role"},
		{"the official in the place of their assessor", checkpoint, procedure.Administrator, "office", procedure.CommandReassign, procedure.Reassign{Step: "checkpoint-1", Act: rotation.ActAssess, From: "pho-b", To: "an"}, "own_case"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := begin(t)
			tt.to(l)
			before, err := json.Marshal(l.r)
			require.NoError(t, err)
			err = l.give(tt.role, tt.actor, tt.kind, tt.args)
			require.Equal(t, tt.code, codeOf(err), err)
			after, err := json.Marshal(l.r)
			require.NoError(t, err)
			require.JSONEq(t, string(before), string(after), "a refusal changes nothing")
		})
	}
}
