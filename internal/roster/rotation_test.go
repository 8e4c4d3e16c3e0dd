package roster_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"canbo/internal/roster"
)

const (
	rotationHead = "code,official,from_post,to_post,body,decision,decided,started,months,ground,planned_for,purpose,grade_before,grade_after," +
		"ends,placement,placed_post,placed,placement_document\n"
	rotated = "lc-1,cb-002,pho,giam-doc,btv,20-QĐ/HU,2016-12-20,2017-01-01,36,planned,,Rèn luyện thực tiễn,Good,Good,2020-01-01,stay,giam-doc,2020-01-20,5-TB/HU\n"
)

// rotatedFolder is the small district in which cb-002 went from one post to another on the first day of 2017.
func rotatedFolder(t *testing.T, rotations string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for name, text := range small {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	add := func(name, text string) { out[name].Data = append(out[name].Data, text...) }
	add("posts.csv", "giam-doc,Giám đốc,Director,huyen,district-head,1,government,yes,btv,2000-01-01,\n")
	add("tenures.csv", "cb-002,giam-doc,yes,2017-01-01,,20-QĐ/HU\n")
	out["tenures.csv"].Data = []byte(strings.Replace(string(out["tenures.csv"].Data), "cb-002,pho,yes,2015-01-01,,", "cb-002,pho,yes,2015-01-01,2016-12-31,", 1))
	out["rotations.csv"] = &fstest.MapFile{Data: []byte(rotationHead + rotations)}
	return out
}

func TestRotationsLoadWithTheirTenures(t *testing.T) {
	t.Parallel()
	d, problems := roster.Load(rotatedFolder(t, rotated))
	require.Empty(t, problems)
	require.Len(t, d.Rotations, 1)
	require.Equal(t, "20-QĐ/HU", d.Rotations[0].Decision)
}

func TestRotationsThatContradictThemselvesOrTheTenures(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ old, new, want string }{
		"no basis":                       {"20-QĐ/HU,2016-12-20", ",2016-12-20", `rotations.csv:2: column decision: no value; fill it in`},
		"a handover before the decision": {"2016-12-20", "2017-01-02", `rotations.csv:2: column started: the handover is before the decision`},
		"a start without its tenure":     {"2017-01-01", "2017-02-01", `rotations.csv:2: column to_post: tenures.csv has no tenure of cb-002 in giam-doc from 2017-02-01 on`},
		"a post that was not left":       {"cb-002,pho,", "cb-002,truong,", `rotations.csv:2: column from_post: tenures.csv has no tenure of cb-002 in truong until 2016-12-31`},
		"a placement told in part":       {",5-TB/HU", ",", `rotations.csv:2: column placement: the placement is told in part`},
		"who stays in another post":      {"stay,giam-doc", "stay,pho", `rotations.csv:2: column placed_post: who stays keeps the post`},
		"an unknown placement":           {"stay,giam-doc", "away,pho", `rotations.csv:2: column placement: unknown placement "away"; write return, stay or higher`},
		"an unknown grade":               {"Good,Good", "Good,Fine", `rotations.csv:2: column grade_after: unknown grade "Fine"`},
		"an end before the start":        {"2020-01-01", "2017-01-01", `rotations.csv:2: column ends: the rotation ends before it begins`},
		"a post that is not there":       {"pho,giam-doc,btv", "pho,chanh,btv", `rotations.csv:2: column to_post: posts.csv has no "chanh"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, rotated, c.old)
			_, problems := roster.Load(rotatedFolder(t, strings.Replace(rotated, c.old, c.new, 1)))
			require.NotEmpty(t, problems)
			require.Contains(t, problems.Error(), c.want)
		})
	}
}

func TestNobodyIsOnTwoRotations(t *testing.T) {
	t.Parallel()
	again := strings.Replace(rotated, "lc-1,", "lc-2,", 1)
	_, problems := roster.Load(rotatedFolder(t, rotated+again))
	require.NotEmpty(t, problems)
	require.Contains(t, problems.Error(), "two rotations of a person at one time")
}

func TestTheNineRotationsOfTheDistrict(t *testing.T) {
	t.Parallel()
	d, problems := roster.Load(os.DirFS("../../seeds/caoloc"))
	require.Empty(t, problems)
	require.Len(t, d.Rotations, 9)
	groups := map[string]string{}
	for _, p := range d.Posts {
		groups[p.Code] = p.TitleGroup
	}
	toKeyPosts := 0
	for _, x := range d.Rotations {
		switch groups[x.To] {
		case "commune-secretary", "commune-deputy-secretary", "commune-chair":
			toKeyPosts++
		}
	}
	require.Equal(t, 7, toKeyPosts)
}
