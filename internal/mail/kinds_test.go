package mail_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
)

func TestDecodeReadsBackWhatWasWritten(t *testing.T) {
	t.Parallel()
	for name, data := range samples() {
		raw, err := json.Marshal(data)
		require.NoError(t, err)
		got, err := mail.Decode(data.Kind(), raw)
		require.NoError(t, err, name)
		require.Equal(t, data, got, name)
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		kind mail.Kind
		data string
	}{
		"an unknown kind":        {"gossip", `{}`},
		"text that is not JSON":  {mail.KindResult, `{`},
		"a wrong type":           {mail.KindResult, `{"grade_vi": 3}`},
		"a row without its link": {mail.KindSignIn, `{"expires":"2018-12-01T00:00:00Z"}`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := mail.Decode(c.kind, []byte(c.data))
			require.Equal(t, fault.Invalid, fault.KindOf(err), "%v", err)
		})
	}
}

// FuzzDecode checks that whatever a row holds is either refused or becomes a message, twice the same.
func FuzzDecode(f *testing.F) {
	for _, data := range samples() {
		raw, err := json.Marshal(data)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data.Kind()), raw)
	}
	f.Fuzz(func(t *testing.T, kind string, raw []byte) {
		data, err := mail.Decode(mail.Kind(kind), raw)
		if err != nil {
			require.Equal(t, fault.Invalid, fault.KindOf(err))
			return
		}
		first, err := mail.Compose(data, envelope("fuzz"))
		require.NoError(t, err)
		again, err := mail.Compose(data, envelope("fuzz"))
		require.NoError(t, err)
		require.Equal(t, first, again)
		read(t, first)
	})
}
