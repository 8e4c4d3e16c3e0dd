package evaluation

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"canbo/internal/roster"
)

// Enrolled is one official of a cycle: a snapshot of the principal post on the reference date. Who holds several posts
// is enrolled once.
type Enrolled struct {
	Official string
	Unit     string // of the principal post
	Post     string // the principal one
	Group    string // title group, of the post that Body manages
	Head     bool   // of Unit
	Body     string // the body that decides: the highest of those that manage the official's posts
}

// Conference is the review conference of one unit: everybody with a principal post there. Members the cycle does not
// evaluate (managed by a higher level) take part and vote.
type Conference struct {
	Unit     string
	Chair    string // the head, else the highest in rank
	Deputy   string // the next in rank
	Members  []string
	Subjects []string
	Asked    []Asked // who has to comment on a subject from outside

	Relations []roster.Relation // among the members, and of those who are asked with them
}

// Sitting is the part of one body in a cycle.
type Sitting struct {
	Body      string
	Level     int
	Chair     string
	Deputy    string
	Appraiser string
	Members   []string
	Cases     []Case
	Units     []UnitCase

	Relations []roster.Relation // of members with each other and with the cases
}

// Enrolment is the snapshot that a cycle is opened with.
type Enrolment struct {
	Enrolled    []Enrolled   // by official
	Conferences []Conference // by unit
	Sittings    []Sitting    // by level, then body
}

// Finding is a dead end that the readiness check found: a step that nobody could carry out.
type Finding struct {
	Where  string // unit or body
	What   Label
	Remedy Label
	About  []string // codes of people and units that What names
}

// String says the finding and its remedy in one line.
func (f Finding) String() string { return fmt.Sprintf("%s: %s; %s", f.Where, f.What.EN, f.Remedy.EN) }

// Enrol takes the snapshot of everybody whose principal post on the reference date lies under root and is managed by
// a body of the district or below, and checks that every step of everybody has somebody other than the subject who
// may do it. The enrolment is only to be used when there are no findings.
func Enrol(d *roster.District, root string, day time.Time) (Enrolment, []Finding) {
	e := enroller{district: d, day: day, under: d.Under(root), posts: map[string]roster.Post{}, bodies: map[string]roster.Body{}}
	for _, p := range d.Posts {
		e.posts[p.Code] = p
	}
	for _, b := range d.Bodies {
		e.bodies[b.Code] = b
	}
	e.seat()
	e.conferences()
	e.ask()
	e.relateConferences()
	e.sittings()
	if len(e.out.Enrolled) == 0 {
		e.find(root, Label{"không có ai được đánh giá vào ngày " + day.Format("02/01/2006"), "nobody is to be evaluated on " + day.Format(time.DateOnly)},
			Label{"kiểm tra ngày chốt danh sách và các chức vụ đang giữ", "check the reference date and the tenures"})
	}
	return e.out, e.findings
}

type seat struct {
	Enrolled
	rank int
}

type enroller struct {
	district *roster.District
	day      time.Time
	under    map[string]bool
	posts    map[string]roster.Post
	bodies   map[string]roster.Body
	seats    []seat // all principal posts under the root, by unit, rank and official
	out      Enrolment
	findings []Finding
}

func (e *enroller) find(where string, what, remedy Label) {
	e.findings = append(e.findings, Finding{Where: where, What: what, Remedy: remedy})
}

// seat collects the principal posts; those that the cycle evaluates become the enrolment.
func (e *enroller) seat() {
	for _, t := range e.district.Tenures {
		post := e.posts[t.Post]
		if !t.Principal || !t.Period.Covers(e.day) || !e.under[post.Unit] {
			continue
		}
		e.seats = append(e.seats, seat{rank: post.Rank, Enrolled: Enrolled{
			Official: t.Official, Unit: post.Unit, Post: post.Code, Group: post.TitleGroup, Head: post.IsHead, Body: post.ManagedBy,
		}})
	}
	slices.SortFunc(e.seats, func(a, b seat) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.rank, b.rank), cmp.Compare(a.Official, b.Official))
	})
	for i, s := range e.seats {
		s = e.decidedBy(s)
		e.seats[i] = s
		if e.evaluated(s) {
			e.out.Enrolled = append(e.out.Enrolled, s.Enrolled)
		}
	}
	slices.SortFunc(e.out.Enrolled, func(a, b Enrolled) int { return cmp.Compare(a.Official, b.Official) })
}

func (e *enroller) evaluated(s seat) bool { return e.bodies[s.Body].Level <= roster.LevelDistrict }

func (e *enroller) conferences() {
	for start := 0; start < len(e.seats); {
		end := start
		for end < len(e.seats) && e.seats[end].Unit == e.seats[start].Unit {
			end++
		}
		e.conference(e.seats[start:end])
		start = end
	}
}

