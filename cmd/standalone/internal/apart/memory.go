package apart

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const memoryLook = time.Second

// Memory is the most memory in use at one moment, in bytes: of each part with all its processes, and of all parts
// together. Pages that processes share are counted once (proportional set size). Linux only; elsewhere it is empty.
type Memory struct {
	mu    sync.Mutex
	parts map[string]int64
	total int64
}

// WatchMemory looks every second until ctx ends.
func (o *Office) WatchMemory(ctx context.Context) *Memory {
	m := &Memory{parts: map[string]int64{}}
	parts := o.parts
	go func() {
		for ctx.Err() == nil {
			m.look(parts)
			pause(ctx, memoryLook)
		}
	}()
	return m
}

// Peak returns the peaks so far.
func (m *Memory) Peak() (parts map[string]int64, total int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	parts = map[string]int64{}
	for name, bytes := range m.parts {
		parts[name] = bytes
	}
	return parts, m.total
}

func (m *Memory) look(parts []*Part) {
	now, total := map[string]int64{}, int64(0)
	for _, p := range parts {
		if pid := p.pid(); pid != 0 {
			now[p.Name] = treeBytes(pid)
			total += now[p.Name]
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, bytes := range now {
		m.parts[name] = max(m.parts[name], bytes)
	}
	m.total = max(m.total, total)
}

// treeBytes is what a process and its children use; one that has just ended uses nothing.
func treeBytes(pid int) int64 {
	sum := processBytes(pid)
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for child := range strings.FieldsSeq(string(children)) {
		if pid, err := strconv.Atoi(child); err == nil {
			sum += treeBytes(pid)
		}
	}
	return sum
}

func processBytes(pid int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	for line := range bytes.Lines(text) {
		if rest, ok := bytes.CutPrefix(line, []byte("Pss:")); ok {
			kib, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(string(rest)), " kB"), 10, 64) // 0 for what is no number
			return kib << 10
		}
	}
	return 0
}
