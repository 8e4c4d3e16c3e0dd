package web

import (
	"context"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"canbo/internal/access"
	"canbo/internal/web/pages"
)

// navigation is the main navigation: each place is shown to those who may do its act. Places of one section stand in a
// row of their own below its name.
var navigation = []struct {
	text    pages.Text
	path    string // below appPath
	act     access.Act
	section pages.Text // "" for a place by itself
}{
	{pages.NavInbox, "/inbox", access.ReadInbox, ""},
	{pages.NavMeetings, "/meetings", access.ReadInbox, ""},
	{pages.NavResults, "/results", access.ReadInbox, ""},
	{pages.NavMyPlan, "/me/plans", access.ReadOwnPlans, ""},
	{pages.NavDelegations, "/delegations", access.ReadInbox, ""},
	{pages.NavBoards, "/admin/cycles", access.ReadBoard, ""},
	{pages.NavPlanning, "/planning", access.ListPlans, ""},
	{pages.NavRotation, "/rotation", access.ListRotations, ""},
	{pages.NavPeople, "/admin/people", access.FindPeople, ""},
	{pages.NavConcerns, "/admin/concerns", access.ListConcerns, ""},
	{pages.NavFigures, "/admin/figures", access.ReadQualifications, ""},
	{pages.NavRoster, "/admin/roster", access.ExportRoster, pages.NavOffice},
	{pages.NavPolicies, "/admin/policies", access.ListPolicies, pages.NavOffice},
	{pages.NavSchedules, "/admin/schedules", access.ListSchedules, pages.NavOffice},
	{pages.NavMail, "/admin/mail", access.ListMails, pages.NavOffice},
	{pages.NavRoles, "/admin/roles", access.ListRoles, pages.NavOffice},
	{pages.NavKeys, "/admin/api-keys", access.ListKeys, pages.NavOffice},
	{pages.NavAudit, "/admin/audit", access.ReadAudit, pages.NavOffice},
	{pages.NavAccount, "/account", access.ReadMe, ""},
}

// home is where somebody begins: officials with what is asked of them, the others with the cycles that they watch.
func home(actor access.Actor) string {
	if actor.Role == access.Official {
		return appPath + "/inbox"
	}
	return adminPath + "/cycles"
}

// pages adds the pages for people, and the state of the program.
func (s *server) pages(r chi.Router) {
	r.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	r.Get("/readyz", s.readiness)
	r.Get("/assets/*", s.assets.ServeHTTP)
	r.Group(func(r chi.Router) {
		r.Use(middleware.Compress(5, "text/html"))
		for from, to := range map[string]string{"/": appPath, "/inbox": appPath + "/inbox"} { // mails lead to /inbox
			r.Get(from, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusSeeOther) })
		}
		r.Get(appPath, s.signedIn(func(v *visit) error { return s.redirect(v, home(v.actor), "") }))
		s.signInPages(r)
		s.inboxPages(r)
		s.commandPages(r)
		s.draftPages(r)
		s.selfReviewPages(r)
		s.meetingPages(r)
		s.unitForms(r)
		s.bodyForms(r)
		s.cycleForms(r)
		s.ballotPages(r)
		s.entryPages(r)
		s.proposalPages(r)
		s.sittingPages(r)
		s.resultPages(r)
		s.termPages(r)
		s.delegationPages(r)
		s.planningPages(r)
		s.reviewPages(r)
		s.ownPlanPages(r)
		s.rotationPages(r)
		s.rotationPlanPages(r)
		s.adminPages(r)
	})
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
