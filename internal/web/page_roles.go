package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

const (
	rolesPath    = adminPath + "/roles"
	roleHistory  = 20 // lines of the history that one page has
	roleSearched = 10 // people that a search shows
)

func (s *server) rolePages(r chi.Router) {
	r.Get(rolesPath, s.signedIn(func(v *visit) error { return s.showRoles(v, http.StatusOK, pages.RolesView{}) }))
	r.Post(rolesPath, s.signedIn(s.postGrant))
	r.Post(rolesPath+"/withdrawal", s.signedIn(s.postRoleWithdrawal))
}

func (s *server) postGrant(v *visit) error {
	in := roleForm(v, "")
	_, err := call[none](v.r.Context(), s, v.actor, access.GrantRole, in)
	if err == nil {
		return s.redirect(v, rolesPath, "role_granted")
	}
	problem, status, err := s.inForm(v, access.GrantRole, err, map[string]string{"role": "role", "reason": "reason", "basis": "basis"})
	if err != nil {
		return err
	}
	return s.showRoles(v, status, pages.RolesView{
		Official: in.Body.Official, Role: string(in.Body.Role), Reason: in.Body.Reason, Basis: in.Body.Basis, Problem: problem,
	})
}

func (s *server) postRoleWithdrawal(v *visit) error {
	field := v.r.PostFormValue("official") + "." + v.r.PostFormValue("role") + "."
	_, err := call[none](v.r.Context(), s, v.actor, access.WithdrawRole, roleForm(v, field))
	if err == nil {
		return s.redirect(v, rolesPath, "role_withdrawn")
	}
	problem, status, err := s.inForm(v, access.WithdrawRole, err, map[string]string{"reason": field + "reason", "basis": field + "basis"})
	if err != nil {
		return err
	}
	return s.showRoles(v, status, pages.RolesView{Problem: problem})
}

// roleForm reads a form whose reason and basis have names that begin with field.
func roleForm(v *visit, field string) *roleInput {
	in := &roleInput{}
	in.Body.Official, in.Body.Role = v.r.PostFormValue("official"), access.Role(v.r.PostFormValue("role"))
	in.Body.Reason, in.Body.Basis = v.r.PostFormValue(field+"reason"), v.r.PostFormValue(field+"basis")
	return in
}

// showRoles shows who holds a role, with what was typed into a form that was refused.
func (s *server) showRoles(v *visit, status int, view pages.RolesView) error {
	ctx := v.r.Context()
	holders, err := call[body[postgres.List[postgres.RoleHolder]]](ctx, s, v.actor, access.ListRoles, &listInput{Paged{Limit: 500}})
	if err != nil {
		return err
	}
	acts, err := call[body[postgres.List[postgres.RoleAct]]](ctx, s, v.actor, access.ReadRoleActs, &listInput{after(v, roleHistory)})
	if err != nil {
		return err
	}
	view.MayChange = access.May(v.actor, access.GrantRole, access.Subject{}) == nil
	view.Next = onward(v, "after", acts.Body.Next)
	for _, h := range holders.Body.Items {
		field := h.Official + "." + string(h.Role) + "."
		view.Holders = append(view.Holders, pages.RoleLine{
			Official: h.Official, Name: h.Name, Role: v.page.T(roleNames[h.Role]), Code: string(h.Role), By: roleActor(v, h),
			Reason: h.Reason, Basis: h.Basis, At: h.At, Open: v.r.PostForm.Has(field + "reason"),
			TypedReason: v.r.PostFormValue(field + "reason"), TypedBasis: v.r.PostFormValue(field + "basis"),
		})
	}
	for _, a := range acts.Body.Items {
		view.History = append(view.History, pages.RoleActLine{
			Name: a.Name, Role: v.page.T(roleNames[a.Role]), By: roleActor(v, a.RoleHolder), Reason: a.Reason, Basis: a.Basis,
			Granted: a.Granted, At: a.At,
		})
	}
	if view.MayChange {
		if err := s.fillGrant(v, &view); err != nil {
			return err
		}
	}
	return s.showAs(v, status, pages.Roles(v.page.Titled(pages.RolesTitle), view))
}

// fillGrant fills the form that grants a role, or the search for whom to grant it to.
func (s *server) fillGrant(v *visit, view *pages.RolesView) error {
	query := v.r.URL.Query()
	view.Official = cmp.Or(view.Official, query.Get("official"))
	if view.Official != "" {
		names, err := s.Store.OfficialNames(v.r.Context(), []string{view.Official})
		if err != nil {
			return err
		}
		view.Name = cmp.Or(names[view.Official], view.Official)
		if view.Own = view.Official == v.actor.ID; view.Own {
			return nil
		}
		for _, role := range access.Grantable() {
			view.Roles = append(view.Roles, pages.Option{Value: string(role), Text: v.page.T(roleNames[role])})
		}
		return nil
	}
	if view.Query = strings.TrimSpace(query.Get("q")); view.Query == "" {
		return nil
	}
	in := &peopleInput{Query: view.Query, Paged: Paged{Limit: roleSearched}}
	found, err := call[body[postgres.List[postgres.FoundPerson]]](v.r.Context(), s, v.actor, access.FindPeople, in)
	if err != nil {
		return err
	}
	for _, f := range found.Body.Items {
		view.Found = append(view.Found, pages.FoundLine{
			Name: f.Name, Href: grantTo(f.Official), Post: postOf(v.page, f),
		})
	}
	return nil
}

// grantTo is where a role is granted to an official.
func grantTo(official string) string {
	return rolesPath + "?official=" + url.QueryEscape(official) + "#grant"
}

func roleActor(v *visit, h postgres.RoleHolder) string {
	return v.page.Actor(h.ActorName, h.Actor, "")
}
