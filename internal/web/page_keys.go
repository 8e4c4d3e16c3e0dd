package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

const keysPath = adminPath + "/api-keys"

func (s *server) keyPages(r chi.Router) {
	r.Get(keysPath, s.signedIn(func(v *visit) error { return s.showKeys(v, http.StatusOK, pages.KeysView{}) }))
	r.Post(keysPath, s.signedIn(s.postKey))
	r.Post(keysPath+"/{name}/revocation", s.signedIn(s.postKeyRevocation))
}

// postKey makes a key. Its answer is the only page that shows the secret, so that it leads to no other.
func (s *server) postKey(v *visit) error {
	in := &keyInput{}
	in.Body.Name, in.Body.Role = v.field("name"), access.Role(v.field("role"))
	in.Body.Reason, in.Body.Basis = v.field("reason"), v.field("basis")
	made, err := call[body[newKey]](v.r.Context(), s, v.actor, access.CreateKey, in)
	if err == nil {
		return s.show(v, pages.NewKey(v.page.Titled(pages.KeyMadeTitle, made.Body.Name), pages.NewKeyView{
			Name: made.Body.Name, Role: v.page.T(roleNames[made.Body.Role]), Key: made.Body.Key,
		}))
	}
	fields := map[string]string{"name": "name", "role": "role", "reason": "reason", "basis": "basis"}
	problem, status, err := s.inForm(v, access.CreateKey, err, fields)
	if err != nil {
		return err
	}
	return s.showKeys(v, status, pages.KeysView{
		Name: in.Body.Name, Role: string(in.Body.Role), Reason: in.Body.Reason, Basis: in.Body.Basis, Problem: problem,
	})
}

func (s *server) postKeyRevocation(v *visit) error {
	in := &keyRevocation{Name: chi.URLParam(v.r, "name")}
	in.Body.Reason, in.Body.Basis = v.field(in.Name+".reason"), v.field(in.Name+".basis")
	_, err := call[none](v.r.Context(), s, v.actor, access.RevokeKey, in)
	if err == nil {
		return s.redirect(v, keysPath, "key_revoked")
	}
	problem, status, err := s.inForm(v, access.RevokeKey, err, map[string]string{"reason": in.Name + ".reason", "basis": in.Name + ".basis"})
	if err != nil {
		return err
	}
	return s.showKeys(v, status, pages.KeysView{Problem: problem})
}

// showKeys shows the keys of programs, with what was typed into a form that was refused.
func (s *server) showKeys(v *visit, status int, view pages.KeysView) error {
	ctx := v.r.Context()
	keys, err := call[body[postgres.List[postgres.APIKey]]](ctx, s, v.actor, access.ListKeys, &listInput{after(v, adminList)})
	if err != nil {
		return err
	}
	var actors []string
	for _, k := range keys.Body.Items {
		actors = append(actors, k.CreatedBy, k.RevokedBy)
	}
	known, err := s.Store.OfficialNames(ctx, actors)
	if err != nil {
		return err
	}
	view.Next = onward(v, "after", keys.Body.Next)
	view.MayRevoke = access.May(v.actor, access.RevokeKey, access.Subject{}) == nil
	if access.May(v.actor, access.CreateKey, access.Subject{}) == nil {
		for _, role := range []access.Role{access.Inspector, access.Administrator} {
			view.Roles = append(view.Roles, pages.Option{Value: string(role), Text: v.page.T(roleNames[role])})
		}
	}
	for _, k := range keys.Body.Items {
		view.Keys = append(view.Keys, pages.KeyLine{
			Name: k.Name, Role: v.page.T(roleNames[access.Role(k.Role)]), By: v.page.Actor(known[k.CreatedBy], k.CreatedBy, ""), Reason: k.Reason,
			Basis: k.Basis, At: k.CreatedAt, UsedAt: k.UsedAt, RevokedAt: k.RevokedAt, RevokedBy: v.page.Actor(known[k.RevokedBy], k.RevokedBy, ""),
			RevokeReason: k.RevokeReason, RevokeBasis: k.RevokeBasis, Open: v.r.PostForm.Has(k.Name + ".reason"),
			TypedReason: v.field(k.Name + ".reason"), TypedBasis: v.field(k.Name + ".basis"),
		})
	}
	return s.showAs(v, status, pages.Keys(v.page.Titled(pages.KeysTitle), view))
}
