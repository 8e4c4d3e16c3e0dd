package rotation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
	"canbo/internal/rotation"
)

func TestFiguresSayWhereRotationsWentAndWhatCameOfThem(t *testing.T) {
	t.Parallel()
	f := rotation.FiguresOf([]rotation.Outcome{
		{Direction: rotation.Down, Placed: true, Waited: new(20), Before: evaluation.Good, After: evaluation.Excellent},
		{Direction: rotation.Down, Placed: true, Waited: new(-3), Before: evaluation.Good, After: evaluation.Good},
		{Direction: rotation.Up, Before: evaluation.Good, After: evaluation.Completed},
		{Direction: rotation.Across, Before: evaluation.NotRated, After: evaluation.Good},
	})
	require.Equal(t, rotation.Figures{
		Rotations: 4, Placed: 2, Waits: 2, WaitedDays: 20, LongestDay: 20, Better: 1, Same: 1, Worse: 1,
		Directions: []rotation.DirectionCount{{Direction: rotation.Down, Count: 2}, {Direction: rotation.Up, Count: 1}, {Direction: rotation.Across, Count: 1}},
		Grades: []rotation.GradesOfRotation{
			{Grade: evaluation.Excellent, After: 1}, {Grade: evaluation.Good, Before: 3, After: 2}, {Grade: evaluation.Completed, After: 1},
			{Grade: evaluation.NotRated, Before: 1},
		},
	}, f)
	require.Zero(t, rotation.FiguresOf(nil).Rotations)
}
