package web

import (
	"mime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
)

func TestAFileHasANameForOldClientsAndForNewOnes(t *testing.T) {
	t.Parallel()
	got := attachment("Thông báo - Đặng Ưng - năm 2018.pdf")
	require.Equal(t, `attachment; filename="Thong-bao---Dang-Ung---nam-2018.pdf"; `+
		`filename*=UTF-8''Th%C3%B4ng%20b%C3%A1o%20-%20%C4%90%E1%BA%B7ng%20%C6%AFng%20-%20n%C4%83m%202018.pdf`, got)
}

func FuzzAttachment(f *testing.F) {
	for _, name := range []string{"", "Bản kiểm điểm.pdf", `"; filename="x`, "a/../b\\c", "x\r\nSet-Cookie: a=b", "\xff\x00", "100%.xlsx", "😀"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		header := attachment(name)
		for _, r := range header {
			require.True(t, r < unicode.MaxASCII && !unicode.IsControl(r), "%q", header)
		}
		kind, params, err := mime.ParseMediaType(header)
		require.NoError(t, err, "%q", header)
		require.Equal(t, "attachment", kind)
		require.NotContains(t, params["filename"], "/")
		require.NotContains(t, params["filename"], `\`)
		if utf8.ValidString(name) && !strings.ContainsAny(name, "/\\:*?\"<>|\uFFFD") && !strings.ContainsFunc(name, unicode.IsControl) {
			require.Equal(t, norm.NFC.String(name), params["filename"])
		}
	})
}
