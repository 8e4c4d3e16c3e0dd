package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"
)

const top = "../.." // of the repository

// composeFile is what docker-compose.yml may hold; any other key is refused.
type composeFile struct {
	Name           string                    `yaml:"name"`
	Settings       any                       `yaml:"x-settings"`
	WorkerSettings any                       `yaml:"x-worker-settings"`
	Alive          any                       `yaml:"x-alive"`
	Services       map[string]composeService `yaml:"services"`
	Volumes        map[string]any            `yaml:"volumes"`
}

type composeService struct {
	Image       string            `yaml:"image"`
	Build       string            `yaml:"build"`
	User        string            `yaml:"user"`
	Restart     string            `yaml:"restart"`
	Profiles    []string          `yaml:"profiles"`
	Entrypoint  []string          `yaml:"entrypoint"`
	Command     []string          `yaml:"command"`
	Environment map[string]string `yaml:"environment"`
	Ports       []string          `yaml:"ports"`
	Volumes     []string          `yaml:"volumes"`
	Grace       string            `yaml:"stop_grace_period"`
	Deploy      struct {
		Replicas int `yaml:"replicas"`
	} `yaml:"deploy"`
	DependsOn map[string]struct {
		Condition string `yaml:"condition"`
	} `yaml:"depends_on"`
	Healthcheck struct {
		Test        []string `yaml:"test"`
		Interval    string   `yaml:"interval"`
		Timeout     string   `yaml:"timeout"`
		StartPeriod string   `yaml:"start_period"`
		Retries     int      `yaml:"retries"`
	} `yaml:"healthcheck"`
}

// stays says that a service runs until it is stopped.
func (s composeService) stays() bool { return s.Restart == "unless-stopped" }

// ours says that a service runs the image of this repository.
func (s composeService) ours() bool { return strings.HasPrefix(s.Image, "canbo:") }

// arguments are those of the program in the image, whose entrypoint is the program alone.
func (s composeService) arguments() []string {
	return slices.Concat(s.Entrypoint[min(1, len(s.Entrypoint)):], s.Command)
}

// given is what an operator writes into .env: all that has no default, and nothing else.
var given = map[string]string{
	"CANBO_VERSION": "v2", "POSTGRES_PASSWORD": "0123456789abcdef", "CANBO_SESSION_KEY": strings.Repeat("k", 32),
}

var reference = regexp.MustCompile(`\$\{(\w+)(:-|:\?)?([^}]*)\}`)

// filled replaces ${NAME:-default} and ${NAME:?what to give} as compose does.
func filled(t *testing.T, text string, env map[string]string) string {
	t.Helper()
	return reference.ReplaceAllStringFunc(text, func(found string) string {
		m := reference.FindStringSubmatch(found)
		value, ok := env[m[1]]
		require.NotEmpty(t, m[2], "%s has neither a default nor a message", found)
		if !ok && m[2] == ":?" {
			require.Contains(t, env, m[1], "the file demands what the test does not give")
		}
		if !ok {
			return m[3]
		}
		return value
	})
}

// What the page for operators has them write into .env is read by the file, and nothing that it demands is missing there.
func TestThePageForOperatorsSetsWhatTheComposeFileReads(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join(top, "docs/operations.md"))
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(page), "cat > .env <<END\n")
	require.True(t, ok)
	lines, _, _ := strings.Cut(rest, "END\n")
	file, err := os.ReadFile(filepath.Join(top, "docker-compose.yml"))
	require.NoError(t, err)
	read, demanded := map[string]bool{}, map[string]bool{}
	for _, m := range reference.FindAllStringSubmatch(string(file), -1) {
		read[m[1]] = true
		if m[2] == ":?" {
			demanded[m[1]] = true
		}
	}
	for line := range strings.Lines(lines) {
		name, _, _ := strings.Cut(line, "=")
		require.True(t, read[name], "the compose file has no use for %s", name)
		delete(demanded, name)
	}
	require.Empty(t, demanded, "the page does not say what to give")
}

