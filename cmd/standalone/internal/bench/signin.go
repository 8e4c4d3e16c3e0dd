package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"time"

	"canbo/cmd/standalone/internal/apart"
)

const letterTime = time.Minute // for a sign-in letter to come

var linkToken = regexp.MustCompile(`/sign-in\?token=([A-Za-z0-9_-]+)`)

// signIn signs people in by their mail addresses and returns their sessions in the same order.
func signIn(ctx context.Context, office *apart.Office, emails []string) ([]string, error) {
	url := office.Config.PublicURL + "/api/v1/sign-in"
	for _, email := range emails {
		if err := post(ctx, url, map[string]string{"email": email}, nil); err != nil {
			return nil, fmt.Errorf("sign in: %w", err)
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, letterTime, fmt.Errorf("a sign-in letter did not come within %s", letterTime))
	defer cancel()
	sessions := make([]string, len(emails))
	for i, email := range emails {
		token, err := tokenFor(ctx, office, email)
		if err != nil {
			return nil, fmt.Errorf("sign in: %w", err)
		}
		var confirmed struct{ Session string }
		if err := post(ctx, url+"/confirm", map[string]string{"token": token}, &confirmed); err != nil {
			return nil, fmt.Errorf("sign in: %w", err)
		}
		sessions[i] = confirmed.Session
	}
	return sessions, nil
}

func tokenFor(ctx context.Context, office *apart.Office, email string) (string, error) {
	for {
		for _, letter := range office.Mailbox.Messages(email) {
			if found := linkToken.FindStringSubmatch(letter.Text); found != nil {
				return found[1], nil
			}
		}
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func post(ctx context.Context, url string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	return answered(http.DefaultClient, r, into)
}

func get(ctx context.Context, client *http.Client, url, session string, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+session)
	return answered(client, r, into)
}

// answered sends a request that must succeed, and reads the whole answer.
func answered(client *http.Client, r *http.Request, into any) error {
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: status %d: %.200s", r.Method, r.URL.Path, answer.StatusCode, text)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(text, into)
}
