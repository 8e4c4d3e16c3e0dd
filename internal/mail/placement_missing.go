package mail

import (
	"errors"
	"time"
)

// KindPlacementMissing tells that a rotation comes to its end and no placement is planned.
const KindPlacementMissing Kind = "placement_missing"

// PlacementMissing tells who organises a rotation, and the administrators, that nobody has planned what follows it.
type PlacementMissing struct {
	Rotation string    `json:"rotation"` // code
	Person   string    `json:"person"`
	Post     string    `json:"post"` // the present one
	Ends     time.Time `json:"ends"` // the day after its last
	Link     string    `json:"link"`
}

// Kind returns KindPlacementMissing.
func (PlacementMissing) Kind() Kind { return KindPlacementMissing }

func (d PlacementMissing) check() error {
	return errors.Join(
		textField("rotation", d.Rotation), textField("person", d.Person), textField("post", d.Post), timeField("ends", d.Ends), linkField(d.Link))
}
