package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"canbo/internal/access"
)

// keepSchema remembers how the body of an operation is described, for those who call it without HTTP.
func (s *server) keepSchema(act access.Act, method, path string) {
	item := s.api.OpenAPI().Paths[path]
	op := map[string]*huma.Operation{
		http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodDelete: item.Delete,
	}[method]
	if op != nil && op.RequestBody != nil {
		s.schemas[act] = op.RequestBody.Content["application/json"].Schema
	}
}

// valid checks the body of an operation's input against its schema, as huma does before it calls the operation over
// HTTP. Its error is a Problem with the places that are wrong.
func (s *server) valid(act access.Act, in any) error {
	schema, ok := s.schemas[act]
	if !ok {
		return nil
	}
	raw, err := json.Marshal(reflect.ValueOf(in).Elem().FieldByName("Body").Interface())
	if err != nil {
		return fmt.Errorf("encode a form: %w", err)
	}
	var document any
	if err := json.Unmarshal(raw, &document); err != nil {
		return fmt.Errorf("read a form back: %w", err)
	}
	path, found := huma.NewPathBuffer(nil, 0), &huma.ValidateResult{}
	path.Push("body")
	huma.Validate(s.api.OpenAPI().Components.Schemas, schema, path, huma.ModeWriteToServer, document, found)
	if len(found.Errors) == 0 {
		return nil
	}
	return newProblem(http.StatusUnprocessableEntity, "The form is not filled in as it must be.", found.Errors...)
}
