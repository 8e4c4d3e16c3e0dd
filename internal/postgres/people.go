package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"canbo/internal/fault"
	"canbo/internal/postgres/db"
)

// FoundPerson is an official as a search shows them, with the principal post of the day.
type FoundPerson struct {
	Official   string `json:"official"`
	Name       string `json:"name"`
	PostName   string `json:"post_name,omitempty"`
	PostNameEn string `json:"post_name_en,omitempty"`
	UnitName   string `json:"unit_name,omitempty"`
	UnitNameEn string `json:"unit_name_en,omitempty"`
}

// PersonFile is what an official has been and has to do. It says nothing of what was written about them.
type PersonFile struct {
	Official  string          `json:"official"`
	Name      string          `json:"name"`
	Email     string          `json:"email"`
	Born      string          `json:"born" format:"date"`
	Posts     []PersonPost    `json:"posts" doc:"The latest first"`
	Processes []PersonProcess `json:"processes" doc:"In which they are evaluated or have something to do, the newest first"`
	Results   []PersonResult  `json:"results" doc:"The latest first"`
}

// PersonPost is a post that an official holds or held.
type PersonPost struct {
	Post       string `json:"post"`
	PostName   string `json:"post_name"`
	PostNameEn string `json:"post_name_en"`
	UnitName   string `json:"unit_name"`
	UnitNameEn string `json:"unit_name_en"`
	Principal  bool   `json:"principal"`
	From       string `json:"from" format:"date"`
	To         string `json:"to,omitempty" format:"date"`
	Document   string `json:"document"`
}

// PersonProcess is a process that an official has a part in.
type PersonProcess struct {
	Process     string     `json:"process"`
	Kind        string     `json:"kind"`
	Cycle       string     `json:"cycle,omitempty"`
	Subject     string     `json:"subject,omitempty"`
	SubjectName string     `json:"subject_name,omitempty"`
	OpenTasks   int64      `json:"open_tasks" doc:"That they still have to do; without votes"`
	ConcludedAt *time.Time `json:"concluded_at,omitempty"`
}

// PersonResult is an official's place in a cycle, with the grade once there is one.
type PersonResult struct {
	Cycle       string     `json:"cycle"`
	Year        int        `json:"year"`
	Quarter     int        `json:"quarter,omitempty"`
	UnitName    string     `json:"unit_name"`
	Group       string     `json:"group"`
	Grade       string     `json:"grade,omitempty"`
	GradeVI     string     `json:"grade_vi,omitempty"`
	GradeEN     string     `json:"grade_en,omitempty"`
	AnnouncedAt *time.Time `json:"announced_at,omitempty"`
}

// FindPeople finds officials by parts of their names and of their unit in any order, with or without accents, by code or by mail address,
// with the post of a day. Nothing is found without a word.
func (s *Store) FindPeople(ctx context.Context, text string, day time.Time, p Page) (List[FoundPerson], error) {
	literal := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
	rows, err := s.q.FindPeople(ctx, db.FindPeopleParams{
		Words: strings.Fields(literal.Replace(text)), Day: day, After: p.After, MaxRows: p.rows(),
	})
	if err != nil {
		return List[FoundPerson]{}, fmt.Errorf("find people: %w", err)
	}
	return listed(p, rows, func(r db.FindPeopleRow) (FoundPerson, string) { return foundPerson(r), r.Code }), nil
}

// PeopleOf returns those officials of some codes that there are, by code, with the post of a day.
func (s *Store) PeopleOf(ctx context.Context, codes []string, day time.Time) (map[string]FoundPerson, error) {
	people := make(map[string]FoundPerson, len(codes))
	if len(codes) == 0 {
		return people, nil
	}
	rows, err := s.q.FindPeople(ctx, db.FindPeopleParams{Codes: codes, Day: day, MaxRows: int32(len(codes))})
	for _, r := range rows {
		people[r.Code] = foundPerson(r)
	}
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	return people, nil
}

func foundPerson(r db.FindPeopleRow) FoundPerson {
	return FoundPerson{
		Official: r.Code, Name: r.Name, PostName: r.PostName, PostNameEn: r.PostNameEn, UnitName: r.UnitName, UnitNameEn: r.UnitNameEn,
	}
}

// PersonFile returns what an official has been and has to do. Error: fault.NotFound `official_not_found`.
func (s *Store) PersonFile(ctx context.Context, official string) (PersonFile, error) {
	o, err := s.q.Official(ctx, official)
	if errors.Is(err, pgx.ErrNoRows) {
		return PersonFile{}, fault.New(fault.NotFound, "official_not_found", "There is no such official.")
	}
	if err != nil {
		return PersonFile{}, fmt.Errorf("read official %s: %w", official, err)
	}
	f := PersonFile{Official: o.Code, Name: o.Name, Email: o.Email, Born: o.Born.Format(time.DateOnly)}
	for _, read := range []func(context.Context, *PersonFile) error{s.personPosts, s.personProcesses, s.personResults} {
		if err := read(ctx, &f); err != nil {
			return PersonFile{}, fmt.Errorf("read the file of %s: %w", official, err)
		}
	}
	return f, nil
}

func (s *Store) personPosts(ctx context.Context, f *PersonFile) error {
	rows, err := s.q.TenuresOfOfficial(ctx, f.Official)
	f.Posts = make([]PersonPost, len(rows))
	for i, r := range rows {
		f.Posts[i] = PersonPost{
			Post: r.Post, PostName: r.PostName, PostNameEn: r.PostNameEn, UnitName: r.UnitName, UnitNameEn: r.UnitNameEn,
			Principal: r.Principal, From: r.ValidFrom.Format(time.DateOnly), Document: r.Document,
		}
		if r.ValidTo != nil {
			f.Posts[i].To = r.ValidTo.Format(time.DateOnly)
		}
	}
	return err
}

func (s *Store) personProcesses(ctx context.Context, f *PersonFile) error {
	rows, err := s.q.PersonProcesses(ctx, db.PersonProcessesParams{Official: f.Official, MaxRows: MaxPage})
	f.Processes = make([]PersonProcess, len(rows))
	for i, r := range rows {
		f.Processes[i] = PersonProcess{
			Process: r.ID, Kind: r.Kind, Cycle: r.Cycle, Subject: r.Subject, SubjectName: r.SubjectName, OpenTasks: r.OpenTasks,
			ConcludedAt: r.ConcludedAt,
		}
	}
	return err
}

func (s *Store) personResults(ctx context.Context, f *PersonFile) error {
	rows, err := s.q.PersonResults(ctx, db.PersonResultsParams{Official: f.Official, MaxRows: MaxPage})
	f.Results = make([]PersonResult, len(rows))
	for i, r := range rows {
		f.Results[i] = PersonResult{
			Cycle: r.Cycle, Year: int(r.Year), Quarter: int(r.Quarter), UnitName: r.UnitName, Group: r.TitleGroup, Grade: r.Grade,
			GradeVI: r.LabelVi, GradeEN: r.LabelEn, AnnouncedAt: r.AnnouncedAt,
		}
	}
	return err
}
