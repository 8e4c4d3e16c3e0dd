package report

import (
	"encoding/json"
	"fmt"
	"io"
)

// JSON writes the figures as a map from id to {"count","total","percent","change_pp"}. percent and change_pp have two
// decimals, rounded half up; percent is null when total is 0, change_pp when there is no baseline.
func JSON(w io.Writer, figures []Figure) error {
	type entry struct {
		Count    int         `json:"count"`
		Total    int         `json:"total"`
		Percent  *hundredths `json:"percent"`
		ChangePP *hundredths `json:"change_pp"`
	}
	entries := make(map[string]entry, len(figures))
	for _, f := range figures {
		e := entry{Count: f.Count, Total: f.Total}
		if bp, ok := f.PercentBP(); ok {
			e.Percent = new(hundredths(bp))
		}
		if bp, ok := f.ChangeBP(); ok {
			e.ChangePP = new(hundredths(bp))
		}
		entries[f.ID] = e
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(entries); err != nil {
		return fmt.Errorf("write the figures: %w", err)
	}
	return nil
}

// hundredths is a number with two decimals, kept whole so that no rounding of floats can touch it.
type hundredths int

// String writes the number with the given decimal mark.
func (h hundredths) String(mark string) string {
	sign := ""
	if h < 0 {
		sign, h = "-", -h
	}
	return fmt.Sprintf("%s%d%s%02d", sign, h/100, mark, h%100)
}

// MarshalJSON writes a JSON number such as 98.32.
func (h hundredths) MarshalJSON() ([]byte, error) { return []byte(h.String(".")), nil }
