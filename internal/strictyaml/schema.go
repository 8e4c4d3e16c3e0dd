package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Schema is a compiled JSON Schema (draft 2020-12).
type Schema struct{ compiled *jsonschema.Schema }

// CompileSchema compiles the JSON Schema in data; name is its address in error texts. It fetches nothing.
func CompileSchema(name string, data []byte) (*Schema, error) {
	tree, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read schema %s: %w", name, err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(jsonschema.SchemeURLLoader{})
	compiler.AssertFormat()
	if err := compiler.AddResource(name, tree); err != nil {
		return nil, fmt.Errorf("add schema %s: %w", name, err)
	}
	compiled, err := compiler.Compile(name)
	if err != nil {
		return nil, fmt.Errorf("compile schema %s: %w", name, err)
	}
	return &Schema{compiled: compiled}, nil
}

// check lists every breach of the schema with its place in the document.
func (s *Schema) check(d *Document, value any) Problems {
	err := s.compiled.Validate(value)
	if err == nil {
		return nil
	}
	breach, ok := errors.AsType[*jsonschema.ValidationError](err)
	if !ok {
		return Problems{{File: d.file, Line: 1, Column: 1, Text: err.Error()}}
	}
	return breaches(d, breach)
}

// breaches walks to the leaves of the error tree: the inner nodes only say that something below them is wrong.
func breaches(d *Document, breach *jsonschema.ValidationError) Problems {
	var found Problems
	for _, cause := range breach.Causes {
		found = append(found, breaches(d, cause)...)
	}
	if len(breach.Causes) > 0 {
		return found
	}
	path := pathOf(breach.InstanceLocation)
	switch k := breach.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, key := range k.Properties {
			found = append(found, d.keyProblem(path, key))
		}
	case *kind.Required:
		found = append(found, d.Problem(path, "add it", "missing %s", quoted(k.Missing)))
	default:
		text := breach.ErrorKind.LocalizedString(message.NewPrinter(language.English))
		found = append(found, d.Problem(path, "", "%s", text))
	}
	return found
}

// keyProblem reports an unknown key at the place of the key itself.
func (d *Document) keyProblem(path, key string) Problem {
	full := key
	if path != "" {
		full = path + "." + key
	}
	p := d.Problem(full, "correct its spelling or remove it", "unknown key %q", key)
	if node := d.keyNode(path, key); node != nil {
		p.Line, p.Column = node.GetToken().Position.Line, node.GetToken().Position.Column
	}
	return p
}

func pathOf(location []string) string {
	var b strings.Builder
	for _, part := range location {
		if _, err := strconv.Atoi(part); err == nil {
			b.WriteString("[" + part + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(part)
	}
	return b.String()
}

func quoted(keys []string) string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = strconv.Quote(key)
	}
	return strings.Join(out, ", ")
}
