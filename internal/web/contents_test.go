package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"canbo/internal/web"
)

// contents are what people write in a cycle that the robots run: of self-reviews, comments, minutes, marks and petitions.
var contents = []string{
	"Tận tụy", "Hoàn thành nhiệm vụ tại đơn vị cũ", "Hội nghị thống nhất", "Theo kết quả", "Một chỉ tiêu báo cáo chậm", "Chỉ tiêu đã hoàn thành đúng hạn",
}

// parts fill the addresses of operations and pages.
var parts = map[string]string{
	"cycle": cycle, "unit": "xa-na-muoi", "body": "btv-mini", "official": petitioner, "policy": "qd132-2018", "id": "qd132-2018", "version": "1",
}

var part = regexp.MustCompile(`\{([a-z_-]+)[^}]*\}`)

func filled(address string) string {
	return part.ReplaceAllStringFunc(address, func(name string) string {
		if value, known := parts[part.FindStringSubmatch(name)[1]]; known {
			return value
		}
		return "1"
	})
}

// An administrator steers and reads nothing of what was written, on no operation and on no page; with the inspector's role
// the same person reads it.
func TestAnAdministratorReadsNoContentsUnlessARoleSaysSo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.pool.Exec(t.Context(), `INSERT INTO official SELECT 'quan-tri', 'Lò Văn Quản', 'male', '1980-01-01', 'Thái', NULL, 'quan-tri@mini.example'`)
	require.NoError(t, err)
	o.open(t)
	o.runToTheEnd(t)
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf("quan-tri", "administrator")).status)

	api, pages := reads(t), o.pagesToRead(t)
	c, v := o.as(t, "quan-tri"), o.visitorAs(t, "quan-tri")
	seen := 0
	for _, address := range api {
		got := c.get(t, address)
		require.Less(t, got.status, http.StatusInternalServerError, address)
		if got.status == http.StatusOK {
			seen++
		}
		require.Empty(t, written(got.text), "%s tells an administrator what was written", address)
	}
	require.Greater(t, seen, 25, "an administrator reads much else")
	for _, address := range pages {
		require.Empty(t, written(v.get(t, address).text), "%s tells an administrator what was written", address)
	}

	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf("quan-tri", "inspector")).status)
	var operations, shown int
	var read []string
	for _, address := range api {
		if found := written(c.get(t, address).text); len(found) > 0 {
			operations++
			read = append(read, found...)
		}
	}
	for _, address := range pages {
		if len(written(v.get(t, address).text)) > 0 {
			shown++
		}
	}
	slices.Sort(read)
	require.Subset(t, slices.Compact(read), []string{"Tận tụy", "Hội nghị thống nhất", "Theo kết quả", "Một chỉ tiêu báo cáo chậm"})
	require.GreaterOrEqual(t, operations, 5)
	require.GreaterOrEqual(t, shown, 1)
}

func written(text string) []string {
	var found []string
	for _, w := range contents {
		if strings.Contains(text, w) {
			found = append(found, w)
		}
	}
	return found
}

// reads are the addresses of all operations that only read and answer with JSON.
func reads(t *testing.T) []string {
	t.Helper()
	raw, err := web.OpenAPI()
	require.NoError(t, err)
	var description struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Required bool
			}
		}
	}
	require.NoError(t, json.Unmarshal(raw, &description))
	given := map[string]string{
		"process": unitReview("xa-na-muoi"), "act": "self_review", "q": "a", "from": "2018-01-01", "until": "2018-12-31", "policy": "qd132-2018@1", "to": "qd124-2023@1",
	}
	var all []string
	for path, methods := range description.Paths {
		read, ok := methods["get"]
		if !ok {
			continue
		}
		query := url.Values{}
		for _, p := range read.Parameters {
			if p.In == "query" && p.Required {
				query.Set(p.Name, given[p.Name])
			}
		}
		all = append(all, filled(strings.TrimPrefix(path, "/api/v1"))+"?"+query.Encode())
	}
	slices.Sort(all)
	return all
}

// pagesToRead are the addresses of all pages of somebody signed in.
func (o *office) pagesToRead(t *testing.T) []string {
	t.Helper()
	var all []string
	err := chi.Walk(o.server.Config.Handler.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if method == http.MethodGet && strings.HasPrefix(route, "/app") && !strings.HasSuffix(route, "/events") {
			all = append(all, filled(route))
		}
		return nil
	})
	require.NoError(t, err)
	for _, process := range []string{unitReview("xa-na-muoi"), "body-decision/" + cycle + "/btv-mini", "petition/" + cycle + "/" + petitioner} {
		all = append(all, panelPath(process))
	}
	return all
}
