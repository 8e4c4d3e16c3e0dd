package strictyaml

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/unicode/norm"
)

// Bounds that keep a hostile document from exhausting the parser; real documents stay far below.
const (
	maxBytes    = 256 << 10
	maxBrackets = 32 // nesting of [ and {
)

// Document is a decoded file that still knows where each of its values stands.
type Document struct {
	file string
	ast  *ast.File
}

// Decode reads one document from data into the struct pointer into, after checking it against schema.
// file is used in the problems only. The document is nil when there are problems.
func Decode(file string, data []byte, schema *Schema, into any) (*Document, Problems) {
	d := &Document{file: file}
	if p := d.parse(data); p != nil {
		return nil, Problems{*p}
	}
	var plain any
	if err := yaml.NodeToValue(d.ast.Docs[0].Body, &plain); err != nil {
		return nil, Problems{d.fromYAML(err)}
	}
	if problems := schema.check(d, plain); len(problems) > 0 {
		return nil, problems
	}
	if err := yaml.NodeToValue(d.ast.Docs[0].Body, into, yaml.Strict()); err != nil {
		return nil, Problems{d.fromYAML(err)}
	}
	return d, nil
}

// parse checks the text and its tokens before it builds the tree.
func (d *Document) parse(data []byte) *Problem {
	switch {
	case len(data) > maxBytes:
		return &Problem{File: d.file, Text: fmt.Sprintf("the file is larger than %d bytes", maxBytes), Remedy: "split it"}
	case !utf8.Valid(data):
		return &Problem{File: d.file, Text: "the text is not valid UTF-8", Remedy: "save the file as UTF-8"}
	case !norm.NFC.IsNormal(data):
		line := 1 + strings.Count(string(data[:norm.NFC.QuickSpan(data)]), "\n")
		return &Problem{File: d.file, Line: line, Column: 1, Text: "the text has decomposed letters (not NFC)",
			Remedy: "normalise the file to NFC"}
	}
	tokens := lexer.Tokenize(string(data))
	if p := d.checkTokens(tokens); p != nil {
		return p
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		p := d.fromYAML(err)
		return &p
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return &Problem{File: d.file, Line: 1, Column: 1, Text: "the file must hold exactly one document",
			Remedy: "one file, one document, no '---' in between"}
	}
	d.ast = file
	return nil
}

func (d *Document) checkTokens(tokens token.Tokens) *Problem {
	depth := 0
	for _, t := range tokens {
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType:
			p := d.at(t, "anchors, aliases, merge keys and tags are not allowed", "write the value out")
			return &p
		case token.MappingStartType, token.SequenceStartType:
			depth++
		case token.MappingEndType, token.SequenceEndType:
			depth--
		default:
		}
		if depth > maxBrackets {
			p := d.at(t, "brackets are nested too deeply", "flatten the value")
			return &p
		}
	}
	return nil
}

// Problem reports something wrong with the value at path, such as "evaluation.cap.ratio_bp" or
// "evaluation.conditions[2].when". When the path is absent from the file, its nearest parent gives the place.
func (d *Document) Problem(path, remedy, format string, args ...any) Problem {
	p := Problem{File: d.file, Line: 1, Column: 1, Path: path, Text: fmt.Sprintf(format, args...), Remedy: remedy}
	for at := path; at != ""; at = parent(at) {
		node := d.node(at)
		if node == nil {
			continue
		}
		pos := start(node)
		p.Line, p.Column = pos.Line, pos.Column
		return p
	}
	return p
}

// Line returns the 1-based line of the value at path, 0 when the path is absent.
func (d *Document) Line(path string) int {
	if node := d.node(path); node != nil {
		return start(node).Line
	}
	return 0
}

// node walks to the value at path; nil when it is absent. An odd key, such as one with a dot, is not found.
func (d *Document) node(path string) ast.Node {
	at := d.ast.Docs[0].Body
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		switch n := at.(type) {
		case *ast.MappingNode:
			i := slices.IndexFunc(n.Values, func(v *ast.MappingValueNode) bool { return v.Key.GetToken().Value == step })
			if i < 0 {
				return nil
			}
			at = n.Values[i].Value
		case *ast.SequenceNode:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(n.Values) {
				return nil
			}
			at = n.Values[i]
		default:
			return nil
		}
	}
	return at
}

// start is the position of the first token of a node; a mapping's own token is the colon after its first key.
func start(node ast.Node) *token.Position {
	switch n := node.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return n.Values[0].Key.GetToken().Position
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken().Position
	default:
	}
	return node.GetToken().Position
}

func parent(path string) string { return path[:max(strings.LastIndexAny(path, ".["), 0)] }

func (d *Document) at(t *token.Token, text, remedy string) Problem {
	return Problem{File: d.file, Line: t.Position.Line, Column: t.Position.Column, Text: text, Remedy: remedy}
}

var duplicateKey = regexp.MustCompile(`mapping key "(.*)" already defined at \[(\d+):\d+\]`)

func (d *Document) fromYAML(err error) Problem {
	yamlErr, ok := errors.AsType[yaml.Error](err)
	if !ok || yamlErr.GetToken() == nil {
		return Problem{File: d.file, Line: 1, Column: 1, Text: err.Error()}
	}
	if m := duplicateKey.FindStringSubmatch(yamlErr.GetMessage()); m != nil {
		text := fmt.Sprintf("duplicate key %q, first given in line %s", m[1], m[2])
		return d.at(yamlErr.GetToken(), text, "keep one of them")
	}
	return d.at(yamlErr.GetToken(), yamlErr.GetMessage(), "")
}

// keyNode finds the node of a key inside the mapping at path ("" is the whole document).
func (d *Document) keyNode(path, key string) ast.Node {
	mapping, ok := d.node(path).(*ast.MappingNode)
	if !ok {
		return nil
	}
	for _, value := range mapping.Values {
		if value.Key.GetToken().Value == key {
			return value.Key
		}
	}
	return nil
}
