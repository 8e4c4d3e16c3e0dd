package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"canbo/internal/app"
	"canbo/internal/engine"
	"canbo/internal/strictyaml"
)

// applySchedules writes the folder's schedules to the server, or the built-in ones. The latter are for the demonstration
// district; another district has none before somebody writes them.
func (o *Office) applySchedules(ctx context.Context, f folder) error {
	log := o.Config.Logger(o.log)
	text, err := os.ReadFile(f.schedules())
	builtIn := errors.Is(err, fs.ErrNotExist)
	if builtIn {
		text, err = app.ReadSchedules(o.Config)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a folder of rules without schedules
		}
	}
	if err != nil {
		return fmt.Errorf("read the schedules: %w", err)
	}
	file, err := app.ParseSchedules(ctx, o.Config, f.schedules(), text)
	if problems, ok := errors.AsType[strictyaml.Problems](err); ok && builtIn {
		log.InfoContext(ctx, "the built-in schedules are not for this district", "error", problems)
		return nil
	}
	if err != nil {
		return err
	}
	return app.WithSchedules(ctx, o.Config, log, func(s *engine.Schedules) error {
		_, err := s.Apply(ctx, file.Schedules, time.Now().UTC())
		return err
	})
}
