package office

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// SignInLink draws a link that signs the administrator in with a browser, once.
func (o *Office) SignInLink(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, o.Config.PublicURL+"/api/v1/sign-in/links", nil)
	if err != nil {
		return "", fmt.Errorf("draw a sign-in link: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+o.Config.AdminKey)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", fmt.Errorf("draw a sign-in link: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("draw a sign-in link: the web program answers %s", answer.Status)
	}
	var drawn struct {
		Link string `json:"link"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&drawn); err != nil {
		return "", fmt.Errorf("read the sign-in link: %w", err)
	}
	return drawn.Link, nil
}
