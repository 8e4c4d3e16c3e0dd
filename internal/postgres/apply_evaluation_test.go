package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/activities/storetest"
	"canbo/internal/ballot"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/procedure"
)

// one is a list of marks with one entry.
func one(subject string, grade evaluation.Grade, reason string) evaluation.MarksFiling {
	return evaluation.MarksFiling{Marks: []evaluation.MarkFiling{{Subject: subject, Grade: grade, Reason: reason}}}
}

func TestAcceptedActsLeaveTheirRecord(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		process string
		kind    string
		actor   string
		payload any
		query   string
		want    string
	}{
		{
			"a self-review with its texts", reviewID, evaluation.ActSelfReview, "mini-11",
			evaluation.SelfReviewFiling{Grade: evaluation.Good, Texts: map[string]string{"strengths": "Sát dân"}},
			`SELECT concat_ws('|', process, version, cycle, official, grade, content -> 'texts' ->> 'strengths') FROM self_review`,
			reviewID + "|1|mini-2018|mini-11|Good|Sát dân",
		},
		{
			"a comment", reviewID, evaluation.ActComment, "mini-08", evaluation.CommentFiling{Subject: "mini-11", Text: "Sát dân"},
			`SELECT concat_ws('|', version, author, official, text) FROM comment`, "1|mini-08|mini-11|Sát dân",
		},
		{
			"the minutes of a conference", reviewID, evaluation.ActAdoptMinutes, "mini-08", evaluation.MinutesFiling{Text: "Hội nghị"},
			`SELECT concat_ws('|', kind, author, text) FROM minutes`, "conference|mini-08|Hội nghị",
		},
		{
			"the minutes of a count", reviewID, procedure.CommandConfirmCount, "mini-09", evaluation.MinutesFiling{Text: "Đúng"},
			`SELECT concat_ws('|', kind, author, text) FROM minutes`, "count|mini-09|Đúng",
		},
		{
			"a count on paper as a teller typed it", reviewID, procedure.CommandEnterCount, "mini-09",
			ballot.PaperEntry{Ballot: reviewID + "/ballot", Present: 3, Issued: 3},
			`SELECT concat_ws('|', ballot_id, attempt, teller, entry ->> 'present') FROM paper_count`, reviewID + "/ballot|1|mini-09|3",
		},
		{
			"proposals with reasons", reviewID, evaluation.ActPropose, "mini-08", one("mini-11", evaluation.Good, "Đủ điều kiện"),
			`SELECT concat_ws('|', official, grade, reason, author) FROM proposal`, "mini-11|Good|Đủ điều kiện|mini-08",
		},
		{
			"the grade of a unit", evaluation.BodyDecisionID(storetest.Cycle, "btv-mini"), evaluation.ActRateUnits, "mini-01", one("xa-na-muoi", evaluation.Good, ""),
			`SELECT concat_ws('|', about, body, subject, grade) FROM decision`, "unit|btv-mini|xa-na-muoi|Good",
		},
		{
			"a decision", sittingID, evaluation.ActDecide, "mini-08", one("mini-11", evaluation.Good, "Có lý do"),
			`SELECT concat_ws('|', about, d.body, subject, d.grade, reason, author, r.grade) FROM decision d JOIN result r ON r.official = subject`,
			"official|du-xa-na-muoi|mini-11|Good|Có lý do|mini-08|Good",
		},
		{
			"a decision taken elsewhere with its document", sittingID, procedure.CommandRecordExternal, "mini-09", evaluation.ExternalFiling{
				Step: evaluation.StepDecision, Document: "15-QĐ/TU", DocumentDate: "2018-12-28", DecidedBy: "Ban Thường vụ Tỉnh ủy",
				Marks: one("mini-11", evaluation.Good, "").Marks,
			},
			`SELECT concat_ws('|', d.subject, d.grade, r.grade, x.document, x.document_date, x.decided_by, a.document) FROM decision d
				JOIN result r ON r.official = d.subject
				JOIN external_result x ON x.process = d.process AND x.version = d.version
				JOIN act a ON a.process = d.process AND a.version = d.version`,
			"mini-11|Good|Good|15-QĐ/TU|2018-12-28|Ban Thường vụ Tỉnh ủy|15-QĐ/TU",
		},
		{
			"proposals made elsewhere", reviewID, procedure.CommandRecordExternal, "mini-08", evaluation.ExternalFiling{
				Step: evaluation.StepProposal, Document: "12-BC/HU", DocumentDate: "2018-12-20", DecidedBy: "Huyện ủy",
				Marks: one("mini-11", evaluation.Good, "").Marks,
			},
			`SELECT concat_ws('|', p.official, p.grade, x.step, x.document) FROM proposal p JOIN external_result x USING (process, version)`,
			"mini-11|Good|proposal|12-BC/HU",
		},
		{
			"the reason for an extended cap", sittingID, evaluation.ActDecide, "mini-08",
			evaluation.DecisionsFiling{Marks: one("mini-11", evaluation.Good, "").Marks, CapReason: "Thành tích nổi trội"},
			`SELECT concat_ws('|', cycle, body, reason, author) FROM cap_extension`, "mini-2018|du-xa-na-muoi|Thành tích nổi trội|mini-08",
		},
		{
			"a petition with its ground", sittingID, evaluation.ActPetition, "mini-12", evaluation.PetitionFiling{Ground: "Báo cáo gửi chậm"},
			`SELECT concat_ws('|', cycle, official, ground) FROM petition`, "mini-2018|mini-12|Báo cáo gửi chậm",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := openRecord(t)
			r.act(tt.process, tt.kind, tt.actor, tt.payload, struct{}{})
			require.Equal(t, []string{tt.want}, r.column(tt.query))
			require.Equal(t, []string{tt.process + "|1|" + tt.kind + "|" + tt.actor + "|official"},
				r.column(`SELECT concat_ws('|', process, version, kind, actor, role) FROM act`))
			filed, _ := r.Filing(tt.process + " " + tt.kind + " " + tt.actor)
			require.EqualValues(t, 1, filed.Version)
		})
	}
}

