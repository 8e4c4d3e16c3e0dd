package pages

import "canbo/internal/evaluation"

// PolicySection heads the values of a part of a policy, by the beginnings of their paths.
type PolicySection struct {
	Prefix string
	Title  Text
}

// PolicySections are the parts of all kinds of policies; the first that fits counts.
var PolicySections = []PolicySection{
	{"evaluation.grades", "Các mức xếp loại|Grades"},
	{"evaluation.criteria", "Nhóm tiêu chí|Criteria"},
	{"evaluation.levels", "Các mức của tiêu chí|Levels of the criteria"},
	{"evaluation.conditions", "Điều kiện của từng mức xếp loại|What each grade asks for"},
	{"evaluation.blocking", "Trường hợp bị khống chế mức xếp loại|What keeps an official at or below a grade"},
	{"evaluation.advice", "Khuyến nghị đối với cấp quyết định|What the deciding body is asked to consider"},
	{"evaluation.quarters", "Đánh giá theo quý|Quarters"},
	{"evaluation.cap", "Tỷ lệ tối đa xếp loại xuất sắc|The cap on Excellent"},
	{"evaluation.score", "Thang điểm|Points"},
	{"evaluation.conflicts", "Xung đột lợi ích|Conflicts of interest"},
	{"evaluation.steps.cycle", "Các bước của đợt đánh giá|Steps of the cycle"},
	{"evaluation.steps.unit_review", "Các bước tại đơn vị|Steps in the unit"},
	{"evaluation.steps.body_decision", "Các bước của cấp có thẩm quyền|Steps of the deciding body"},
	{"evaluation.steps.petition", "Giải quyết kiến nghị|Steps of a petition"},
	{"planning.references", "Thời điểm tính tuổi|When ages are counted"},
	{"planning.structure", "Cơ cấu của danh sách|Structure of a list"},
	{"planning.rules", "Quy tắc rà soát|Rules of the screening"},
	{"planning.removals", "Lý do đưa ra khỏi quy hoạch|Reasons for leaving a list"},
	{"planning.steps", "Các bước rà soát hằng năm|Steps of the yearly review"},
	{"rotation.standing", "Thứ bậc chức vụ|Standing of posts"},
	{"rotation.points", "Điểm phù hợp với vị trí|Points of suitability for a post"},
	{"rotation.rules", "Điều kiện luân chuyển|Who may be rotated"},
	{"rotation.dossier", "Hồ sơ|The dossier"},
	{"rotation.entitlements", "Chế độ, chính sách|Entitlements"},
	{"rotation.steps.plan", "Các bước của kế hoạch năm|Steps of the yearly plan"},
	{"rotation.steps.rotation", "Các bước của một lượt luân chuyển|Steps of a rotation"},
	{"qualification", "Tiêu chuẩn trình độ của chức danh|What posts ask for"},
	{"term", "Xếp loại nhiệm kỳ|Rating of a term"},
	{"", "Quy định chung|In general"},
}

// PolicyLeaf names a plain value of a policy and says how it is written.
type PolicyLeaf struct {
	Name Text
	Unit Text // with %s for the value; "" for the value alone
	As   PolicyForm
}

// PolicyForm is how a plain value is written.
type PolicyForm int

// The forms.
const (
	AsIs    PolicyForm = iota // a number, or yes and no, or codes that policyCodes names
	AsShare                   // basis points
	AsTenth                   // tenths
	AsBands                   // a list of basis points
	AsAges                    // retirement ages
	AsMonth                   // a month as YYYY-MM
)

const (
	months  Text = "%s tháng|%s months"
	years   Text = "%s tuổi|%s years"
	percent Text = "%s %%|%s %%"
	points  Text = "%s điểm|%s points"
	people  Text = "%s người|%s people"
)

