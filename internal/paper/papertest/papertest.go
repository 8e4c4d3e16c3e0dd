// Package papertest reads back what package paper draws. It is for tests only.
package papertest

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

var (
	streams = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	strs    = regexp.MustCompile(`(?s)\[?((?:\((?:\\.|[^\\)])*\)|[-0-9. ]+)+)\]?\s*T[jJ]`)
	literal = regexp.MustCompile(`(?s)\((?:\\.|[^\\)])*\)`)
)

// Pages reads the text of each page of a PDF as our library writes them: text in UTF-16, one line for each piece.
func Pages(t *testing.T, raw []byte) []string {
	t.Helper()
	require.True(t, bytes.HasPrefix(raw, []byte("%PDF-")))
	var pages []string
	for _, m := range streams.FindAllSubmatch(raw, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue // not compressed: no page
		}
		text, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(text, []byte("BT ")) {
			continue // a font
		}
		var page strings.Builder
		for _, shown := range strs.FindAllSubmatch(text, -1) {
			for _, l := range literal.FindAll(shown[1], -1) {
				page.WriteString(utf16Text(unescaped(l[1 : len(l)-1])))
			}
			page.WriteString("\n")
		}
		pages = append(pages, page.String())
	}
	require.NotEmpty(t, pages)
	return pages
}

func unescaped(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '\\' && i+1 < len(b) {
			i++
			if b[i] == 'r' {
				out = append(out, '\r')
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

func utf16Text(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units))
}
