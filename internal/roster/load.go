package roster

import (
	"fmt"
	"io/fs"
)

// Load reads and checks all files of a data folder. It reports every problem it can find, in one go; the district is
// nil when there is any. qualifications, discipline, unit_results, facts, petitions, baseline, plans, plan_entries,
// plan_nominations and rotations may be absent.
func Load(fsys fs.FS) (*District, Problems) {
	return load(func(file string) ([]byte, error) { return fs.ReadFile(fsys, file) })
}

// LoadFiles is Load of a folder that is held in memory, by the names of its files.
func LoadFiles(files map[string][]byte) (*District, Problems) {
	return load(func(file string) ([]byte, error) {
		text, ok := files[file]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return text, nil
	})
}

func load(open func(file string) ([]byte, error)) (*District, Problems) {
	l := &loader{open: open, incomplete: map[string]bool{}}
	l.readStructure()
	l.readPeople()
	l.readRelations()
	l.readYear()
	l.readPlans()
	l.readRotations()
	l.readNominations()
	l.check()
	if len(l.problems) > 0 {
		l.problems.sort()
		return nil, l.problems
	}
	return &District{
		Units: values(l.units), Bodies: values(l.bodies), Members: values(l.members), Posts: values(l.posts),
		Officials: values(l.officials), Tenures: values(l.tenures), Qualifications: values(l.qualifications),
		Disciplines: values(l.disciplines), UnitResults: values(l.unitResults), Facts: values(l.facts),
		Petitions: values(l.petitions), Baselines: values(l.baselines), Relations: canonical(values(l.relations)),
		Plans: values(l.plans), PlanEntries: values(l.planEntries), Rotations: values(l.rotations),
		Nominations: values(l.nominations),
	}, nil
}

// loader holds what was read, with places, and what is wrong.
type loader struct {
	open       func(file string) ([]byte, error)
	problems   Problems
	incomplete map[string]bool // files with lines that could not be read: what is not there may be in one of them

	units          []entry[Unit]
	bodies         []entry[Body]
	members        []entry[BodyMember]
	posts          []entry[Post]
	officials      []entry[Official]
	tenures        []entry[Tenure]
	relations      []entry[Relation]
	qualifications []entry[Qualification]
	disciplines    []entry[Discipline]
	unitResults    []entry[UnitResult]
	facts          []entry[Fact]
	petitions      []entry[Petition]
	baselines      []entry[Baseline]
	plans          []entry[PlanList]
	planEntries    []entry[PlanEntry]
	rotations      []entry[Rotation]
	nominations    []entry[PlanNomination]
}

func (l *loader) report(file string, line int, column, text, remedy string) {
	l.problems = append(l.problems, Problem{File: file, Line: line, Column: column, Text: text, Remedy: remedy})
}

func (l *loader) readStructure() {
	l.units = read(l, "units.csv", required, "code,name,name_en,kind,parent,valid_from,valid_to", func(r *row) Unit {
		return Unit{
			Code: r.code("code"), Name: r.text("name"), NameEn: r.text("name_en"),
			Kind:   oneOf(r, "kind", KindDistrict, KindDistrictBody, KindCommune, KindTown),
			Parent: r.maybe("parent"), Period: r.period(),
		}
	})
	l.bodies = read(l, "bodies.csv", required, "code,name,name_en,level,unit", func(r *row) Body {
		return Body{
			Code: r.code("code"), Name: r.text("name"), NameEn: r.text("name_en"),
			Level: r.number("level", LevelGrassroots, LevelProvince), Unit: r.code("unit"),
		}
	})
	l.members = read(l, "body_members.csv", required, "body,official,role,valid_from,valid_to", func(r *row) BodyMember {
		return BodyMember{
			Body: r.code("body"), Official: r.code("official"),
			Role:   oneOf(r, "role", RoleChair, RoleDeputy, RoleOrganisation, RoleMember),
			Period: r.period(),
		}
	})
	columns := "code,name,name_en,unit,title_group,rank,track,is_head,managed_by,valid_from,valid_to"
	l.posts = read(l, "posts.csv", required, columns, func(r *row) Post {
		return Post{
			Code: r.code("code"), Name: r.text("name"), NameEn: r.text("name_en"), Unit: r.code("unit"),
			TitleGroup: r.code("title_group"), Rank: r.number("rank", 1, 99),
			Track:  oneOf(r, "track", TrackParty, TrackGovernment, TrackCouncil, TrackMass),
			IsHead: r.yes("is_head"), ManagedBy: r.code("managed_by"), Period: r.period(),
		}
	})
}

