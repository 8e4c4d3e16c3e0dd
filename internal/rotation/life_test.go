package rotation_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/procedure"
	"canbo/internal/rotation"
)

func date(text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func codeOf(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Code
	}
	return ""
}

func lifeSteps() []procedure.Step {
	step := func(name string, onDue bool) procedure.Step {
		return procedure.Step{Name: name, Mode: procedure.Internal, CloseEarly: true, CloseOnDue: onDue}
	}
	return []procedure.Step{
		step(rotation.StepAnnouncement, false), step(rotation.StepHandover, false), step(rotation.StepEntitlements, true),
		step(rotation.StepCheckpoint, false), step(rotation.StepEndReview, false), step(rotation.StepPlacement, false),
	}
}

func lifeRules() rotation.Rules {
	return rotation.Rules{
		ReviewMonths: 6, MinMonths: 36, PlacementMonth: 30, Placements: rotation.Placements,
		Entitlements: []string{"housing", "travel"}, Grades: []evaluation.Grade{evaluation.Excellent, evaluation.Good, evaluation.Completed},
	}
}

func decision() rotation.Decision {
	return rotation.Decision{
		Code: "lc-2019-01", Official: "an", From: "phong-a-pho", To: "xa-b-bi-thu", Decided: date("2019-01-10"),
		Balloted: date("2019-01-08"), Months: 36,
	}
}

var parts = rotation.Parts{Organiser: "to-chuc", Releaser: "truong-a", Receiver: "pho-b"}

// life drives a rotation by a clock of its own, as the shell does, and keeps what it wants from the world.
type life struct {
	t       require.TestingT
	r       *rotation.Rotation
	now     time.Time
	effects []procedure.Effect
	refuse  string // the roster's answer to the next change of posts
	waits   bool   // the roster's answer is that others are waited for
	n       int
}

func begin(t require.TestingT) *life {
	r, err := rotation.New(decision(), parts, lifeRules(), lifeSteps())
	require.NoError(t, err)
	l := &life{t: t, r: r, now: date("2019-01-10").Start().Add(8 * time.Hour)}
	procedure.Open(r, l.now)
	l.flush()
	return l
}

// flush takes the effects and answers those that are waited for.
func (l *life) flush() {
	s := l.r.Base()
	for len(s.Effects) > 0 {
		e := s.Effects[0]
		l.effects = append(l.effects, e)
		s.Applied(e.Seq)
		if e.Kind == rotation.EffectTransfer {
			answer := rotation.Transferred{Refused: l.refuse, Waits: l.waits}
			l.refuse = ""
			require.NoError(l.t, l.give(procedure.System, "roster", rotation.CommandTransferred, answer))
		}
	}
	raw, err := json.Marshal(l.r) // what is carried from run to run
	require.NoError(l.t, err)
	next := &rotation.Rotation{}
	require.NoError(l.t, json.Unmarshal(raw, next))
	l.r = next
}

func (l *life) give(role procedure.Role, actor, kind string, args any) error {
	raw, err := json.Marshal(args)
	require.NoError(l.t, err)
	l.n++
	cmd := procedure.Command{Key: fmt.Sprint(l.n), Kind: kind, Actor: actor, Role: role, ReceivedAt: l.now, Args: raw}
	if err := procedure.Check(l.r, cmd); err != nil {
		return err
	}
	procedure.Apply(l.r, cmd, l.now)
	l.flush()
	return nil
}

// until lets time pass to a day.
func (l *life) until(d calendar.Date) {
	for {
		wake := procedure.Wake(l.r)
		if wake.IsZero() || wake.After(d.Start()) {
			l.now = d.Start().Add(9 * time.Hour)
			return
		}
		if wake.After(l.now) {
			l.now = wake
		}
		require.True(l.t, procedure.Tick(l.r, l.now))
		l.flush()
	}
}

func (l *life) ok(actor, kind string, args any) {
	require.NoError(l.t, l.give(procedure.Official, actor, kind, args), kind)
}

func (l *life) admin(kind string, args any) {
	require.NoError(l.t, l.give(procedure.Administrator, "office", kind, args), kind)
}

// start announces and hands over on 1 February 2019.
func (l *life) start() {
	l.ok("to-chuc", rotation.ActAnnounce, rotation.On{Day: date("2019-01-10"), Document: true})
	l.until(date("2019-02-01"))
	l.ok("truong-a", rotation.ActRelease, rotation.On{Day: date("2019-02-01"), Document: true})
	l.ok("pho-b", rotation.ActReceive, rotation.On{Day: date("2019-02-01"), Document: true})
	l.ok("pho-b", rotation.ActConfirmEntitlements, rotation.Entitled{Items: []string{"housing", "travel"}})
}

