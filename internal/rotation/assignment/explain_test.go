package assignment_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/rotation/assignment"
)

func TestEverybodyAndEveryNeedHasASentence(t *testing.T) {
	t.Parallel()
	in := small()
	in.People = append(in.People, assignment.Person{Official: "chi", Unit: "office"})
	in.Excluded = append(in.Excluded, assignment.Exclusion{Official: "chi", Post: "chair", Rule: "own_unit"},
		assignment.Exclusion{Official: "chi", Post: "secretary", Rule: "home"})
	a, err := assignment.Analyse(in, solved(t, in).Plan)
	require.NoError(t, err)
	for _, c := range []struct {
		ask    func(code string) (assignment.Reason, error)
		of     string
		vi, en string
	}{
		{a.Person, "binh", "binh – secretary: mức phù hợp 60 điểm, thuộc phương án tốt nhất. Không đủ điều kiện theo quy định: home (1).",
			"binh – secretary: suitability 60, part of the best plan. Excluded by rules: home (1)."},
		{a.Person, "an", "an: chưa bố trí được trong phương án tốt nhất. Lựa chọn kế tiếp: secretary, nhưng tổng mức phù hợp giảm 20 điểm vì commune đã đủ số người được nhận.",
			"an: not part of the best plan. Next best: secretary, but suitability falls by 20 because commune may receive no more people."},
		{a.Person, "chi", "chi: không có cặp nào đủ điều kiện. Không đủ điều kiện theo quy định: home (1), own_unit (1).",
			"chi: no pair is possible. Excluded by rules: home (1), own_unit (1)."},
		{a.Need, "chair", "chair: chưa bố trí được trong phương án tốt nhất. Lựa chọn kế tiếp: an, nhưng tổng mức cấp thiết giảm 3 điểm vì commune đã đủ số người được nhận. Không đủ điều kiện theo quy định: home (1), own_unit (1).",
			"chair: not part of the best plan. Next best: an, but urgency falls by 3 because commune may receive no more people. Excluded by rules: home (1), own_unit (1)."},
		{a.Need, "secretary", "secretary – binh: mức phù hợp 60 điểm, thuộc phương án tốt nhất. Lựa chọn kế tiếp: an, nhưng tổng mức phù hợp giảm 20 điểm vì commune đã đủ số người được nhận. Không đủ điều kiện theo quy định: home (1).",
			"secretary – binh: suitability 60, part of the best plan. Next best: an, but suitability falls by 20 because commune may receive no more people. Excluded by rules: home (1)."},
	} {
		reason, err := c.ask(c.of)
		require.NoError(t, err)
		says := reason.Sentences(assignment.Codes)
		require.Equal(t, c.vi, says.VI)
		require.Equal(t, c.en, says.EN)
	}
}

func TestAFixedPairAndATakenPostAreSaid(t *testing.T) {
	t.Parallel()
	in := small()
	in.Units[2].Receive = nil
	in.Pairs[0].Suitability = 30 // an would rather be secretary, where binh is the only one who can
	a, err := assignment.Analyse(in, solved(t, in).Plan)
	require.NoError(t, err)
	reason, err := a.Person("an")
	require.NoError(t, err)
	require.Equal(t, "an – chair: suitability 30, part of the best plan. Next best: secretary, but 1 fewer needs are filled because secretary has binh.",
		reason.Sentences(assignment.Codes).EN)

	in.Fixed = []assignment.Placement{{Official: "an", Post: "secretary"}}
	a, err = assignment.Analyse(in, solved(t, in).Plan)
	require.NoError(t, err)
	reason, err = a.Need("secretary")
	require.NoError(t, err)
	require.Equal(t, "secretary – an: giữ nguyên theo lựa chọn của người lập phương án.", reason.Sentences(assignment.Codes).VI)
}
