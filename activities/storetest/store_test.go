package storetest_test

import (
	"testing"

	"canbo/activities/storetest"
	"canbo/seeds"
)

func TestTheStoreInMemoryConforms(t *testing.T) {
	t.Parallel()
	storetest.Conform(t, func(t *testing.T) storetest.Subject { return storetest.NewCycle(t, seeds.FS) })
}
