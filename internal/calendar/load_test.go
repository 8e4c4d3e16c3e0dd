package calendar_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/calendar"
	"canbo/seeds"
)

func TestShippedCalendarsLoad(t *testing.T) {
	t.Parallel()
	_, err := calendar.Load(seeds.FS, "calendars")
	require.NoError(t, err)
}
