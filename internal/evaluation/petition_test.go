package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
)

const petitionID = "petition/mini-2018/hoa"

func newPetition(t require.TestingT) (*office, *evaluation.Petition) {
	_, b := newSitting(t)
	p, err := evaluation.NewPetition(b, "hoa", nil, evaluation.Good, petitionSteps())
	require.NoError(t, err)
	o := newOffice(t, p)
	o.begin(petitionID)
	return o, p
}

func TestAPetitionIsAnswered(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]evaluation.Answer{
		"the result stands":    {Outcome: evaluation.PetitionUpheld, Grounds: true},
		"the result is better": {Outcome: evaluation.PetitionChanged, Grade: evaluation.Excellent, Grounds: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, p := newPetition(t)
			o.must(petitionID, evaluation.ActAnswerPetition, "binh", answer)
			require.True(t, procedure.Done(p))
			require.Equal(t, &answer, p.Answer)
			require.Equal(t, []string{"petition_answered to " + sittingID}, o.sent(petitionID))
		})
	}
}

func TestAPetitionRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		kind  string
		actor string
		args  any
		fault fault.Kind
		code  string
	}{
		{"an answer by the petitioner", evaluation.ActAnswerPetition, "hoa", evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}, fault.Denied, "not_your_task"},
		{"an answer by who decided", evaluation.ActAnswerPetition, "an", evaluation.Answer{Outcome: evaluation.PetitionUpheld, Grounds: true}, fault.Denied, "not_your_task"},
		{"an answer without grounds", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionUpheld}, fault.Invalid, "reason_missing"},
		{"a change that changes nothing", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionChanged, Grade: evaluation.Good, Grounds: true}, fault.Invalid, "nothing_changed"},
		{"a change to an unknown grade", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionChanged, Grade: "Splendid", Grounds: true}, fault.Invalid, "unknown_grade"},
		{"a change to no grade", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: evaluation.PetitionChanged, Grounds: true}, fault.Invalid, "unknown_grade"},
		{"an unknown outcome", evaluation.ActAnswerPetition, "binh", evaluation.Answer{Outcome: "perhaps", Grounds: true}, fault.Invalid, "unknown_outcome"},
		{"an unreadable answer", evaluation.ActAnswerPetition, "binh", "no", fault.Invalid, "bad_arguments"},
		{"an act of another process", evaluation.ActDecide, "binh", nil, fault.Invalid, "unknown_act"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o, _ := newPetition(t)
			refused(t, o.do(petitionID, tt.kind, tt.actor, tt.args), tt.fault, tt.code)
		})
	}
}

func TestWhoPresidesOverAPetition(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		official string
		sitting  evaluation.Sitting
		want     string // "" when there is nobody
	}{
		{"the deputy", "hoa", evaluation.Sitting{Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi", "em"}}, "binh"},
		{"another member when the deputy petitions", "binh", evaluation.Sitting{Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi", "em"}}, "em"},
		{"another member when the deputy appraised", "hoa", evaluation.Sitting{Chair: "an", Deputy: "chi", Appraiser: "chi", Members: []string{"an", "chi", "em"}}, "em"},
		{"another member when the deputy decided, on the chair", "an", evaluation.Sitting{Chair: "an", Deputy: "binh", Appraiser: "chi", Members: []string{"an", "binh", "chi", "em"}}, "em"},
		{"nobody when all others have a part in it", "em", evaluation.Sitting{Chair: "an", Deputy: "chi", Appraiser: "chi", Members: []string{"an", "chi", "em"}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.sitting.Cases = []evaluation.Case{{Official: tt.official}}
			b := evaluation.NewBodyDecision("mini-2018", tt.sitting, bodySteps(), testRules())
			p, err := evaluation.NewPetition(b, tt.official, nil, evaluation.Good, petitionSteps())
			if tt.want == "" {
				refused(t, err, fault.Conflict, "no_presider")
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, p.Presider)
		})
	}
}

func TestAPetitionNeedsACase(t *testing.T) {
	t.Parallel()
	_, b := newSitting(t)
	_, err := evaluation.NewPetition(b, "yen", nil, evaluation.Good, petitionSteps())
	refused(t, err, fault.NotFound, "not_on_list")
}