func loadCompose(t *testing.T) composeFile {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, "docker-compose.yml"))
	require.NoError(t, err)
	var c composeFile
	require.NoError(t, yaml.UnmarshalWithOptions([]byte(filled(t, string(text), given)), &c, yaml.Strict()))
	require.NotEmpty(t, c.Services)
	return c
}

func TestTheComposeFileIsWhole(t *testing.T) {
	t.Parallel()
	c := loadCompose(t)
	pinned := regexp.MustCompile(`^[a-z0-9/._-]+:v?[0-9]+\.[0-9]+[a-z0-9.-]*$`)
	published := map[string]string{}
	for name, s := range c.Services {
		if !s.ours() {
			require.Regexp(t, pinned, s.Image, "%s: an image without its version changes by itself", name)
			require.Empty(t, s.Build)
		}
		for _, port := range s.Ports {
			address := port[:max(strings.LastIndex(port, ":"), 0)]
			require.Regexp(t, `^127\.0\.0\.1:\d+$`, address, "%s: a proxy stands before what others reach", name)
			require.Empty(t, published[address], "%s is published twice", address)
			published[address] = name
		}
		for _, volume := range s.Volumes {
			source, target, _ := strings.Cut(volume, ":")
			require.True(t, strings.HasPrefix(target, "/"), volume)
			if strings.HasPrefix(source, "./") {
				require.DirExists(t, filepath.Join(top, source), name)
			} else {
				require.Contains(t, c.Volumes, source, name)
			}
		}
		for on, how := range s.DependsOn {
			target, ok := c.Services[on]
			require.True(t, ok, "%s waits for %s, which there is not", name, on)
			switch how.Condition {
			case "service_healthy":
				require.True(t, target.stays() && len(target.Healthcheck.Test) > 1, "%s waits for the health of %s", name, on)
			case "service_completed_successfully":
				require.False(t, target.stays(), "%s waits for the end of %s", name, on)
			default:
				t.Errorf("%s waits for %s to be %q", name, on, how.Condition)
			}
			if len(s.Profiles) == 0 {
				require.Empty(t, target.Profiles, "%s waits for what is not started", name)
			}
		}
		if s.stays() && name != "temporal-ui" { // its image has nothing to ask with
			require.NotEmpty(t, s.Healthcheck.Test, name)
			require.Positive(t, s.Healthcheck.Retries, name)
		}
		for _, argument := range slices.Concat(s.Entrypoint, s.Command) {
			if path := mounted(argument); path != "" {
				require.FileExists(t, filepath.Join(top, path), name)
			}
		}
	}
	require.Equal(t, 2, c.Services["worker"].Deploy.Replicas)
	for _, name := range []string{"postgres", "temporal", "temporal-ui", "mail", "migrate", "web", "worker"} {
		require.Empty(t, c.Services[name].Profiles, "%s is started by docker compose up", name)
	}
}

// mounted is the file of the repository that an argument names, "" for none.
func mounted(argument string) string {
	for _, folder := range []string{"/scripts/", "/deploy/"} {
		if _, rest, ok := strings.Cut(argument, folder); ok {
			file, _, _ := strings.Cut(rest, " ")
			return strings.TrimPrefix(folder, "/") + file
		}
	}
	return ""
}

