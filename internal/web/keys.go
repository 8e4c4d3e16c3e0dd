package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
)

type newKey struct {
	Name string      `json:"name"`
	Role access.Role `json:"role"`
	Key  string      `json:"key" doc:"Shown once; only its hash is kept"`
}

type (
	keyInput struct {
		Body struct {
			Name   string      `json:"name" pattern:"^[a-z0-9][a-z0-9-]{0,62}$"`
			Role   access.Role `json:"role" enum:"administrator,inspector"`
			Reason string      `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S" doc:"What the key is for"`
			Basis  string      `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that allows it"`
		}
	}
	keyRevocation struct {
		Name string `path:"name" maxLength:"63"`
		Body struct {
			Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
			Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that asks for it"`
		}
	}
	listInput struct{ Paged }
)

func (s *server) registerKeys() {
	add(s, route[keyInput, body[newKey]]{
		act: access.CreateKey, method: http.MethodPost, path: "/api-keys", tag: "api keys", status: http.StatusCreated,
		summary: "Make a key for a program",
		do: func(ctx context.Context, actor access.Actor, in *keyInput) (*body[newKey], error) {
			key := newKey{Name: in.Body.Name, Role: in.Body.Role, Key: newToken(keyToken)}
			return show(key, s.Store.CreateAPIKey(ctx, postgres.APIKey{
				Name: key.Name, Role: string(key.Role), CreatedBy: actor.ID, CreatedAt: s.now(), Reason: in.Body.Reason, Basis: in.Body.Basis,
			}, plainHash(key.Key)))
		},
	})
	add(s, route[listInput, body[postgres.List[postgres.APIKey]]]{
		act: access.ListKeys, method: http.MethodGet, path: "/api-keys", tag: "api keys", summary: "The keys, without their secrets",
		do: func(ctx context.Context, _ access.Actor, in *listInput) (*body[postgres.List[postgres.APIKey]], error) {
			return show(s.Store.APIKeys(ctx, in.page()))
		},
	})
	add(s, route[keyRevocation, none]{
		act: access.RevokeKey, method: http.MethodPost, path: "/api-keys/{name}/revocation", tag: "api keys", status: http.StatusNoContent,
		summary: "End a key for good, with every session that began with it",
		do: func(ctx context.Context, actor access.Actor, in *keyRevocation) (*none, error) {
			return nil, s.Store.RevokeAPIKey(ctx, postgres.KeyRevocation{
				Name: in.Name, Actor: actor.ID, Reason: in.Body.Reason, Basis: in.Body.Basis, At: s.now(),
			})
		},
	})
}
