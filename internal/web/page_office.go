package web

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/evaluation"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

func (s *server) officePages(r chi.Router) {
	r.Get(adminPath+"/mail", s.signedIn(s.mailList))
	r.Get(adminPath+"/mail/{mail}", s.signedIn(func(v *visit) error { return s.showMail(v, http.StatusOK, nil) }))
	r.Post(adminPath+"/mail/{mail}", s.signedIn(s.postMailRetry))
	r.Get(adminPath+"/mail-kinds", s.signedIn(func(v *visit) error { return s.showMailKinds(v, http.StatusOK, nil) }))
	r.Post(adminPath+"/mail-kinds", s.signedIn(s.postMailSwitch))
	r.Get(adminPath+"/concerns", s.signedIn(s.officeConcerns))
}

// mailNames are the kinds of mail by their codes, and as choices.
func (s *server) mailNames(v *visit) (map[string]string, []pages.Option, error) {
	kinds, err := call[body[mailKinds]](v.r.Context(), s, v.actor, access.ListMailKinds, &none{})
	if err != nil {
		return nil, nil, err
	}
	names, options := map[string]string{}, []pages.Option{{Text: v.page.T(pages.AllOfThem)}}
	for _, k := range kinds.Body.Items {
		names[k.Kind] = v.page.L(evaluation.Label{VI: k.NameVi, EN: k.NameEn})
		options = append(options, pages.Option{Value: k.Kind, Text: names[k.Kind]})
	}
	return names, options, nil
}

func (s *server) mailList(v *visit) error {
	query := v.r.URL.Query()
	to, err := s.picker(v, "official", v.r.URL.Path, false)
	if err != nil {
		return err
	}
	in := &mailListInput{Paged: after(v, adminList), State: query.Get("state"), Kind: query.Get("kind"), Official: to.Code()}
	list, err := call[body[postgres.List[postgres.Mail]]](v.r.Context(), s, v.actor, access.ListMails, in)
	if err != nil {
		return err
	}
	names, kinds, err := s.mailNames(v)
	if err != nil {
		return err
	}
	view := pages.MailListView{
		State: in.State, Kind: in.Kind, Official: to, Kinds: kinds, Next: onward(v, "after", list.Body.Next),
		States: []pages.Option{{Text: v.page.T(pages.AllOfThem)}},
	}
	for _, state := range pages.MailStates {
		view.States = append(view.States, pages.Option{Value: state, Text: v.page.MailState(state)})
	}
	for _, m := range list.Body.Items {
		view.Mails = append(view.Mails, mailLine(v, m, names))
	}
	return s.show(v, pages.MailList(v.page.Titled(pages.MailTitle), view))
}

var mailLevels = map[string]string{"sent": "done", "failed": "late", "bounced": "late", "pending": "open", "sending": "open", "skipped": "off"}

func mailLine(v *visit, m postgres.Mail, names map[string]string) pages.MailLine {
	return pages.MailLine{
		ID: m.ID, Kind: cmp.Or(names[m.Kind], m.Kind), To: cmp.Or(m.Name, m.Address), State: v.page.MailState(m.State),
		Text: cmp.Or(m.Error, v.page.Tries(m.Attempts)), Level: mailLevels[m.State], At: m.CreatedAt,
	}
}

func mailAt(v *visit) mailPath {
	id, _ := strconv.ParseInt(chi.URLParam(v.r, "mail"), 10, 64) // no mail has the number 0
	return mailPath{Mail: id}
}

func (s *server) showMail(v *visit, status int, problem *pages.Problem) error {
	at := mailAt(v)
	read, err := call[body[mailDetail]](v.r.Context(), s, v.actor, access.ReadMail, &at)
	if err != nil {
		return err
	}
	names, _, err := s.mailNames(v)
	if err != nil {
		return err
	}
	m := read.Body
	view := pages.MailView{
		Line: mailLine(v, m.Mail, names), Address: m.Address, Server: strings.TrimSpace(m.Server + " " + m.Reply), Error: m.Error,
		Bouncing: m.Bouncing, SentAt: m.SentAt, Problem: problem, Reason: v.r.PostFormValue("reason"), Basis: v.r.PostFormValue("basis"),
		MayRetry: access.May(v.actor, access.RetryMail, access.Subject{}) == nil && (m.State == "failed" || m.State == "bounced"),
	}
	for _, a := range m.Acts {
		view.Acts = append(view.Acts, pages.MailActLine{Who: a.Actor, Reason: a.Reason, Basis: a.Basis, At: a.At})
	}
	return s.showAs(v, status, pages.Mail(v.page.Titled(pages.MailOneTitle, at.Mail), view))
}

