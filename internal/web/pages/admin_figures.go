package pages

import "fmt"

// figureLabels are what the figures of a report are called.
var figureLabels = map[string]Text{
	"qualification.district.professional":     "Cấp huyện: đạt chuẩn trình độ chuyên môn|District: professional training",
	"qualification.district.political_theory": "Cấp huyện: đạt chuẩn lý luận chính trị|District: political theory",
	"qualification.commune.professional":      "Cấp xã: đạt chuẩn trình độ chuyên môn|Communes: professional training",
	"qualification.commune.political_theory":  "Cấp xã: đạt chuẩn lý luận chính trị|Communes: political theory",
	"rotation.since_2014":                     "Cán bộ được luân chuyển từ năm 2014|Officials rotated since 2014",
	"rotation.to_commune_key_posts":           "Trong đó giữ chức Bí thư, Phó Bí thư Đảng ủy, Chủ tịch UBND cấp xã|Of them to be secretary, deputy secretary or chair of a commune",
	"planning.executive_committee":            "Quy hoạch Ban Chấp hành Đảng bộ huyện|Executive committee of the district",
	"planning.standing_committee":             "Quy hoạch Ban Thường vụ Huyện ủy|Standing committee of the district",
	"planning.key_posts":                      "Quy hoạch các chức danh chủ chốt|Key posts of the district",
	"planning.commune_executive_committees":   "Quy hoạch ban chấp hành đảng bộ xã, thị trấn|Executive committees of communes and towns",
	"planning.commune_standing_committees":    "Quy hoạch ban thường vụ đảng ủy xã, thị trấn|Standing committees of communes and towns",
	"planning.commune_key_posts":              "Quy hoạch các chức danh chủ chốt cấp xã|Key posts of communes",
}

// Figure is what a figure is called; its id where the catalogue does not know it.
func (p Page) Figure(id string) string {
	if label, ok := figureLabels[id]; ok {
		return p.T(label)
	}
	return id
}

func (p Page) figurePercent(bp *int) string {
	if bp == nil {
		return "–"
	}
	return p.hundredths(*bp) + " %"
}

// hundredths writes basis points as a percentage with two decimals, as reports print it.
func (p Page) hundredths(bp int) string {
	if p.Lang == English {
		return fmt.Sprintf("%d.%02d", bp/100, bp%100)
	}
	return fmt.Sprintf("%d,%02d", bp/100, bp%100)
}

// figureChange is the change on the published share in percentage points.
func (p Page) figureChange(l FigureLine) string {
	switch {
	case l.BP == nil || l.Baseline == nil:
		return "–"
	case *l.BP < *l.Baseline:
		return p.T(figuresPoints, "−"+p.hundredths(*l.Baseline-*l.BP))
	default:
		return p.T(figuresPoints, "+"+p.hundredths(*l.BP-*l.Baseline))
	}
}

// figureSaid is what a bar shows, in words.
func (p Page) figureSaid(l FigureLine) string {
	if l.Baseline == nil {
		return p.T(figuresBar, l.Label, p.figurePercent(l.BP))
	}
	return p.T(figuresBars, l.Label, p.figurePercent(l.BP), p.figurePercent(l.Baseline))
}

// barHeight leaves room for a second bar where there is one.
func barHeight(l FigureLine) string {
	if l.Baseline == nil {
		return "100"
	}
	return "45"
}

// baselineSource is where published shares come from.
type baselineSource struct{ figures, text string }

// baselineSources are the sources of the published shares, each with the figures that it is about.
func baselineSources(lines []FigureLine) []baselineSource {
	var sources []baselineSource
	for _, l := range lines {
		if l.Source != "" {
			sources = append(sources, baselineSource{l.Label, l.Source})
		}
	}
	return sources
}
