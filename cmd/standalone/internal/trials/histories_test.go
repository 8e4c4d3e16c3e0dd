package trials_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/proxy"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"

	"canbo/internal/config"
)

// namespace is everything that the Temporal server tells about the workflows of an office.
type namespace struct {
	*testing.T
	client client.Client
}

func openNamespace(t *testing.T, cfg config.Config) namespace {
	t.Helper()
	c, err := client.Dial(client.Options{HostPort: cfg.TemporalAddress, Namespace: cfg.TemporalNamespace})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return namespace{t, c}
}

// workflows waits until the server lists that many runs, which it does a moment after they began.
func (n namespace) workflows(many int) (all []*workflowservice.DescribeWorkflowExecutionResponse) {
	n.Helper()
	var listed []*common.WorkflowExecution
	require.EventuallyWithT(n, func(c *assert.CollectT) {
		listed = nil
		var page []byte
		for {
			answer, err := n.client.ListWorkflow(n.Context(), &workflowservice.ListWorkflowExecutionsRequest{NextPageToken: page})
			require.NoError(c, err)
			for _, w := range answer.Executions {
				listed = append(listed, w.Execution)
			}
			if page = answer.NextPageToken; len(page) == 0 {
				break
			}
		}
		require.Len(c, listed, many)
	}, 30*time.Second, 200*time.Millisecond)
	for _, w := range listed {
		described, err := n.client.DescribeWorkflowExecution(n.Context(), w.WorkflowId, w.RunId)
		require.NoError(n, err)
		all = append(all, described)
	}
	return all
}

// pieces gives everything of a workflow: its description with memo and search attributes, and each event of its
// history, first as the server sends it and then payload by payload as the SDK decodes it.
func (n namespace) pieces(w *workflowservice.DescribeWorkflowExecutionResponse, each func(what string, text []byte)) {
	n.Helper()
	execution := w.WorkflowExecutionInfo.Execution
	n.message("description of "+execution.WorkflowId, w, each)
	events := n.client.GetWorkflowHistory(n.Context(), execution.WorkflowId, execution.RunId, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(n, err)
		n.message(fmt.Sprintf("event %d of %s", event.EventId, execution.WorkflowId), event, each)
	}
}

func (n namespace) message(what string, m proto.Message, each func(what string, text []byte)) {
	n.Helper()
	raw, err := proto.Marshal(m)
	require.NoError(n, err)
	each(what, raw)
	decode := proxy.VisitPayloadsOptions{Visitor: func(_ *proxy.VisitPayloadsContext, payloads []*common.Payload) ([]*common.Payload, error) {
		for _, p := range payloads {
			each("payload in "+what, []byte(converter.GetDefaultDataConverter().ToString(p)))
		}
		return payloads, nil
	}}
	require.NoError(n, proxy.VisitPayloads(n.Context(), m, decode))
}
