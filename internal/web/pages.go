package web

import (
	"context"
	"embed"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/fault"
	"canbo/internal/postgres"
)

//go:embed pages
var pageFiles embed.FS

var (
	homePage   = page("home.html")
	signInPage = page("signin.html")
	inboxPage  = page("inbox.html")
)

// vietnamTime is the zone of every time people read; Viet Nam has had no daylight saving since 1975.
var vietnamTime = time.FixedZone("+07", 7*60*60)

func page(name string) *template.Template {
	return template.Must(template.ParseFS(pageFiles, "pages/layout.html", "pages/"+name))
}

type homeData struct{ Title string }

type signInData struct {
	Title   string
	Token   string // of the link that was followed
	Sent    bool   // a link was asked for
	Problem *evaluation.Label
}

type inboxData struct {
	Title string
	Name  string
	Total int64
	Tasks []inboxLine
}

type inboxLine struct{ VI, EN, Where, Due string }

// pages adds the pages that a mail's link leads to, and the state of the program.
func (s *server) pages(r chi.Router) {
	r.Get("/", func(w http.ResponseWriter, r *http.Request) { s.render(w, r, homePage, homeData{"Canbo"}) })
	r.Get("/style.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=3600")
		http.ServeFileFS(w, r, pageFiles, "pages/style.css")
	})
	r.Get("/sign-in", func(w http.ResponseWriter, r *http.Request) {
		s.render(w, r, signInPage, signInData{Title: "Đăng nhập", Token: r.URL.Query().Get("token")})
	})
	r.Post("/sign-in", s.postSignIn)
	r.Post("/sign-out", s.postSignOut)
	r.Get("/inbox", s.getInbox)
	r.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	r.Get("/readyz", s.readiness)
}

// postSignIn takes the button of a followed link, or the address of somebody who wants one.
func (s *server) postSignIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	token := r.PostFormValue("token")
	if token == "" {
		if err := s.mailLink(r.Context(), r.PostFormValue("email")); err != nil {
			s.fail(w, r, access.RequestSignIn, err)
			return
		}
		s.render(w, r, signInPage, signInData{Title: "Đăng nhập", Sent: true})
		return
	}
	session, err := s.signIn(r.Context(), token)
	if fault.KindOf(err) == fault.Denied {
		s.renderAs(w, r, http.StatusForbidden, signInPage, signInData{Title: "Đăng nhập", Problem: &evaluation.Label{
			VI: "Liên kết không còn hiệu lực; đề nghị yêu cầu liên kết mới.", EN: fault.TextOf(err),
		}})
		return
	}
	if err != nil {
		s.fail(w, r, access.ConfirmSignIn, err)
		return
	}
	http.SetCookie(w, s.cookie(session.Session, int(sessionLife.Seconds())))
	http.Redirect(w, r, "/inbox", http.StatusSeeOther)
}

func (s *server) postSignOut(w http.ResponseWriter, r *http.Request) {
	if err := s.Store.SignOut(r.Context(), s.hash(cookieOf(r.Header.Get("Cookie"))), s.now()); err != nil {
		s.fail(w, r, access.SignOut, err)
		return
	}
	http.SetCookie(w, s.cookie("", -1))
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (s *server) getInbox(w http.ResponseWriter, r *http.Request) {
	actor, err := s.actor(r.Context(), cookieOf(r.Header.Get("Cookie")))
	if err != nil {
		s.fail(w, r, access.ReadInbox, err)
		return
	}
	if access.May(actor, access.ReadInbox, access.Subject{}) != nil {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return
	}
	data, err := s.inboxData(r.Context(), actor.ID)
	if err != nil {
		s.fail(w, r, access.ReadInbox, err)
		return
	}
	s.render(w, r, inboxPage, data)
}

func (s *server) inboxData(ctx context.Context, official string) (inboxData, error) {
	data := inboxData{Title: "Việc cần làm"}
	person, err := s.Store.Person(ctx, official)
	if err != nil {
		return data, err
	}
	tasks, total, err := s.Store.Inbox(ctx, official, postgres.Page{Limit: postgres.MaxPage})
	data.Name, data.Total = person.Name, total
	for _, t := range tasks.Items {
		label := evaluation.ActLabel(t.Act)
		line := inboxLine{VI: label.VI, EN: label.EN, Where: t.SubjectName}
		if t.Due != nil {
			line.Due = t.Due.In(vietnamTime).Format("02/01/2006 15:04")
		}
		data.Tasks = append(data.Tasks, line)
	}
	return data, err
}

// readiness says whether requests can be served: the database with its schema, and the engine.
func (s *server) readiness(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	for _, ready := range []func(context.Context) error{s.Store.Ready, s.Engine.Ping} {
		if err := ready(ctx); err != nil {
			writeProblem(w, s.problem(ctx, "readiness", err))
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

// cookie carries a session between the pages. Lax keeps it off the requests that other sites' forms make.
func (s *server) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: sessionCookie, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true,
		Secure: strings.HasPrefix(s.PublicURL, "https://"), SameSite: http.SameSiteLaxMode,
	}
}

func (s *server) render(w http.ResponseWriter, r *http.Request, t *template.Template, data any) {
	s.renderAs(w, r, http.StatusOK, t, data)
}

func (s *server) renderAs(w http.ResponseWriter, r *http.Request, status int, t *template.Template, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := t.ExecuteTemplate(w, "page", data); err != nil {
		s.Logger.ErrorContext(r.Context(), "page not rendered", "route", pattern(r), "error", err)
	}
}

func (s *server) fail(w http.ResponseWriter, r *http.Request, act access.Act, err error) {
	writeProblem(w, s.problem(r.Context(), act, err))
}
