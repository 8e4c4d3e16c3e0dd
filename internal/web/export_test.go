package web

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
)

// TaskAddresses are the pages to which the inbox leads, by process kind and act, as patterns of the router.
func TaskAddresses() map[string]string {
	s := newServer(Deps{})
	s.register(chi.NewRouter())
	out := map[string]string{}
	for task, path := range s.paths {
		out[task] = appPath + strings.TrimPrefix(path, prefix)
	}
	return out
}

// PageAddresses are the addresses of pages, by method, as patterns of the router.
func PageAddresses() map[string]bool {
	s := newServer(Deps{})
	s.register(chi.NewRouter())
	r := chi.NewRouter()
	s.pages(r)
	out := map[string]bool{}
	_ = chi.Walk(r, func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		out[method+" "+strings.TrimSuffix(route, "/")] = true
		return nil
	})
	return out
}

// Operations are the paths of the operations of the API, by their ids.
func Operations() map[string]string {
	s := newServer(Deps{})
	s.register(chi.NewRouter())
	out := map[string]string{}
	for path, item := range s.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete, item.Patch} {
			if op != nil {
				out[op.OperationID] = path
			}
		}
	}
	return out
}
