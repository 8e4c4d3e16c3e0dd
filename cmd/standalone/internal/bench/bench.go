// Package bench measures an office under load, as its users feel it: through the public API, on durable servers that are
// processes of their own (package apart), with synthetic people (package synthetic). It reports and never judges.
package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"
)

// Machine says where a report was measured.
type Machine struct {
	Cores int    `json:"cores"`
	Go    string `json:"go"`
	// LoadBefore is the system's load average of a minute when the measurement began; other work disturbs it.
	LoadBefore string `json:"load_before"`
}

func thisMachine() Machine {
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil || len(load) < 4 {
		load = []byte("unknown")
	}
	return Machine{Cores: runtime.NumCPU(), Go: runtime.Version(), LoadBefore: string(load[:4])}
}

// Latency are the quantiles of a number of requests as the client saw them, in milliseconds.
type Latency struct {
	Requests int     `json:"requests"`
	P50      float64 `json:"p50_ms"`
	P95      float64 `json:"p95_ms"`
	P99      float64 `json:"p99_ms"`
	Max      float64 `json:"max_ms"`
}

// latencyOf sorts took.
func latencyOf(took []time.Duration) Latency {
	if len(took) == 0 {
		return Latency{}
	}
	slices.Sort(took)
	at := func(percent int) float64 {
		return milliseconds(took[min((len(took)*percent+99)/100, len(took))-1]) // nearest rank
	}
	return Latency{Requests: len(took), P50: at(50), P95: at(95), P99: at(99), Max: milliseconds(took[len(took)-1])}
}

func milliseconds(d time.Duration) float64 {
	return float64(d.Round(10*time.Microsecond)) / float64(time.Millisecond)
}

// Print writes a report as JSON.
func Print(out io.Writer, report any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(report); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}
