package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"

	"canbo/internal/config"
)

const buildDigits = 12 // of a revision or a hash, enough to tell builds apart

// Build is the name of this program's build: what cfg says, else the revision it was built from, else, when files were
// changed after that revision or it is not known, a hash of the program itself. Programs that may behave differently
// have different names, which is what lets a running process stay with the build that it began with.
func Build(cfg config.Config) (string, error) {
	if cfg.BuildID != "" {
		return cfg.BuildID, nil
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		if revision := settings["vcs.revision"]; len(revision) >= buildDigits && settings["vcs.modified"] == "false" {
			return revision[:buildDigits], nil
		}
	}
	return hashOfProgram()
}

var hashOfProgram = sync.OnceValues(func() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("name this build: %w", err)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("name this build: %w", err)
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", fmt.Errorf("name this build: %w", err)
	}
	return "local-" + hex.EncodeToString(hash.Sum(nil))[:buildDigits], nil
})