// Not parallel: the environment belongs to the process.
func TestTheProgramsTakeWhatTheComposeFileGivesThem(t *testing.T) {
	for name, s := range loadCompose(t).Services {
		if !s.ours() {
			continue
		}
		t.Run(name, func(t *testing.T) {
			for _, variable := range os.Environ() {
				if key, _, _ := strings.Cut(variable, "="); strings.HasPrefix(key, "CANBO_") {
					t.Setenv(key, "")
					require.NoError(t, os.Unsetenv(key))
				}
			}
			for key, value := range s.Environment {
				t.Setenv(key, value)
			}
			var p program
			parser, err := kong.New(&p, options(t.Context(), io.Discard)...)
			require.NoError(t, err)
			parsed, err := parser.Parse(s.arguments())
			require.NoError(t, err, "the image has this command, and it takes these values")
			known := map[string]bool{}
			for _, flag := range parsed.Flags() {
				for _, variable := range flag.Envs {
					known[variable] = true
				}
			}
			for key := range s.Environment {
				require.True(t, known[key], "%s is no setting of canbo %s", key, parsed.Command())
			}
			switch parsed.Command() {
			case "web":
				require.NoError(t, p.Web.Config.RequireWeb())
				require.NoError(t, p.Web.Config.Validate())
				require.Contains(t, s.Ports[0], portOf(p.Web.Config.Listen)+":"+portOf(p.Web.Config.Listen))
				require.Contains(t, s.Healthcheck.Test[3], "127.0.0.1:"+portOf(p.Web.Config.Listen)+"/readyz")
			case "worker":
				require.NoError(t, p.Worker.Config.RequireWorker())
				require.NoError(t, p.Worker.Config.Validate())
				require.Contains(t, s.Healthcheck.Test[3], "127.0.0.1:"+portOf(p.Worker.Config.MetricsListen)+"/healthz")
				_, tag, _ := strings.Cut(s.Image, ":")
				require.Equal(t, tag, p.Worker.Config.BuildID, "a worker's build is the tag of its image")
			case "migrate":
				require.NoError(t, p.Migrate.Config.RequireDatabase())
			case "deploy status":
				require.Equal(t, "v2", p.Deploy.Status.Config.BuildID)
			default:
				t.Errorf("an unexpected command: %s", parsed.Command())
			}
			if s.Healthcheck.Test != nil {
				require.Equal(t, []string{"CMD", "/canbo"}, s.Healthcheck.Test[:2])
				_, err = parser.Parse(s.Healthcheck.Test[2:])
				require.NoError(t, err, "the image has the command of the health check")
			}
		})
	}
}

func portOf(address string) string { return address[strings.LastIndex(address, ":")+1:] }

func TestTheImageIsSmallAndWithoutRights(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(top, "Dockerfile"))
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	var from []string
	last := map[string]string{} // instruction of the last stage
	for _, line := range lines {
		instruction, rest, _ := strings.Cut(line, " ")
		if instruction == "FROM" {
			from = append(from, rest)
			clear(last)
		}
		last[instruction] = rest
	}
	module, err := os.ReadFile(filepath.Join(top, "go.mod"))
	require.NoError(t, err)
	version := regexp.MustCompile(`(?m)^go (\S+)$`).FindSubmatch(module)
	require.Equal(t, []string{"golang:" + string(version[1]) + "-bookworm AS build", "scratch"}, from)
	require.Equal(t, "65532:65532", last["USER"])
	require.Equal(t, `["/canbo"]`, last["ENTRYPOINT"])
	require.Contains(t, string(text), "-o /canbo ./cmd/canbo")
	require.Contains(t, string(text), "ca-certificates.crt", "mail servers are known by their certificates")
	require.Contains(t, string(text), "ENV ZONEINFO=")
}

// What .dockerignore lets into the image's build is enough to build the program.
func TestTheImageIsBuiltFromWhatIsSentToIt(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(top, ".dockerignore"))
	require.NoError(t, err)
	sent := t.TempDir()
	for line := range strings.SplitSeq(string(text), "\n") {
		path, ok := strings.CutPrefix(line, "!")
		if !ok {
			continue
		}
		require.NoError(t, filepath.WalkDir(filepath.Join(top, path), func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.Contains(file, "/testdata/") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			content, err := os.ReadFile(file)
			require.NoError(t, err)
			target := filepath.Join(sent, strings.TrimPrefix(file, top))
			require.NoError(t, os.MkdirAll(filepath.Dir(target), 0o755))
			return os.WriteFile(target, content, 0o600)
		}))
	}
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "./cmd/canbo")
	list.Dir = sent
	out, err := list.CombinedOutput()
	require.NoError(t, err, string(out))
	require.Contains(t, string(bytes.TrimSpace(out)), "canbo/cmd/canbo")
}
