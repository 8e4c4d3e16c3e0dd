package pages

import (
	"regexp"
	"strings"
)

// RosterProblem says in the reader's language what is wrong with a file of the roster, or what to do about it. What the
// checks say is English; a sentence that has no translation stays as it is.
func (p Page) RosterProblem(text string) string {
	if p.Lang == English {
		return text
	}
	for _, r := range rosterRules {
		found := r.english.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		said := r.vietnamese
		for _, part := range found[1:] {
			if word, ok := rosterWords[part]; ok {
				part = word
			}
			if list, ok := strings.CutPrefix(part, "["); ok {
				part = strings.ReplaceAll(strings.TrimSuffix(list, "]"), " ", ", ")
			}
			said = strings.Replace(said, "%", part, 1)
		}
		return said
	}
	return text
}

// rosterWords are the words that the sentences are filled in with.
var rosterWords = map[string]string{
	"unit": "đơn vị", "body": "cấp có thẩm quyền", "post": "chức danh", "official": "cán bộ", "mail address": "địa chỉ thư",
	"qualification": "trình độ", "discipline": "kỷ luật", "period of a unit": "kỳ của đơn vị", "period of an official": "kỳ của cán bộ", "figure": "chỉ số",
	"two head posts of a unit at one time":        "hai chức danh đứng đầu trong cùng thời gian",
	"a post held twice at one time":               "hai người giữ một chức danh trong cùng thời gian",
	"two principal posts of a person at one time": "một người có hai chức vụ chính trong cùng thời gian",
	"a member seated twice in a body":             "một người ghi hai lần trong cùng thời gian",
	"two chairs of a body at one time":            "hai người chủ trì trong cùng thời gian",
}

type rosterRule struct {
	english    *regexp.Regexp
	vietnamese string // % stands for each part in order
}

