package privatepg

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAFolderIsTakenOverWhileADyingServerStillRemovesFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range 100 { // what is walked through between seeing the last file and handing it over
		require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), nil, 0o600))
	}
	over, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		var err error
		for err == nil {
			select {
			case <-over:
				ended <- nil
				return
			default:
				file := filepath.Join(dir, "postmaster.pid")
				err = errors.Join(os.WriteFile(file, nil, 0o600), os.Remove(file))
			}
		}
		ended <- err
	}()
	var err error
	for range 200 {
		if _, err = prepareFolder(dir, io.Discard); err != nil {
			break
		}
	}
	close(over)
	require.NoError(t, <-ended)
	require.NoError(t, err)
}
