package web

import (
	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

const ownMailPath = appPath + "/account/mail"

func (s *server) ownMailPages(r chi.Router) {
	r.Get(ownMailPath, s.signedIn(s.ownMail))
	r.Post(ownMailPath, s.signedIn(s.postOwnMail))
}

// ownMail shows somebody what was sent to them, and which kinds they may leave off.
func (s *server) ownMail(v *visit) error {
	list, err := call[body[postgres.List[postgres.Mail]]](v.r.Context(), s, v.actor, access.ListOwnMails, &listInput{after(v, adminList)})
	if err != nil {
		return err
	}
	names, _, err := s.mailNames(v)
	if err != nil {
		return err
	}
	kinds, err := call[body[mailKinds]](v.r.Context(), s, v.actor, access.ListMailKinds, &none{})
	if err != nil {
		return err
	}
	view := pages.OwnMailView{Next: onward(v, "after", list.Body.Next)}
	for _, k := range kinds.Body.Items {
		if k.Switch == "reader" && k.Enabled {
			view.Kinds = append(view.Kinds, pages.OwnMailKind{Code: k.Kind, Name: v.page.L(evaluation.Label{VI: k.NameVi, EN: k.NameEn}), Wanted: k.Wanted})
		}
	}
	for _, m := range list.Body.Items {
		view.Mails = append(view.Mails, mailLine(v, m, names))
	}
	return s.show(v, pages.OwnMail(v.page.Titled(pages.OwnMailTitle), view))
}

func (s *server) postOwnMail(v *visit) error {
	in := &mailPreferenceInput{Kind: v.field("kind")}
	in.Body.Wanted = v.field("wanted") == "true"
	if _, err := call[none](v.r.Context(), s, v.actor, access.PreferMail, in); err != nil {
		return err
	}
	return s.redirect(v, ownMailPath, "mail_switched")
}