func (l *life) assess() {
	l.ok("pho-b", rotation.ActAssess, rotation.Assessment{Grade: evaluation.Good, Text: true})
}

func (l *life) finish(p rotation.PlacedOfficial) {
	l.ok("an", rotation.ActReviewSelf, nil)
	l.assess()
	l.ok("to-chuc", rotation.ActAssessForBody, rotation.Assessment{Grade: evaluation.Good, Text: true})
	l.ok("to-chuc", rotation.ActPlace, p)
}

func (l *life) of(kind string) []procedure.Effect {
	return slices.DeleteFunc(slices.Clone(l.effects), func(e procedure.Effect) bool { return e.Kind != kind })
}

func (l *life) step() string {
	if st := l.r.Current(); st != nil {
		return st.Name
	}
	return ""
}

func TestARotationOfFourYearsWithTwoExtensions(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.start()
	require.Equal(t, date("2022-02-01"), l.r.End)
	for month := 6; month <= 24; month += 6 {
		l.until(rotation.AddMonths(date("2019-02-01"), month))
		require.Equal(t, fmt.Sprintf("checkpoint-%d", month/6), l.step())
		l.assess()
	}
	l.admin(rotation.ActExtend, rotation.Extension{Months: 6})
	l.until(date("2021-08-01"))
	l.assess()
	require.Empty(t, l.of(rotation.EffectUnplaced), "with the extension month 30 is not half a year before the end")
	l.admin(rotation.ActExtend, rotation.Extension{Months: 6})
	require.Equal(t, date("2023-02-01"), l.r.End)
	for _, day := range []string{"2022-02-01", "2022-08-01"} {
		l.until(date(day))
		l.assess()
	}
	require.Len(t, l.of(rotation.EffectUnplaced), 1)
	l.ok("to-chuc", rotation.ActPlanPlacement, rotation.IntendedPlace{Placement: rotation.PlacedBack})
	l.until(date("2023-02-01"))
	require.Equal(t, rotation.StepEndReview, l.step())
	require.Equal(t, 7, l.r.Reviews, "one every six months, and the end is an assessment of its own")
	l.until(date("2023-03-10"))
	l.finish(rotation.PlacedOfficial{Placement: rotation.PlacedBack, Post: "phong-a-pho", On: date("2023-03-10")})
	require.True(t, procedure.Done(l.r))
	require.Len(t, l.of(rotation.EffectTransfer), 2)
	require.Len(t, l.of(rotation.EffectEnded), 1)
	require.GreaterOrEqual(t, l.r.Chapter(), 15, "a run for each phase")
}

func TestARotationThatNobodyTouchesBeginsAChapterEachYear(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.start()
	l.until(date("2019-08-01"))
	before := l.r.Chapter()
	l.until(date("2022-08-02"))
	require.Equal(t, "checkpoint-1", l.step())
	require.Equal(t, before+3, l.r.Chapter())
	for range 5 {
		l.assess()
		l.until(date("2022-08-03"))
	}
	require.Equal(t, rotation.StepEndReview, l.step(), "what was late is caught up, then the term is over")
}

func TestAWarningAtMonthThirty(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.start()
	for month := 6; month <= 24; month += 6 {
		l.until(rotation.AddMonths(date("2019-02-01"), month))
		l.assess()
	}
	l.until(date("2021-07-31"))
	require.Empty(t, l.of(rotation.EffectUnplaced))
	l.until(date("2021-08-01"))
	require.Len(t, l.of(rotation.EffectUnplaced), 1)
	require.True(t, l.r.Current().Asks(rotation.ActPlanPlacement, "to-chuc"))
	l.assess()
	require.Equal(t, "service-6", l.step())
	require.True(t, l.r.Current().Asks(rotation.ActPlanPlacement, "to-chuc"), "it is asked for until it is there")
	l.ok("to-chuc", rotation.ActPlanPlacement, rotation.IntendedPlace{Placement: rotation.PlacedHigher, Post: "phong-a-truong"})
	require.False(t, l.r.Current().Asks(rotation.ActPlanPlacement, "to-chuc"))
	l.until(date("2022-02-01"))
	require.Len(t, l.of(rotation.EffectUnplaced), 1)
}

func TestAnEarlyEnd(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.start()
	l.until(date("2019-06-01"))
	l.admin(rotation.ActEndEarly, rotation.On{Day: date("2019-06-15"), Document: true})
	l.until(date("2019-06-20"))
	require.Equal(t, rotation.StepEndReview, l.step())
	l.finish(rotation.PlacedOfficial{Placement: rotation.PlacedStay, On: date("2019-06-20")})
	require.True(t, procedure.Done(l.r))
	var back rotation.Transfer
	require.NoError(t, json.Unmarshal(l.of(rotation.EffectTransfer)[1].Args, &back))
	require.Equal(t, back.From, back.To, "who stays keeps the post")
}

