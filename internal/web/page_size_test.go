package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// thousand is a cycle with 1000 officials in 100 units, each of whom has filed; all self-reviews but one a unit are done.
const thousand = `
INSERT INTO unit SELECT 'u-' || n, 'Xã số ' || n, 'Commune ' || n, 'commune', 'huyen-mini', '1995-01-01', NULL FROM generate_series(1, 100) n;
INSERT INTO post SELECT 'p-' || n, 'Chức vụ số ' || n, 'Post ' || n, 'u-' || (n - 1) / 10 + 1, 'commune-officer', 2, 'government', false,
    'btv-mini', '1995-01-01', NULL FROM generate_series(1, 1000) n;
INSERT INTO official SELECT 'o-' || n, 'Nguyễn Văn Số ' || n, 'male', '1970-01-01', 'Kinh', NULL, 'o' || n || '@mini.example'
    FROM generate_series(1, 1000) n;
INSERT INTO tenure SELECT 'o-' || n, 'p-' || n, true, '2010-01-01', NULL, 'QĐ ' || n FROM generate_series(1, 1000) n;
INSERT INTO cycle (code, root, year, reference_date, policy, opened_by, opened_at)
    SELECT 'big-2017', root, 2017, '2017-12-31', policy, opened_by, opened_at FROM cycle;
INSERT INTO cycle_grade SELECT 'big-2017', position, grade, label_vi, label_en FROM cycle_grade;
INSERT INTO enrolment SELECT 'big-2017', 'o-' || n, 'u-' || (n - 1) / 10 + 1, 'p-' || n, 'commune-officer', false, 'btv-mini'
    FROM generate_series(1, 1000) n;
INSERT INTO process (id, kind, cycle, subject, input, version, created_at, released_at, started_at)
    SELECT 'unit-review/big-2017/u-' || n, 'UnitReview', 'big-2017', 'u-' || n, '{}', 12, now(), now(), now() FROM generate_series(1, 100) n;
INSERT INTO step (process, name, position, mode, status, opened_at, due, seq)
    SELECT p.id, s.name, s.position, 'internal', CASE WHEN s.position = 0 THEN 'open' ELSE 'waiting' END, '2019-01-02', '2019-01-05', 1
    FROM process p, (VALUES ('self_review', 0), ('comments', 1), ('ballot', 2), ('proposal', 3)) s (name, position) WHERE p.cycle = 'big-2017';
INSERT INTO task (process, step, act, assignee, holder, seq, opened_at, done_at)
    SELECT 'unit-review/big-2017/u-' || (n - 1) / 10 + 1, 'self_review', 'self_review', 'o-' || n, '', 1, '2019-01-02',
        CASE WHEN n % 10 > 0 THEN '2019-01-04'::timestamptz END FROM generate_series(1, 1000) n;
INSERT INTO self_review (process, version, cycle, official, grade, content, filed_at)
    SELECT 'unit-review/big-2017/u-' || (n - 1) / 10 + 1, n, 'big-2017', 'o-' || n, 'Good', '{}', now() FROM generate_series(1, 1000) n;
ANALYZE;`

// Pages stay small whatever the size of the cycle; how long they take is printed and nothing is required of it.
func TestPagesOfAThousandOfficialsStaySmall(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	_, err := o.pool.Exec(t.Context(), thousand)
	require.NoError(t, err)
	v := o.visitorWith(t, o.admin())
	for _, path := range []string{
		"/app/admin/cycles", "/app/admin/cycles/big-2017", "/app/admin/cycles/big-2017?units=50&after=50", "/app/admin/people?q=nguyen+van",
		"/app/admin/people/o-500", panelPath("unit-review/big-2017/u-50"), "/app/admin/mail", "/app/admin/policies/qd132-2018/1",
		"/app/admin/policies/qd132-2018/1?to=qd124-2023%401",
	} {
		v.get(t, path) // the first time plans queries
		begun := time.Now()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.server.URL+path, nil)
		require.NoError(t, err)
		r.Header.Set("Accept-Encoding", "identity")
		got := v.send(t, r)
		t.Logf("%-60s %4d ms %4d KB", path, time.Since(begun).Milliseconds(), len(got.text)/1024)
		require.Equal(t, http.StatusOK, got.status, path)
		require.Less(t, len(got.text), 150_000, path)
	}
}
