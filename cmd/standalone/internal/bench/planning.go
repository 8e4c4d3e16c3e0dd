package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"canbo/internal/evaluation"
	"canbo/internal/planning"
	"canbo/internal/policy"
	"canbo/internal/roster"
	"canbo/internal/rules"
	"canbo/internal/screening"
	"canbo/seeds"
)

// PlanningOptions say what is screened.
type PlanningOptions struct {
	Entries int
	Policy  string // id of a planning policy, its first version
	Seed    uint64 // of the synthetic people
	Rounds  int    // passes of each kind, in turns
}

const entriesOfList = 100

// PlanningReport is what screening costs without a database: facts, rules, explanations and structure, on one core. The
// passes differ in their rules only: all of the policy; as many that are the constant false; none. What CEL takes lies
// between the two shares: the constants still enter its interpreter, and without rules nothing is explained either.
type PlanningReport struct {
	Machine  Machine `json:"machine"`
	Policy   string  `json:"policy"`
	Rules    int     `json:"rules"`
	Lists    int     `json:"lists"`
	Entries  int     `json:"entries"`
	Findings int     `json:"findings"`

	CompileMS float64 `json:"compile_ms"` // of the policy, once
	// By the clock, and by the time that the processor worked for it, which other work on the machine does not disturb.
	EntriesPerSecond          int `json:"entries_per_second"`
	EntriesPerProcessorSecond int `json:"entries_per_processor_second"`
	// Processor seconds for all entries, collection of garbage included: medians of the rounds.
	Full      float64 `json:"full_cpu_s"`
	Constants float64 `json:"constant_rules_cpu_s"`
	NoRules   float64 `json:"no_rules_cpu_s"`

	ShareOverConstants float64 `json:"cel_share_over_constants_percent"`
	ShareOverNoRules   float64 `json:"cel_share_over_no_rules_percent"`
}

// Planning screens synthetic lists in this process.
func Planning(ctx context.Context, o PlanningOptions) (PlanningReport, error) {
	report := PlanningReport{Machine: thisMachine()}
	set, err := policy.Load(seeds.FS, "policies")
	if err != nil {
		return report, err
	}
	p, err := set.ByID(o.Policy, 1)
	if err != nil {
		return report, err
	}
	lists, err := syntheticLists(o, p)
	if err != nil {
		return report, err
	}
	report.Policy, report.Rules, report.Lists = p.Name(), len(p.Planning.Rules), len(lists)
	begun := time.Now()
	full, err := rules.CompilePlanning(p)
	if err != nil {
		return report, err
	}
	report.CompileMS = milliseconds(time.Since(begun))
	constants, err := withRules(p, "false", p.Planning.Rules)
	if err != nil {
		return report, err
	}
	none, err := withRules(p, "", nil)
	if err != nil {
		return report, err
	}
	worked := make([][]time.Duration, 3)
	var took []time.Duration
	for range max(o.Rounds, 1) {
		for i, compiled := range []*rules.Screening{full, constants, none} {
			if err := ctx.Err(); err != nil {
				return report, err
			}
			begun, before := time.Now(), ownCPU()
			entries, findings, err := screenAll(compiled, lists, p)
			if err != nil {
				return report, err
			}
			worked[i] = append(worked[i], ownCPU()-before)
			if i == 0 {
				report.Entries, report.Findings = entries, findings
				took = append(took, time.Since(begun))
			}
		}
	}
	report.Full, report.Constants, report.NoRules = median(worked[0]), median(worked[1]), median(worked[2])
	report.EntriesPerSecond = int(float64(report.Entries) / median(took))
	report.EntriesPerProcessorSecond = int(float64(report.Entries) / report.Full)
	report.ShareOverConstants = 100 * (report.Full - report.Constants) / report.Full
	report.ShareOverNoRules = 100 * (report.Full - report.NoRules) / report.Full
	return report, nil
}

// withRules compiles a policy with other rules, each with another condition.
func withRules(p *policy.Policy, when string, list []policy.PlanningRule) (*rules.Screening, error) {
	other, body := *p, *p.Planning
	body.Rules = slices.Clone(list)
	for i := range body.Rules {
		body.Rules[i].When = when
	}
	other.Planning = &body
	return rules.CompilePlanning(&other)
}

func median(took []time.Duration) float64 {
	slices.Sort(took)
	return took[len(took)/2].Seconds()
}

