package roster

import (
	"fmt"
	"strconv"
	"time"
)

// PlanList is a planning list (quy hoạch cán bộ): who is prepared for the seats of a committee, or for the key posts of a
// unit, in one term.
type PlanList struct {
	Code       string
	Name       string
	NameEn     string
	Kind       PlanKind
	Unit       string // whose list it is
	Body       string // the committee whose seats are planned; "" for key posts
	TermFrom   int    // first year of the term
	TermTo     int    // last year, the same as the first of the next term
	Seats      int    // of the committee; for key posts the number of posts
	ApprovedBy string // body
}

// PlanKind says for what a list prepares.
type PlanKind string

// The kinds of lists.
const (
	PlanExecutiveCommittee PlanKind = "executive_committee" // ban chấp hành
	PlanStandingCommittee  PlanKind = "standing_committee"  // ban thường vụ
	PlanKeyPosts           PlanKind = "key_posts"           // các chức danh chủ chốt
)

// PlanEntry is a person on a version of a list, prepared for one position.
type PlanEntry struct {
	List     string
	Version  int // from 1
	Official string
	Position string // the committee, or a post
	Order    int    // 1 is the first choice for the position
	Tier     int    // đối tượng 1 or 2
	Source   PlanSource
	Decision string // number of the decision that brought the person in
	Decided  time.Time
}

// PlanNomination is somebody whom a unit will propose for a list. It is read by the demo's robots only.
type PlanNomination struct {
	List     string
	Official string
	Position string
	Tier     int
	Source   PlanSource
}

// PlanSource says where a person on a list works.
type PlanSource string

// The sources: tại chỗ, nơi khác.
const (
	PlanInternal PlanSource = "internal"
	PlanExternal PlanSource = "external"
)

const (
	plansFile       = "plans.csv"
	entriesFile     = "plan_entries.csv"
	nominationsFile = "plan_nominations.csv"
)

func (l *loader) readPlans() {
	columns := "code,name,name_en,kind,unit,body,term_from,term_to,seats,approved_by"
	l.plans = read(l, plansFile, optional, columns, func(r *row) PlanList {
		p := PlanList{
			Code: r.code("code"), Name: r.text("name"), NameEn: r.text("name_en"),
			Kind: oneOf(r, "kind", PlanExecutiveCommittee, PlanStandingCommittee, PlanKeyPosts),
			Unit: r.code("unit"), Body: r.maybe("body"), TermFrom: r.number("term_from", 1990, 2100),
			TermTo: r.number("term_to", 1991, 2105), Seats: r.number("seats", 1, 999), ApprovedBy: r.code("approved_by"),
		}
		if (p.Kind == PlanKeyPosts) != (p.Body == "") {
			r.report("body", "a committee's list names its committee, a list of key posts none", "correct kind or body")
		}
		if p.TermTo <= p.TermFrom {
			r.report("term_to", "the term ends before it begins", "correct term_from or term_to")
		}
		return p
	})
	columns = "list,version,official,position,order,tier,source,decision,decided"
	l.planEntries = read(l, entriesFile, optional, columns, func(r *row) PlanEntry {
		return PlanEntry{
			List: r.code("list"), Version: r.number("version", 1, 9999), Official: r.code("official"), Position: r.code("position"),
			Order: r.number("order", 1, 999), Tier: r.number("tier", 1, 2), Source: oneOf(r, "source", PlanInternal, PlanExternal),
			Decision: r.text("decision"), Decided: r.date("decided"),
		}
	})
}

func (l *loader) readNominations() {
	l.nominations = read(l, nominationsFile, optional, "list,official,position,tier,source", func(r *row) PlanNomination {
		return PlanNomination{
			List: r.code("list"), Official: r.code("official"), Position: r.code("position"), Tier: r.number("tier", 1, 2),
			Source: oneOf(r, "source", PlanInternal, PlanExternal),
		}
	})
}

func (l *loader) checkPlans(units map[string]entry[Unit], bodies map[string]entry[Body], posts map[string]entry[Post], officials map[string]entry[Official]) {
	plans := index(l.plans, "code", "planning list", func(p PlanList) string { return p.Code })
	refer(l.plans, "unit", units, "units.csv", func(p PlanList) string { return p.Unit })
	refer(l.plans, "body", bodies, "bodies.csv", func(p PlanList) string { return p.Body })
	refer(l.plans, "approved_by", bodies, "bodies.csv", func(p PlanList) string { return p.ApprovedBy })
	refer(l.planEntries, "list", plans, plansFile, func(e PlanEntry) string { return e.List })
	refer(l.planEntries, "official", officials, "officials.csv", func(e PlanEntry) string { return e.Official })
	refer(l.nominations, "list", plans, plansFile, func(n PlanNomination) string { return n.List })
	refer(l.nominations, "official", officials, "officials.csv", func(n PlanNomination) string { return n.Official })
	index(l.nominations, "position", "nomination for the position", func(n PlanNomination) string {
		return n.List + " " + n.Official + " " + n.Position
	})
	index(l.planEntries, "position", "entry for the position", func(e PlanEntry) string {
		return e.List + " " + strconv.Itoa(e.Version) + " " + e.Official + " " + e.Position
	})
	index(l.planEntries, "order", "order for the position", func(e PlanEntry) string {
		return e.List + " " + strconv.Itoa(e.Version) + " " + e.Position + " " + strconv.Itoa(e.Order)
	})
	for _, e := range l.planEntries {
		list, known := plans[e.value.List]
		if !known || !e.row.sound() || !list.row.sound() {
			continue
		}
		_, isPost := posts[e.value.Position]
		switch {
		case list.value.Kind == PlanKeyPosts && !isPost && !l.incomplete["posts.csv"]:
			e.row.report("position", fmt.Sprintf("posts.csv has no %.70q", e.value.Position), "add it there or correct the code")
		case list.value.Kind != PlanKeyPosts && e.value.Position != list.value.Body:
			e.row.report("position", "the list is of the seats of "+list.value.Body, "write "+list.value.Body)
		}
	}
	l.checkPlanVersions()
}

// checkPlanVersions wants every version of a list from the first in the file on; whether that one follows what is stored is
// seen when it is written.
func (l *loader) checkPlanVersions() {
	type version struct {
		list   string
		number int
	}
	first := map[version]entry[PlanEntry]{}
	lowest := map[string]int{}
	for _, e := range l.planEntries {
		v := version{e.value.List, e.value.Version}
		if _, ok := first[v]; !ok {
			first[v] = e
		}
		if low, ok := lowest[v.list]; !ok || v.number < low {
			lowest[v.list] = v.number
		}
	}
	for _, e := range l.planEntries {
		v := version{e.value.List, e.value.Version}
		before := version{v.list, v.number - 1}
		if _, ok := first[before]; !ok && v.number > lowest[v.list] && first[v].row == e.row && e.row.sound() {
			e.row.report("version", fmt.Sprintf("version %d of the list is missing", before.number), "number the versions without a gap")
		}
	}
}
