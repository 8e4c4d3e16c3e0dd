package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
)

type mailKinds struct {
	Items []postgres.MailKind `json:"items"`
}

type (
	mailSwitchInput struct {
		Kind string `path:"kind" pattern:"^[a-z_]{1,64}$"`
		Body struct {
			Enabled bool   `json:"enabled"`
			Reason  string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
			Basis   string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that allows it"`
		}
	}
	mailPreferenceInput struct {
		Kind string `path:"kind" pattern:"^[a-z_]{1,64}$"`
		Body struct {
			Wanted bool `json:"wanted"`
		}
	}
)

func (s *server) registerMailSwitches() {
	add(s, route[none, body[mailKinds]]{
		act: access.ListMailKinds, method: http.MethodGet, path: "/mail-kinds", tag: "mail",
		summary: "The kinds of mail: whether they are sent, and who may switch them off",
		do: func(ctx context.Context, actor access.Actor, _ *none) (*body[mailKinds], error) {
			kinds, err := s.Store.MailKinds(ctx, actor.ID)
			return show(mailKinds{kinds}, err)
		},
	})
	add(s, route[mailSwitchInput, none]{
		act: access.SwitchMail, method: http.MethodPut, path: "/mail-kinds/{kind}", tag: "mail", status: http.StatusNoContent,
		summary: "Say for everybody whether mails of a kind are sent",
		do: func(ctx context.Context, actor access.Actor, in *mailSwitchInput) (*none, error) {
			return nil, s.Store.SwitchMail(ctx, postgres.MailSwitch{
				Kind: in.Kind, Enabled: in.Body.Enabled, Actor: actor.ID, Reason: in.Body.Reason, Basis: in.Body.Basis, At: s.now(),
			})
		},
	})
	add(s, route[mailPreferenceInput, none]{
		act: access.PreferMail, method: http.MethodPut, path: "/me/mail-kinds/{kind}", tag: "mail", status: http.StatusNoContent,
		summary: "Say whether you want mails of a kind",
		do: func(ctx context.Context, actor access.Actor, in *mailPreferenceInput) (*none, error) {
			return nil, s.Store.PreferMail(ctx, actor.ID, in.Kind, in.Body.Wanted, s.now())
		},
	})
}
