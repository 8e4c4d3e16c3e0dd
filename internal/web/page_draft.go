package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/fault"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// frameFields of a form are no part of its draft.
var frameFields = map[string]bool{"key": true, "process": true, "act": true, "base": true, "back": true}

func (s *server) draftPages(r chi.Router) {
	r.Post(appPath+"/drafts", s.signedIn(s.saveDraft))
}

// saveDraft keeps what is typed into a form: for a script, which goes on, or for the button of a browser without one.
func (s *server) saveDraft(v *visit) error {
	in := &draftInput{Process: v.r.PostFormValue("process"), Act: v.r.PostFormValue("act")}
	in.Body.Body = map[string]any{}
	for name, values := range v.r.PostForm {
		if !frameFields[name] {
			in.Body.Body[name] = values[0]
		}
	}
	// A form that began without a draft does not overwrite one either.
	base := time.Unix(0, 0).UTC()
	if at, err := time.Parse(time.RFC3339Nano, v.r.PostFormValue("base")); err == nil {
		base = at
	}
	in.Body.Base = &base
	back := wanted(v.r.PostFormValue("back"))
	_, err := call[none](v.r.Context(), s, v.actor, access.SaveDraft, in)
	if wantsJSON(v.r) {
		return s.answerDraft(v, in, err)
	}
	switch p, ok := errors.AsType[*Problem](err); {
	case err == nil:
		return s.redirect(v, back, "draft_saved")
	case ok && p.Code == codeDraftChanged:
		http.Redirect(v.w, v.r, back+"/compare", http.StatusTemporaryRedirect) // with everything that was typed
		return nil
	}
	return err
}

const codeDraftChanged = "draft_changed"

// answerDraft tells a script when the draft was saved, from which it goes on.
func (s *server) answerDraft(v *visit, in *draftInput, err error) error {
	if err != nil {
		writeProblem(v.w, s.problem(v.r.Context(), access.SaveDraft, err))
		return nil
	}
	saved, err := s.Store.Draft(v.r.Context(), v.actor.ID, in.Process, in.Act)
	if err != nil {
		writeProblem(v.w, s.problem(v.r.Context(), access.SaveDraft, err))
		return nil
	}
	v.w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(v.w).Encode(map[string]string{
		"base": saved.UpdatedAt.Format(time.RFC3339Nano), "text": v.page.DraftSavedAt(saved.UpdatedAt),
	})
}

// draft returns what somebody has typed towards an act, and what its form needs to go on; without a draft, nil values.
func (s *server) draft(v *visit, process, act string) (*pages.Draft, url.Values, error) {
	d := &pages.Draft{Process: process, Act: act, Back: strings.TrimSuffix(v.r.URL.Path, "/compare"), Keep: v.actor.ID + " " + process + " " + act}
	saved, err := s.Store.Draft(v.r.Context(), v.actor.ID, process, act)
	if fault.KindOf(err) == fault.NotFound {
		return d, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	d.Base, d.SavedAt = saved.UpdatedAt.Format(time.RFC3339Nano), &saved.UpdatedAt
	return d, typed(saved), nil
}

// typed reads a draft as the values of a form; what a program has saved in another shape is left out.
func typed(d postgres.Draft) url.Values {
	var fields map[string]any
	if json.Unmarshal(d.Body, &fields) != nil {
		return nil
	}
	values := url.Values{}
	for name, value := range fields {
		if text, ok := value.(string); ok {
			values.Set(name, text)
		}
	}
	return values
}