func TestTheRosterCannotTakeTheHandover(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.ok("to-chuc", rotation.ActAnnounce, rotation.On{Day: date("2019-01-10"), Document: true})
	l.refuse = "post_taken"
	l.ok("truong-a", rotation.ActRelease, rotation.On{Day: date("2019-01-10"), Document: true})
	l.ok("pho-b", rotation.ActReceive, rotation.On{Day: date("2019-01-10"), Document: true})
	require.Equal(t, "post_taken", l.r.Refused)
	require.Equal(t, rotation.StepHandover, l.step())
	l.until(date("2019-02-01"))
	l.ok("truong-a", rotation.ActRelease, rotation.On{Day: date("2019-02-01"), Document: true})
	l.ok("pho-b", rotation.ActReceive, rotation.On{Day: date("2019-02-01"), Document: true})
	require.Equal(t, rotation.StepEntitlements, l.step())
	require.Empty(t, l.r.Refused)
}

func TestASideTakesItsRecordOfTheHandoverBack(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.ok("to-chuc", rotation.ActAnnounce, rotation.On{Day: date("2019-01-10"), Document: true})
	l.until(date("2019-02-01"))
	l.ok("truong-a", rotation.ActRelease, rotation.On{Day: date("2019-01-30"), Document: true})
	err := l.give(procedure.Official, "pho-b", rotation.ActReceive, rotation.On{Day: date("2019-02-01"), Document: true})
	require.Equal(t, "handover_days_differ", codeOf(err))
	l.ok("truong-a", procedure.CommandWithdraw, procedure.Withdraw{Act: rotation.ActRelease, Version: l.r.Step(rotation.StepHandover).Tasks[0].Version})
	l.ok("pho-b", rotation.ActReceive, rotation.On{Day: date("2019-02-01"), Document: true})
	l.ok("truong-a", rotation.ActRelease, rotation.On{Day: date("2019-02-01"), Document: true})
	require.Equal(t, date("2019-02-01"), l.r.Start)
}

func TestARotationThatWasHandedOverOnPaperGoesOn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, today, step string
		reviews           int
	}{
		{"between two assessments", "2020-09-10", "service-4", 3},
		{"after its end", "2022-05-01", rotation.StepEndReview, 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, err := rotation.Resume(decision(), date("2019-02-01"), date("2022-02-01"), date(tt.today), parts, lifeRules(), lifeSteps())
			require.NoError(t, err)
			l := &life{t: t, r: r, now: date(tt.today).Start()}
			procedure.Open(r, l.now)
			l.flush()
			l.until(date(tt.today))
			require.Equal(t, tt.step, l.step())
			require.Equal(t, tt.reviews, l.r.Reviews)
			require.Empty(t, l.of(rotation.EffectTransfer))
		})
	}
}

// Whatever is extended or cut short, a rotation comes to its end, is assessed once in each six months, and wakes no
// earlier than it must.
func TestEveryRotationComesToItsEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := begin(t)
		l.start()
		for l.step() != rotation.StepEndReview {
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				_ = l.give(procedure.Administrator, "office", rotation.ActExtend, rotation.Extension{Months: rapid.IntRange(1, 12).Draw(t, "months")}) // may be refused
			case 1:
				day := rotation.AddMonths(calendar.DateOf(l.now), rapid.IntRange(1, 60).Draw(t, "end"))
				_ = l.give(procedure.Administrator, "office", rotation.ActEndEarly, rotation.On{Day: day}) // may be refused
			case 2:
				_ = l.give(procedure.Official, "to-chuc", rotation.ActPlanPlacement, rotation.IntendedPlace{Placement: rotation.PlacedStay}) // may be refused
			default:
				l.until(rotation.AddMonths(calendar.DateOf(l.now), rapid.IntRange(1, 8).Draw(t, "wait")))
				if st := l.r.Current(); st.Asks(rotation.ActAssess, "pho-b") && st.Name != rotation.StepEndReview {
					l.assess()
				}
			}
			require.Less(t, l.now.Year(), 2100)
		}
		asked := 0
		for m := 6; rotation.AddMonths(l.r.Start, m).Compare(l.r.End) < 0; m += 6 {
			asked++
		}
		require.Equal(t, asked, l.r.Reviews)
		l.finish(rotation.PlacedOfficial{Placement: rotation.PlacedStay, On: calendar.DateOf(l.now)})
		require.True(t, procedure.Done(l.r))
	})
}