var rosterRules = rosterRulesOf([][2]string{
	{"duplicate %: line % has it too", "trùng %: dòng % cũng có"},
	{"remove one or correct it", "bỏ một dòng hoặc sửa lại"},
	{"% has no %", "% không có %"},
	{"add it there or correct the code", "bổ sung vào đó hoặc sửa mã"},
	{"%: % overlaps % in line %", "%: % trùng với % ở dòng %"},
	{"end one the day before the other begins", "cho một dòng kết thúc trước ngày dòng kia bắt đầu"},
	{"the district has no parent and every other unit has one", "huyện không có đơn vị cấp trên; mọi đơn vị khác phải có"},
	{"correct kind or parent", "sửa kind hoặc parent"},
	{"the unit is below itself", "đơn vị nằm dưới chính nó"},
	{"correct the parents", "sửa đơn vị cấp trên"},
	{"% units of kind district", "có % đơn vị loại district"},
	{"keep exactly one in a data folder", "chỉ giữ đúng một"},
	{"the post (%) is outside of its unit's time (%)", "thời gian của chức danh (%) nằm ngoài thời gian của đơn vị (%)"},
	{"correct the days here or in %", "sửa ngày ở đây hoặc trong %"},
	{"joined before the age of 18", "vào Đảng trước 18 tuổi"},
	{"correct born or party_joined", "sửa born hoặc party_joined"},
	{"the tenure (%) is outside of its post's time (%)", "thời gian giữ chức vụ (%) nằm ngoài thời gian của chức danh (%)"},
	{"a body with no members", "cấp có thẩm quyền chưa có thành viên"},
	{"add its members to %", "bổ sung thành viên vào %"},
	{"a body with no chair", "cấp có thẩm quyền chưa có người chủ trì"},
	{"give one of its members the role chair in %", "ghi vai trò chair cho một thành viên trong %"},
	{"the file cannot be read", "không đọc được tệp"},
	{"add it or make it readable; its header is: %", "bổ sung tệp; dòng tiêu đề là: %"},
	{"the line is not CSV", "dòng không đúng định dạng CSV"},
	{`put text with commas or quotes in "..." and double the quotes in it`, `đặt nội dung có dấu phẩy hoặc ngoặc kép trong "..." và viết đôi dấu ngoặc kép`},
	{"% cells where the header has %", "% ô trong khi tiêu đề có %"},
	{"write one cell for each column, empty ones too", "mỗi cột một ô, kể cả ô trống"},
	{"the file is empty", "tệp trống"},
	{"write the header line: %", "ghi dòng tiêu đề: %"},
	{"unknown column", "cột không có trong mẫu"},
	{"remove or rename it; known are: %", "bỏ hoặc đổi tên cột; các cột là: %"},
	{"the column is there twice", "cột bị ghi hai lần"},
	{"remove one", "bỏ một"},
	{"missing column", "thiếu cột"},
	{"add it; cells may be empty where nothing is known", "thêm cột; ô chưa rõ thì để trống"},
	{"invalid UTF-8", "ký tự không đúng UTF-8"},
	{"save the file as UTF-8", "lưu tệp theo UTF-8"},
	{"a control character or line break", "có ký tự điều khiển hoặc xuống dòng"},
	{"remove it", "bỏ đi"},
	{"no value", "chưa có giá trị"},
	{"fill it in", "điền vào"},
	{"% is not a code", "% không phải là mã"},
	{"use a-z, 0-9 and -, at most 63, starting with a letter or digit", "dùng a-z, 0-9 và dấu -, tối đa 63 ký tự, bắt đầu bằng chữ hoặc số"},
	{"not a mail address", "không phải là địa chỉ thư"},
	{"write one address such as %", "ghi một địa chỉ như %"},
	{"% is not a day", "% không phải là ngày"},
	{"write YYYY-MM-DD, a day that exists, from 1900 to 2200", "ghi theo dạng năm-tháng-ngày như 2018-12-31, ngày có thật, từ 1900 đến 2200"},
	{"the last day is before the first", "ngày cuối trước ngày đầu"},
	{"correct valid_from or valid_to", "sửa valid_from hoặc valid_to"},
	{"% is neither yes nor no", "% không phải yes hoặc no"},
	{"write yes or no", "ghi yes (có) hoặc no (không)"},
	{"% is no whole number from % to %", "% không phải số nguyên từ % đến %"},
	{"correct it", "sửa lại"},
	{"% is more than % in %", "% lớn hơn % ở cột %"},
	{"correct one of the two", "sửa một trong hai"},
	{"unknown value %", "giá trị % không có trong danh mục"},
	{"write one of %", "ghi một trong %"},
	{"months worked and months absent are more than %", "số tháng làm việc và số tháng nghỉ cộng lại quá %"},
	{"more than % months of sick leave", "nghỉ ốm quá % tháng"},
	{"somebody related to themself", "quan hệ với chính mình"},
	{"name the other person, or remove the line", "ghi người kia, hoặc bỏ dòng"},
	{"% has a spouse in line %", "% đã có vợ/chồng ở dòng %"},
	{"end one marriage with valid_to, or correct it", "ghi valid_to cho một quan hệ, hoặc sửa lại"},
	{"line % relates the two already", "dòng % đã ghi quan hệ của hai người"},
	{"remove one; a relation counts in both directions", "bỏ một dòng; quan hệ tính cả hai chiều"},
	{"contradicts line %, in which the relative is %", "trái với dòng %, trong đó người thân là %"},
	{"keep the one that is true", "giữ dòng đúng"},
	{"% cannot be %: the elder is born later", "% không thể là %: người bề trên sinh sau"},
	{"turn the two around, or correct born in %", "đổi chỗ hai người, hoặc sửa born trong %"},
})

func rosterRulesOf(pairs [][2]string) []rosterRule {
	rules := make([]rosterRule, len(pairs))
	for i, pair := range pairs {
		pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(pair[0]), "%", "(.+?)") + "$"
		rules[i] = rosterRule{regexp.MustCompile(pattern), pair[1]}
	}
	return rules
}
