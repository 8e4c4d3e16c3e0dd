package report

import (
	"fmt"
	"io"
	"slices"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
)

// Table prints the figures for people, in colour where w is a terminal. The column of what was printed elsewhere
// appears only when there is something in it.
func Table(w io.Writer, figures []Figure) error {
	compared := slices.ContainsFunc(figures, func(f Figure) bool { return f.Printed != "" })
	head := []string{"Chỉ tiêu\nFigure", "Kết quả\nResult", "Tỷ lệ\nPercent", "So với trước\nChange"}
	if compared {
		head = append(head, "Báo in\nArticle")
	}
	// The head is an ordinary row: those that the library calls headers have one line only.
	t := table.New().Border(lipgloss.RoundedBorder()).BorderRow(true).StyleFunc(style).Row(head...)
	for _, f := range figures {
		row := []string{f.ID, fmt.Sprintf("%d / %d", f.Count, f.Total), percent(f), change(f)}
		if label := labelOf(f.ID); label != "" {
			row[0] += "\n" + label
		}
		if compared {
			row = append(row, f.Printed)
		}
		t.Row(row...)
	}
	if _, err := lipgloss.Fprintln(w, t.Render()); err != nil {
		return fmt.Errorf("print the figures: %w", err)
	}
	return notes(w, figures, compared)
}

// notes say what the numbers mean where a reader could take them for something else.
func notes(w io.Writer, figures []Figure, compared bool) error {
	var texts []string
	if slices.ContainsFunc(figures, func(f Figure) bool { return f.BaselineBP != nil }) {
		texts = append(texts, "pp: điểm phần trăm so với số liệu đã công bố / percentage points on the published baseline.")
	}
	if compared {
		texts = append(texts, "Báo in / Article: "+articleSource+
			". Bài báo không nói rõ “tăng” là điểm phần trăm hay tăng tương đối.")
	}
	for _, text := range texts {
		if _, err := fmt.Fprintln(w, text); err != nil {
			return fmt.Errorf("print the notes: %w", err)
		}
	}
	return nil
}

func style(row, column int) lipgloss.Style {
	s := lipgloss.NewStyle().Padding(0, 1)
	if row == 0 {
		return s.Bold(true)
	}
	if column >= 1 && column <= 3 {
		return s.Align(lipgloss.Right)
	}
	return s
}

func percent(f Figure) string {
	bp, ok := f.PercentBP()
	if !ok {
		return "-"
	}
	return hundredths(bp).String(",") + " %"
}

func change(f Figure) string {
	bp, ok := f.ChangeBP()
	switch {
	case !ok:
		return "-"
	case bp >= 0:
		return "+" + hundredths(bp).String(",") + " pp"
	default:
		return hundredths(bp).String(",") + " pp"
	}
}
