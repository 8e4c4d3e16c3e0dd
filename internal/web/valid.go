package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// valid checks the body of an operation's input against its schema, as huma does before it calls the operation over
// HTTP. Its error is a Problem with the places that are wrong.
func (s *server) valid(in any) error {
	field := reflect.ValueOf(in).Elem().FieldByName("Body")
	if !field.IsValid() {
		return nil
	}
	raw, err := json.Marshal(field.Interface())
	if err != nil {
		return fmt.Errorf("encode a form: %w", err)
	}
	var document any
	if err := json.Unmarshal(raw, &document); err != nil {
		return fmt.Errorf("read a form back: %w", err)
	}
	registry := s.api.OpenAPI().Components.Schemas
	schema := registry.Schema(field.Type(), true, "")
	path, found := huma.NewPathBuffer(nil, 0), &huma.ValidateResult{}
	path.Push("body")
	huma.Validate(registry, schema, path, huma.ModeWriteToServer, document, found)
	if len(found.Errors) == 0 {
		return nil
	}
	return newProblem(http.StatusUnprocessableEntity, "The form is not filled in as it must be.", found.Errors...)
}
