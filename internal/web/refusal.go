package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strings"
)

// noSuchAddress answers what no route takes.
func (s *server) noSuchAddress(w http.ResponseWriter, r *http.Request) {
	s.refuse(w, r, newProblem(http.StatusNotFound, "There is no such address."))
}

// refuse answers programs with a problem and people with a page, in their own frame if they are signed in.
func (s *server) refuse(w http.ResponseWriter, r *http.Request, p *Problem) {
	if strings.HasPrefix(r.URL.Path, prefix) {
		writeProblem(w, p)
		return
	}
	v := s.newVisit(w, r)
	s.frame(v)
	if _, _, paper := strings.Cut(r.URL.Path, "."); paper { // a paper is written in one language
		v.page.Path = cmp.Or(cameFrom(r), appPath)
	}
	s.failure(v, p)
}

// showRefusals turns what an operation of the API answers at an address of the pages, such as that of a paper, into a page
// when it is a refusal.
func (s *server) showRefusals(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, prefix) {
			next.ServeHTTP(w, r)
			return
		}
		held := &heldRefusal{ResponseWriter: w}
		next.ServeHTTP(held, r)
		if held.status == 0 {
			return
		}
		p := newProblem(held.status, http.StatusText(held.status))
		_ = json.Unmarshal(held.text.Bytes(), p) // what is no problem is refused by its status alone
		w.Header().Del("Content-Length")
		s.refuse(w, r, p)
	})
}

// heldRefusal keeps the answer back when it is a refusal.
type heldRefusal struct {
	http.ResponseWriter
	status int // of the refusal; 0 for none
	text   bytes.Buffer
}

func (h *heldRefusal) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		h.status = status
		return
	}
	h.ResponseWriter.WriteHeader(status)
}

func (h *heldRefusal) Write(text []byte) (int, error) {
	if h.status != 0 {
		return h.text.Write(text)
	}
	return h.ResponseWriter.Write(text)
}