func TestADraftGoesWhenItIsFiled(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	for _, owner := range []string{"mini-11", "mini-12"} {
		require.NoError(t, r.SaveDraft(t.Context(), owner, postgres.Draft{Process: reviewID, Act: evaluation.ActSelfReview, Body: []byte(`{}`), UpdatedAt: received}, nil))
	}
	r.act(reviewID, evaluation.ActSelfReview, "mini-11", evaluation.SelfReviewFiling{Grade: evaluation.Good}, struct{}{})
	require.Equal(t, []string{"mini-12"}, r.column(`SELECT owner FROM draft`))
}

func TestALaterDecisionReplacesTheResultAndKeepsTheEarlier(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	_, err := r.try(sittingID, evaluation.EffectAppraise, evaluation.Appraise{Cycle: storetest.Cycle, Body: "du-xa-na-muoi"},
		[]evaluation.Appraisal{{Official: "mini-12", Suggested: evaluation.Good}})
	require.NoError(t, err)
	r.act(sittingID, evaluation.ActDecide, "mini-08", one("mini-12", evaluation.Completed, "Chậm"), struct{}{})
	require.Equal(t, []string{"Good"}, r.column(`SELECT suggested FROM decision`), "what was suggested stands beside it")
	r.act(sittingID, evaluation.ActPetition, "mini-12", evaluation.PetitionFiling{Ground: "Báo cáo gửi chậm"}, struct{}{})

	petition := procedure.NewProcess{ID: evaluation.PetitionID(storetest.Cycle, "mini-12"), Kind: evaluation.KindPetition, Cycle: storetest.Cycle, Subject: "mini-12"}
	_, err = r.try(sittingID, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindPetition, Scope: "mini-12"}, petition)
	require.NoError(t, err)
	r.act(petition.ID, evaluation.ActAnswerPetition, "mini-10",
		evaluation.AnswerFiling{Outcome: evaluation.PetitionChanged, Grade: evaluation.Good, Grounds: "Đã hoàn thành"}, struct{}{})

	require.Equal(t, []string{"Good"}, r.column(`SELECT grade FROM result`))
	require.Equal(t, []string{"Completed|mini-08|Chậm", "Good|mini-10|Đã hoàn thành"},
		r.column(`SELECT concat_ws('|', grade, author, reason) FROM decision ORDER BY author`))
	require.Equal(t, []string{"changed|Good|mini-10|Đã hoàn thành"},
		r.column(`SELECT concat_ws('|', outcome, grade, answered_by, answer) FROM petition`))
	require.Equal(t, []string{"petition_answered mini-12 " + petition.ID + "@1/mini-12"}, r.mails())
	require.Equal(t, []string{"true|Hoàn thành tốt nhiệm vụ"}, r.column(`SELECT concat_ws('|', data ->> 'changed', data ->> 'grade_vi') FROM mail_outbox`))
}

