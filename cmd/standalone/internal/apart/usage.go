package apart

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	usageLook  = time.Second
	clockTicks = 100 // in a second, on every Linux
)

// Usage is what the parts use of the machine. Linux only; elsewhere all of it is zero.
type Usage struct {
	office *Office

	mu    sync.Mutex
	parts map[string]int64 // bytes at the highest
	total int64
}

// WatchUsage looks every second until ctx ends.
func (o *Office) WatchUsage(ctx context.Context) *Usage {
	u := &Usage{office: o, parts: map[string]int64{}}
	go func() {
		for ctx.Err() == nil {
			u.look()
			pause(ctx, usageLook)
		}
	}()
	return u
}

// PeakMemory is the most memory in use at one moment, in bytes: of each part with all its processes, and of all parts
// together. Pages that processes share are counted once (proportional set size).
func (u *Usage) PeakMemory() (parts map[string]int64, total int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	return maps.Clone(u.parts), u.total
}

// CPU is the processor time that each part's present process and its children have used.
func (u *Usage) CPU() map[string]time.Duration {
	used := map[string]time.Duration{}
	for _, p := range u.office.parts {
		if pid := p.pid(); pid != 0 {
			used[p.Name] = tree(pid, cpuOf)
		}
	}
	return used
}

func (u *Usage) look() {
	now, total := map[string]int64{}, int64(0)
	for _, p := range u.office.parts {
		if pid := p.pid(); pid != 0 {
			now[p.Name] = tree(pid, memoryOf)
			total += now[p.Name]
		}
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	for name, bytes := range now {
		u.parts[name] = max(u.parts[name], bytes)
	}
	u.total = max(u.total, total)
}

// tree sums a figure of a process and its children; one that has just ended counts as nothing.
func tree[N int64 | time.Duration](pid int, of func(pid int) N) N {
	sum := of(pid)
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for child := range strings.FieldsSeq(string(children)) {
		if pid, err := strconv.Atoi(child); err == nil {
			sum += tree(pid, of)
		}
	}
	return sum
}

// memoryOf is the proportional set size in bytes.
func memoryOf(pid int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	for line := range bytes.Lines(text) {
		if rest, ok := bytes.CutPrefix(line, []byte("Pss:")); ok {
			kib, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(string(rest)), " kB"), 10, 64) // 0 for what is no number
			return kib << 10
		}
	}
	return 0
}

// cpuOf is the time in user and system mode, that of children which have ended included.
func cpuOf(pid int) time.Duration {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	const firstTime, times = 11, 4 // after the name, which may hold blanks
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < firstTime+times {
		return 0
	}
	var ticks int64
	for _, field := range fields[firstTime : firstTime+times] {
		n, _ := strconv.ParseInt(field, 10, 64) // 0 for what is no number
		ticks += n
	}
	return time.Duration(ticks) * (time.Second / clockTicks)
}
