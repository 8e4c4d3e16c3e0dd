package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"canbo/internal/evaluation"
	"canbo/internal/fault"
)

func yearlyCap() evaluation.Cap {
	return evaluation.Cap{
		RatioBP:     2000,
		Denominator: evaluation.GoodOnly,
		Group:       evaluation.ByTitleGroup,
		Rounding:    evaluation.HalfUp,
		SmallGroup:  evaluation.AllowZero,
		Enforcement: evaluation.Block,
		Priority:    []evaluation.Priority{evaluation.ByExceeded, evaluation.ByBallot},
	}
}

func TestAllowedOfAFixedDenominator(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		change      func(*evaluation.Cap)
		denominator int
		want        int
	}{
		{"8 Good allow 2 by half up", func(*evaluation.Cap) {}, 8, 2},
		{"7 Good allow 1", func(*evaluation.Cap) {}, 7, 1},
		{"13 Good allow 3", func(*evaluation.Cap) {}, 13, 3},
		{"exactly half a person is rounded up", func(c *evaluation.Cap) { c.RatioBP = 5000 }, 3, 2},
		{"2 Good allow nobody", func(*evaluation.Cap) {}, 2, 0},
		{"2 Good allow one where small groups may have one", func(c *evaluation.Cap) { c.SmallGroup = evaluation.AllowOne }, 2, 1},
		{"8 Good allow 1 by floor", func(c *evaluation.Cap) { c.Rounding = evaluation.Floor }, 8, 1},
		{"the extended ratio allows 2 of 8 by floor", func(c *evaluation.Cap) {
			c.Rounding, c.ExtendedBP = evaluation.Floor, 2500
			*c = c.Extended()
		}, 8, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			limit := yearlyCap()
			tt.change(&limit)
			require.NoError(t, limit.Validate())
			require.Equal(t, tt.want, limit.Allowed(tt.denominator))
		})
	}
}

// Moving a person from Good to Excellent makes the denominator smaller: 20 % of 100 is not 20 seats.
func TestSeatsCountTheShrinkingDenominator(t *testing.T) {
	t.Parallel()
	tests := []struct{ people, floor, halfUp int }{
		{1, 0, 0}, {3, 0, 0}, {4, 0, 1}, {6, 1, 1}, {10, 1, 2}, {30, 5, 5}, {60, 10, 10}, {100, 16, 17}, {179, 29, 30},
	}
	for _, tt := range tests {
		limit := yearlyCap()
		require.Equal(t, tt.halfUp, limit.Seats(tt.people, tt.people), "half up of %d", tt.people)
		limit.Rounding = evaluation.Floor
		require.Equal(t, tt.floor, limit.Seats(tt.people, tt.people), "floor of %d", tt.people)
	}
	everybody := yearlyCap()
	everybody.Denominator = evaluation.AllStaff
	require.Equal(t, 20, everybody.Seats(60, 100), "20 % of all 100, whatever their grades")
	require.Equal(t, 5, everybody.Seats(5, 100), "no more than those who are Good or better")
}

func TestBreachesNameGroupDenominatorAndLimit(t *testing.T) {
	t.Parallel()
	members := []evaluation.Member{
		{Official: "a", Unit: "x", Group: "deputy", Grade: evaluation.Excellent},
		{Official: "b", Unit: "x", Group: "deputy", Grade: evaluation.Good},
		{Official: "c", Unit: "y", Group: "deputy", Grade: evaluation.Good},
		{Official: "d", Unit: "y", Group: "head", Head: true, Grade: evaluation.Excellent},
	}
	limit := yearlyCap()
	want := []evaluation.Breach{
		{GroupCount: evaluation.GroupCount{Key: "deputy", All: 3, Excellent: 1, Good: 2}, Denominator: 2},
		{GroupCount: evaluation.GroupCount{Key: "head", All: 1, Excellent: 1}, Denominator: 0},
	}
	require.Equal(t, want, limit.Breaches(members))
	require.Equal(t, "group deputy: 1 Excellent, 0 allowed (denominator 2)", want[0].String())

	limit.ExcludeHead = true
	require.Equal(t, want[:1], limit.Breaches(members), "a head is not counted")

	limit.Group = evaluation.ByUnitTitleGroup
	require.Equal(t, "x/deputy", limit.Breaches(members)[0].Key)

	limit.Denominator, limit.RatioBP = evaluation.AllStaff, 5000
	require.Empty(t, limit.Breaches(members), "1 of 2 in unit x is 50 % of all staff")
}

func TestTheTwoFiguresDiffer(t *testing.T) {
	t.Parallel()
	group := evaluation.GroupCount{Key: "deputy", All: 12, Excellent: 2, Good: 8}
	require.Equal(t, evaluation.Share{Part: 2, Whole: 8}, group.AgainstGood())
	require.Equal(t, evaluation.Share{Part: 2, Whole: 10}, group.AmongGoodOrBetter())
	require.Equal(t, 2500, group.AgainstGood().BP())
	require.Equal(t, 2000, group.AmongGoodOrBetter().BP())
	require.Equal(t, 6667, evaluation.Share{Part: 2, Whole: 3}.BP(), "rounded half up")
	require.Zero(t, evaluation.Share{}.BP())
}