// PolicyLeaves are the plain values by their paths, without the keys of lists.
var PolicyLeaves = map[string]PolicyLeaf{
	"evaluation.shape":                            {"Cách xếp loại|How a grade comes about", "", AsIs},
	"evaluation.period_types":                     {"Kỳ đánh giá|Periods", "", AsIs},
	"evaluation.quarters.rated":                   {"Các quý được đánh giá riêng|Quarters that are rated by themselves", "", AsIs},
	"evaluation.cap.ratio_bp":                     {"Tỷ lệ tối đa|Most", percent, AsShare},
	"evaluation.cap.extended_bp":                  {"Tỷ lệ khi cấp có thẩm quyền quyết định mở rộng|Most by a reasoned decision", percent, AsShare},
	"evaluation.cap.denominator":                  {"Tính trên|Counted against", "", AsIs},
	"evaluation.cap.group":                        {"Tính trong|Counted among", "", AsIs},
	"evaluation.cap.exclude_head":                 {"Không tính người đứng đầu|Heads are left out", "", AsIs},
	"evaluation.cap.rounding":                     {"Làm tròn|Rounding", "", AsIs},
	"evaluation.cap.small_group":                  {"Nhóm quá nhỏ|A group that is too small", "", AsIs},
	"evaluation.cap.enforcement":                  {"Khi vượt tỷ lệ|When it is exceeded", "", AsIs},
	"evaluation.cap.priority":                     {"Thứ tự ưu tiên|Who goes first", "", AsIs},
	"evaluation.head_not_above_unit":              {"Người đứng đầu không xếp cao hơn đơn vị|A head is not rated above the unit", "", AsIs},
	"evaluation.gap.any_grade_change":             {"Phải giải trình khi mức đề xuất khác mức tự nhận|A grade other than the self-grade has to be explained", "", AsIs},
	"evaluation.gap.points_tenths":                {"Phải giải trình khi điểm chênh từ|Points that differ by this have to be explained", points, AsTenth},
	"evaluation.comments_shown":                   {"Ý kiến góp ý được thông báo cho người được đánh giá|What an official is shown of the comments on them", "", AsIs},
	"evaluation.conflicts.relations":              {"Quan hệ gia đình phải tránh|Relations that are kept apart", "", AsIs},
	"evaluation.conflicts.ballot":                 {"Không bỏ phiếu về người có quan hệ|Nobody votes on a relative", "", AsIs},
	"evaluation.conflicts.four_eyes":              {"Các bước phải do người khác nhau thực hiện|Steps that different people take", "", AsIs},
	"evaluation.score.general_max_tenths":         {"Điểm tối đa nhóm tiêu chí chung|Most general points", points, AsTenth},
	"evaluation.score.results_max_tenths":         {"Điểm tối đa kết quả thực hiện nhiệm vụ|Most points for results", points, AsTenth},
	"evaluation.score.rounding_tenths":            {"Làm tròn đến|Rounded to", points, AsTenth},
	"planning.people_per_post":                    {"Số người tối đa cho một chức danh|Most people for one post", people, AsIs},
	"planning.posts_per_person":                   {"Số chức danh tối đa của một người|Most positions of one person", "", AsIs},
	"planning.same_level_only":                    {"Chỉ tính chức danh cùng cấp|Only positions of one level count", "", AsIs},
	"planning.higher_post_only":                   {"Chỉ quy hoạch chức vụ cao hơn|Only for a higher post", "", AsIs},
	"planning.coefficient_x10":                    {"Hệ số so với số ủy viên cấp ủy (0: không quy định)|Times the seats of the committee (0: none)", "", AsTenth},
	"planning.months_left":                        {"Thời gian công tác còn lại ít nhất|Least service left", months, AsIs},
	"planning.discipline_months":                  {"Thời hạn tính kỷ luật|How long discipline counts", months, AsIs},
	"planning.finding_months":                     {"Sự việc trước khi phê duyệt danh sách còn được xét|How long before the approval of a list a record still counts", months, AsIs},
	"planning.references.month":                   {"Thời điểm tính tuổi|Month at which ages are counted", "", AsMonth},
	"planning.references.young_under":             {"Cán bộ trẻ: dưới|Young: under", years, AsIs},
	"planning.retirement":                         {"Tuổi nghỉ hưu|Retirement ages", "", AsAges},
	"planning.structure.women_bp":                 {"Cán bộ nữ, ít nhất|Women, at least", percent, AsShare},
	"planning.structure.young_bp":                 {"Cán bộ trẻ, ít nhất|Young, at least", percent, AsShare},
	"planning.structure.minority_bp":              {"Cán bộ người dân tộc thiểu số, ít nhất|Ethnic minorities, at least", percent, AsShare},
	"planning.structure.external_bp":              {"Nguồn từ nơi khác, ít nhất|From elsewhere, at least", percent, AsShare},
	"planning.structure.age_bands":                {"Ranh giới các độ tuổi|Upper ages of the bands", "", AsIs},
	"planning.structure.band_bp":                  {"Tỷ lệ từng độ tuổi, ít nhất|Share of each band, at least", "", AsBands},
	"planning.publish":                            {"Thông báo cho|Who is told", "", AsIs},
	"qualification.requirements.professional":     {"Trình độ chuyên môn|Professional level", "", AsIs},
	"qualification.requirements.political_theory": {"Trình độ lý luận chính trị|Political theory", "", AsIs},
	"rotation.months_left":                        {"Thời gian công tác còn lại ít nhất|Least service left", months, AsIs},
	"rotation.months_left_obliged":                {"Thời gian còn lại ít nhất của diện phải chuyển|Least service left of who must leave", months, AsIs},
	"rotation.months_in_post":                     {"Thời gian giữ chức vụ hiện tại ít nhất|Least time in the present post", months, AsIs},
	"rotation.discipline_months":                  {"Thời hạn tính kỷ luật|How long discipline counts", months, AsIs},
	"rotation.term_months":                        {"Một nhiệm kỳ|A term", months, AsIs},
	"rotation.max_terms":                          {"Số nhiệm kỳ liên tiếp tối đa của người đứng đầu|Most terms in a row as head", "", AsIs},
	"rotation.local_months":                       {"Coi là người địa phương khi đã công tác|Local after", months, AsIs},
	"rotation.min_months":                         {"Thời gian luân chuyển ít nhất|Least length of a rotation", months, AsIs},
	"rotation.review_months":                      {"Đánh giá định kỳ mỗi|Assessed every", months, AsIs},
	"rotation.placement_month":                    {"Dự kiến bố trí muộn nhất vào tháng thứ|Placement planned by month", "", AsIs},
	"rotation.placements":                         {"Cách bố trí sau luân chuyển|Placements", "", AsIs},
	"rotation.horizon_months":                     {"Vị trí trống trong thời gian tới được đưa vào nhu cầu|Posts falling vacant within this time are needs", months, AsIs},
	"rotation.points.planned_for_post":            {"Được quy hoạch chính chức danh đó|Prepared for this very post", "", AsIs},
	"rotation.points.planned":                     {"Được quy hoạch chức danh khác|Prepared for another post", "", AsIs},
	"rotation.points.excellent":                   {"Hoàn thành xuất sắc nhiệm vụ|Excellent", "", AsIs},
	"rotation.points.good":                        {"Hoàn thành tốt nhiệm vụ|Good", "", AsIs},
	"rotation.points.completed":                   {"Hoàn thành nhiệm vụ|Completed", "", AsIs},
	"rotation.points.obliged":                     {"Thuộc diện phải chuyển đổi vị trí|Must leave the present post", "", AsIs},
	"rotation.points.equal_post":                  {"Chức vụ tương đương|A post of the same standing", "", AsIs},
	"rotation.points.preference":                  {"Nguyện vọng của cán bộ hoặc của nơi đến|Wish of the person or of the place", "", AsIs},
	"rotation.retirement":                         {"Tuổi nghỉ hưu|Retirement ages", "", AsAges},
	"term.order":                                  {"Thứ tự xét các mức|Order in which the grades are tried", "", AsIs},
}

