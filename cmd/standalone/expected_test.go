package main_test

import (
	"cmp"
	"encoding/csv"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// row is one line of a data file by column.
type row map[string]string

func (r row) num(column string) int {
	n, _ := strconv.Atoi(r[column]) // empty is 0
	return n
}

func (r row) covers(day string) bool {
	return r["valid_from"] <= day && (r["valid_to"] == "" || r["valid_to"] >= day)
}

// table is a data file by its first column.
type table map[string]row

func readRows(t *testing.T, files fs.FS, name string) []row {
	t.Helper()
	file, err := files.Open(name)
	require.NoError(t, err)
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	rows := make([]row, len(lines)-1)
	for i, line := range lines[1:] {
		rows[i] = row{}
		for j, column := range lines[0] {
			rows[i][column] = line[j]
		}
	}
	return rows
}

func readTable(t *testing.T, files fs.FS, name, column string) table {
	t.Helper()
	byKey := table{}
	for _, r := range readRows(t, files, name) {
		byKey[r[column]] = r
	}
	return byKey
}

// expected computes the report straight from the data files. It shares no code with the product: its rules are those of
// 2018 (Regulation 89-QĐ/TW, criteria; 20 % of Good within each title group of a deciding body) written down once more.
func expected(t *testing.T, files fs.FS) map[string]figure {
	t.Helper()
	e := expectation{
		posts: readTable(t, files, "posts.csv", "code"), bodies: readTable(t, files, "bodies.csv", "code"),
		units: readTable(t, files, "units.csv", "code"), facts: readTable(t, files, "facts.csv", "official"),
		results: readTable(t, files, "unit_results.csv", "unit"), petitions: readTable(t, files, "petitions.csv", "official"),
		tenures: readRows(t, files, "tenures.csv"), disciplined: map[string]bool{},
		qualifications: readRows(t, files, "qualifications.csv"), baselines: readTable(t, files, "baseline.csv", "figure"),
		figures: map[string]figure{},
	}
	for _, d := range readRows(t, files, "discipline.csv") {
		e.disciplined[d["official"]] = e.disciplined[d["official"]] || strings.HasPrefix(d["decided"], "2018")
	}
	e.evaluation("2018-12-31")
	e.qualification("2020-08-09")
	if _, err := fs.Stat(files, "rotations.csv"); err == nil {
		e.rotations = readRows(t, files, "rotations.csv")
	}
	e.rotation("2020-08-09")
	e.planning(t, files, "2020-06-30")
	return e.figures
}

type expectation struct {
	posts, bodies, units, facts, results, petitions, baselines table
	tenures, qualifications, rotations                         []row
	disciplined                                                map[string]bool
	figures                                                    map[string]figure
}

// evaluation counts the grades of everybody whom a body of the district or below decides.
func (e *expectation) evaluation(day string) {
	type key struct{ body, group string }
	conditions := map[key]map[string]string{} // grade by official
	for _, t := range e.tenures {
		post := e.posts[t["post"]]
		if t["principal"] != "yes" || !t.covers(day) || e.bodies[post["managed_by"]]["level"] == "3" {
			continue
		}
		k := key{post["managed_by"], post["title_group"]}
		if conditions[k] == nil {
			conditions[k] = map[string]string{}
		}
		conditions[k][t["official"]] = e.grade(t["official"], post["unit"])
	}
	counts := map[string]map[string]int{"1": {}, "2": {}} // level, grade
	for k, grades := range conditions {
		group := map[string]int{}
		for _, grade := range grades {
			group[grade]++
		}
		held := group["Excellent"] - seats(group["Excellent"], group["Excellent"]+group["Good"])
		group["Excellent"], group["Good"] = group["Excellent"]-held, group["Good"]+held
		for official, grade := range grades {
			if p := e.petitions[official]; p["answer"] == "changed" {
				group[grade]--
				group[p["grade"]]++
			}
		}
		for grade, n := range group {
			counts[e.bodies[k.body]["level"]][grade] += n
		}
	}
	e.add("evaluation.cap", len(conditions), len(conditions))
	e.scope("evaluation.grassroots", counts["1"], false)
	e.scope("evaluation.standing_committee", counts["2"], true)
}

func (e *expectation) scope(prefix string, counts map[string]int, whole bool) {
	total := 0
	for _, n := range counts {
		total += n
	}
	excellent, good := counts["Excellent"], counts["Good"]
	e.add(prefix+".total", total, total)
	e.add(prefix+".excellent_against_good", excellent, good)
	e.add(prefix+".excellent_among_good_or_better", excellent, excellent+good)
	if whole {
		e.add(prefix+".good_or_better", excellent+good, total)
		e.add(prefix+".not_completed", counts["NotCompleted"], total)
	}
}

// seats is how many of those who qualify can be Excellent: at most 20 %, rounded half up, of those who stay Good.
func seats(qualified, goodOrBetter int) int {
	n := 0
	for n < qualified && n+1 <= (2*(goodOrBetter-n-1)+5)/10 {
		n++
	}
	return n
}

// grade is the best grade whose conditions an official meets, before the cap.
func (e *expectation) grade(official, unit string) string {
	f, u := e.facts[official], e.results[unit]
	criteria := []int{}
	for _, c := range []string{"political", "ethics", "style", "organisation", "results"} {
		criteria = append(criteria, strings.Index("Poor Average Good Excellent", f[c]))
	}
	average, good := strings.Index("Poor Average", "Average"), strings.Index("Poor Average Good", "Good")
	worst := min(criteria[0], criteria[1], criteria[2], criteria[3], criteria[4])
	total, done, onTime := f.num("targets_total"), f.num("targets_done"), f.num("targets_on_time")
	unitTotal, unitDone := u.num("targets_total"), u.num("targets_done")
	finished := done == total && unitDone == unitTotal && u["subunits_completed"] == u["subunits_total"]
	away := f.num("absence_months") >= 3 || f.num("sick_months") >= 3
	switch {
	case f.num("months_worked") < 6 && f["maternity_leave"] == "no":
		return "NotRated"
	case e.disciplined[official]:
		return "NotCompleted"
	case !away && finished && onTime == total && f["exemplary"] == "yes" && f["initiative"] == "yes" &&
		2*u.num("targets_exceeded") >= unitTotal && 10*u.num("subunits_good") >= 7*u.num("subunits_total") &&
		worst >= good && f["results"] == "Excellent":
		return "Excellent"
	case !away && finished && 5*onTime >= 4*total && 5*u.num("targets_on_time") >= 4*unitTotal &&
		worst >= average && criteria[4] >= good:
		return "Good"
	case 5*(total-done) <= total && 10*unitDone > 7*unitTotal:
		return "Completed"
	default:
		return "NotCompleted"
	}
}

// qualification counts the holders of posts who have a university degree, and intermediate political theory.
func (e *expectation) qualification(day string) {
	enough := map[string]string{
		"professional": "university master doctor", "political_theory": "intermediate advanced bachelor",
	}
	has := map[[2]string]bool{} // official, kind
	for _, q := range e.qualifications {
		if q["awarded"] <= day && strings.Contains(enough[q["kind"]], q["level"]) {
			has[[2]string{q["official"], q["kind"]}] = true
		}
	}
	counts, totals := map[string]int{}, map[string]int{}
	for _, t := range e.tenures {
		post := e.posts[t["post"]]
		tier := map[string]string{"district_body": "district", "commune": "commune", "town": "commune"}[e.units[post["unit"]]["kind"]]
		if t["principal"] != "yes" || !t.covers(day) || tier == "" || e.bodies[post["managed_by"]]["level"] == "3" {
			continue
		}
		for kind := range enough {
			id := "qualification." + tier + "." + kind
			totals[id]++
			if has[[2]string{t["official"], kind}] {
				counts[id]++
			}
		}
	}
	for id, total := range totals {
		e.add(id, counts[id], total)
	}
}

// rotation counts the rotations since 2014, and those to Secretary, Deputy Secretary or Chair of a commune.
func (e *expectation) rotation(day string) {
	decided, toKeyPosts := 0, 0
	for _, r := range e.rotations {
		if r["decided"] < "2014-01-01" || r["decided"] > day {
			continue
		}
		decided++
		switch e.posts[r["to_post"]]["title_group"] {
		case "commune-secretary", "commune-deputy-secretary", "commune-chair":
			toKeyPosts++
		}
	}
	e.add("rotation.since_2014", decided, decided)
	e.add("rotation.to_commune_key_posts", toKeyPosts, decided)
}

func (e *expectation) add(id string, count, total int) {
	f := figure{Count: count, Total: total}
	if total > 0 {
		f.Percent = new(math.Floor(float64(count)*10000/float64(total)+0.5) / 100)
		if b, ok := e.baselines[id]; ok {
			f.ChangePP = new(math.Round(*f.Percent*100-float64(b.num("percent_bp"))) / 100)
		}
	}
	e.figures[id] = f
}

// planning counts the people on the lists after the review: who was on them and breaks no rule of 2012, and who is nominated.
func (e *expectation) planning(t *testing.T, files fs.FS, day string) {
	t.Helper()
	p := planned{
		expectation: e, day: day, officials: readTable(t, files, "officials.csv", "code"), lists: readTable(t, files, "plans.csv", "code"),
		members: readRows(t, files, "body_members.csv"), disciplines: readRows(t, files, "discipline.csv"), positions: map[string][]string{},
	}
	entries := readRows(t, files, "plan_entries.csv")
	slices.SortFunc(entries, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.num("order"), b.num("order")), cmp.Compare(a["list"], b["list"]), cmp.Compare(a["position"], b["position"]))
	})
	for _, x := range entries {
		p.positions[x["official"]] = append(p.positions[x["official"]], x["list"]+x["position"])
	}
	people := map[string]map[string]bool{} // by figure: list and official
	for _, x := range slices.Concat(entries, readRows(t, files, "plan_nominations.csv")) {
		if p.breaks(x) {
			continue
		}
		figure := "planning." + p.lists[x["list"]]["kind"]
		if kind := p.units[p.lists[x["list"]]["unit"]]["kind"]; kind != "district" {
			figure = "planning.commune_" + p.lists[x["list"]]["kind"] + "s"
		}
		if people[figure] == nil {
			people[figure] = map[string]bool{}
		}
		people[figure][x["list"]+x["official"]] = true
	}
	for figure, on := range people {
		e.add(figure, len(on), len(on))
	}
}

