// Package synthetic makes districts of any size, for benchmarks and trials: invented people, and for the same size and
// seed always the same files.
//
// Like the demonstration district it has one district committee, which decides on the three leaders of every commune,
// and a committee in each commune, which decides on everybody else there. It imports the standard library only.
package synthetic

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// What a cycle on a synthetic district is opened with.
const (
	Root          = "huyen-tong-hop" // the unit that all others lie under
	Year          = 2018
	ReferenceDate = "2018-12-31"
)

// The sizes of units: the smallest and the largest number of officials.
const (
	SmallestUnit = 8
	LargestUnit  = 40
)

const (
	committee     = "btv-huyen"
	province      = "btv-tinh"
	since         = "2015-06-20"
	always        = "1995-01-01"
	leaders       = 3  // of a commune: secretary, deputy secretary, chair of the People's Committee
	seats         = 11 // of the district committee
	petitionEvery = 50 // one in so many officials petitions
	shortYear     = 40 // one in so many worked less than six months
	missesTargets = 12 // one in so many did not finish what was asked
)

// Files are the CSV files of a district by name.
type Files map[string][]byte

// District makes a district in which that many officials are evaluated; there are eight at least.
func District(officials int, seed uint64) Files {
	d := &district{rows: map[string][][]string{}, random: rand.New(rand.NewPCG(seed, 0))}
	for _, h := range headers {
		d.rows[h[0]] = [][]string{h[1:]}
	}
	d.root()
	for i, size := range d.sizes(max(officials, SmallestUnit)) {
		d.commune(fmt.Sprintf("xa-%03d", i+1), size)
	}
	files := Files{}
	for name, rows := range d.rows {
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		_ = w.WriteAll(rows) // to memory
		files[name] = text.Bytes()
	}
	return files
}

// Write writes the files into a folder, which it makes.
func (f Files) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make a folder for the district: %w", err)
	}
	for name, text := range f {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return fmt.Errorf("write the district: %w", err)
		}
	}
	return nil
}

// headers are the files with their columns.
var headers = [][]string{
	{"units.csv", "code", "name", "name_en", "kind", "parent", "valid_from", "valid_to"},
	{"bodies.csv", "code", "name", "name_en", "level", "unit"},
	{"body_members.csv", "body", "official", "role", "valid_from", "valid_to"},
	{"posts.csv", "code", "name", "name_en", "unit", "title_group", "rank", "track", "is_head", "managed_by", "valid_from", "valid_to"},
	{"officials.csv", "code", "name", "sex", "born", "ethnic_group", "party_joined", "email"},
	{"tenures.csv", "official", "post", "principal", "valid_from", "valid_to", "document"},
	{"qualifications.csv", "official", "kind", "level", "awarded"},
	{"discipline.csv", "official", "decided", "form", "duty_related", "basis"},
	{"unit_results.csv", "unit", "year", "targets_total", "targets_done", "targets_on_time", "targets_exceeded",
		"subunits_total", "subunits_completed", "subunits_good", "members_disciplined", "disunity"},
	{"facts.csv", "official", "year", "months_worked", "maternity_leave", "absence_months", "sick_months",
		"targets_total", "targets_done", "targets_on_time", "targets_exceeded", "exemplary", "initiative", "low_confidence_bp",
		"political", "ethics", "style", "organisation", "results"},
	{"petitions.csv", "official", "year", "ground", "answer", "grade"},
	{"baseline.csv", "figure", "percent_bp", "source"},
}

// district is what is being made.
type district struct {
	rows   map[string][][]string // by file, the header first
	random *rand.Rand
	people int
}

func (d *district) add(file string, fields ...string) {
	d.rows[file] = append(d.rows[file], fields)
}

// sizes divides the officials into units of SmallestUnit to LargestUnit.
func (d *district) sizes(left int) []int {
	var sizes []int
	for left > LargestUnit {
		size := SmallestUnit + d.random.IntN(LargestUnit-SmallestUnit+1)
		if left-size < SmallestUnit {
			size = left - SmallestUnit
		}
		sizes, left = append(sizes, size), left-size
	}
	return append(sizes, left)
}

// root makes the district with its committee. Its members hold posts of the province and are not evaluated here.
func (d *district) root() {
	d.add("units.csv", Root, "Huyện Tổng Hợp", "Tổng Hợp District", "district", "", always, "")
	d.add("bodies.csv", province, "Ban Thường vụ Tỉnh ủy", "Standing Committee of the Provincial Party Committee", "3", Root)
	d.add("bodies.csv", committee, "Ban Thường vụ Huyện ủy", "Standing Committee of the District Party Committee", "2", Root)
	for seat := range seats {
		official := d.official()
		rank := strconv.Itoa(seat + 1)
		post := "uy-vien-" + rank
		d.add("posts.csv", post, "Ủy viên Ban Thường vụ Huyện ủy", "Member of the District Standing Committee", Root,
			"district-standing-committee", rank, "party", yes(seat == 0), province, always, "")
		d.tenure(official, post)
		role := "member"
		if seat < 3 {
			role = [...]string{"chair", "deputy", "organisation"}[seat]
		}
		d.add("body_members.csv", committee, official, role, since, "")
	}
}

