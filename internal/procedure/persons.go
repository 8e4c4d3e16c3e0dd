package procedure

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Persons names some people, none for everybody. In JSON one person is a text, as in the first release, and several are
// a list.
type Persons []string

// Include reports whether somebody is meant.
func (p Persons) Include(who string) bool { return len(p) == 0 || slices.Contains(p, who) }

// MarshalJSON implements json.Marshaler.
func (p Persons) MarshalJSON() ([]byte, error) {
	if len(p) == 1 && p[0] != "" {
		return json.Marshal(p[0])
	}
	return json.Marshal([]string(p))
}

// UnmarshalJSON implements json.Unmarshaler.
func (p *Persons) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '[' {
		return json.Unmarshal(raw, (*[]string)(p))
	}
	var one string
	if err := json.Unmarshal(raw, &one); err != nil {
		return fmt.Errorf("a person or a list of persons: %w", err)
	}
	*p = nil
	if one != "" {
		*p = Persons{one}
	}
	return nil
}
