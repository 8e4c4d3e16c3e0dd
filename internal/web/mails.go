package web

import (
	"context"
	"net/http"

	"canbo/internal/access"
	"canbo/internal/postgres"
)

type mailDetail struct {
	postgres.Mail
	Acts []postgres.MailAct `json:"acts" doc:"What administrators did with it, oldest first"`
}

type (
	mailListInput struct {
		Paged
		State    string `query:"state" enum:"pending,sending,sent,failed,bounced,skipped"`
		Kind     string `query:"kind" pattern:"^[a-z_]{1,64}$"`
		Official string `query:"official" maxLength:"63"`
	}
	mailPath struct {
		Mail int64 `path:"mail" minimum:"1"`
	}
	mailRetryInput struct {
		Mail int64 `path:"mail" minimum:"1"`
		Body struct {
			Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S"`
			Basis  string `json:"basis" minLength:"1" maxLength:"500" pattern:"\\S" doc:"Document or decision that allows it"`
		}
	}
)

func (s *server) registerMails() {
	add(s, route[mailListInput, body[postgres.List[postgres.Mail]]]{
		act: access.ListMails, method: http.MethodGet, path: "/mail", tag: "mail",
		summary: "What was sent, when and to which server, and what failed or came back; never what it said",
		do: func(ctx context.Context, _ access.Actor, in *mailListInput) (*body[postgres.List[postgres.Mail]], error) {
			return show(s.Store.Mails(ctx, postgres.MailFilter{State: in.State, Kind: in.Kind, Official: in.Official}, in.page()))
		},
	})
	add(s, route[listInput, body[postgres.List[postgres.Mail]]]{
		act: access.ListOwnMails, method: http.MethodGet, path: "/me/mail", tag: "mail", summary: "What was sent to you, with its proof",
		do: func(ctx context.Context, actor access.Actor, in *listInput) (*body[postgres.List[postgres.Mail]], error) {
			return show(s.Store.Mails(ctx, postgres.MailFilter{Official: actor.ID}, in.page()))
		},
	})
	add(s, route[mailPath, body[mailDetail]]{
		act: access.ReadMail, method: http.MethodGet, path: "/mail/{mail}", tag: "mail",
		summary: "The proof that a mail was sent, and what administrators did with it",
		subject: func(ctx context.Context, _ access.Actor, in *mailPath) (access.Subject, error) {
			mail, _, err := s.Store.Mail(ctx, in.Mail)
			return access.Subject{Owner: mail.Official}, err
		},
		do: func(ctx context.Context, _ access.Actor, in *mailPath) (*body[mailDetail], error) {
			return show(s.mail(ctx, in.Mail))
		},
	})
	add(s, route[mailRetryInput, body[mailDetail]]{
		act: access.RetryMail, method: http.MethodPost, path: "/mail/{mail}/retry", tag: "mail",
		summary: "Send a mail again that failed or came back, to the address that the roster has now",
		do: func(ctx context.Context, actor access.Actor, in *mailRetryInput) (*body[mailDetail], error) {
			err := s.Store.RetryMail(ctx, in.Mail, postgres.MailAct{
				Actor: actor.ID, Reason: in.Body.Reason, Basis: in.Body.Basis, At: s.now(),
			})
			if err != nil {
				return nil, err
			}
			return show(s.mail(ctx, in.Mail))
		},
	})
}

func (s *server) mail(ctx context.Context, id int64) (mailDetail, error) {
	mail, acts, err := s.Store.Mail(ctx, id)
	return mailDetail{Mail: mail, Acts: acts}, err
}
