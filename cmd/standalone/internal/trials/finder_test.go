package trials_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// finder looks for words in anything, written plainly, as hexadecimal digits or in base64, in upper or lower case.
type finder struct{ forms []form }

type form struct {
	word string
	text []byte
	fold bool // upper and lower case are the same
}

// find returns a finder of words that are long enough not to be there by chance.
func find(words ...string) finder {
	var f finder
	for _, word := range words {
		f.forms = append(f.forms, form{word, []byte(strings.ToLower(word)), true}, form{word, []byte(hex.EncodeToString([]byte(word))), true})
		for before := range 3 { // the same text has three forms in base64, by where it begins
			padded := append(make([]byte, before), word...)
			whole := base64.RawStdEncoding.EncodeToString(padded)
			// The digits at both ends depend on the neighbours too.
			inner := whole[(before*8+5)/6 : len(padded)*8/6]
			f.forms = append(f.forms, form{word, []byte(inner), false})
			if other := strings.NewReplacer("+", "-", "/", "_").Replace(inner); other != inner {
				f.forms = append(f.forms, form{word, []byte(other), false})
			}
		}
	}
	return f
}

// in returns what surrounds the first word found in text, or "".
func (f finder) in(text []byte) string {
	folded := bytes.ToLower(text)
	for _, form := range f.forms {
		where := text
		if form.fold {
			where = folded
		}
		if at := bytes.Index(where, form.text); at >= 0 {
			around := where[max(0, at-200):min(len(where), at+len(form.text)+80)]
			return fmt.Sprintf("%s, as %q", form.word, around)
		}
	}
	return ""
}

func TestAFinderFindsAWordHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	const secret = `{"name":"Nguyễn zqmark-name"}`
	for name, text := range map[string]string{
		"plainly":                 secret,
		"in capitals":             strings.ToUpper(secret),
		"as hexadecimal digits":   `\x` + hex.EncodeToString([]byte(secret)),
		"in base64":               base64.StdEncoding.EncodeToString([]byte(secret)),
		"in base64, one further":  base64.StdEncoding.EncodeToString([]byte("1" + secret)),
		"in base64, two further":  base64.URLEncoding.EncodeToString([]byte("22" + secret)),
		"amidst bytes of no text": "\x00\xff" + secret + "\xfe",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, find(marker).in([]byte(text)), marker)
			require.Empty(t, find("zqother").in([]byte(text)))
		})
	}
}
