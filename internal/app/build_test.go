package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/app"
	"canbo/internal/config"
)

func TestABuildHasAName(t *testing.T) {
	t.Parallel()
	cfg, err := config.FromEnvironment()
	require.NoError(t, err)
	own, err := app.Build(cfg)
	require.NoError(t, err)
	again, err := app.Build(cfg)
	require.NoError(t, err)
	require.Equal(t, own, again)

	cfg.BuildID = own
	require.NoError(t, cfg.Validate(), "the name is one that Temporal takes")
	cfg.BuildID = "v2"
	named, err := app.Build(cfg)
	require.NoError(t, err)
	require.Equal(t, "v2", named)
}
