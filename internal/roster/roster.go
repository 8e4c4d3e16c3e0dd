package roster

import "time"

// District is the content of one data folder, in the order of the files.
type District struct {
	Units          []Unit
	Bodies         []Body
	Members        []BodyMember
	Posts          []Post
	Officials      []Official
	Tenures        []Tenure
	Relations      []Relation
	Qualifications []Qualification
	Disciplines    []Discipline
	UnitResults    []UnitResult
	Facts          []Fact
	Petitions      []Petition
	Baselines      []Baseline
	Plans          []PlanList
	PlanEntries    []PlanEntry
	Rotations      []Rotation
	Nominations    []PlanNomination // what units will propose; read by the demo's robots only
}

// Unit is a place of work: the district, one of its bodies, a commune or a town.
type Unit struct {
	Code   string
	Name   string
	NameEn string
	Kind   UnitKind
	Parent string // "" for the district itself
	Period Period
}

// UnitKind says what a unit is.
type UnitKind string

// The kinds of units.
const (
	KindDistrict     UnitKind = "district"
	KindDistrictBody UnitKind = "district_body"
	KindCommune      UnitKind = "commune"
	KindTown         UnitKind = "town"
)

// Body is a committee that decides on the holders of the posts it manages.
type Body struct {
	Code   string
	Name   string
	NameEn string
	Level  int // 1 grassroots, 2 district, 3 province
	Unit   string
}

// The levels of bodies.
const (
	LevelGrassroots = 1
	LevelDistrict   = 2
	LevelProvince   = 3
)

// BodyMember is a seat in a body.
type BodyMember struct {
	Body     string
	Official string
	Role     Role
	Period   Period
}

// Role is what a member does in a body.
type Role string

// The roles; RoleOrganisation is the member who appraises for the body.
const (
	RoleChair        Role = "chair"
	RoleDeputy       Role = "deputy"
	RoleOrganisation Role = "organisation"
	RoleMember       Role = "member"
)

// Post is one seat of a unit: one person holds it at a time.
type Post struct {
	Code       string
	Name       string
	NameEn     string
	Unit       string
	TitleGroup string // posts that are compared with each other
	Rank       int    // within the unit, 1 is the highest
	Track      Track
	IsHead     bool
	ManagedBy  string // body
	Period     Period
}

// Track is the line of work a post belongs to.
type Track string

// The tracks.
const (
	TrackParty      Track = "party"
	TrackGovernment Track = "government"
	TrackCouncil    Track = "council"
	TrackMass       Track = "mass"
)

// Official is a person.
type Official struct {
	Code        string
	Name        string
	Sex         Sex
	Born        time.Time
	EthnicGroup string
	PartyJoined time.Time // zero for who is no member
	Email       string
	Home        string // unit they were born or raised in; "" when it is elsewhere or not on record
}

// Sex is a person's sex as in the personnel file.
type Sex string

// The sexes.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// Tenure is the time a person holds a post. At any time at most one tenure of a person is the principal one.
type Tenure struct {
	Official  string
	Post      string
	Principal bool
	Period    Period
	Document  string // number of the decision
}

// Discipline is a disciplinary decision.
type Discipline struct {
	Official    string
	Decided     time.Time
	Form        DisciplineForm
	DutyRelated bool
	Basis       string
	Violation   string // code that ties the decisions on one violation together; "" when there is only this one
	CountedIn   int    // year whose rating the violation brought to NotCompleted before it was decided on; 0 for none
}

// DisciplineForm is the form of a disciplinary decision.
type DisciplineForm string

// The forms from mild to hard: khiển trách, cảnh cáo, cách chức, buộc thôi việc.
const (
	Reprimand DisciplineForm = "reprimand"
	Warning   DisciplineForm = "warning"
	Removal   DisciplineForm = "removal"
	Dismissal DisciplineForm = "dismissal"
)

// Targets counts tasks: Done of Total, of these OnTime and Exceeded.
type Targets struct{ Total, Done, OnTime, Exceeded int }

// UnitResult is what a unit achieved in a year.
type UnitResult struct {
	Unit               string
	Year               int
	Quarter            int // 1..4; 0 is the whole year
	Targets            Targets
	SubunitsTotal      int
	SubunitsCompleted  int // rated Completed or better
	SubunitsGood       int // rated Good or better
	MembersDisciplined int
	Disunity           bool
}

// Fact is what a person did in a year, as on record at the cycle's opening.
type Fact struct {
	Official        string
	Year            int
	Quarter         int // 1..4; 0 is the whole year
	MonthsWorked    int
	MaternityLeave  bool
	AbsenceMonths   int
	SickMonths      int
	Targets         Targets
	Exemplary       bool
	Initiative      bool // has an initiative that is applied in practice
	LowConfidenceBP *int // share of low-confidence votes in basis points; nil when no vote was held
	Political       CriterionLevel
	Ethics          CriterionLevel
	Style           CriterionLevel
	Organisation    CriterionLevel
	Results         CriterionLevel
}

// CriterionLevel is the level reached in one criterion.
type CriterionLevel string

// The levels from best to worst.
const (
	LevelExcellent CriterionLevel = "Excellent"
	LevelGood      CriterionLevel = "Good"
	LevelAverage   CriterionLevel = "Average"
	LevelPoor      CriterionLevel = "Poor"
)

// Petition is what the demonstration's robots will petition and how it ends. It is never stored.
type Petition struct {
	Official string
	Year     int
	Ground   string
	Answer   Answer
	Grade    string // the new grade when changed, else ""
}

// Answer is the end of a petition.
type Answer string

// The answers.
const (
	Upheld  Answer = "upheld"
	Changed Answer = "changed"
)

// Baseline is a published share that a figure of ours is compared with.
type Baseline struct {
	Figure    string // "qualification.district.professional"
	PercentBP int    // basis points: 8960 is 89.60 %
	Source    string
}

// Period is a span of days with both ends included.
type Period struct {
	From time.Time
	To   time.Time // zero means open
}

// Covers reports whether day lies in p.
func (p Period) Covers(day time.Time) bool {
	return !day.Before(p.From) && (p.To.IsZero() || !day.After(p.To))
}

// Overlaps reports whether p and q share a day.
func (p Period) Overlaps(q Period) bool {
	return (q.To.IsZero() || !p.From.After(q.To)) && (p.To.IsZero() || !q.From.After(p.To))
}

// Within reports whether every day of p lies in q.
func (p Period) Within(q Period) bool {
	return !p.From.Before(q.From) && (q.To.IsZero() || !p.To.IsZero() && !p.To.After(q.To))
}

// String is "2015-01-01 to 2018-12-31" or "2015-01-01 to open".
func (p Period) String() string {
	to := "open"
	if !p.To.IsZero() {
		to = p.To.Format(time.DateOnly)
	}
	return p.From.Format(time.DateOnly) + " to " + to
}
