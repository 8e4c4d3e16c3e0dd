package mail

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	gomail "github.com/emersion/go-message/mail"

	"canbo/internal/fault"
)

const (
	pageRows = 100  // messages on one page of the list
	apiRows  = 1000 // messages in one answer of the API, at most
)

var (
	mailboxPages = template.Must(template.New("").Funcs(template.FuncMap{"time": showTime, "linked": linked}).
			ParseFS(templateFiles, "templates/mailbox_*.html"))
	webAddress = regexp.MustCompile(`https?://[^\s<>"]+`)
)

// ReceivedMessage is a message as GET /api/messages shows it.
type ReceivedMessage struct {
	ID         int64     `json:"id"` // ascending in the order of arrival, from 1
	To         string    `json:"to"`
	Subject    string    `json:"subject"`
	Kind       Kind      `json:"kind"` // empty for messages of other programs
	MessageID  string    `json:"message_id"`
	Text       string    `json:"text"`
	HTML       string    `json:"html"`
	Calendar   string    `json:"calendar,omitempty"` // the due times, as RFC 5545 writes them
	ReceivedAt time.Time `json:"received_at"`
}

func (m *Mailbox) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", m.showList)
	mux.HandleFunc("GET /messages/{id}", m.showMessage)
	mux.HandleFunc("GET /messages/{id}/html", m.showHTML)
	mux.HandleFunc("GET /api/messages", m.apiList)
	mux.HandleFunc("GET /api/messages/{id}", m.apiMessage)
	return onlyLocalNames(mux)
}

// onlyLocalNames refuses requests for other host names: a page elsewhere could make a browser read the mailbox under a
// name of its own that points to this machine.
func onlyLocalNames(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		if !loopback(strings.Trim(host, "[]")) {
			http.Error(w, "the mailbox is reached as localhost only", http.StatusForbidden)
			return
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func (m *Mailbox) apiList(w http.ResponseWriter, r *http.Request) {
	f, err := filterOf(r.URL.Query())
	if err != nil {
		http.Error(w, fault.TextOf(err), http.StatusBadRequest)
		return
	}
	limit := apiRows
	if asked, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && asked > 0 {
		limit = min(asked, apiRows)
	}
	answer := []ReceivedMessage{}
	for _, s := range m.oldest(f, limit) {
		answer = append(answer, s.read())
	}
	writeJSON(w, answer)
}

func (m *Mailbox) apiMessage(w http.ResponseWriter, r *http.Request) {
	s, ok := m.asked(r)
	if !ok {
		http.NotFound(w, r)
		return
	}
	writeJSON(w, s.read())
}

func (m *Mailbox) showList(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	f, err := filterOf(query)
	if err != nil {
		http.Error(w, fault.TextOf(err), http.StatusBadRequest)
		return
	}
	before, _ := strconv.ParseInt(query.Get("before"), 10, 64) // anything else shows the newest
	page := struct {
		To       string
		Kind     Kind
		Kinds    []Kind
		Messages []ReceivedMessage
		Older    string
	}{To: f.to, Kind: f.kind, Kinds: Kinds()}
	for _, s := range m.newest(f, before, pageRows) {
		page.Messages = append(page.Messages, s.summary())
	}
	if n := len(page.Messages); n == pageRows {
		older := url.Values{"to": {f.to}, "kind": {string(f.kind)}, "before": {fmt.Sprint(page.Messages[n-1].ID)}}
		page.Older = "/?" + older.Encode()
	}
	render(w, "mailbox_list.html", page)
}

func (m *Mailbox) showMessage(w http.ResponseWriter, r *http.Request) {
	s, ok := m.asked(r)
	if !ok {
		http.NotFound(w, r)
		return
	}
	render(w, "mailbox_message.html", s.read())
}

// showHTML shows the HTML part alone, for the frame of showMessage: no script runs and nothing is loaded.
func (m *Mailbox) showHTML(w http.ResponseWriter, r *http.Request) {
	s, ok := m.asked(r)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox")
	page := strings.Replace(s.read().HTML, "<head>", `<head><base target="_blank">`, 1) // links leave the frame
	_, _ = io.WriteString(w, page)                                                      // the reader has gone away: nothing to do
}

func (m *Mailbox) asked(r *http.Request) (stored, bool) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return stored{}, false
	}
	return m.byID(id)
}

func filterOf(query url.Values) (filter, error) {
	f := filter{to: strings.TrimSpace(query.Get("to")), kind: Kind(query.Get("kind"))}
	if after := query.Get("after"); after != "" {
		var err error
		if f.after, err = strconv.ParseInt(after, 10, 64); err != nil || f.after < 0 {
			return filter{}, fault.New(fault.Invalid, "after_invalid", "after must be the id of a message.")
		}
	}
	return f, nil
}

func (s stored) summary() ReceivedMessage {
	return ReceivedMessage{
		ID: s.id, To: s.to, Subject: s.subject, Kind: s.kind, MessageID: s.messageID, ReceivedAt: s.receivedAt,
	}
}

// read adds the bodies. A message that is not MIME is shown as text.
func (s stored) read() ReceivedMessage {
	out := s.summary()
	r, err := gomail.CreateReader(bytes.NewReader(s.raw))
	if err != nil {
		out.Text = string(s.raw)
		return out
	}
	for {
		part, err := r.NextPart()
		if err != nil { // io.EOF, or a message cut short: what was read is shown
			return out
		}
		header, ok := part.Header.(interface {
			ContentType() (string, map[string]string, error)
		})
		if !ok {
			continue
		}
		body, _ := io.ReadAll(part.Body) // as far as it can be decoded
		text := strings.ReplaceAll(string(body), "\r\n", "\n")
		_, attached := part.Header.(*gomail.AttachmentHeader)
		switch mediaType, _, _ := header.ContentType(); {
		case mediaType == "text/calendar":
			out.Calendar = text
		case attached:
		case mediaType == "text/html":
			out.HTML = text
		default:
			out.Text += text
		}
	}
}

// linked makes the web addresses of a text clickable.
func linked(text string) template.HTML {
	var out strings.Builder
	rest := 0
	for _, at := range webAddress.FindAllStringIndex(text, -1) {
		address := template.HTMLEscapeString(text[at[0]:at[1]])
		out.WriteString(template.HTMLEscapeString(text[rest:at[0]]))
		out.WriteString(`<a href="` + address + `">` + address + `</a>`)
		rest = at[1]
	}
	out.WriteString(template.HTMLEscapeString(text[rest:]))
	return template.HTML(out.String()) // every piece was escaped above
}

func render(w http.ResponseWriter, name string, page any) {
	var out bytes.Buffer
	if err := mailboxPages.ExecuteTemplate(&out, name, page); err != nil {
		http.Error(w, fault.TextOf(err), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'")
	_, _ = out.WriteTo(w) // the reader has gone away: nothing to do
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the reader has gone away: nothing to do
}
