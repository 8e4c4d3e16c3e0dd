package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"canbo/internal/access"
	"canbo/internal/postgres"
	"canbo/internal/web/pages"
)

// inboxPage is how many tasks one page shows.
const inboxPage = 50

func (s *server) inboxPages(r chi.Router) {
	r.Get(appPath+"/inbox", s.signedIn(s.inboxOf))
	r.Get(appPath+"/inbox.ics", s.signedIn(s.dues))
}

func (s *server) inboxOf(v *visit) error {
	if v.actor.Role != access.Official {
		return s.redirect(v, home(v.actor), "")
	}
	skip, _ := strconv.Atoi(v.r.URL.Query().Get("skip")) // anything else begins at the front
	skip = max(skip, 0)
	tasks, total, err := s.Store.TasksByDue(v.r.Context(), v.actor.ID, skip, inboxPage)
	if err != nil {
		return err
	}
	view := pages.InboxView{Total: total, Tasks: make([]pages.TaskView, len(tasks))}
	for i, t := range tasks {
		if view.Tasks[i], err = s.task(v.r.Context(), v, t); err != nil {
			return err
		}
	}
	if int64(skip+len(tasks)) < total {
		view.Next = appPath + "/inbox?skip=" + strconv.Itoa(skip+len(tasks))
	}
	return s.show(v, pages.Inbox(v.page.Titled(pages.NavInbox), view))
}

// task is one line of the inbox.
func (s *server) task(ctx context.Context, v *visit, t postgres.DueTask) (pages.TaskView, error) {
	view := pages.TaskView{
		What: v.page.L(postgres.ActLabel(t.Kind, t.Act)), Where: t.SubjectName, Due: t.Due, For: t.HolderName,
		Why:  v.page.L(t.Of),
		Href: s.taskPage(t.Task, v.actor.ID),
	}
	return view, ctx.Err()
}

// taskPage is the page on which a task is done.
func (s *server) taskPage(t postgres.Task, assignee string) string {
	page, ok := strings.CutPrefix(s.href(t, assignee), prefix)
	if !ok {
		return appPath + "/inbox"
	}
	return appPath + page
}

// dues are the due times as a calendar file.
func (s *server) dues(v *visit) error {
	file, err := call[fileOutput](v.r.Context(), s, v.actor, access.ReadDues, &none{})
	if err != nil {
		return err
	}
	return sendFile(v, file)
}
