package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"golang.org/x/text/unicode/norm"

	"canbo/internal/access"
	"canbo/internal/calendar"
	"canbo/internal/evaluation"
	"canbo/internal/paper"
	"canbo/internal/postgres"
	"canbo/internal/roster"
	"canbo/internal/web/pages"
)

const (
	pdfType  = "application/pdf"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// printing says which act reads what is printed, and where. Nobody gets more from paper than from the page: the
// operation asks access for the act of the page.
type printing[I any] struct {
	act                access.Act
	path, tag, summary string
	subject            func(ctx context.Context, actor access.Actor, in *I) (access.Subject, error)
}

// document is an official document and the name of its file, without the ending.
type document struct {
	name string
	paper.Document
}

// workbook is tables and the name of their file, without the ending.
type workbook struct {
	name   string
	tables []paper.Table
}

// addPDF adds the printing of an official document, which is always in Vietnamese.
func addPDF[I any](s *server, p printing[I], write func(ctx context.Context, actor access.Actor, in *I) (document, error)) {
	add(s, route[I, fileOutput]{
		act: p.act, print: "pdf", file: pdfType, method: http.MethodGet, path: p.path, tag: p.tag, summary: p.summary, subject: p.subject,
		do: func(ctx context.Context, actor access.Actor, in *I) (*fileOutput, error) {
			d, err := write(ctx, actor, in)
			if err != nil {
				return nil, err
			}
			raw, err := d.PDF()
			return &fileOutput{Type: pdfType, Disposition: attachment(d.name + ".pdf"), Body: raw}, err
		},
	})
}

// InLanguage is the language of the heads of worksheets; huma sees exported fields only.
type InLanguage struct {
	Lang string `query:"lang" enum:"vi,en" default:"vi" doc:"Of the heads of the columns"`
}

func (l InLanguage) language() paper.Language { return paper.Language(l.Lang) }

// page says codes in that language, as the pages do.
func (l InLanguage) page() pages.Page { return pages.Page{Lang: pages.Lang(l.Lang)} }

// speaking is an input that says in which language the heads are.
type speaking[I any] interface {
	*I
	language() paper.Language
}

// addXLSX adds the printing of tables.
func addXLSX[I any, P speaking[I]](s *server, p printing[I], write func(ctx context.Context, actor access.Actor, in *I) (workbook, error)) {
	add(s, route[I, fileOutput]{
		act: p.act, print: "xlsx", file: xlsxType, method: http.MethodGet, path: p.path, tag: p.tag, summary: p.summary, subject: p.subject,
		do: func(ctx context.Context, actor access.Actor, in *I) (*fileOutput, error) {
			w, err := write(ctx, actor, in)
			if err != nil {
				return nil, err
			}
			raw, err := paper.XLSX(P(in).language(), w.tables...)
			return &fileOutput{Type: xlsxType, Disposition: attachment(w.name + ".xlsx"), Body: raw}, err
		},
	})
}

// authenticateBrowser finds out whose the session in the cookie is; somebody without one is led to the sign-in page.
func (s *server) authenticateBrowser(ctx huma.Context, next func(huma.Context)) {
	r, w := humachi.Unwrap(ctx)
	v := &visit{w: w, r: r, actor: access.Nobody()}
	if err := s.recognise(v); err != nil {
		writeProblem(w, s.problem(ctx.Context(), access.Act(ctx.Operation().OperationID), err))
		return
	}
	if v.actor.Role == access.Anonymous {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return
	}
	next(huma.WithValue(ctx, actorKey{}, v.actor))
}

func (s *server) registerPrints() {
	s.registerMeetingPrints()
	s.registerCasePrints()
	s.registerResultPrints()
	s.registerPlanPrints()
	s.registerRotationPrints()
	s.registerSteeringPrints()
}

// attachment is the Content-Disposition of a file: a name in ASCII for old clients and the name itself for the others
// (RFC 6266).
func attachment(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) || r == unicode.ReplacementChar {
			return '-'
		}
		return r
	}, norm.NFC.String(name))
	encoded := strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	return `attachment; filename="` + asciiName(name) + `"; filename*=UTF-8''` + encoded
}

