package web

import (
	"net/url"
	"strconv"

	"canbo/internal/rotation"
	"canbo/internal/web/pages"
)

// rotationDays reads what the list of rotations is narrowed by.
func rotationDays(v *visit) RotationDays {
	q := v.r.URL.Query()
	year, _ := strconv.Atoi(q.Get("year")) // anything else is every year
	return RotationDays{
		Official: q.Get("official"), DecidedFrom: q.Get("decided_from"), DecidedTo: q.Get("decided_to"), State: rotation.Stage(q.Get("state")),
		Year: year, Unit: q.Get("unit"), Direction: rotation.Direction(q.Get("direction")),
	}
}

// rotationQuery is the query that narrows the list so; empty for the whole list.
func rotationQuery(days RotationDays) url.Values {
	query := url.Values{}
	for name, value := range map[string]string{
		"official": days.Official, "decided_from": days.DecidedFrom, "decided_to": days.DecidedTo, "state": string(days.State),
		"unit": days.Unit, "direction": string(days.Direction),
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if days.Year != 0 {
		query.Set("year", strconv.Itoa(days.Year))
	}
	return query
}

// rotationFilter are the fields by which readers narrow the list.
func (s *server) rotationFilter(v *visit, days RotationDays) ([]pages.InputView, error) {
	p := v.page
	anything := pages.Choice{Label: p.T(pages.StateAny)}
	years, ways, units, states := []pages.Choice{anything}, []pages.Choice{anything}, []pages.Choice{anything}, []pages.Choice{anything}
	decided, err := s.Store.RotationYears(v.r.Context())
	if err != nil {
		return nil, err
	}
	chosen := ""
	if days.Year != 0 {
		chosen = strconv.Itoa(days.Year)
	}
	for _, year := range decided {
		years = append(years, pages.Choice{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	for _, way := range []rotation.Direction{rotation.Down, rotation.Up, rotation.Across} {
		ways = append(ways, pages.Choice{Value: string(way), Label: p.T(wayTexts[way])})
	}
	known, err := s.Store.Units(v.r.Context())
	if err != nil {
		return nil, err
	}
	for _, u := range known {
		units = append(units, pages.Choice{Value: u.Code, Label: p.L(u.Name)})
	}
	for _, stage := range rotation.Stages {
		states = append(states, pages.Choice{Value: string(stage), Label: p.T(stageTexts[stage])})
	}
	return []pages.InputView{
		{Kind: pages.ChoiceInput, Name: "year", Label: p.T(pages.FilterYear), Value: chosen, Choices: years},
		{Kind: pages.ChoiceInput, Name: "direction", Label: p.T(pages.ColWay), Value: string(days.Direction), Choices: ways},
		{Kind: pages.ChoiceInput, Name: "unit", Label: p.T(pages.FilterUnit), Value: days.Unit, Choices: units},
		{Kind: pages.ChoiceInput, Name: "state", Label: p.T(pages.FilterState), Value: string(days.State), Choices: states},
		{Kind: pages.DayInput, Name: "decided_from", Label: p.T(pages.FilterFrom), Value: days.DecidedFrom},
		{Kind: pages.DayInput, Name: "decided_to", Label: p.T(pages.FilterTo), Value: days.DecidedTo},
	}, nil
}
