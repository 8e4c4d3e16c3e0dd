package web_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
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
			if act, printed := printedAct(operation.OperationID); printed {
				require.Contains(t, access.Acts(), act, "what is printed is read by an act")
				continue
			}
			operations = append(operations, access.Act(operation.OperationID))
		}
	}
	operations = append(operations, access.SeeGrades) // part of list-officials
	require.ElementsMatch(t, access.Acts(), operations)
}

// printedAct is the act of an operation that prints what the act reads.
func printedAct(operation string) (access.Act, bool) {
	for _, form := range []string{"-pdf", "-xlsx"} {
		if act, printed := strings.CutSuffix(operation, form); printed {
			return access.Act(act), true
		}
	}
	return "", false
}
