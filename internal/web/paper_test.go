package web_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// paperCount is a count in which everybody came and found everybody Good, as both tellers would type it.
func paperCount(t *testing.T, c client, path string) map[string]any {
	t.Helper()
	view := c.get(t, path+"/ballot").body
	roll := c.get(t, path).body["members"].([]any)
	var lines []map[string]any
	for _, subject := range view["subjects"].([]any) {
		papers := len(roll)
		if slices.Contains(roll, subject) {
			papers--
		}
		var boxes []map[string]any
		for _, choice := range view["choices"].([]any) {
			votes := 0
			if choice == "Good" {
				votes = papers
			}
			boxes = append(boxes, map[string]any{"choice": choice, "votes": votes})
		}
		lines = append(lines, map[string]any{
			"subject": subject, "present": papers, "issued": papers, "collected": papers, "invalid": 0, "boxes": boxes,
		})
	}
	return map[string]any{"ballot": view["ballot"], "present": len(roll), "issued": len(roll), "subjects": lines}
}

// toPaperBallot takes the unit to a ballot on paper.
func toPaperBallot(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.open(t)
	o.toMinutes(t)
	tellers := map[string]any{"tellers": []string{firstTeller, secondTeller}, "on_paper": true}
	require.Equal(t, "reason_missing", o.as(t, head).act(t, unitPath(unit)+"/tellers", tellers).code())
	tellers["reason"] = "Hội trường không có mạng"
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/tellers", tellers).status)
	return o
}

// change is the count with another figure in a line.
func change(count map[string]any, line int, figure string, value any) map[string]any {
	changed := map[string]any{}
	maps.Copy(changed, count)
	lines := slices.Clone(count["subjects"].([]map[string]any))
	copied := map[string]any{}
	maps.Copy(copied, lines[line])
	copied[figure] = value
	lines[line] = copied
	changed["subjects"] = lines
	return changed
}

func TestABallotOnPaper(t *testing.T) {
	t.Parallel()
	o := toPaperBallot(t)
	entries := unitPath(unit) + "/count-entries"
	first, second := o.as(t, firstTeller), o.as(t, secondTeller)
	count := paperCount(t, first, unitPath(unit))
	subject := count["subjects"].([]map[string]any)[1]["subject"]

	t.Run("issues no papers here", func(t *testing.T) {
		require.Equal(t, true, first.get(t, unitPath(unit)+"/ballot").body["on_paper"])
		require.Equal(t, "ballot_on_paper", first.post(t, unitPath(unit)+"/papers", nil).code())
		require.Zero(t, rows(t, o, "SELECT count(*) FROM task WHERE act = 'vote'"))
		require.Equal(t, "not_your_task", first.act(t, unitPath(unit)+"/count", map[string]any{}).code())
	})
	t.Run("refuses a count that does not add up, with its line", func(t *testing.T) {
		got := first.act(t, entries, change(count, 1, "invalid", 1))
		require.Equal(t, http.StatusUnprocessableEntity, got.status, got.text)
		require.Equal(t, "count_contradictory", got.code())
		require.Contains(t, got.text, subject)
		got = first.act(t, entries, change(count, 1, "subject", "mini-01"))
		require.Equal(t, "unknown_subject", got.code(), got.text)
		require.Contains(t, got.text, "subjects[1]")
		other := map[string]any{"ballot": "unit-review/mini-2018/xa-na-muoi/ballot", "present": 1, "issued": 1, "subjects": []any{}}
		require.Equal(t, "other_ballot", first.act(t, entries, other).code())
		require.Zero(t, rows(t, o, "SELECT count(*) FROM paper_count"))
	})
	t.Run("is the tellers' to type and to compare", func(t *testing.T) {
		require.Equal(t, "not_yours", o.as(t, head).act(t, entries, count).code())
		require.Equal(t, "not_yours", o.as(t, head).get(t, entries).code())
		require.Equal(t, "not_yours", o.admin().get(t, entries).code())
	})
	votes := []map[string]any{}
	for _, box := range count["subjects"].([]map[string]any)[1]["boxes"].([]map[string]any) {
		moved := map[string]any{"choice": box["choice"], "votes": box["votes"]}
		switch box["choice"] {
		case "Excellent":
			moved["votes"] = 1
		case "Good":
			moved["votes"] = box["votes"].(int) - 1
		}
		votes = append(votes, moved)
	}
	t.Run("shows neither the other's figures before both are filed", func(t *testing.T) {
		got := first.act(t, entries, change(count, 1, "boxes", votes))
		require.Equal(t, http.StatusOK, got.status, got.text)
		view := second.get(t, entries)
		require.Equal(t, []any{firstTeller}, view.body["entered"], view.text)
		require.Empty(t, view.body["differences"])
		require.Equal(t, "count_not_found", second.get(t, unitPath(unit)+"/tallies").code())
	})
	t.Run("shows a difference to both, who type again", func(t *testing.T) {
		require.Equal(t, http.StatusOK, second.act(t, entries, count).status)
		require.Equal(t, "count_not_found", second.get(t, unitPath(unit)+"/tallies").code())
		for _, teller := range []client{first, second} {
			view := teller.get(t, entries)
			require.Equal(t, []any{firstTeller, secondTeller}, view.body["tellers"])
			require.Equal(t, []any{
				map[string]any{"subject": subject, "figure": "votes", "choice": "Excellent", "first": 1.0, "second": 0.0},
				map[string]any{"subject": subject, "figure": "votes", "choice": "Good", "first": 1.0, "second": 2.0},
			}, view.body["differences"], view.text)
			require.Len(t, teller.get(t, "/inbox").items(), 1)
		}
	})
	t.Run("equal entries are the count, which says that it was held on paper", func(t *testing.T) {
		require.Equal(t, http.StatusOK, second.act(t, entries, count).status)
		require.Equal(t, http.StatusOK, first.act(t, entries, count).status)
		got := o.as(t, head).get(t, unitPath(unit)+"/tallies")
		require.Equal(t, http.StatusOK, got.status, got.text)
		require.Equal(t, true, got.body["on_paper"])
		require.Equal(t, 3.0, got.body["issued"])
		require.Len(t, got.body["hash"], 64)
		require.Empty(t, first.get(t, entries).body["differences"])
		require.Equal(t, 4, rows(t, o, "SELECT count(*) FROM paper_count"), "every entry stays")
		require.Equal(t, true, o.as(t, head).get(t, unitPath(unit)+"/ballot").body["counted"])
	})
	t.Run("is confirmed by the second teller", func(t *testing.T) {
		require.Equal(t, http.StatusOK, second.act(t, unitPath(unit)+"/count-confirmation", map[string]any{"text": "Khớp"}).status)
		require.Equal(t, "propose", o.as(t, head).get(t, "/inbox").items()[0]["act"])
	})
	t.Run("leaves no figure where the process can see it", func(t *testing.T) {
		require.Zero(t, rows(t, o, `SELECT count(*) FROM command WHERE kind = 'enter_count'
			AND (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(args) k) <> ARRAY['ballot', 'hash']`))
	})
}

