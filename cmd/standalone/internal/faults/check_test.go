package faults

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	review = "unit-review/c/xa"
	cycle  = "cycle/c"
)

// at is a moment of the trial.
func at(second int) time.Time { return time.Unix(int64(second), 0) }

// sound is a ledger and a record in which everything holds: two self-reviews, the first told twice, the second taken
// before it was recorded; a refusal; an act whose request never had an answer; a digest that came again.
func sound() ([]Entry, Record) {
	ledger := []Entry{
		{Client: "an", Key: "1", Path: "/self-review", Sent: at(1), Answered: at(2), Status: http.StatusOK, Command: "c1", Version: 2},
		{Client: "an", Key: "1", Path: "/self-review", Sent: at(3), Answered: at(4), Status: http.StatusOK, Command: "c1", Version: 2},
		{Client: "binh", Key: "1", Path: "/self-review", Sent: at(3)},
		{Client: "binh", Key: "1", Path: "/self-review", Sent: at(5), Answered: at(6), Status: http.StatusServiceUnavailable, Code: "database_unavailable"},
		{Client: "binh", Key: "1", Path: "/self-review", Sent: at(7), Answered: at(8), Status: http.StatusAccepted, Command: "c2"},
		{Client: "an", Key: "2", Path: "/minutes", Sent: at(9), Answered: at(10), Status: http.StatusConflict, Code: "wrong_step"},
		{Client: "chi", Key: "1", Path: "/minutes", Sent: at(9)},
	}
	return ledger, Record{
		Commands: []Command{
			{Key: "c1", Process: review, Kind: "self_review", Role: "official", Settled: true, Version: 2},
			{Key: "c2", Process: review, Kind: "self_review", Role: "official", Settled: true, Version: 3},
			{Key: "c3", Process: review, Kind: "minutes", Role: "official", Settled: true, Fault: "wrong_step"},
			{Key: "c4", Process: review, Kind: "minutes", Role: "official", Settled: true, Version: 4},
			{Key: "c5", Process: cycle, Kind: "review_done", Role: "system", Settled: true, Version: 2},
		},
		Acts: []Act{{review, 2, "c1"}, {review, 3, "c2"}, {review, 4, "c4"}, {review, 5, "due-1"}, {cycle, 2, "c5"}},
		Effects: []Effect{
			{review, 1, 1, "step"}, {review, 2, 1, "tasks"}, {review, 3, 2, "act"}, {review, 4, 3, "act"}, {review, 5, 3, "task_done"},
			{review, 6, 4, "act"}, {review, 7, 5, "act"}, {cycle, 1, 1, "step"}, {cycle, 2, 2, "act"},
		},
		Processes: []Process{{review, 5, true}, {cycle, 2, true}},
		Mails: []Mail{
			{"m1", "m1", "task_opened", "sent", "<m1>"}, {"m2", "m2", "task_opened", "sent", "<m2>"}, {"m3", "m2", "reminder", "sent", "<m2>"},
			{"s1", "s1", kindSignIn, "sent", "<s1>"}, {"s2", "s2", kindSignIn, "failed", ""},
		},
		Letters: []Letter{
			{"<m1>", "task_opened"}, {"<m2>", "task_opened"}, {"<m2>", "task_opened"}, {"<s1>", kindSignIn}, {"<s2>", kindSignIn},
		},
		Workflows: 2,
	}
}

func TestWhatHoldsHasNoFindings(t *testing.T) {
	t.Parallel()
	ledger, record := sound()
	require.Empty(t, Check(ledger, record, 1))
	require.Empty(t, Check(nil, Record{}, 0))
}

