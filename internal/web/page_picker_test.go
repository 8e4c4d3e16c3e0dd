package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/evaluation"
)

// ticked are the codes in a field of a form, those that can be ticked and those that are.
func ticked(page seen, field string) (offered, chosen []string) {
	for _, box := range regexp.MustCompile(`<input type="(?:radio|checkbox)" name="`+regexp.QuoteMeta(field)+`" value="([^"]*)"( checked)?`).FindAllStringSubmatch(page.text, -1) {
		offered = append(offered, box[1])
		if box[1] == "" { // nobody
			offered = offered[:len(offered)-1]
		}
		if box[2] != "" {
			chosen = append(chosen, box[1])
		}
	}
	return offered, chosen
}

// A person is chosen by name: who is meant is asked where the name fits several people, with post and unit.
func TestAPersonIsChosenByNameInAForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	form := func(change url.Values) url.Values {
		f := massForm("k-"+change.Encode(), func(f url.Values) { f.Set("act", "reassign"); f.Set("kind", "") })
		for name := range change {
			f[name] = change[name]
		}
		return f
	}
	address := "/app/admin/cycles/" + cycle + "/mass-acts/new"

	cases := []struct {
		name            string
		typed           url.Values
		offered, chosen []string
		says            string
	}{
		{"by the whole name without accents", url.Values{"stand_in-find": {"la dinh thu"}}, []string{member}, []string{member}, "Phòng Nội vụ"},
		{"by a code", url.Values{"stand_in-find": {member}}, []string{member}, []string{member}, "La Đình Thụ"},
		{"by one who was ticked", url.Values{"stand_in": {member}}, []string{member}, []string{member}, "La Đình Thụ"},
		{"by nobody's name", url.Values{"stand_in-find": {"khong ai ca"}}, nil, nil, "Không tìm thấy ai"},
		{"several by their codes", url.Values{"people-find": {member + ", " + head}}, nil, nil, "La Đình Thụ"},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			tt.typed.Set("find", "stand_in")
			got := v.post(t, address, form(tt.typed))
			require.Equal(t, http.StatusOK, got.status, "nothing is done: %s", mainOf(got))
			require.Contains(t, got.text, tt.says)
			offered, chosen := ticked(got, "stand_in")
			require.Equal(t, tt.offered, offered)
			require.Equal(t, tt.chosen, chosen)
		})
	}
	_, several := ticked(v.post(t, address, form(url.Values{"people-find": {member + ", " + head}, "find": {"people"}})), "people")
	require.ElementsMatch(t, []string{member, head}, several)

	open := v.post(t, address, form(url.Values{"stand_in-find": {"phong noi vu"}}))
	require.Equal(t, http.StatusUnprocessableEntity, open.status, "who is meant is not guessed")
	require.Contains(t, open.text, `id="stand_in-problem"`)
	offered, chosen := ticked(open, "stand_in")
	require.Greater(t, len(offered), 1)
	require.Empty(t, chosen)
	planned := v.post(t, address, form(url.Values{"stand_in-find": {"phong noi vu"}, "stand_in": {member}}))
	require.Contains(t, planned.at, "/app/admin/mass-acts/", mainOf(planned))
}

// What is typed is looked up while it is typed, with those who were ticked before.
func TestPeopleAreFoundWhileANameIsTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.visitorWith(t, o.admin())
	got := v.get(t, "/app/admin/find-people?field=relate.official&relate.official="+head+"&relate.official-find=la+dinh")
	require.False(t, strings.Contains(got.text, "<html"), "a part of a page")
	_, chosen := ticked(got, "relate.official")
	require.Equal(t, []string{member}, chosen)
	require.Equal(t, http.StatusForbidden, o.visitorAs(t, member).get(t, "/app/admin/find-people?field=to&to-find=la").status)
}

// The other forms of administrators that are about somebody.
func TestEveryFormOfAnAdministratorFindsPeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	v := o.visitorWith(t, o.admin())
	one := unitReview("phong-noi-vu")
	steer := func(do, field string, more url.Values) seen {
		form := url.Values{
			"id": {one}, "do": {do}, "key": {"k-" + do}, do + ".step": {evaluation.StepSelfReview}, do + ".reason": {"Mưa lũ"},
			do + ".basis": {"12-CV/HU"}, do + "." + field + "-find": {"la dinh thu"},
		}
		for name := range more {
			form[name] = more[name]
		}
		return v.post(t, "/app/admin/process", form)
	}
	for _, field := range []string{"official", "relative"} {
		_, chosen := ticked(steer("relate", field, url.Values{"find": {"relate." + field}}), "relate."+field)
		require.Equal(t, []string{member}, chosen, field)
	}
	reminded := steer("remind", "people", nil)
	require.Equal(t, panelPath(one), reminded.at, mainOf(reminded))
	wrong := steer("remind", "people", url.Values{"remind.people-find": {"khong ai ca"}})
	require.Equal(t, http.StatusUnprocessableEntity, wrong.status)
	require.Contains(t, wrong.text, `id="remind.people-problem"`)

	person := v.post(t, "/app/admin/people/"+head, url.Values{"deputy-find": {"la dinh thu"}, "find": {"deputy"}})
	_, chosen := ticked(person, "deputy")
	require.Equal(t, []string{member}, chosen)
	for address, field := range map[string]string{"/app/admin/mail": "official", "/app/admin/audit": "person"} {
		page := v.get(t, address+"?"+field+"-find=la+dinh+thu")
		_, chosen := ticked(page, field)
		require.Equal(t, []string{member}, chosen, address)
	}
}