// PolicyCode says a code of a policy; ok is false for one that has no name.
func (p Page) PolicyCode(code string) (text string, ok bool) {
	if t, ok := policyCodes[code]; ok {
		return p.T(t), true
	}
	if g := evaluation.Grade(code); g.Valid() {
		return p.L(evaluation.GradeLabelOf(g)), true
	}
	return code, false
}

var policyCodes = map[string]Text{
	"texts": "nội dung góp ý, không nêu người góp ý|what was said, not by whom", "authors": "nội dung góp ý và người góp ý|what was said and by whom",
	"conditions": "Theo điều kiện|By conditions", "score_and_conditions": "Theo điểm và điều kiện|By points and conditions",
	"year": "năm|year", "quarter": "quý|quarter", "term": "nhiệm kỳ|term", "ad_hoc": "khi có yêu cầu|on request",
	"GoodOnly": "Số người xếp loại tốt|Those rated Good", "AllStaff": "Tổng số người của nhóm|Everybody in the group",
	"title_group":      "Nhóm chức danh tương đồng của cùng cấp quyết định|Similar posts under one body",
	"unit_title_group": "Nhóm chức danh tương đồng trong cùng đơn vị|Similar posts in one unit",
	"floor":            "Làm tròn xuống|Down", "half_up": "Từ 0,5 làm tròn lên|Half up",
	"allow_zero": "Có thể không có người nào|Nobody", "allow_one": "Được một người|One all the same",
	"block": "Không cho quyết định|The decision is refused", "warn": "Phải nêu lý do|A reason is asked for",
	"exceeded_share":         "tỷ lệ nhiệm vụ vượt mức|share of own tasks exceeded",
	"ballot_excellent_share": "tỷ lệ phiếu đề nghị xuất sắc|share of votes for Excellent",
	"excellent_quarters":     "số quý xếp loại xuất sắc|quarters rated Excellent",
	"spouse":                 "vợ, chồng|spouse", "parent": "bố, mẹ|parent", "child": "con|child", "sibling": "anh, chị, em ruột|sibling",
	"grandparent": "ông, bà|grandparent", "grandchild": "cháu nội, ngoại|grandchild", "parent_in_law": "bố, mẹ vợ hoặc chồng|parent-in-law",
	"child_in_law": "con dâu, con rể|child-in-law", "sibling_in_law": "anh, chị, em vợ hoặc chồng|sibling-in-law",
	"uncle_aunt": "cô, dì, chú, bác, cậu ruột|uncle or aunt", "nephew_niece": "cháu ruột|nephew or niece",
	"proposal": "đề xuất|proposal", "appraisal": "thẩm định|appraisal", "decision": "quyết định|decision",
	"person": "bản thân cán bộ|the official", "unit_head": "người đứng đầu đơn vị|the head of the unit", "public": "công khai|everybody",
	"return": "trở lại nơi đi|return", "stay": "ở lại nơi đến|stay", "higher": "chức vụ cao hơn|a higher post",
	"none": "không yêu cầu|none", "elementary": "sơ cấp|elementary", "intermediate": "trung cấp|intermediate", "college": "cao đẳng|college",
	"university": "đại học|university", "master": "thạc sĩ|master", "doctor": "tiến sĩ|doctor", "advanced": "cao cấp|advanced", "bachelor": "cử nhân|bachelor",
	"district": "cấp huyện|district", "commune": "cấp xã|commune", "male": "nam|men", "female": "nữ|women",
	"Convened": "số được triệu tập|those convened", "Present": "số có mặt|those present", "Issued": "số phiếu phát ra|papers issued",
	"Valid": "số phiếu hợp lệ|valid papers", "HeadDecides": "người đứng đầu quyết định|the head decides", "TopN": "lấy những mức có nhiều phiếu nhất|the leading ones go forward",
	"Fail":     "không phương án nào được thông qua|nothing is carried",
	"internal": "", "external": "thực hiện ở nơi khác, hệ thống ghi kết quả|done elsewhere, the result is recorded", "off": "không thực hiện|left out",
}