func TestEveryBreachIsFound(t *testing.T) {
	t.Parallel()
	drop := func(r *Record, i int) { r.Effects = slices.Delete(r.Effects, i, i+1) }
	for name, c := range map[string]struct {
		tamper func(l []Entry, r *Record)
		want   string
	}{
		"a receipt for a command that is not there":  {func(_ []Entry, r *Record) { r.Commands = r.Commands[1:] }, "lost: /self-review has a receipt"},
		"a receipt without a command":                {func(l []Entry, _ *Record) { l[0].Command, l[1].Command = "", "" }, "lost: /self-review has a receipt"},
		"a version other than the answered one":      {func(_ []Entry, r *Record) { r.Commands[0].Version = 9 }, "changed: command c1 was answered with version 2"},
		"an accepted act that became a refusal":      {func(_ []Entry, r *Record) { r.Commands[0].Fault = "wrong_step" }, "changed: command c1 was answered"},
		"a repeat with another version":              {func(l []Entry, _ *Record) { l[1].Version = 3 }, "two answers: /self-review"},
		"a repeat that became another command":       {func(l []Entry, _ *Record) { l[1].Command = "c2" }, "two answers: /self-review"},
		"a repeat that was refused":                  {func(l []Entry, _ *Record) { l[1].Status, l[1].Code = http.StatusConflict, "wrong_step" }, "two answers: /self-review"},
		"one command for two acts":                   {func(l []Entry, _ *Record) { l[4].Command = "c1" }, "mixed up: command c1"},
		"a command without an outcome":               {func(_ []Entry, r *Record) { r.Commands[1].Settled = false }, "stuck: command self_review c2"},
		"an accepted command without an act":         {func(_ []Entry, r *Record) { r.Acts = r.Acts[1:] }, "lost: accepted command c1"},
		"a command carried out twice":                {func(_ []Entry, r *Record) { r.Acts = append(r.Acts, Act{review, 6, "c1"}) }, "doubled: command c1"},
		"a refused command that was carried out":     {func(_ []Entry, r *Record) { r.Acts[3].Command = "c3" }, "doubled: refused command c3"},
		"an act of another version than its command": {func(_ []Entry, r *Record) { r.Commands[3].Version = 3 }, "changed: command c4"},
		"an act in another process than its command": {func(_ []Entry, r *Record) { r.Commands[4].Process = review }, "changed: command c5"},
		"a missing effect":                           {func(_ []Entry, r *Record) { drop(r, 4) }, "gap: effect 6 of " + review + " follows 4"},
		"a missing first effect":                     {func(_ []Entry, r *Record) { drop(r, 0) }, "gap: effect 2 of " + review + " follows 0"},
		"an effect applied twice":                    {func(_ []Entry, r *Record) { r.Effects = slices.Insert(r.Effects, 3, r.Effects[2]) }, "gap: effect 3 of " + review + " follows 3"},
		"a version without an effect":                {func(_ []Entry, r *Record) { r.Effects[5].Version = 5 }, "gap: effect 6"},
		"an act without its effect":                  {func(_ []Entry, r *Record) { r.Effects[3].Kind = "task_done" }, "doubled: version 3 of " + review + " was applied 0 times"},
		"an effect of an act that is not on record":  {func(_ []Entry, r *Record) { r.Acts = slices.Delete(r.Acts, 3, 4) }, "lost: version 5 of " + review},
		"a process behind its effects":               {func(_ []Entry, r *Record) { r.Processes[0].Version = 4 }, "gap: process " + review},
		"an act before one that was accepted when it began": {func(l []Entry, _ *Record) {
			l[0].Sent, l[0].Answered, l[4].Answered = at(20), at(21), at(8)
			l[1].Sent, l[4].Status, l[4].Version = at(22), http.StatusOK, 3
		}, "out of order: command c1"},
		"a process that has not ended":          {func(_ []Entry, r *Record) { r.Processes[1].Concluded = false }, "stuck: process " + cycle},
		"a workflow that has not ended":         {func(_ []Entry, r *Record) { r.OpenWorkflows = []string{review} }, "stuck: workflow " + review},
		"a process without a workflow":          {func(_ []Entry, r *Record) { r.Workflows = 1 }, "lost: 2 processes have 1 workflows"},
		"a mail that was not sent":              {func(_ []Entry, r *Record) { r.Mails[0].State = "failed" }, "stuck: mail m1 is failed"},
		"a mail that did not come":              {func(_ []Entry, r *Record) { r.Letters = r.Letters[1:] }, "lost: mail m1"},
		"a letter under another Message-ID":     {func(_ []Entry, r *Record) { r.Letters[2].MessageID = "<m3>" }, "doubled: letter <m3>"},
		"one Message-ID for two mails":          {func(_ []Entry, r *Record) { r.Mails[1].MessageID = "<m1>" }, "mixed up: Message-ID <m1>"},
		"a link to sign in that came twice":     {func(_ []Entry, r *Record) { r.Letters[4] = r.Letters[3] }, "doubled: a link to sign in, <s1>"},
		"more letters again than kills explain": {func(_ []Entry, r *Record) { r.Letters = append(r.Letters, slices.Repeat(r.Letters[:1], 4)...) }, "doubled: 5 letters have come again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ledger, record := sound()
			c.tamper(ledger, &record)
			found := Check(ledger, record, 1)
			require.True(t, slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, c.want) }), "%q", found)
		})
	}
}

func TestThePlanIsTheSameForOneSeed(t *testing.T) {
	t.Parallel()
	kills := Kills{Workers: 50, Web: 20, Temporal: 10, Postgres: 5}
	first := plan(kills, 2, 3000, 7)
	require.Equal(t, first, plan(kills, 2, 3000, 7))
	require.NotEqual(t, first, plan(kills, 2, 3000, 8))
	dead := map[string]int{}
	for i, d := range first {
		dead[d.part]++
		require.Positive(t, d.at)
		require.LessOrEqual(t, d.at, 2700, "some acts are left after the last")
		require.True(t, i == 0 || first[i-1].at <= d.at)
	}
	require.Equal(t, map[string]int{"worker-1": 25, "worker-2": 25, "web": 20, "temporal": 10, "postgres": 5}, dead)
}
