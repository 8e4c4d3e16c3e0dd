package paper_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"canbo/internal/paper"
	"canbo/internal/paper/papertest"
)

var (
	update = flag.Bool("update", false, "write the golden content models")
	out    = flag.String("out", "", "folder to put the documents into, to look at them")
)

func TestDocumentsSayWhatTheirRecordsSay(t *testing.T) {
	t.Parallel()
	for name, c := range documents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got bytes.Buffer
			encoder := json.NewEncoder(&got)
			encoder.SetEscapeHTML(false)
			encoder.SetIndent("", " ")
			require.NoError(t, encoder.Encode(c.Document()))
			golden := filepath.Join("testdata", name+".json")
			if *update {
				require.NoError(t, os.WriteFile(golden, got.Bytes(), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), got.String(), "run: go test ./internal/paper -update")
		})
	}
}

// Whatever the content model has is in the text of the PDF, wherever lines and pages break.
func TestEveryWordOfADocumentIsDrawn(t *testing.T) {
	t.Parallel()
	for name, c := range documents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := c.Document()
			raw, err := d.PDF()
			require.NoError(t, err)
			if *out != "" {
				require.NoError(t, os.WriteFile(filepath.Join(*out, name+".pdf"), raw, 0o644))
			}
			drawn := squeezed(strings.Join(papertest.Pages(t, raw), ""))
			for _, text := range textsOf(d) {
				for word := range strings.FieldsSeq(text) {
					require.Contains(t, drawn, squeezed(word), "of %q", text)
				}
			}
			again, err := c.Document().PDF()
			require.NoError(t, err)
			require.True(t, bytes.Equal(raw, again), "the same record gives the same bytes")
		})
	}
}

func TestPagesAfterTheFirstAreNumberedAndRepeatWhatMatters(t *testing.T) {
	t.Parallel()
	record := countRecord(40, "")
	raw, err := record.Document().PDF()
	require.NoError(t, err)
	pages := papertest.Pages(t, raw)
	require.Greater(t, len(pages), 2)
	require.Contains(t, pages[0], "Số: ......../BB-........")
	for i, page := range pages[1:] {
		require.True(t, strings.HasPrefix(page, string(rune('2'+i))+"\n"), "page %d begins with its number: %.40q", i+2, page)
		require.Contains(t, page, "CHƯA ĐƯỢC TỔ KIỂM PHIẾU XÁC NHẬN")
	}
	require.Contains(t, squeezed(pages[1]), squeezed("Họ và tên"), "the head of the table")
	last := squeezed(pages[len(pages)-1])
	require.Contains(t, last, squeezed("Tổ trưởng tổ kiểm phiếu"))
	require.Contains(t, last, squeezed("Chủ trì hội nghị"), "signatures stay together")
}

func TestThePartyAndTheStateHaveTheirOwnHeadings(t *testing.T) {
	t.Parallel()
	d := countRecord(1, "Khớp.").Document()
	raw, err := d.PDF()
	require.NoError(t, err)
	state := papertest.Pages(t, raw)[0]
	require.Contains(t, state, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKhuổi Mơ, ngày 07 tháng 01 năm 2019")
	d.Office = committee
	raw, err = d.PDF()
	require.NoError(t, err)
	party := papertest.Pages(t, raw)[0]
	require.Contains(t, party, "ĐẢNG CỘNG SẢN VIỆT NAM\n")
	require.Contains(t, party, "*\nSố ........-BB/........")
	require.NotContains(t, party, "CỘNG HÒA")
}

func TestWhoSignsOnBehalfOfABodyIsWrittenAsThePartyOrTheStateWritesIt(t *testing.T) {
	t.Parallel()
	for office, want := range map[paper.Office]string{committee: "T/M BAN THƯỜNG VỤ\n", division: "TM. BAN THƯỜNG VỤ\n"} {
		raw, err := paper.Document{Office: office, Title: "Thông báo", Signatures: []paper.Signature{{For: "Ban Thường vụ", Role: "Bí thư"}}}.PDF()
		require.NoError(t, err)
		require.Contains(t, papertest.Pages(t, raw)[0], want)
	}
}

func TestTheSmallPrintStaysOnThePageOfTheSignatures(t *testing.T) {
	t.Parallel()
	raw, err := countRecord(2, "Khớp với số phiếu trong hòm.").Document().PDF()
	require.NoError(t, err)
	require.Len(t, papertest.Pages(t, raw), 1)
}

func TestTextsOfAnyKindAreDrawn(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"decomposed letters":                norm.NFD.String("Nguyễn Thị Hường: ặ ẵ ỗ ỡ ữ ỵ"),
		"letters that no font has":          "Kết quả 😀 \U0010FFFF",
		"control characters":                "một\thai\u0007ba\r\nbốn\x00",
		"a word that is longer than a line": strings.Repeat("đ", 3000),
		"a row that is longer than a page":  strings.Repeat("Nội dung dài. ", 2000),
		"parentheses and backslashes":       `\( ) \\ ((`,
		"nothing":                           "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := paper.Document{
				Office: paper.Office{Form: paper.State, Name: text, Above: text, Place: "x"}, Title: text, Subject: text, Status: text, Foot: text, Recorded: recorded,
				Blocks: []paper.Block{
					paper.Paragraph{Text: text}, paper.Field{Label: "a", Value: text},
					paper.Table{Columns: []paper.Column{{Kind: paper.Text}, {Kind: paper.Text, Width: 3}}, Rows: [][]any{{text, "ngắn"}}},
				},
			}
			if len(text) > 1000 { // headings and titles are short
				d.Office.Name, d.Office.Above, d.Title, d.Subject, d.Status = "x", "", "x", "x", "x"
			}
			raw, err := d.PDF()
			require.NoError(t, err)
			require.Contains(t, strings.Join(papertest.Pages(t, raw), ""), "ngắn")
		})
	}
}