// stepOfRow names a step that comes again and again.
const stepOfRow Text = "%s, lần %s|%s %s"

// processSteps name the steps of reviews of planning lists and of rotations.
var processSteps = map[string]Text{
	"screening": "Rà soát theo quy định|Screening", "proposals": "Đề xuất|Proposals", "conference": "Bỏ phiếu tại hội nghị|Ballot of the conference",
	"committee": "Bỏ phiếu của ban chấp hành|Ballot of the committee", "approval": "Phê duyệt|Approval", "assignment": "Phương án bố trí|Assignment",
	"dossiers": "Hoàn thiện hồ sơ|Dossiers", "consultation": "Lấy ý kiến|Consultation", "announcement": "Công bố|Announcement", "handover": "Bàn giao|Handover",
	"entitlements": "Chế độ, chính sách|Entitlements", "checkpoint": "Đánh giá định kỳ|Assessment", "end_review": "Đánh giá khi hết thời gian|Final assessment",
	"placement": "Bố trí sau luân chuyển|Placement", "service": "Công tác tại nơi đến|Service", "ballot": "Bỏ phiếu kín|Ballot", "decision": "Quyết định|Decision",
}

// What the page of a policy says of steps and rules.
const (
	StepDue          Text = "hạn %d ngày làm việc|due after %d working days"
	StepNoDue        Text = "không đặt hạn|no due time"
	StepRemind       Text = "nhắc trước %s ngày|reminder %s days before"
	StepEarly        Text = "kết thúc sớm khi mọi người đã xong|closes when everybody is done"
	StepOnDue        Text = "kết thúc đúng hạn dù còn người chậm|closes when due, though somebody is late"
	StepQuorum       Text = "cần ít nhất %d/%d tính theo %s|at least %d/%d by %s"
	StepOver         Text = "thông qua khi được trên %s %% %s|carried with more than %s %% of %s"
	StepAtLeast      Text = "thông qua khi được từ %s %% %s|carried with %s %% of %s or more"
	StepTie          Text = "nếu không phân định: %s|when it does not decide: %s"
	StepVoters       Text = "người bỏ phiếu: %s|voters: %s"
	RuleNeeded       Text = "Điều kiện của mức “%s”|Condition of “%s”"
	RuleCeiling      Text = "Xếp loại cao nhất: “%s”|At most “%s”"
	RuleBlocks       Text = "Chặn công bố danh sách|The list is not published"
	RuleWarns        Text = "Nêu để xem xét|To be considered"
	RuleExcludes     Text = "Không được luân chuyển|May not be rotated"
	RuleQuarters     Text = "chỉ đánh giá quý|quarters only"
	RuleYears        Text = "chỉ đánh giá năm|years only"
	RulePoints       Text = "từ %s điểm trở lên|%s points or more"
	RuleMaxMonths    Text = "không quá %d tháng|at most %d months old"
	RuleEachYear     Text = "mỗi năm một bản trong %d năm gần nhất|one for each of the last %d years"
	RuleStanding     Text = "bậc %d|standing %d"
	RetirementLine   Text = "%s sinh từ %s: %d tuổi %d tháng|%s born from %s: %d years %d months"
	ruleReads        Text = "Máy kiểm tra|What the program checks"
	ruleCure         Text = "Cách khắc phục|Cure"
	policyWhat       Text = "Nội dung|What it says"
	policyNotShown   Text = "Ngoài ra, %d mục chỉ khác về nguồn hoặc ghi chú.|Besides, %d differ in their source or note only."
	policyCompareHow Text = "Chọn một quy định khác để xem nội dung nào thay đổi. Chọn thêm hồ sơ đã có để xem kết quả gợi ý sẽ khác với ai, vì sao. Hệ thống chỉ tính thử, không ghi gì.|Choose another policy to see what differs. Choose a record as well to see for whom the suggestion would differ, and why. It is a trial: nothing is written."
	policyRecord     Text = "Tính thử trên|Tried on"
	policyRecordAs   Text = "Hồ sơ như hiện có; quyết định đã ban hành không thay đổi.|The record as it stands; no decision changes."
	PolicyNoRecord   Text = "Không tính thử|Nothing"
	PolicyPlans      Text = "Các danh sách quy hoạch hiện hành|The planning lists as they are"
	policyDiffers    Text = "Nội dung quy định khác nhau|What the policies say differently"
	trialTitle       Text = "Tính thử trên hồ sơ|Tried on the record"
	TrialNone        Text = "%d cán bộ được tính thử; gợi ý không thay đổi với ai.|%d officials were tried; the suggestion changes for nobody."
	TrialSome        Text = "%d cán bộ được tính thử; gợi ý thay đổi với %d cán bộ.|%d officials were tried; the suggestion changes for %d."
	TrialUnknown     Text = "Với %d cán bộ, quy định kia cần dữ liệu chưa có trong hồ sơ, nên kết quả tính thử chưa chắc chắn.|For %d officials the other policy asks for facts that are not on record; what is tried may be otherwise."
	TrialDoubtful    Text = "chưa đủ dữ liệu|facts are missing"
	TrialDecided     Text = "đã quyết định: %s|decided: %s"
	TrialWho         Text = "Cán bộ|Official"
	TrialFrom        Text = "Theo quy định này|Under this policy"
	TrialTo          Text = "Theo quy định kia|Under the other"
	TrialWhy         Text = "Vì sao|Why"
	TrialPlans       Text = "Rà soát thử %d danh sách, %d lượt quy hoạch: %d phát hiện thay đổi.|%d lists with %d entries were screened: %d findings change."
	PolicyRotation   Text = "Cán bộ đang giữ chức vụ, với các chức danh khuyết trong ba năm tới|Those who hold posts, for the posts that fall vacant in three years"
	TrialRotation    Text = "Tính thử %d cán bộ với %d chức danh khuyết trong ba năm tới: thay đổi với %d cán bộ.|%d officials were held against the %d posts that fall vacant in three years: %d change."
	TrialEligible    Text = "đủ điều kiện với %d trên %d chức danh|eligible for %d of %d posts"
	TrialLost        Text = "Không còn đủ điều kiện: %s (%s)|No longer eligible: %s (%s)"
	TrialGained      Text = "Không còn bị loại: %s (%s)|No longer excluded: %s (%s)"
	TrialSkipped     Text = "Không tính được %d danh sách: một trong hai quy định không nêu thời điểm tính tuổi của cấp đó, hoặc danh sách chưa có phiên bản nào.|%d lists were left out: one of the policies names no reference month for their level, or they have no version yet."
	TrialFound       Text = "có phát hiện|found"
	TrialNotFound    Text = "không có phát hiện|nothing"
	policyYes        Text = "có|yes"
	policyNo         Text = "không|no"
)

// Yes says yes or no.
func (p Page) Yes(is bool) string {
	if is {
		return p.T(policyYes)
	}
	return p.T(policyNo)
}