// list is a synthetic planning list with what is on record about its people.
type list struct {
	against  planning.Screened
	entries  []planning.Entry
	dossiers map[string]planning.Dossier
}

func screenAll(compiled *rules.Screening, lists []list, p *policy.Policy) (entries, findings int, err error) {
	targets := p.Planning.Targets(40)
	for _, l := range lists {
		found, structure, err := screening.Judge(compiled, l.against, l.entries, l.dossiers, targets)
		if err != nil {
			return 0, 0, err
		}
		entries, findings = entries+structure.Entries, findings+len(found)
	}
	return entries, findings, nil
}

func syntheticLists(o PlanningOptions, p *policy.Policy) ([]list, error) {
	month, _, ok := p.Planning.Reference(policy.District)
	if !ok {
		return nil, fmt.Errorf("%s has no reference month for districts", p.Name())
	}
	random := rand.New(rand.NewPCG(o.Seed, o.Seed))
	var lists []list
	for made := 0; made < o.Entries; made += entriesOfList {
		l := list{dossiers: map[string]planning.Dossier{}, against: planning.Screened{
			List: roster.PlanList{Code: "list-" + strconv.Itoa(len(lists)), Kind: roster.PlanKeyPosts}, Tier: roster.TierDistrict,
			Reference: month, Day: month, Retirement: p.Planning.Retirement.Value, Posts: map[string]planning.Post{},
			Standard:      map[string]roster.Standard{},
			SameLevelOnly: p.Planning.SameLevelOnly.Value,
		}}
		for i := range min(entriesOfList, o.Entries-made) {
			l.add(random, i)
		}
		lists = append(lists, l)
	}
	return lists, nil
}

// add plans another person for a post, three to a post.
func (l *list) add(random *rand.Rand, n int) {
	post := planning.Post{
		Code: "post-" + strconv.Itoa(n/3), Unit: "unit-" + strconv.Itoa(n/3), Rank: 1, TitleGroup: "district-head", ManagedAt: 2, Tier: roster.TierDistrict,
	}
	l.against.Posts[post.Code] = post
	l.against.Standard[post.Code] = roster.Standard{roster.Professional: "university", roster.PoliticalTheory: "intermediate"}
	d := syntheticDossier(random, "official-"+strconv.Itoa(n), l.against.Day)
	d.Positions = []planning.Planned{{List: l.against.List.Code, Position: post.Code, Tier: roster.TierDistrict}}
	for i := range random.IntN(4) {
		d.Positions = append(d.Positions, planning.Planned{List: "other-" + strconv.Itoa(i), Position: "seat", Tier: roster.TierDistrict})
	}
	l.dossiers[d.Official] = d
	l.entries = append(l.entries, planning.Entry{
		Official: d.Official, Position: post.Code, Order: n%3 + 1, Tier: 1, Source: roster.PlanInternal, Since: 1,
	})
}

func syntheticDossier(random *rand.Rand, official string, day time.Time) planning.Dossier {
	one := func(in int) bool { return random.IntN(in) == 0 }
	d := planning.Dossier{
		Official: official, PartyMember: true, Principal: !one(100), EverHeld: true,
		Person: planning.Person{Sex: roster.Male, Born: day.AddDate(-30-random.IntN(28), -random.IntN(12), 0), EthnicGroup: "Tày"},
		Posts: []planning.Post{{
			Code: "of-" + official, Unit: "unit-of-" + official, Rank: 1 + random.IntN(3), ManagedAt: 2, Tier: roster.TierDistrict,
		}},
		Qualifications: []roster.Qualification{
			{Official: official, Kind: roster.Professional, Level: "university"},
			{Official: official, Kind: roster.PoliticalTheory, Level: "intermediate"},
		},
	}
	if one(3) {
		d.Person.Sex = roster.Female
	}
	if one(20) {
		d.Qualifications = d.Qualifications[:1]
	}
	for year := range 5 {
		grade := evaluation.Good
		if one(50) {
			grade = evaluation.NotCompleted
		}
		d.Grades = append(d.Grades, planning.YearGrade{Year: day.Year() - 1 - year, Grade: grade})
	}
	if one(25) {
		d.Disciplines = []roster.Discipline{{Official: official, Decided: day.AddDate(0, -random.IntN(40), 0), Form: roster.Reprimand, DutyRelated: one(2)}}
	}
	return d
}