func (l *loader) readPeople() {
	l.officials = read(l, "officials.csv", required, "code,name,sex,born,ethnic_group,party_joined,email,home?", func(r *row) Official {
		return Official{
			Code: r.code("code"), Name: r.text("name"), Sex: oneOf(r, "sex", Male, Female), Born: r.date("born"),
			EthnicGroup: r.text("ethnic_group"), PartyJoined: r.maybeDate("party_joined"), Email: r.email("email"),
			Home: r.maybe("home"),
		}
	})
	l.tenures = read(l, "tenures.csv", required, "official,post,principal,valid_from,valid_to,document", func(r *row) Tenure {
		return Tenure{
			Official: r.code("official"), Post: r.code("post"), Principal: r.yes("principal"),
			Period: r.period(), Document: r.maybe("document"),
		}
	})
	l.qualifications = read(l, "qualifications.csv", optional, "official,kind,level,awarded", func(r *row) Qualification {
		kind := oneOf(r, "kind", Kinds...)
		level := Level(r.text("level"))
		if kind.Valid() {
			level = oneOf(r, "level", kind.Levels()...)
		}
		return Qualification{Official: r.code("official"), Kind: kind, Level: level, Awarded: r.date("awarded")}
	})
	l.disciplines = read(l, "discipline.csv", optional, "official,decided,form,duty_related,basis,violation?,counted_in?", func(r *row) Discipline {
		d := Discipline{
			Official: r.code("official"), Decided: r.date("decided"),
			Form:        oneOf(r, "form", Reprimand, Warning, Removal, Dismissal),
			DutyRelated: r.yes("duty_related"), Basis: r.text("basis"),
		}
		if r.maybe("violation") != "" {
			d.Violation = r.code("violation")
		}
		if r.maybe("counted_in") != "" {
			d.CountedIn = r.number("counted_in", 1990, 2100)
		}
		return d
	})
}

func (l *loader) readYear() {
	columns := "unit,year,quarter?,targets_total,targets_done,targets_on_time,targets_exceeded," +
		"subunits_total,subunits_completed,subunits_good,members_disciplined,disunity"
	l.unitResults = read(l, "unit_results.csv", optional, columns, func(r *row) UnitResult {
		u := UnitResult{
			Unit: r.code("unit"), Year: r.year(), Quarter: r.quarter(), Targets: r.targets(), SubunitsTotal: r.count("subunits_total"),
			SubunitsCompleted: r.count("subunits_completed"), SubunitsGood: r.count("subunits_good"),
			MembersDisciplined: r.count("members_disciplined"), Disunity: r.yes("disunity"),
		}
		r.atMost("subunits_completed", u.SubunitsCompleted, "subunits_total", u.SubunitsTotal)
		r.atMost("subunits_good", u.SubunitsGood, "subunits_completed", u.SubunitsCompleted)
		return u
	})
	columns = "official,year,quarter?,months_worked,maternity_leave,absence_months,sick_months,targets_total,targets_done," +
		"targets_on_time,targets_exceeded,exemplary,initiative,low_confidence_bp,political,ethics,style,organisation,results"
	l.facts = read(l, "facts.csv", optional, columns, decodeFact)
	l.petitions = read(l, "petitions.csv", optional, "official,year,ground,answer,grade", func(r *row) Petition {
		p := Petition{
			Official: r.code("official"), Year: r.year(), Ground: r.text("ground"),
			Answer: oneOf(r, "answer", Upheld, Changed), Grade: r.maybe("grade"),
		}
		if (p.Answer == Changed) != (p.Grade != "") {
			r.report("grade", "a changed result names its new grade, an upheld one has none", "correct answer or grade")
		}
		return p
	})
	l.baselines = read(l, "baseline.csv", optional, "figure,percent_bp,source", func(r *row) Baseline {
		return Baseline{Figure: r.text("figure"), PercentBP: r.number("percent_bp", 0, 10000), Source: r.text("source")}
	})
}

func decodeFact(r *row) Fact {
	f := Fact{
		Official: r.code("official"), Year: r.year(), Quarter: r.quarter(),
		MonthsWorked: r.number("months_worked", 0, 12), MaternityLeave: r.yes("maternity_leave"),
		AbsenceMonths: r.number("absence_months", 0, 12), SickMonths: r.number("sick_months", 0, 12),
		Targets: r.targets(), Exemplary: r.yes("exemplary"), Initiative: r.yes("initiative"),
		Political: r.level("political"), Ethics: r.level("ethics"), Style: r.level("style"),
		Organisation: r.level("organisation"), Results: r.level("results"),
	}
	if r.maybe("low_confidence_bp") != "" {
		f.LowConfidenceBP = new(r.number("low_confidence_bp", 0, 10000))
	}
	months := 12
	if f.Quarter > 0 {
		months = 3
	}
	if f.MonthsWorked+f.AbsenceMonths > months {
		r.report("absence_months", fmt.Sprintf("months worked and months absent are more than %d", months), "correct one of the two")
	}
	if f.SickMonths > months {
		r.report("sick_months", fmt.Sprintf("more than %d months of sick leave", months), "correct it")
	}
	return f
}

func (r *row) level(column string) CriterionLevel {
	return oneOf(r, column, LevelExcellent, LevelGood, LevelAverage, LevelPoor)
}
