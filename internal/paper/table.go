package paper

import (
	"fmt"
	"strconv"
	"time"

	"canbo/internal/calendar"
	"canbo/internal/evaluation"
)

// Kind is what the cells of a column hold.
type Kind string

// The kinds of columns. An empty cell of any kind is nil.
const (
	Text   Kind = "text"   // string
	Number Kind = "number" // int
	Mark   Kind = "mark"   // bool, shown as x
	Date   Kind = "date"   // calendar.Date
	Moment Kind = "moment" // time.Time, shown in +07:00
)

// Column describes a column of a table.
type Column struct {
	Head  evaluation.Label
	Kind  Kind
	Width int // in characters of a worksheet, in a document a share of the line; 0 for 12
}

// Table is columns and rows; a row has one cell for each column.
type Table struct {
	Title   evaluation.Label
	Columns []Column
	Rows    [][]any
}

const defaultWidth = 12

func (c Column) width() int {
	if c.Width == 0 {
		return defaultWidth
	}
	return c.Width
}

// cellText is how a document shows a cell.
func cellText(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case bool:
		if v {
			return "x"
		}
		return ""
	case calendar.Date:
		return Day(v)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.In(calendar.Vietnam).Format("02/01/2006 15:04")
	default:
		return fmt.Sprint(v)
	}
}