func TestAnInfeasibleCapIsRefused(t *testing.T) {
	t.Parallel()
	groups := []evaluation.GroupCount{{Key: "deputy", All: 3}, {Key: "head", All: 9}}
	small := []evaluation.GroupCount{{Key: "deputy", All: 3}, {Key: "head", All: 2}}
	tests := []struct {
		name   string
		change func(*evaluation.Cap)
		groups []evaluation.GroupCount
		code   string // "" is feasible
	}{
		{"a cap that some group can use", func(*evaluation.Cap) {}, groups, ""},
		{"a ratio above the whole", func(c *evaluation.Cap) { c.RatioBP = 10001 }, groups, "cap_malformed"},
		{"a negative ratio", func(c *evaluation.Cap) { c.RatioBP = -1 }, groups, "cap_malformed"},
		{"an extended ratio below the ratio", func(c *evaluation.Cap) { c.ExtendedBP = 1999 }, groups, "cap_malformed"},
		{"an unknown denominator", func(c *evaluation.Cap) { c.Denominator = "Most" }, groups, "cap_malformed"},
		{"an unknown grouping", func(c *evaluation.Cap) { c.Group = "village" }, groups, "cap_malformed"},
		{"an unknown rounding", func(c *evaluation.Cap) { c.Rounding = "up" }, groups, "cap_malformed"},
		{"an unknown rule for small groups", func(c *evaluation.Cap) { c.SmallGroup = "" }, groups, "cap_malformed"},
		{"an unknown enforcement", func(c *evaluation.Cap) { c.Enforcement = "hope" }, groups, "cap_malformed"},
		{"a priority given twice", func(c *evaluation.Cap) {
			c.Priority = []evaluation.Priority{evaluation.ByBallot, evaluation.ByBallot}
		}, groups, "cap_malformed"},
		{"nobody left to count", func(*evaluation.Cap) {}, nil, "cap_without_groups"},
		{"no seat in any group", func(*evaluation.Cap) {}, small, "cap_without_seats"},
		{"no seat, but the cap only warns", func(c *evaluation.Cap) { c.Enforcement = evaluation.Warn }, small, ""},
		{"no seat by ratio, but one in each small group", func(c *evaluation.Cap) { c.SmallGroup = evaluation.AllowOne }, small, ""},
		{"nobody and one at the same time", func(c *evaluation.Cap) {
			c.RatioBP, c.SmallGroup = 0, evaluation.AllowOne
		}, groups, "cap_contradictory"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			limit := yearlyCap()
			tt.change(&limit)
			err := limit.Feasible(tt.groups)
			if tt.code == "" {
				require.NoError(t, err)
				return
			}
			found, ok := fault.As(err)
			require.True(t, ok)
			require.Equal(t, tt.code, found.Code)
			require.Equal(t, fault.Invalid, found.Kind)
		})
	}
}

func drawCap(t *rapid.T) evaluation.Cap {
	return evaluation.Cap{
		RatioBP:     rapid.IntRange(0, evaluation.Whole).Draw(t, "ratio"),
		Denominator: rapid.SampledFrom([]evaluation.Denominator{evaluation.GoodOnly, evaluation.AllStaff}).Draw(t, "denominator"),
		Group:       rapid.SampledFrom([]evaluation.Grouping{evaluation.ByTitleGroup, evaluation.ByUnitTitleGroup}).Draw(t, "group"),
		ExcludeHead: rapid.Bool().Draw(t, "exclude head"),
		Rounding:    rapid.SampledFrom([]evaluation.Rounding{evaluation.Floor, evaluation.HalfUp}).Draw(t, "rounding"),
		SmallGroup:  rapid.SampledFrom([]evaluation.SmallGroup{evaluation.AllowZero, evaluation.AllowOne}).Draw(t, "small"),
		Enforcement: evaluation.Block,
		Priority:    []evaluation.Priority{evaluation.ByExceeded, evaluation.ByBallot},
	}
}

// The seats are exactly the largest number that the check accepts, and more people never mean fewer seats.
func TestSeatsAreTheMostThatTheCheckAccepts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit := drawCap(t)
		all := rapid.IntRange(0, 400).Draw(t, "all")
		good := rapid.IntRange(0, all).Draw(t, "good")
		fits := func(excellent int) bool {
			return len(limit.Check([]evaluation.GroupCount{{All: all, Excellent: excellent, Good: good - excellent}})) == 0
		}
		seats := limit.Seats(good, all)
		require.LessOrEqual(t, seats, good)
		require.True(t, seats == 0 || fits(seats))
		require.False(t, seats < good && fits(seats+1))
		require.LessOrEqual(t, seats, limit.Seats(good+1, all+1), "one more Good person takes no seat away")
	})
}