func TestAnUpheldPetitionLeavesTheResult(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.act(sittingID, evaluation.ActDecide, "mini-08", one("mini-12", evaluation.Completed, "Chậm"), struct{}{})
	r.act(sittingID, evaluation.ActPetition, "mini-12", evaluation.PetitionFiling{Ground: "Báo cáo gửi chậm"}, struct{}{})
	id := evaluation.PetitionID(storetest.Cycle, "mini-12")
	_, err := r.try(sittingID, procedure.EffectLaunch, procedure.Launch{Kind: evaluation.KindPetition, Scope: "mini-12"},
		procedure.NewProcess{ID: id, Kind: evaluation.KindPetition, Cycle: storetest.Cycle, Subject: "mini-12"})
	require.NoError(t, err)
	r.act(id, evaluation.ActAnswerPetition, "mini-10", evaluation.AnswerFiling{Outcome: evaluation.PetitionUpheld, Grounds: "Đúng quy định"}, struct{}{})
	require.Equal(t, []string{"Completed"}, r.column(`SELECT grade FROM result`))
	require.Len(t, r.column(`SELECT grade FROM decision`), 1)
	require.Equal(t, []string{"Hoàn thành nhiệm vụ"}, r.column(`SELECT data ->> 'grade_vi' FROM mail_outbox`))
}

func TestResultsArePublishedOnceWithTheirGrounds(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	clause := evaluation.Clause{Rule: "onTime", VI: "Đúng tiến độ 6/8 nhiệm vụ", EN: "6 of 8 tasks on schedule", Verified: true}
	grounds := evaluation.Grounds{
		Suggestion: evaluation.Suggestion{Official: "mini-12", Grade: evaluation.Completed, Conditions: evaluation.Completed, Reasons: []evaluation.Reason{{Code: evaluation.ReasonConditions}}},
		Judgement:  evaluation.Judgement{Grades: []evaluation.GradeJudgement{{Grade: evaluation.Good, Failed: []evaluation.Clause{clause}}}},
	}
	_, err := r.try(sittingID, evaluation.EffectAppraise, evaluation.Appraise{Cycle: storetest.Cycle, Body: "du-xa-na-muoi"},
		[]evaluation.Appraisal{{Official: "mini-12", Suggested: evaluation.Completed, Grounds: grounds}})
	require.NoError(t, err)
	r.act(sittingID, evaluation.ActDecide, "mini-08", one("mini-12", evaluation.Completed, ""), struct{}{})
	require.Equal(t, []string{"false"}, r.column(`SELECT (announced_at IS NOT NULL)::text FROM result`))

	publish := evaluation.Publish{Cycle: storetest.Cycle, Body: "du-xa-na-muoi", At: received}
	r.write(sittingID, evaluation.EffectPublish, publish)
	r.write(sittingID, evaluation.EffectPublish, publish)
	require.Equal(t, []string{"true"}, r.column(`SELECT (announced_at IS NOT NULL)::text FROM result`))
	require.Equal(t, []string{"result mini-12 " + sittingID + "#3/mini-12"}, r.mails(), "once")
	require.Equal(t, []string{"Hoàn thành nhiệm vụ|Đảng ủy xã Nà Mười"}, r.column(`SELECT concat_ws('|', data ->> 'grade_vi', data ->> 'body_name') FROM mail_outbox`))
	require.Contains(t, r.column(`SELECT data -> 'grounds_vi' ->> 0 FROM mail_outbox`)[0], "“Hoàn thành tốt nhiệm vụ”: Đúng tiến độ 6/8 nhiệm vụ")

	r.act(sittingID, evaluation.ActAcknowledge, "mini-12", struct{}{}, struct{}{})
	require.Equal(t, []string{"true"}, r.column(`SELECT (acknowledged_at IS NOT NULL)::text FROM result`))
}

func TestACycleClosesWithItsFigures(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	figures := []evaluation.Figure{
		{ID: "evaluation.grassroots.total", Count: 5, Total: 5},
		{ID: "evaluation.cap", Count: 1, Total: 1, Detail: []evaluation.GroupFigure{{Body: "du-xa-na-muoi"}}},
	}
	_, err := r.try(cycleID, evaluation.EffectCloseCycle, evaluation.CloseCycle{Cycle: storetest.Cycle}, evaluation.Statistic{Decisions: 5, Figures: figures})
	require.NoError(t, err)
	r.write(cycleID, procedure.EffectConcluded, struct{}{})
	require.Equal(t, []string{"evaluation.cap 1 1 du-xa-na-muoi", "evaluation.grassroots.total 5 5"},
		r.column(`SELECT concat_ws(' ', id, count, total, detail -> 0 ->> 'body') FROM figure ORDER BY id`))
	require.Equal(t, []string{"true true"}, r.column(`SELECT concat_ws(' ', (closed_at IS NOT NULL)::text, (concluded_at IS NOT NULL)::text)
		FROM cycle c JOIN process p ON p.id = 'cycle/' || c.code`))
}

