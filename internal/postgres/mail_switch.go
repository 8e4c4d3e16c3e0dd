package postgres

import (
	"context"
	"fmt"
	"time"

	"canbo/internal/mail"
	"canbo/internal/postgres/db"
)

// MailKind is a kind of mail and whether it is sent.
type MailKind struct {
	Kind      string      `json:"kind"`
	NameVi    string      `json:"name_vi"`
	NameEn    string      `json:"name_en"`
	Switch    mail.Switch `json:"switch" enum:"always,administrator,reader" doc:"Who may switch it off"`
	Enabled   bool        `json:"enabled" doc:"For everybody"`
	ChangedBy string      `json:"changed_by,omitempty"`
	ChangedAt *time.Time  `json:"changed_at,omitempty"`
	Reason    string      `json:"reason,omitempty"`
	Basis     string      `json:"basis,omitempty"`
	Wanted    bool        `json:"wanted" doc:"By you; true unless you have switched it off"`
}

// MailSwitch is an administrator's word on a kind of mail.
type MailSwitch struct {
	Kind    string
	Enabled bool
	Actor   string
	Reason  string
	Basis   string
	At      time.Time
}

// MailKinds returns all kinds in a stable order, as they stand for the installation and for a reader; "" is nobody.
func (s *Store) MailKinds(ctx context.Context, official string) ([]MailKind, error) {
	switches, err := s.q.MailSwitches(ctx)
	if err != nil {
		return nil, fmt.Errorf("read switches of mail: %w", err)
	}
	preferences, err := s.q.MailPreferences(ctx, official)
	if err != nil {
		return nil, fmt.Errorf("read preferences of mail: %w", err)
	}
	kinds := mail.Kinds()
	all := make([]MailKind, len(kinds))
	for i, kind := range kinds {
		vi, en := kind.Names()
		k := MailKind{Kind: string(kind), NameVi: vi, NameEn: en, Switch: kind.Switch(), Enabled: true, Wanted: true}
		for _, sw := range switches {
			if sw.Kind == k.Kind {
				k.Enabled, k.ChangedBy, k.ChangedAt, k.Reason, k.Basis = sw.Enabled, sw.Actor, &sw.At, sw.Reason, sw.Basis
			}
		}
		for _, p := range preferences {
			if p.Kind == k.Kind {
				k.Wanted = p.Enabled
			}
		}
		all[i] = k
	}
	return all, nil
}

// SwitchMail says for everybody whether mails of a kind are sent from now on; what waits in the outbox still goes. Each
// word stays on record. Errors: those of mail.CheckSwitch.
func (s *Store) SwitchMail(ctx context.Context, w MailSwitch) error {
	if err := mail.CheckSwitch(mail.Kind(w.Kind), false); err != nil {
		return err
	}
	err := s.q.InsertMailSwitch(ctx, db.InsertMailSwitchParams{
		Kind: w.Kind, Enabled: w.Enabled, Actor: w.Actor, Reason: w.Reason, Basis: w.Basis, At: w.At,
	})
	if err != nil {
		return fmt.Errorf("switch mail %s: %w", w.Kind, err)
	}
	return nil
}

// PreferMail says whether an official wants mails of a kind. Errors: those of mail.CheckSwitch.
func (s *Store) PreferMail(ctx context.Context, official, kind string, wanted bool, at time.Time) error {
	if err := mail.CheckSwitch(mail.Kind(kind), true); err != nil {
		return err
	}
	err := s.q.SetMailPreference(ctx, db.SetMailPreferenceParams{Official: official, Kind: kind, Enabled: wanted, ChangedAt: at})
	if err != nil {
		return fmt.Errorf("prefer mail %s: %w", kind, err)
	}
	return nil
}
