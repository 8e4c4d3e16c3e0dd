package planning

import "canbo/internal/roster"

// Count is how many people are on the lists of a kind at a level of government, each once on each list.
type Count struct {
	Kind   roster.PlanKind
	Tier   roster.Tier
	People int
}

// Figure is the id of the figure, such as planning.executive_committee; of the communes together
// planning.commune_executive_committees.
func (c Count) Figure() string {
	if c.Tier != roster.TierCommune {
		return "planning." + string(c.Kind)
	}
	if c.Kind == roster.PlanKeyPosts {
		return "planning.commune_key_posts"
	}
	return "planning.commune_" + string(c.Kind) + "s"
}