// commune makes a unit with that many officials, a committee and the year of everybody.
func (d *district) commune(code string, size int) {
	name, nameEn := "Xã "+code[3:], "Commune "+code[3:]
	body := "du-" + code
	d.add("units.csv", code, name, nameEn, "commune", Root, always, "")
	d.add("bodies.csv", body, "Đảng ủy "+name, "Party Committee of "+nameEn, "1", code)
	for i := range size {
		official := d.official()
		post := fmt.Sprintf("%s-%02d", code, i+1)
		group, managed, title, titleEn := "commune-officer", body, "Công chức", "Officer"
		if i < leaders {
			group, managed, title, titleEn = "commune-leader", committee, "Lãnh đạo", "Leader"
		}
		d.add("posts.csv", post, fmt.Sprintf("%s %d, %s", title, i+1, name), fmt.Sprintf("%s %d, %s", titleEn, i+1, nameEn),
			code, group, strconv.Itoa(i+1), "government", yes(i == 0), managed, always, "")
		d.tenure(official, post)
		if i < leaders+2 {
			d.add("body_members.csv", body, official, [...]string{"chair", "organisation", "member", "member", "member"}[i], since, "")
		}
		d.year(official)
	}
	total, subunits := 10+d.random.IntN(10), 6+d.random.IntN(6)
	d.add("unit_results.csv", code, strconv.Itoa(Year), strconv.Itoa(total), strconv.Itoa(total), strconv.Itoa(total),
		strconv.Itoa(total/2), strconv.Itoa(subunits), strconv.Itoa(subunits), strconv.Itoa(subunits*3/4), "0", "no")
}

func (d *district) tenure(official, post string) {
	d.add("tenures.csv", official, post, "yes", since, "", strconv.Itoa(d.people)+"-QĐ/HU")
}

var (
	surnames = []string{"Nguyễn", "Hoàng", "Nông", "Lương", "Vi", "Hà", "Trần", "Lý", "Đàm", "Bế"}
	middles  = []string{"Văn", "Thị", "Đức", "Thu", "Minh", "Kim"}
	givens   = []string{"An", "Bình", "Chiến", "Dung", "Hạnh", "Khánh", "Lan", "Mạnh", "Ngọc", "Phúc", "Quỳnh", "Thảo"}
	groups   = []string{"Kinh", "Tày", "Nùng", "Dao"}
)

func pick[T any](d *district, from []T) T { return from[d.random.IntN(len(from))] }

// official makes a person and returns the code.
func (d *district) official() string {
	d.people++
	code := fmt.Sprintf("cb-%05d", d.people)
	middle := pick(d, middles)
	sex := "male"
	if middle == "Thị" || middle == "Thu" || middle == "Kim" {
		sex = "female"
	}
	born := 1962 + d.random.IntN(28)
	d.add("officials.csv", code, pick(d, surnames)+" "+middle+" "+pick(d, givens), sex, fmt.Sprintf("%d-03-15", born),
		pick(d, groups), fmt.Sprintf("%d-05-19", born+22), code+"@synthetic.example")
	d.add("qualifications.csv", code, "professional", pick(d, []string{"college", "university", "master"}), strconv.Itoa(born+24)+"-06-30")
	d.add("qualifications.csv", code, "political_theory", pick(d, []string{"elementary", "intermediate", "advanced"}), strconv.Itoa(born+25)+"-06-30")
	return code
}

// year makes the facts of an official's year, and now and then a petition.
func (d *district) year(official string) {
	total, months := 6+d.random.IntN(8), 12
	if d.random.IntN(shortYear) == 0 {
		months = 4
	}
	done := total
	if d.random.IntN(missesTargets) == 0 {
		done = total - 1 - d.random.IntN(total/2)
	}
	excellent := done == total && d.random.IntN(8) == 0
	level, results := "Good", "Good"
	if excellent {
		results = "Excellent"
	}
	number := strconv.Itoa
	d.add("facts.csv", official, number(Year), number(months), "no", "0", "0", number(total), number(done), number(done),
		number(d.random.IntN(done+1)), yes(excellent), yes(excellent), "", level, level, level, level, results)
	if d.random.IntN(petitionEvery) == 0 {
		d.add("petitions.csv", official, number(Year), "Một nhiệm vụ hoàn thành trước ngày chốt số liệu", "upheld", "")
	}
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
