package trials_test

import (
	"context"
	"io"
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/cmd/standalone/internal/office"
	"canbo/internal/demo"
	"canbo/seeds"
)

// The evaluation that all trials carry out.
const (
	cycleCode = "mini-2018"
	rootUnit  = "huyen-mini"
	year      = 2018
)

func TestMain(m *testing.M) {
	// The most talkative logs: what they do not give away, no other level does.
	if err := os.Setenv("CANBO_LOG_LEVEL", "debug"); err != nil {
		panic(err)
	}
	os.Exit(run(m))
}

// programDir is where the standalone program is built for the trials that kill it.
var programDir string

func run(m *testing.M) int {
	var err error
	if programDir, err = os.MkdirTemp("", "canbo-trials-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(programDir)
	return m.Run()
}

// mini is the small district: 18 people, 14 of them evaluated.
func mini(t *testing.T) fs.FS {
	t.Helper()
	district, err := fs.Sub(seeds.FS, "mini")
	require.NoError(t, err)
	return district
}

// startOffice runs an office in this process until t ends.
func startOffice(t *testing.T, dir string, district fs.FS) *office.Office {
	t.Helper()
	o, err := office.Start(t.Context(), office.Options{Dir: dir, District: district, Fast: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.Stop()) })
	return o
}

// evaluate lets robots carry out the cycle through the API at base.
func evaluate(ctx context.Context, base, mailbox, adminKey string, district fs.FS) error {
	_, err := demo.Run(ctx, demo.Options{
		BaseURL: base, MailboxURL: mailbox, AdminKey: adminKey, Seeds: district, Cycle: cycleCode, Year: year,
		ReferenceDate: time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC),
		ArticleDay:    time.Date(year+2, time.June, 30, 0, 0, 0, 0, time.UTC), ReviewDay: time.Date(year+2, time.June, 30, 0, 0, 0, 0, time.UTC),
		Out: io.Discard,
	})
	return err
}