func (s *server) postMailRetry(v *visit) error {
	in := &mailRetryInput{Mail: mailAt(v).Mail}
	in.Body.Reason, in.Body.Basis = v.r.PostFormValue("reason"), v.r.PostFormValue("basis")
	_, err := call[body[mailDetail]](v.r.Context(), s, v.actor, access.RetryMail, in)
	if err == nil {
		return s.redirect(v, v.r.URL.Path, "mail_retried")
	}
	problem, status, err := s.inForm(v, access.RetryMail, err, map[string]string{"reason": "reason", "basis": "basis"})
	if err != nil {
		return err
	}
	return s.showMail(v, status, problem)
}

func (s *server) showMailKinds(v *visit, status int, problem *pages.Problem) error {
	if err := access.May(v.actor, access.ListMails, access.Subject{}); err != nil {
		return err
	}
	kinds, err := call[body[mailKinds]](v.r.Context(), s, v.actor, access.ListMailKinds, &none{})
	if err != nil {
		return err
	}
	switches := access.May(v.actor, access.SwitchMail, access.Subject{}) == nil
	view := pages.MailKindsView{Problem: problem}
	for _, k := range kinds.Body.Items {
		line := pages.MailKindLine{
			Code: k.Kind, Name: v.page.L(evaluation.Label{VI: k.NameVi, EN: k.NameEn}), Enabled: k.Enabled, Reason: k.Reason,
			MaySwitch: switches && k.Switch != "always", Open: problem != nil && v.r.PostFormValue("kind") == k.Kind,
			TypedReason: v.r.PostFormValue(k.Kind + ".reason"), TypedBasis: v.r.PostFormValue(k.Kind + ".basis"),
		}
		if k.ChangedAt != nil {
			line.Changed = v.page.ChangedBy(k.ChangedBy, *k.ChangedAt)
		}
		view.Kinds = append(view.Kinds, line)
	}
	return s.showAs(v, status, pages.MailKinds(v.page.Titled(pages.MailKindsTitle), view))
}

func (s *server) postMailSwitch(v *visit) error {
	kind := v.r.PostFormValue("kind")
	in := &mailSwitchInput{Kind: kind}
	in.Body.Enabled = v.r.PostFormValue("enabled") == "true"
	in.Body.Reason, in.Body.Basis = v.r.PostFormValue(kind+".reason"), v.r.PostFormValue(kind+".basis")
	_, err := call[none](v.r.Context(), s, v.actor, access.SwitchMail, in)
	if err == nil {
		return s.redirect(v, v.r.URL.Path, "mail_switched")
	}
	problem, status, err := s.inForm(v, access.SwitchMail, err, map[string]string{"reason": kind + ".reason", "basis": kind + ".basis"})
	if err != nil {
		return err
	}
	return s.showMailKinds(v, status, problem)
}

func (s *server) officeConcerns(v *visit) error {
	in := &listInput{after(v, adminList)}
	list, err := call[body[postgres.List[postgres.Concern]]](v.r.Context(), s, v.actor, access.ListConcerns, in)
	if err != nil {
		return err
	}
	lines, err := s.concernLines(v.r.Context(), v.page, list.Body.Items)
	if err != nil {
		return err
	}
	view := pages.OfficeConcernsView{Next: onward(v, "after", list.Body.Next), Lines: lines}
	return s.show(v, pages.OfficeConcerns(v.page.Titled(pages.OfficeConcernsTitle), view))
}

// concernLines says what waits, and where it is seen to.
func (s *server) concernLines(ctx context.Context, p pages.Page, concerns []postgres.Concern) ([]pages.ConcernLine, error) {
	ids := make([]string, len(concerns))
	for i, c := range concerns {
		ids[i] = c.About
	}
	processes, err := s.processNames(ctx, ids...)
	if err != nil {
		return nil, err
	}
	lines := make([]pages.ConcernLine, len(concerns))
	for i, c := range concerns {
		line := pages.ConcernLine{At: c.At, Text: c.Text}
		name := p.L(postgres.MailLabel(c.Code))
		switch c.Kind {
		case "launch_failed":
			line.Href, line.Text = schedulesPath, p.Fault(c.Code, c.Text)
		case "late":
			line.Href, line.Text = panel(c.About), processName(p, c.About, processes)
			name = p.L(evaluation.ActLabel(c.Code))
		default:
			line.Href = adminPath + "/mail/" + c.About
		}
		line.What = p.Concern(c.Kind, c.About, c.Step, name, c.Late)
		lines[i] = line
	}
	return lines, nil
}
