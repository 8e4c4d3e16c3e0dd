package evaluation

// Level is how far an official meets one criterion (Form 04-HD KĐ.ĐG 2019).
type Level string

// The levels from best to worst.
const (
	LevelExcellent Level = "Excellent" // xuất sắc
	LevelGood      Level = "Good"      // tốt
	LevelAverage   Level = "Average"   // trung bình
	LevelPoor      Level = "Poor"      // kém
)

var levelRanks = map[Level]int{LevelExcellent: 4, LevelGood: 3, LevelAverage: 2, LevelPoor: 1}

// Valid reports whether l is one of the constants.
func (l Level) Valid() bool { return levelRanks[l] > 0 }

// Rank orders levels: 4 for Excellent down to 1 for Poor; 0 for an unknown code.
func (l Level) Rank() int { return levelRanks[l] }

// Criterion is one of the groups of criteria of the condition-based rules (QĐ 89-QĐ/TW 2017, Decree 90/2020 Art. 3).
type Criterion string

// The criteria in their official order.
const (
	Political    Criterion = "political"    // chính trị, tư tưởng
	Ethics       Criterion = "ethics"       // đạo đức, lối sống
	Style        Criterion = "style"        // tác phong, lề lối làm việc
	Organisation Criterion = "organisation" // ý thức tổ chức, kỷ luật
	Results      Criterion = "results"      // kết quả thực hiện chức trách, nhiệm vụ
)

// Form is a form of discipline; it must never be mixed up with removal from a planning list.
type Form string

// The forms from lightest to heaviest.
const (
	Reprimand Form = "reprimand" // khiển trách
	Warning   Form = "warning"   // cảnh cáo
	Removal   Form = "removal"   // cách chức
	Dismissal Form = "dismissal" // buộc thôi việc, khai trừ
)

var formRanks = map[Form]int{Reprimand: 1, Warning: 2, Removal: 3, Dismissal: 4}

// Rank orders forms: 1 for a reprimand up to 4 for dismissal; 0 for an unknown code.
func (f Form) Rank() int { return formRanks[f] }

// Label names a form; the code itself for an unknown one.
func (f Form) Label() Label {
	if l, ok := formLabels[f]; ok {
		return l
	}
	return Label{VI: string(f), EN: string(f)}
}

var formLabels = map[Form]Label{
	Reprimand: {VI: "khiển trách", EN: "reprimand"},
	Warning:   {VI: "cảnh cáo", EN: "warning"},
	Removal:   {VI: "cách chức", EN: "removal from post"},
	Dismissal: {VI: "buộc thôi việc", EN: "dismissal"},
}

// Facts is what the conditions of a policy may look at: one official in one period. The JSON names are also the names
// that the conditions use, such as own.on_time or unit.exceeded.
type Facts struct {
	Official   string       `json:"official"` // code
	Year       int          `json:"year"`
	Quarter    int          `json:"quarter,omitempty"` // 1..4; 0 when the whole year is evaluated
	Post       Post         `json:"post"`
	Person     Person       `json:"person"`
	Own        Targets      `json:"own"`
	Unit       UnitResult   `json:"unit"`
	Criteria   Levels       `json:"criteria"`
	Score      Points       `json:"score"`
	Discipline []Discipline `json:"discipline"` // decided in the period

	Quarters []QuarterGrade `json:"quarters,omitempty"` // of the year; none when a quarter is evaluated or the policy rates none
}

// Post is the principal post the official holds in the period.
type Post struct {
	TitleGroup string `json:"title_group"`
	Track      string `json:"track"` // party, government, council or mass
	Rank       int    `json:"rank"`  // 1 is the highest
	IsHead     bool   `json:"is_head"`
}

// Person is what is on record about the official's own year.
type Person struct {
	MonthsWorked    int  `json:"months_worked"` // 0..12
	MaternityLeave  bool `json:"maternity_leave"`
	AbsenceMonths   int  `json:"absence_months"` // 0..12
	SickMonths      int  `json:"sick_months"`    // 0..12
	Exemplary       bool `json:"exemplary"`
	Initiative      bool `json:"initiative"`        // an initiative applied in practice
	ConfidenceVote  bool `json:"confidence_vote"`   // whether a vote of confidence was held in the period
	LowConfidenceBP int  `json:"low_confidence_bp"` // share of low confidence in it, 0..10000
}

// Targets counts the tasks or products an official was assigned.
type Targets struct {
	Total    int `json:"total"`
	Done     int `json:"done"`
	OnTime   int `json:"on_time"`
	Exceeded int `json:"exceeded"`
}

// UnitResult counts what the official's unit achieved, as a row of unit_results.csv.
type UnitResult struct {
	Total              int  `json:"total"`
	Done               int  `json:"done"`
	OnTime             int  `json:"on_time"`
	Exceeded           int  `json:"exceeded"`
	SubunitsTotal      int  `json:"subunits_total"`
	SubunitsCompleted  int  `json:"subunits_completed"` // rated Completed or better
	SubunitsGood       int  `json:"subunits_good"`      // rated Good or better
	MembersDisciplined int  `json:"members_disciplined"`
	Disunity           bool `json:"disunity"` // internal disunity was concluded
}

// Levels is a criterion level each; empty where none is on record.
type Levels struct {
	Political    Level `json:"political"`
	Ethics       Level `json:"ethics"`
	Style        Level `json:"style"`
	Organisation Level `json:"organisation"`
	Results      Level `json:"results"`
}

// Points is a score in tenths of a point, so that 29.3 is 293 (the score shape, QĐ 366-QĐ/TW 2025).
type Points struct {
	Given         bool `json:"given"`          // whether a score is on record
	GeneralTenths int  `json:"general_tenths"` // 0..300
	ResultsTenths int  `json:"results_tenths"` // 0..700
}

// Discipline is one disciplinary decision.
type Discipline struct {
	Form        Form `json:"form"`
	DutyRelated bool `json:"duty_related"`
}
