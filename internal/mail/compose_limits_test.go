package mail_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
)

func TestComposeKeepsWithinTheLimitsOfMail(t *testing.T) {
	t.Parallel()
	task := samples()["task_opened"].(mail.TaskOpened)
	task.StepVi = strings.Repeat("Lấy ý kiến nhận xét, đánh giá của tập thể ", 20)
	e := envelope("long")
	e.To.Name = strings.Repeat("Nguyễn Thị Hương Giang ", 8)
	raw, err := mail.Compose(task, e)
	require.NoError(t, err)
	for line := range strings.SplitSeq(string(raw), "\r\n") {
		require.LessOrEqual(t, len(line), 76, line)
		require.NotContains(t, line, "\n", "a bare line feed")
	}
	require.NotContains(t, strings.Map(func(r rune) rune {
		if r > '~' {
			return '!'
		}
		return -1
	}, string(raw)), "!", "8-bit characters")
	got := read(t, raw)
	subject, err := got.header.Subject()
	require.NoError(t, err)
	require.Contains(t, subject, strings.TrimSpace(task.StepVi))
	to, err := got.header.AddressList("To")
	require.NoError(t, err)
	require.Equal(t, strings.TrimSpace(e.To.Name), to[0].Name)
}

func TestComposePutsNothingPersonalInTheSubject(t *testing.T) {
	t.Parallel()
	for name, data := range samples() {
		raw, err := mail.Compose(data, envelope(name))
		require.NoError(t, err)
		subject, err := read(t, raw).header.Subject()
		require.NoError(t, err)
		for _, personal := range []string{reader.Name, reader.Address, "Páo", "Hợp Thành", "Good", "tốt nhiệm vụ", "http"} {
			require.NotContains(t, subject, personal, name)
		}
	}
}

// TestComposeGivesNoValuePowerOverTheLayout plants line ends, items, links, HTML and header lines in every text.
func TestComposeGivesNoValuePowerOverTheLayout(t *testing.T) {
	t.Parallel()
	const evil = "x\r\n\r\n- item\n[label](http://evil.example)\n<script>alert(1)</script>\r\nBcc: a@b.example"
	for name, data := range samples() {
		clean, err := mail.Compose(data, envelope(name))
		require.NoError(t, err)
		e := envelope(name)
		e.To.Name, e.From.Name = evil, evil
		raw, err := mail.Compose(planted(data, evil), e)
		require.NoError(t, err)
		want, got := read(t, clean), read(t, raw)
		require.Equal(t, want.header.Len(), got.header.Len(), name)
		for _, tag := range []string{"<p", "<ul", "<li", "<a ", "<section"} {
			require.Equal(t, strings.Count(want.html, tag), strings.Count(got.html, tag), "%s in %s", tag, name)
		}
		require.NotContains(t, got.html, "<script")
	}
}

// planted returns a copy of data in which every text but the links holds text, where it held anything.
func planted(data mail.Data, text string) mail.Data {
	v := reflect.New(reflect.TypeOf(data)).Elem()
	v.Set(reflect.ValueOf(data))
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case v.Type().Field(i).Name == "Link", v.Type().Field(i).Name == "Task":
		case f.Kind() == reflect.String && f.Len() > 0:
			f.SetString(text)
		case v.Type().Field(i).Name == "Items":
			f.Set(reflect.ValueOf(plantedItems(f.Interface().([]mail.DigestItem), text)))
		case v.Type().Field(i).Name == "Findings":
			f.Set(reflect.ValueOf(slices.Repeat([]mail.PlanFinding{{Official: text, List: text, VI: text, EN: text}}, f.Len())))
		case f.Kind() == reflect.Slice && f.Len() > 0:
			f.Set(reflect.ValueOf([]string{text, text}))
		}
	}
	return v.Interface().(mail.Data)
}

func plantedItems(items []mail.DigestItem, text string) []mail.DigestItem {
	all := slices.Clone(items)
	for i := range all {
		all[i].TaskOpened = planted(all[i].TaskOpened, text).(mail.TaskOpened)
	}
	return all
}

func TestComposeRefuses(t *testing.T) {
	t.Parallel()
	task := samples()["task_opened"].(mail.TaskOpened)
	noLink, relative, script, noStep, long, dateless, negative := task, task, task, task, task, task, task
	dateless.Due, negative.Sequence = time.Time{}, -1
	someNames := samples()["escalation"].(mail.Escalation)
	someNames.Late = 3
	noLink.Link, relative.Link, script.Link = "", "/tasks/1", "javascript:alert(1)"
	noStep.StepVi, long.UnitName = " ", strings.Repeat("x", 4001)
	good := envelope("k")
	noKey, noTime, noAddress, named, unicode := good, good, good, good, good
	noKey.Key, noTime.Created = "", time.Time{}
	noAddress.To.Address, named.To.Address, unicode.To.Address = "", "A <a@b.example>", "én@caoloc.example"
	cases := map[string]struct {
		data mail.Data
		e    mail.Envelope
	}{
		"a task without a link":         {noLink, good},
		"a relative link":               {relative, good},
		"a link that is a script":       {script, good},
		"a task without a step":         {noStep, good},
		"a text of more than 4000":      {long, good},
		"a row without a key":           {task, noKey},
		"a row without a time":          {task, noTime},
		"a reader without an address":   {task, noAddress},
		"an address with a name":        {task, named},
		"an address with other letters": {task, unicode},
		"an empty result":               {mail.Result{}, good},
		"an empty sign-in":              {mail.SignIn{}, good},
		"an empty reminder":             {mail.Reminder{}, good},
		"a moved due without a due":     {mail.DueMoved(dateless), good},
		"a negative sequence":           {negative, good},
		"an escalation without number":  {mail.Escalation{}, good},
		"an escalation of some names":   {someNames, good},
		"a digest of one":               {mail.Digest{Items: []mail.DigestItem{{What: mail.KindReminder, TaskOpened: task}}}, good},
		"a digest of results":           {mail.Digest{Items: slices.Repeat([]mail.DigestItem{{What: mail.KindResult, TaskOpened: task}}, 2)}, good},
		"an empty answer":               {mail.PetitionAnswered{}, good},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := mail.Compose(c.data, c.e)
			require.Equal(t, fault.Invalid, fault.KindOf(err), "%v", err)
		})
	}
}
