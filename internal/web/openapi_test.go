package web_test

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"canbo/internal/access"
	"canbo/internal/web"
)

var update = flag.Bool("update", false, "write openapi.json")

const committed = "../../openapi.json"

func TestTheCommittedDescriptionIsThatOfTheCode(t *testing.T) {
	t.Parallel()
	got, err := web.OpenAPI()
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(committed, got, 0o644))
	}
	want, err := os.ReadFile(committed)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "run: go test ./internal/web -run Description -update")
}

func TestEveryOperationIsAnActAndEveryActAnOperation(t *testing.T) {
	t.Parallel()
	raw, err := web.OpenAPI()
	require.NoError(t, err)
	var description struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
		} `json:"paths"`
	}
	require.NoError(t, json.Unmarshal(raw, &description))

	var operations []access.Act
	for _, methods := range description.Paths {
		for _, operation := range methods {
			operations = append(operations, access.Act(operation.OperationID))
		}
	}
	operations = append(operations, access.SeeGrades) // part of list-officials
	require.ElementsMatch(t, access.Acts(), operations)
}