func (e *enroller) conference(seats []seat) {
	c := Conference{Unit: seats[0].Unit}
	for _, s := range seats {
		c.Members = append(c.Members, s.Official)
		if e.evaluated(s) {
			c.Subjects = append(c.Subjects, s.Official)
		}
		if s.Head {
			c.Chair = s.Official
		}
	}
	if len(c.Subjects) == 0 {
		return
	}
	if c.Chair == "" {
		c.Chair = c.Members[0]
	}
	if i := slices.IndexFunc(c.Members, func(m string) bool { return m != c.Chair }); i >= 0 {
		c.Deputy = c.Members[i]
	}
	if len(c.Members) < 3 {
		e.find(c.Unit, fewMembers("hội nghị", "the conference", len(c.Members)),
			Label{"họp chung với đơn vị khác, hoặc bổ sung chức vụ còn thiếu", "hold it together with another unit, or add the missing tenures"})
	}
	e.out.Conferences = append(e.out.Conferences, c)
}

func (e *enroller) sittings() {
	bodies := slices.Clone(e.district.Bodies)
	slices.SortFunc(bodies, func(a, b roster.Body) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Code, b.Code))
	})
	for _, b := range bodies {
		s := Sitting{Body: b.Code, Level: b.Level}
		for _, p := range e.out.Enrolled {
			if p.Body != b.Code {
				continue
			}
			s.Cases = append(s.Cases, Case{Official: p.Official, Unit: p.Unit, Group: p.Group, Head: p.Head})
			if p.Head {
				s.Units = append(s.Units, UnitCase{Unit: p.Unit})
			}
		}
		if len(s.Cases) == 0 {
			continue
		}
		e.fill(&s)
		e.checkSitting(s)
		s.Relations = e.relations(s.Members, officials(s.Cases))
		e.out.Sittings = append(e.out.Sittings, s)
	}
}

// fill gives a sitting its members: the chair first, then in the order of the roster.
func (e *enroller) fill(s *Sitting) {
	for _, m := range e.district.Members {
		if m.Body != s.Body || !m.Period.Covers(e.day) {
			continue
		}
		switch m.Role {
		case roster.RoleChair:
			s.Chair = m.Official
			s.Members = slices.Insert(s.Members, 0, m.Official)
			continue
		case roster.RoleOrganisation:
			s.Appraiser = m.Official
		case roster.RoleDeputy:
			if s.Deputy == "" {
				s.Deputy = m.Official
			}
		default: // an ordinary member
		}
		s.Members = append(s.Members, m.Official)
	}
	if s.Deputy == "" {
		s.Deputy = s.Appraiser
	}
}

// fewMembers says that a meeting is too small for a secret ballot.
func fewMembers(vi, en string, members int) Label {
	return Label{
		VI: fmt.Sprintf("%s có %d thành viên; cần người chủ trì và hai người kiểm phiếu", vi, members),
		EN: fmt.Sprintf("%s has %d member(s); a chair and two tellers are needed", en, members),
	}
}

func (e *enroller) checkSitting(s Sitting) {
	remedy := Label{"bổ sung thành viên của cấp có thẩm quyền rồi nhập lại danh sách", "complete body_members.csv and import again"}
	switch {
	case len(s.Members) == 0:
		e.find(s.Body, Label{"cấp có thẩm quyền không có thành viên nào vào ngày chốt danh sách", "the body has no members on the reference date"}, remedy)
		return
	case len(s.Members) < 3:
		e.find(s.Body, fewMembers("cấp có thẩm quyền", "the body", len(s.Members)), remedy)
	}
	if s.Chair == "" {
		e.find(s.Body, Label{"cấp có thẩm quyền không có người chủ trì", "the body has no chair"}, remedy)
	}
	if s.Appraiser == "" {
		e.find(s.Body, Label{"không có thành viên làm công tác tổ chức để thẩm định", "no member appraises for the body (role organisation)"}, remedy)
	}
}

func (e *enroller) relateConferences() {
	for i := range e.out.Conferences {
		c := &e.out.Conferences[i]
		actors := slices.Clone(c.Members)
		for _, a := range c.Asked {
			actors = append(actors, a.By)
		}
		c.Relations = e.relations(actors, c.Members)
	}
}

// relations lists those in force on the day between somebody who acts and somebody who acts too or is acted on.
func (e *enroller) relations(actors, subjects []string) []roster.Relation {
	var out []roster.Relation
	in := func(who string) bool { return slices.Contains(actors, who) || slices.Contains(subjects, who) }
	for _, r := range e.district.Relations {
		acts := slices.Contains(actors, r.Official) || slices.Contains(actors, r.Relative)
		if r.On(e.day) && acts && in(r.Official) && in(r.Relative) {
			out = append(out, r)
		}
	}
	return out
}

func officials(cases []Case) []string {
	out := make([]string, len(cases))
	for i, c := range cases {
		out[i] = c.Official
	}
	return out
}