func TestABallotOnPaperWithoutQuorumIsHeldAgain(t *testing.T) {
	t.Parallel()
	o := toPaperBallot(t)
	count := paperCount(t, o.as(t, firstTeller), unitPath(unit))
	count["present"], count["issued"] = 1, 1
	for i := range count["subjects"].([]map[string]any) {
		for _, figure := range []string{"present", "issued", "collected", "invalid"} {
			count = change(count, i, figure, 1)
		}
		var none []map[string]any
		for _, box := range count["subjects"].([]map[string]any)[i]["boxes"].([]map[string]any) {
			none = append(none, map[string]any{"choice": box["choice"], "votes": 0})
		}
		count = change(count, i, "boxes", none)
	}
	for _, who := range []string{firstTeller, secondTeller} {
		got := o.as(t, who).act(t, unitPath(unit)+"/count-entries", count)
		require.Equal(t, http.StatusOK, got.status, got.text)
	}
	require.Equal(t, "elect_tellers", o.as(t, head).get(t, "/inbox").items()[0]["act"])
}

func TestAnAdministratorHasAnOpenBallotHeldOnPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	o.toBallot(t)
	voteFor(t, o, o.as(t, head), unitPath(unit)+"/papers", "Good")
	body := map[string]any{"process": unitReview(unit), "reason": "Mất mạng", "basis": "Biên bản sự cố số 3"}
	require.Equal(t, "not_yours", o.as(t, head).act(t, "/processes/paper-ballot", body).code())
	got := o.admin().act(t, "/processes/paper-ballot", body)
	require.Equal(t, http.StatusOK, got.status, got.text)
	require.Equal(t, "on_paper_already", o.admin().act(t, "/processes/paper-ballot", body).code())
	require.Zero(t, rows(t, o, "SELECT count(*) FROM ballot.box"))
	require.Equal(t, 1, rows(t, o, "SELECT count(*) FROM ballot.ballot WHERE void"))
	for _, who := range []string{firstTeller, secondTeller} {
		require.Empty(t, o.as(t, who).get(t, "/inbox").items(), "nobody is asked to vote or to count any more")
	}
	tellers := map[string]any{"tellers": []string{firstTeller, secondTeller}}
	require.Equal(t, http.StatusOK, o.as(t, head).act(t, unitPath(unit)+"/tellers", tellers).status)
	for _, who := range []string{firstTeller, secondTeller} {
		got := o.as(t, who).act(t, unitPath(unit)+"/count-entries", paperCount(t, o.as(t, who), unitPath(unit)))
		require.Equal(t, http.StatusOK, got.status, got.text)
	}
	require.Equal(t, true, o.as(t, head).get(t, unitPath(unit)+"/tallies").body["on_paper"])
}

// A place without a network still finishes: every conference and every sitting votes on paper.
func TestACycleRunsOnPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.onPaper = true
	o.open(t)
	o.runToTheEnd(t)
	require.Zero(t, rows(t, o, "SELECT count(*) FROM ballot.ballot b LEFT JOIN ballot.result r ON r.ballot_id = b.id WHERE NOT b.on_paper OR r.hash IS NULL"))
	require.Equal(t, true, o.as(t, "mini-01").get(t, bodyPath("btv-mini")+"/tallies").body["on_paper"])
}
