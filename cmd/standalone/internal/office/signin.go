package office

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// SignInLink draws a link that signs the administrator in with a browser, once.
func (o *Office) SignInLink(ctx context.Context) (string, error) {
	var drawn struct {
		Link string `json:"link"`
	}
	if err := o.ask(ctx, http.MethodPost, "/sign-in/links", nil, &drawn); err != nil {
		return "", fmt.Errorf("draw a sign-in link: %w", err)
	}
	return drawn.Link, nil
}

// MakeAdministrator grants an official the administrator's role, unless somebody has it already.
func (o *Office) MakeAdministrator(ctx context.Context, official string) error {
	var holders struct {
		Items []struct {
			Role string `json:"role"`
		} `json:"items"`
	}
	if err := o.ask(ctx, http.MethodGet, "/roles?limit=500", nil, &holders); err != nil {
		return fmt.Errorf("read roles: %w", err)
	}
	for _, h := range holders.Items {
		if h.Role == "administrator" {
			return nil
		}
	}
	grant := map[string]string{
		"official": official, "role": "administrator", "reason": "Quản trị đầu tiên", "basis": "Tham số --administrator khi khởi động",
	}
	if err := o.ask(ctx, http.MethodPost, "/roles/grants", grant, nil); err != nil {
		return fmt.Errorf("make %s administrator: %w", official, err)
	}
	return nil
}

// ask asks the API with the administrator's key; in and out may be nil.
func (o *Office) ask(ctx context.Context, method, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	r, err := http.NewRequestWithContext(ctx, method, o.Config.PublicURL+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+o.Config.AdminKey)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		var p struct {
			Detail string `json:"detail"`
		}
		_ = json.Unmarshal(text, &p) // without a sentence the status says it
		return fmt.Errorf("the web program answers %s %s", answer.Status, p.Detail)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(text, out)
}
