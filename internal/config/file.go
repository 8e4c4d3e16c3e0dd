package config

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
)

// File is the flag that names a YAML file with settings. Flags and environment win over it.
type File string

// BeforeResolve reads the file and lets its values fill the flags that were given nowhere else.
func (File) BeforeResolve(ctx *kong.Context, trace *kong.Path) error {
	path := string(ctx.FlagValue(trace.Flag).(File))
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the settings: %w", err)
	}
	values, err := decode(text)
	if err != nil {
		return fmt.Errorf("settings file %s: %w", path, err)
	}
	ctx.AddResolver(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Envs {
			if os.Getenv(name) != "" {
				return nil, nil // kong asks its resolvers after the environment; ours come before it
			}
		}
		value, ok := values[strings.ReplaceAll(flag.Name, "-", "_")]
		if !ok {
			return nil, nil
		}
		return fmt.Sprint(value), nil
	}))
	return nil
}

// decode returns the values of a settings file by key. Strict decoding into Config finds unknown keys and wrong types
// with their line and column; the map says which keys are there.
func decode(text []byte) (map[string]any, error) {
	var c Config
	if err := yaml.UnmarshalWithOptions(text, &c, yaml.Strict()); err != nil {
		return nil, err
	}
	values := make(map[string]any)
	if err := yaml.Unmarshal(text, &values); err != nil {
		return nil, err
	}
	return values, nil
}