type planned struct {
	*expectation
	day                  string
	officials, lists     table
	members, disciplines []row
	positions            map[string][]string // of officials, the first choice first
}

// breaks says whether a blocking rule keeps somebody off a list.
func (p planned) breaks(x row) bool {
	official := x["official"]
	var disciplined, serves, served, holds bool
	for _, d := range p.disciplines {
		disciplined = disciplined || d["official"] == official && months(p.day)-months(d["decided"]) < 12
	}
	list := p.lists[x["list"]]
	unit := ""
	for _, t := range p.tenures {
		if t["official"] != official || t["valid_from"] > p.day {
			continue
		}
		served = true
		if !t.covers(p.day) {
			continue
		}
		if t["principal"] == "yes" {
			serves, unit = true, p.posts[t["post"]]["unit"]
		}
		post, wanted := p.posts[t["post"]], p.posts[x["position"]]
		holds = holds || list["kind"] == "key_posts" && post["unit"] == wanted["unit"] && post.num("rank") <= wanted.num("rank")
	}
	for _, m := range p.members {
		above := list["kind"] == "executive_committee" && p.standing(m["body"], list["unit"])
		holds = holds || m["official"] == official && m.covers(p.day) && (m["body"] == x["position"] || above)
	}
	rank := slices.Index(p.positions[official], x["list"]+x["position"])
	return disciplined || holds || served && !serves || p.left(official, list) < 60 || rank >= 3 ||
		p.facts[official] != nil && p.grade(official, unit) == "NotCompleted"
}

// standing says whether a body is the standing committee of a unit that has a list.
func (p planned) standing(body, unit string) bool {
	for _, l := range p.lists {
		if l["kind"] == "standing_committee" && l["body"] == body && l["unit"] == unit {
			return true
		}
	}
	return false
}

// left is how many months of service are left at the month that counts for a list.
func (p planned) left(official string, list row) int {
	reference, age := "2020-04", 60
	if p.units[list["unit"]]["kind"] == "district" {
		reference = "2020-06"
	}
	if p.officials[official]["sex"] == "female" {
		age = 55
	}
	return age*12 - (months(reference) - months(p.officials[official]["born"]))
}

// months counts the months of a date, to be subtracted.
func months(date string) int {
	year, _ := strconv.Atoi(date[:4])
	month, _ := strconv.Atoi(date[5:7])
	return year*12 + month
}
