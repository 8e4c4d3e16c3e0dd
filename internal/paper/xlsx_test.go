package paper_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/paper"
)

func label(vi, en string) evaluation.Label { return evaluation.Label{VI: vi, EN: en} }

func sample() paper.Table {
	return paper.Table{
		Title: label("Kết quả: [2018]", "Results"),
		Columns: []paper.Column{
			{Head: label("Họ và tên", "Name"), Kind: paper.Text, Width: 30}, {Head: label("Số", "Number"), Kind: paper.Number},
			{Head: label("Đứng đầu", "Head"), Kind: paper.Mark}, {Head: label("Ngày", "Day"), Kind: paper.Date}, {Head: label("Lúc", ""), Kind: paper.Moment},
		},
		Rows: [][]any{
			{longName, 95, true, calendar.Date{Year: 2018, Month: 12, Day: 31}, time.Date(2019, 1, 6, 18, 30, 0, 0, time.UTC)},
			{"=1+1", nil, false, calendar.Date{}, time.Time{}},
			{"", 0, nil, nil, nil},
		},
	}
}

func readBack(t *testing.T, raw []byte) (*excelize.File, [][]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	rows, err := f.GetRows(f.GetSheetName(0))
	require.NoError(t, err)
	return f, rows
}

func TestATableIsReadBackFromItsWorksheet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		language paper.Language
		head     []string
		sheet    string
	}{
		"in Vietnamese": {paper.Vietnamese, []string{"Họ và tên", "Số", "Đứng đầu", "Ngày", "Lúc"}, "1 Kết quả   2018"},
		"in English, with the Vietnamese head where there is no other": {paper.English, []string{"Name", "Number", "Head", "Day", "Lúc"}, "1 Results"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := paper.XLSX(c.language, sample())
			require.NoError(t, err)
			again, err := paper.XLSX(c.language, sample())
			require.NoError(t, err)
			require.True(t, bytes.Equal(raw, again), "the same table gives the same bytes")
			f, rows := readBack(t, raw)
			require.Equal(t, c.sheet, f.GetSheetName(0))
			require.Empty(t, cmp.Diff([][]string{c.head, {longName, "95", "x", "31/12/2018", "07/01/2019 01:30"}, {"=1+1"}, {"", "0"}}, rows))
			formula, err := f.GetCellFormula(f.GetSheetName(0), "A3")
			require.NoError(t, err)
			require.Empty(t, formula, "what people type is no formula")
		})
	}
}

func TestEachTableHasAWorksheet(t *testing.T) {
	t.Parallel()
	long, empty := sample(), sample()
	long.Title = label(strings.Repeat("Danh sách rất dài ", 4), "")
	empty.Rows = nil
	raw, err := paper.XLSX(paper.Vietnamese, sample(), long, long, empty)
	require.NoError(t, err)
	f, _ := readBack(t, raw)
	require.Len(t, f.GetSheetList(), 4)
	rows, err := f.GetRows(f.GetSheetName(3))
	require.NoError(t, err)
	require.Len(t, rows, 1, "an empty table has its head")
}
