package web

import (
	"context"
	"net/http"
	"time"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/paper"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// AuditQuery chooses acts; huma sees exported fields only.
type AuditQuery struct {
	Person  string `query:"person" maxLength:"100" doc:"Who did it, or in whose place it was done: a code"`
	Kind    string `query:"kind" maxLength:"64"`
	Process string `query:"process" maxLength:"200"`
	People  bool   `query:"people" doc:"Without what the program did by itself"`
	Since   string `query:"since" maxLength:"10" doc:"First day, in Viet Nam"`
	Until   string `query:"until" maxLength:"10" doc:"Last day, in Viet Nam"`
}

type (
	auditInput struct {
		AuditQuery
		Paged
	}
	auditSheetInput struct {
		AuditQuery
		InLanguage
	}
	auditFileInput struct{ AuditQuery }
)

// mostAudited is how many acts one file holds; who needs more narrows the days.
const mostAudited = 50_000

func (q AuditQuery) filter() (postgres.AuditFilter, error) {
	f := postgres.AuditFilter{Person: q.Person, Kind: q.Kind, Process: q.Process, PeopleOnly: q.People}
	for _, day := range []struct {
		text string
		at   *time.Time
		days int
	}{{q.Since, &f.Since, 0}, {q.Until, &f.Until, 1}} {
		if day.text == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, day.text, calendar.Vietnam)
		if err != nil {
			return f, fault.New(fault.Invalid, "bad_day", "Give days as YYYY-MM-DD.")
		}
		*day.at = at.AddDate(0, 0, day.days).UTC()
	}
	return f, nil
}

func (s *server) registerAudit() {
	add(s, route[auditInput, body[postgres.List[postgres.AuditEntry]]]{
		act: access.ReadAudit, method: http.MethodGet, path: "/audit", tag: "steering",
		summary: "Who did what, when, why and on what, in all processes, the newest first; never a vote or what was written",
		do: func(ctx context.Context, _ access.Actor, in *auditInput) (*body[postgres.List[postgres.AuditEntry]], error) {
			f, err := in.filter()
			if err != nil {
				return nil, err
			}
			return show(s.Store.Audit(ctx, f, in.page()))
		},
	})
	addXLSX(s, printing[auditSheetInput]{
		act: access.ReadAudit, path: "/audit.xlsx", tag: "steering", summary: "The acts as a worksheet",
	}, func(ctx context.Context, _ access.Actor, in *auditSheetInput) (workbook, error) {
		entries, err := s.audited(ctx, in.AuditQuery)
		return workbook{"Nhật ký điều hành", []paper.Table{auditTable(entries, pages.Page{Lang: pages.Lang(in.Lang)})}}, err
	})
	add(s, route[auditFileInput, fileOutput]{
		act: access.ExportAudit, method: http.MethodGet, path: "/audit.csv", tag: "steering", file: "text/csv", summary: "The acts as a CSV file, codes as they are",
		do: func(ctx context.Context, _ access.Actor, in *auditFileInput) (*fileOutput, error) {
			entries, err := s.audited(ctx, in.AuditQuery)
			if err != nil {
				return nil, err
			}
			return csvFile("nhat-ky-dieu-hanh.csv", auditRows(entries))
		},
	})
}

// audited are all acts that a file is asked for.
func (s *server) audited(ctx context.Context, q AuditQuery) ([]postgres.AuditEntry, error) {
	f, err := q.filter()
	if err != nil {
		return nil, err
	}
	read := 0
	return all(func(p postgres.Page) (postgres.List[postgres.AuditEntry], error) {
		list, err := s.Store.Audit(ctx, f, p)
		if read += len(list.Items); err == nil && read > mostAudited {
			return list, fault.New(fault.Invalid, "too_many", "These are more than %d acts; narrow the days.", mostAudited)
		}
		return list, err
	})
}

func auditTable(entries []postgres.AuditEntry, p pages.Page) paper.Table {
	t := paper.Table{Title: evaluation.Label{VI: "Nhật ký", EN: "Audit"}, Columns: []paper.Column{
		column("Lúc", "At", paper.Moment, 17), column("Việc", "Act", paper.Text, 28), column("Người làm", "Actor", paper.Text, 24),
		column("Làm thay", "On behalf of", paper.Text, 22), column("Lý do", "Reason", paper.Text, 40), column("Căn cứ", "Basis", paper.Text, 24),
		column("Văn bản", "Document", paper.Text, 18), column("Quy trình", "Process", paper.Text, 34), column("Về", "About", paper.Text, 24),
	}}
	for _, e := range entries {
		t.Rows = append(t.Rows, []any{
			e.At, p.AuditKind(e.Kind), p.Actor(e.Name, e.Actor, e.Role), e.ForName, e.Reason, e.Basis, e.Document, e.Process, e.About,
		})
	}
	return t
}

func auditRows(entries []postgres.AuditEntry) [][]string {
	rows := [][]string{{"at", "kind", "actor", "role", "on_behalf_of", "reason", "basis", "document", "process", "cycle", "about"}}
	for _, e := range entries {
		rows = append(rows, []string{
			e.At.UTC().Format(time.RFC3339), e.Kind, e.Actor, e.Role, e.OnBehalfOf, e.Reason, e.Basis, e.Document, e.Process, e.Cycle, e.About,
		})
	}
	return rows
}
