package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"
)

var inBackticks = regexp.MustCompile("`([^`]+)`")

// The table of pages in docs/architecture.md names pages and files that there are, and every page stands below one of its
// addresses.
func TestTheArchitectureNamesThePagesThatThereAre(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/architecture.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(text), "\n### In a browser\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	var addresses, files []string
	for line := range strings.Lines(section) {
		if columns := strings.Split(line, "|"); len(columns) == 6 && strings.HasPrefix(columns[1], " `/") {
			addresses = append(addresses, names(columns[1])...)
			files = append(files, names(columns[4])...)
		}
	}
	require.NotEmpty(t, addresses)
	for _, file := range files {
		_, err := os.Stat(filepath.Join(".", file+".go"))
		require.NoError(t, err, "the architecture names a file that is not there")
	}

	routes := pageRoutes(t)
	below := func(route, address string) bool {
		return route == "/app"+address || strings.HasPrefix(route, "/app"+address+"/")
	}
	for _, address := range addresses {
		require.True(t, slices.ContainsFunc(routes, func(route string) bool { return below(route, address) }), "%s is no page", address)
	}
	for _, route := range routes {
		known := slices.ContainsFunc(addresses, func(address string) bool { return below(route, address) })
		require.True(t, known || route == "/app" || below(route, "/sign-out"), "the architecture has no line for %s", route)
	}
}

func names(column string) []string {
	var all []string
	for _, m := range inBackticks.FindAllStringSubmatch(column, -1) {
		all = append(all, m[1])
	}
	return all
}

// pageRoutes are the addresses of all pages, without those of papers and of other forms of what they show.
func pageRoutes(t *testing.T) []string {
	t.Helper()
	var all []string
	err := chi.Walk(newOffice(t).server.Config.Handler.(chi.Routes), func(_, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if strings.HasPrefix(route, "/app") && filepath.Ext(route) == "" {
			all = append(all, route)
		}
		return nil
	})
	require.NoError(t, err)
	return all
}
