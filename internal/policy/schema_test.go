package policy

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The schema and the types must know the same keys: a key only in the schema would be refused by the decoder, a key
// only in the types could never be given.
func TestSchemaAndTypesKnowTheSameKeys(t *testing.T) {
	t.Parallel()
	var root map[string]any
	require.NoError(t, json.Unmarshal(schemaJSON, &root))
	compareKeys(t, root, root, reflect.TypeFor[Policy](), "policy")
}

func compareKeys(t *testing.T, root, node map[string]any, typ reflect.Type, path string) {
	t.Helper()
	node = resolve(root, node)
	switch typ.Kind() {
	case reflect.Pointer:
		compareKeys(t, root, node, typ.Elem(), path)
	case reflect.Slice:
		if items, ok := node["items"].(map[string]any); ok {
			compareKeys(t, root, items, typ.Elem(), path+"[]")
		}
	case reflect.Struct:
		properties, ok := node["properties"].(map[string]any)
		if !ok {
			return // a text in the file, such as a date
		}
		fields := keysOf(typ)
		require.Equal(t, slices.Sorted(maps.Keys(fields)), slices.Sorted(maps.Keys(properties)), path)
		for key, field := range fields {
			if property, ok := properties[key].(map[string]any); ok {
				compareKeys(t, root, property, field, path+"."+key)
			}
		}
	default:
	}
}

// resolve follows a $ref and lays the properties beside it over those of its target.
func resolve(root, node map[string]any) map[string]any {
	ref, ok := node["$ref"].(string)
	if !ok {
		return node
	}
	target := resolve(root, root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any))
	merged := maps.Clone(target)
	if own, ok := node["properties"].(map[string]any); ok {
		properties := maps.Clone(merged["properties"].(map[string]any))
		maps.Copy(properties, own)
		merged["properties"] = properties
	}
	return merged
}

func keysOf(typ reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	for field := range typ.Fields() {
		tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous:
			maps.Copy(keys, keysOf(field.Type))
		case field.IsExported() && tag != "-":
			keys[tag] = field.Type
		}
	}
	return keys
}