// Two counts may be written in another order than they were made in: the one that saw more decisions is shown.
func TestTheNewestCountOfAClosedCycleIsShown(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	shown := func() []postgres.Figure {
		figures, err := r.Figures(t.Context(), storetest.Cycle)
		require.NoError(t, err)
		return figures
	}
	count := func(kind string, decisions int64, excellent int) {
		_, err := r.try(cycleID, kind, evaluation.CloseCycle{Cycle: storetest.Cycle}, evaluation.Statistic{
			Decisions: decisions, Figures: []evaluation.Figure{{ID: "evaluation.grassroots.excellent", Count: excellent, Total: 5}},
		})
		require.NoError(t, err)
	}
	count(evaluation.EffectRecount, 6, 2)
	require.Empty(t, shown(), "a cycle that is not closed has no figures yet")
	count(evaluation.EffectCloseCycle, 5, 1)
	require.Equal(t, 2, shown()[0].Count, "the closing had not seen the sixth decision")
	count(evaluation.EffectRecount, 8, 4)
	count(evaluation.EffectRecount, 7, 3)
	require.Len(t, shown(), 1)
	require.Equal(t, 4, shown()[0].Count)
}

func TestTheAppraisalReadsWhatTheRulesLookAt(t *testing.T) {
	t.Parallel()
	r := openRecord(t)
	r.act(reviewID, evaluation.ActSelfReview, "mini-12", evaluation.SelfReviewFiling{
		Grade: evaluation.Good, Levels: map[evaluation.Criterion]evaluation.Level{evaluation.Ethics: "Average", evaluation.Results: "Good"},
	}, struct{}{})
	r.act(reviewID, evaluation.ActPropose, "mini-08", one("mini-12", evaluation.Completed, ""), struct{}{})
	for round, choice := range []string{"Good", "Excellent"} { // the second round counts
		id := procedure.BallotID(reviewID, evaluation.StepBallot, round+1)
		r.write(reviewID, procedure.EffectOpenVote, procedure.VoteOpened{
			Ballot: id, Step: evaluation.StepBallot, Roll: []string{"mini-08", "mini-12"}, Questions: []string{"mini-12"},
			Choices: []string{"Excellent", "Good"}, OpenedAt: received,
		})
		r.vote(id, "mini-08", choice)
		r.write(reviewID, procedure.EffectCountVote, procedure.VoteCount{Ballot: id, Step: evaluation.StepBallot, At: received})
	}

	cases, err := r.AppraisalCases(t.Context(), storetest.Cycle, "du-xa-na-muoi")
	require.NoError(t, err)
	require.Len(t, cases, 3)
	c := cases[1]
	require.Equal(t, "mini-12", c.Facts.Official)
	require.Equal(t, evaluation.Good, c.Self)
	require.Equal(t, evaluation.Completed, c.Proposed)
	require.Equal(t, 1, c.Ballot.Votes("Excellent"))
	require.Zero(t, c.Ballot.Votes("Good"))
	require.Equal(t, evaluation.Levels{Ethics: "Average", Results: "Good"}, c.Facts.Criteria)
	require.Equal(t, evaluation.Targets{Total: 8, Done: 7, OnTime: 6, Exceeded: 1}, c.Facts.Own)
	require.Equal(t, evaluation.UnitResult{Total: 16, Done: 16, OnTime: 16, Exceeded: 9, SubunitsTotal: 8, SubunitsCompleted: 8, SubunitsGood: 7}, c.Facts.Unit)
	require.Equal(t, evaluation.Post{TitleGroup: "commune-officer", Track: "mass", Rank: 5}, c.Facts.Post)
	require.Equal(t, 12, c.Facts.Person.MonthsWorked)
	require.Empty(t, c.Facts.Discipline)

	others, err := r.AppraisalCases(t.Context(), storetest.Cycle, "du-xa-khuoi-sao")
	require.NoError(t, err)
	require.Equal(t, []evaluation.Discipline{{Form: "reprimand", DutyRelated: true}}, others[0].Facts.Discipline)
	_, err = r.pool.Exec(t.Context(), `UPDATE discipline SET counted_in = 2017`)
	require.NoError(t, err)
	again, err := r.AppraisalCases(t.Context(), storetest.Cycle, "du-xa-khuoi-sao")
	require.NoError(t, err)
	require.Empty(t, again[0].Facts.Discipline, "the violation has counted in the year before")
	require.Zero(t, others[0].Ballot.Valid, "no ballot was held there")
}
