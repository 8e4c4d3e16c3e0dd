package assignment

import (
	"fmt"
	"strings"

	"canbo/internal/evaluation"
)

// OfRule is a rule as something that has a name; it is no limit.
const OfRule Kind = "rule"

// Names gives the name of a person, a need (its post), a unit (of either cap) or a rule.
type Names func(kind Kind, code string) evaluation.Label

// Codes names everything by its code.
func Codes(_ Kind, code string) evaluation.Label { return evaluation.Label{VI: code, EN: code} }

// Sentences says the reason for people.
func (r Reason) Sentences(names Names) evaluation.Label {
	of, with := names(r.Of.Kind, r.Of.Code), names(r.Of.other(), r.With)
	var says []evaluation.Label
	switch r.Code {
	case FixedPair:
		says = append(says, label("%s – %s: giữ nguyên theo lựa chọn của người lập phương án.", "%s – %s: kept as people fixed it.", of, with))
	case Placed:
		says = append(says, label("%s – %s: mức phù hợp %s điểm, thuộc phương án tốt nhất.",
			"%s – %s: suitability %s, part of the best plan.", of, with, number(r.Suitability)))
	case Unplaced:
		says = append(says, label("%s: chưa bố trí được trong phương án tốt nhất.", "%s: not part of the best plan.", of))
	default:
		says = append(says, label("%s: không có cặp nào đủ điều kiện.", "%s: no pair is possible.", of))
	}
	if r.Next != nil {
		says = append(says, r.Next.sentence(r.Of, names))
	}
	if len(r.Rules) > 0 {
		var rules []evaluation.Label
		for _, c := range r.Rules {
			rules = append(rules, label("%s (%s)", "%s (%s)", names(OfRule, c.Rule), number(int64(c.Pairs))))
		}
		says = append(says, label("Không đủ điều kiện theo quy định: %s.", "Excluded by rules: %s.", joined(rules, ", ")))
	}
	return joined(says, " ")
}

// other is the kind of the partner.
func (l Limit) other() Kind {
	if l.Kind == OfPerson {
		return OfNeed
	}
	return OfPerson
}

func (a Alternative) sentence(of Limit, names Names) evaluation.Label {
	with := names(of.other(), a.With)
	if a.Change.Loss == (Loss{}) {
		return label("Lựa chọn kế tiếp: %s, có giá trị tương đương.", "Next best: %s, worth the same.", with)
	}
	var blocks []evaluation.Label
	for _, b := range a.Blocks {
		blocks = append(blocks, b.phrase(names))
	}
	return label("Lựa chọn kế tiếp: %s, nhưng %s vì %s.", "Next best: %s, but %s because %s.",
		with, a.Change.Loss.Phrase(), joined(blocks, "; "))
}

// Phrase says the weightiest loss.
func (l Loss) Phrase() evaluation.Label {
	switch {
	case l.Needs != 0:
		return label("bớt %s vị trí được bố trí", "%s fewer needs are filled", number(l.Needs))
	case l.Urgency != 0:
		return label("tổng mức cấp thiết giảm %s điểm", "urgency falls by %s", number(l.Urgency))
	case l.Suitability != 0:
		return label("tổng mức phù hợp giảm %s điểm", "suitability falls by %s", number(l.Suitability))
	default:
		return evaluation.Label{VI: "không mất gì", EN: "nothing is lost"}
	}
}

func (b Block) phrase(names Names) evaluation.Label {
	name := names(b.Kind, b.Code)
	switch {
	case b.Kind == OfRelease:
		return label("%s đã đủ số người được đi", "%s may release no more people", name)
	case b.Kind == OfReceive:
		return label("%s đã đủ số người được nhận", "%s may receive no more people", name)
	case b.By != "":
		return label("%s đã có %s", "%s has %s", name, names(b.other(), b.By))
	default:
		return label("%s cần cho cặp khác", "%s is needed elsewhere", name)
	}
}

// label formats a text in both languages with values that have both.
func label(vi, en string, values ...evaluation.Label) evaluation.Label {
	inVI, inEN := make([]any, len(values)), make([]any, len(values))
	for i, v := range values {
		inVI[i], inEN[i] = v.VI, v.EN
	}
	return evaluation.Label{VI: fmt.Sprintf(vi, inVI...), EN: fmt.Sprintf(en, inEN...)}
}

func number(n int64) evaluation.Label {
	text := fmt.Sprint(n)
	return evaluation.Label{VI: text, EN: text}
}

func joined(labels []evaluation.Label, separator string) evaluation.Label {
	vi, en := make([]string, len(labels)), make([]string, len(labels))
	for i, l := range labels {
		vi[i], en[i] = l.VI, l.EN
	}
	return evaluation.Label{VI: strings.Join(vi, separator), EN: strings.Join(en, separator)}
}

// Phrase says for people what forbids the change.
func (b Break) Phrase(names Names) evaluation.Label {
	switch {
	case b.Limit != nil:
		return label("%s: các cặp được giữ nguyên đã dùng hết chỗ", "%s: the fixed pairs use it up", names(b.Limit.Kind, b.Limit.Code))
	case b.Rule == RuleNoPair:
		return evaluation.Label{VI: "cặp này chưa được xem xét", EN: "nobody weighed this pair"}
	case b.Rule == RuleFixed:
		return evaluation.Label{VI: "cặp này được giữ nguyên; bỏ giữ nguyên trước", EN: "the pair is fixed; free it first"}
	default:
		return names(OfRule, b.Rule)
	}
}
