package web_test

import (
	"encoding/json"
	"html"
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

// contents are what people write in a cycle that the robots run: of self-reviews, comments, minutes, marks and petitions,
// and what somebody has begun to write.
var contents = []string{
	"Tận tụy", "Hoàn thành nhiệm vụ tại đơn vị cũ", "Hội nghị thống nhất", "Theo kết quả", "Một chỉ tiêu báo cáo chậm", "Chỉ tiêu đã hoàn thành đúng hạn",
	"Mới viết được nửa câu",
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

// An administrator steers and reads nothing of what was written, on no operation, page or paper, in no mail and no log; with the
// inspector's role the same person reads it.
func TestAnAdministratorReadsNoContentsUnlessARoleSaysSo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.pool.Exec(t.Context(), `INSERT INTO official SELECT 'quan-tri', 'Lò Văn Quản', 'male', '1980-01-01', 'Thái', NULL, 'quan-tri@mini.example'`)
	require.NoError(t, err)
	o.open(t)
	begun := map[string]any{"body": map[string]any{"strengths": "Mới viết được nửa câu"}}
	draft := "/drafts?act=comment&process=" + url.QueryEscape(unitReview(unit))
	require.Equal(t, http.StatusNoContent, o.as(t, member).send(t, http.MethodPut, draft, "", begun).status)
	o.runToTheEnd(t)
	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf("quan-tri", "administrator")).status)

	api, pages := o.operationsToRead(t), o.pagesToRead(t)
	c, v := o.as(t, "quan-tri"), o.visitorAs(t, "quan-tri")
	seen, files := 0, 0
	for _, address := range api {
		got := c.get(t, address)
		require.Less(t, got.status, http.StatusInternalServerError, address)
		require.Empty(t, written(legible(t, got)), "%s tells an administrator what was written", address)
		if got.status == http.StatusOK {
			seen++
		}
		if strings.Contains(got.header.Get("Content-Disposition"), "attachment") {
			files++
		}
	}
	require.Greater(t, seen, 25, "an administrator reads much else")
	require.Greater(t, files, 4, "papers and workbooks as well")
	for _, address := range pages {
		got := v.read(t, address)
		require.Empty(t, written(legible(t, got)), "%s tells an administrator what was written", address)
	}
	var mails string
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT string_agg(data::text, ' ') FROM mail_outbox").Scan(&mails))
	require.Empty(t, written(mails), "no mail carries it, to nobody")
	require.Empty(t, written(o.log.String()))

	require.Equal(t, http.StatusNoContent, o.admin().post(t, "/roles/grants", roleOf("quan-tri", "inspector")).status)
	var operations, shown int
	var read []string
	for _, address := range api {
		got := c.get(t, address)
		if found := written(legible(t, got)); len(found) > 0 {
			operations++
			read = append(read, found...)
		}
	}
	for _, address := range pages {
		got := v.read(t, address)
		if len(written(legible(t, got))) > 0 {
			shown++
		}
	}
	slices.Sort(read)
	require.Subset(t, slices.Compact(read), []string{"Tận tụy", "Hội nghị thống nhất", "Theo kết quả", "Một chỉ tiêu báo cáo chậm", "Chỉ tiêu đã hoàn thành đúng hạn"})
	require.NotContains(t, read, "Mới viết được nửa câu", "what is not filed yet is its writer's alone")
	require.GreaterOrEqual(t, operations, 5)
	require.GreaterOrEqual(t, shown, 1)
}

// An official without an office reads their own case and nothing of another unit's, whatever address they ask.
func TestAnOfficialOfAnotherUnitReadsNothingOfThisOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.runToTheEnd(t)
	const stranger = "mini-18"
	hers := []string{"Tận tụy, " + petitioner, "Theo kết quả của " + petitioner, "Một chỉ tiêu báo cáo chậm", "Chỉ tiêu đã hoàn thành đúng hạn"}
	api, pages := o.operationsToRead(t), o.pagesToRead(t)
	told := func(c client, v *visitor) (found []string) {
		for _, address := range api {
			got := c.get(t, address)
			require.Less(t, got.status, http.StatusInternalServerError, address)
			found = append(found, among(hers, legible(t, got))...)
		}
		for _, address := range pages {
			got := v.read(t, address)
			require.Less(t, got.status, http.StatusInternalServerError, address)
			found = append(found, among(hers, legible(t, got))...)
		}
		return found
	}
	require.Empty(t, told(o.as(t, stranger), o.visitorAs(t, stranger)))
	own := told(o.as(t, petitioner), o.visitorAs(t, petitioner))
	for _, text := range hers {
		require.Contains(t, own, text, "she reads it at these addresses")
	}
}

// read is the answer to somebody who follows a link, as that to a program.
func (v *visitor) read(t *testing.T, address string) reply {
	t.Helper()
	got := v.get(t, address)
	return reply{status: got.status, header: got.header, text: got.text}
}

func written(text string) []string { return among(contents, text) }

func among(texts []string, in string) []string {
	var found []string
	for _, w := range texts {
		if strings.Contains(in, w) {
			found = append(found, w)
		}
	}
	return found
}

// legible is what somebody reads of an answer: the text of papers and the cells of workbooks, which are packed.
func legible(t *testing.T, got reply) string {
	t.Helper()
	switch got.header.Get("Content-Type") {
	case "application/pdf":
		return pdf(t, got)
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return strings.Join(slices.Concat(slices.Concat(sheets(t, got)...)...), "\n")
	default:
		return html.UnescapeString(got.text)
	}
}

// operationsToRead are the addresses of all operations that only read, about one official's case where they can be.
func (o *office) operationsToRead(t *testing.T) []string {
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
	var command string
	require.NoError(t, o.pool.QueryRow(t.Context(), "SELECT key FROM command WHERE actor = $1 AND kind = 'self_review'", petitioner).Scan(&command))
	slices.Sort(all)
	return append(all, "/commands/"+command, "/officials/"+petitioner+"/term-rating?first=2018&last=2018",
		"/drafts?act=comment&process="+url.QueryEscape(unitReview(unit)))
}

// pagesToRead are the addresses of all pages of somebody signed in.
func (o *office) pagesToRead(t *testing.T) []string {
	t.Helper()
	var all []string
	err := chi.Walk(o.server.Config.Handler.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if method == http.MethodGet && strings.HasPrefix(route, "/app") && !strings.HasSuffix(route, "/events") {
			all = append(all, filled(route), filled(route)+"?as=xlsx")
		}
		return nil
	})
	require.NoError(t, err)
	for _, process := range []string{unitReview("xa-na-muoi"), "body-decision/" + cycle + "/btv-mini", "petition/" + cycle + "/" + petitioner} {
		all = append(all, panelPath(process))
	}
	return all
}