// asciiName writes Vietnamese without its marks, and - for whatever else is not plain.
func asciiName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ':
			return 'd'
		case r == 'Đ':
			return 'D'
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-' || r == '_'):
			return r
		default:
			return '-'
		}
	}, norm.NFD.String(name))
}

// all reads a list to its last page.
func all[T any](read func(postgres.Page) (postgres.List[T], error)) ([]T, error) {
	var rows []T
	for after := ""; ; {
		page, err := read(postgres.Page{After: after, Limit: postgres.MaxPage})
		if err != nil {
			return nil, err
		}
		rows = append(rows, page.Items...)
		if after = page.Next; after == "" {
			return rows, nil
		}
	}
}

// officeOf writes on the paper of the Party where the Party leads the office, else on that of the State.
func officeOf(o postgres.Office) paper.Office {
	form := paper.State
	if o.Track == roster.TrackParty {
		form = paper.Party
	}
	return paper.Office{Form: form, Above: o.Above, Name: o.Name, Place: placeName(o.Place)}
}

// placeName is the name of a place as documents write it: without what kind of place it is.
func placeName(unit string) string {
	for _, kind := range []string{"Huyện ", "Xã ", "Thị trấn ", "Thị xã ", "Thành phố ", "Phường ", "Tỉnh "} {
		if name, found := strings.CutPrefix(unit, kind); found {
			return name
		}
	}
	return unit
}

// cycleOnPaper is what every document about a cycle says.
type cycleOnPaper struct {
	postgres.CycleProgress
	period string // such as năm 2018
	labels map[evaluation.Grade]evaluation.Label
	grades []string // their labels, best first
}

func (s *server) cycleOnPaper(ctx context.Context, code string) (cycleOnPaper, error) {
	c, err := s.Store.Cycle(ctx, code)
	if err != nil {
		return cycleOnPaper{}, err
	}
	labels, err := s.Store.GradeLabels(ctx, code)
	out := cycleOnPaper{
		CycleProgress: c, period: evaluation.Period{Year: c.Year, Quarter: c.Quarter}.Label().VI, labels: map[evaluation.Grade]evaluation.Label{},
	}
	for _, l := range labels {
		out.labels[l.Grade] = l.Label
		out.grades = append(out.grades, l.Label.VI)
	}
	return out, err
}

// label is what the policy calls a grade; "" for none.
func (c cycleOnPaper) label(grade string) string {
	if l, known := c.labels[evaluation.Grade(grade)]; known {
		return l.VI
	}
	return grade
}

// enteredFor says on paper that somebody filed for another.
func enteredFor(e *postgres.BehalfEntry) string {
	if e == nil {
		return ""
	}
	text := "Do " + e.By + " nhập thay"
	if e.Document != "" {
		text += " từ văn bản " + e.Document
	}
	if e.Basis != "" {
		text += ", căn cứ " + e.Basis
	}
	return text + "."
}

// signer is who chairs a body, on whose behalf they sign. The post is that of the record.
func signer(people map[string]postgres.PersonInCycle, chair, body string) paper.Signature {
	p := people[chair]
	role := p.Post
	if role == "" {
		role = "Người chủ trì"
	}
	return paper.Signature{For: body, Role: role, Name: p.Name}
}

// dayOn reads a day of the record; the zero date when there is none.
func dayOn(text string) calendar.Date {
	day, err := calendar.ParseDate(text)
	if err != nil {
		return calendar.Date{}
	}
	return day
}

// momentOf is a cell with a time that may be missing.
func momentOf(t *time.Time) any {
	if t == nil {
		return nil
	}
	return *t
}

// dayCell is a cell with a day of the record that may be missing.
func dayCell(text string) any {
	if day := dayOn(text); day != (calendar.Date{}) {
		return day
	}
	return nil
}
