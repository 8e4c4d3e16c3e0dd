package apart

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

const (
	restartPause = 200 * time.Millisecond // before a part that ended is started again
	startTime    = 2 * time.Minute        // recovery included
)

// Part is a part of the office that is kept running.
type Part struct {
	// Name is postgres, temporal, web, or worker-1 and so on.
	Name string

	begin func(ctx context.Context) (*life, error)
	log   io.Writer

	mu     sync.Mutex
	now    *life         // nil while the part is not running
	moved  chan struct{} // closed when now changes
	starts int
	kills  int
	end    context.CancelFunc
	over   chan struct{} // closed when nothing runs any more
}

// life is one process of a part, from its start to its end.
type life struct {
	pid   int
	ready <-chan struct{} // closed when others can use it
	ended <-chan struct{} // closed when it is gone
	kill  func() error    // at once
	stop  func() error    // in order; both wait for the end
}

// keep starts the part and keeps it running until stop. It returns when the part is ready for the first time.
func keep(ctx context.Context, name string, log io.Writer, begin func(context.Context) (*life, error)) (*Part, error) {
	running, end := context.WithCancel(context.WithoutCancel(ctx))
	p := &Part{Name: name, begin: begin, log: log, moved: make(chan struct{}), end: end, over: make(chan struct{})}
	go p.run(running)
	if err := p.Await(ctx); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return p, nil
}

func (p *Part) run(ctx context.Context) {
	defer close(p.over)
	for ctx.Err() == nil {
		starting, cancel := context.WithTimeout(ctx, startTime)
		l, err := p.begin(starting)
		cancel()
		if err != nil {
			fmt.Fprintf(p.log, "apart: %s cannot be started: %v\n", p.Name, err)
		} else {
			p.set(l)
			select {
			case <-l.ended:
			case <-ctx.Done():
				if err := l.stop(); err != nil {
					fmt.Fprintf(p.log, "apart: %s does not stop in order: %v\n", p.Name, err)
				}
			}
			p.set(nil)
		}
		pause(ctx, restartPause)
	}
}

func (p *Part) set(l *life) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = l
	if l != nil {
		p.starts++
	}
	close(p.moved)
	p.moved = make(chan struct{})
}

// running waits for a process of the part.
func (p *Part) running(ctx context.Context) (*life, error) {
	for {
		p.mu.Lock()
		l, moved := p.now, p.moved
		p.mu.Unlock()
		if l != nil {
			return l, nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for %s: %w", p.Name, ctx.Err())
		}
	}
}

// Await returns when the part can be used.
func (p *Part) Await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for {
		l, err := p.running(ctx)
		if err != nil {
			return err
		}
		select {
		case <-l.ready:
			return nil
		case <-l.ended: // the next one, then
			pause(ctx, restartPause)
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", p.Name, ctx.Err())
		}
	}
}

// Kill ends the part's process with SIGKILL, waiting for one if it is just being started, and returns when it is gone.
// Another one is started at once.
func (p *Part) Kill(ctx context.Context) error {
	l, err := p.running(ctx)
	if err != nil {
		return err
	}
	if err := l.kill(); err != nil {
		return fmt.Errorf("kill %s: %w", p.Name, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kills++
	if p.now == l { // nobody may take the dead for the living
		p.now = nil
	}
	return nil
}

// Lives tells how often the part was started and how often it was killed.
func (p *Part) Lives() (starts, kills int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.starts, p.kills
}

func (p *Part) pid() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now == nil {
		return 0
	}
	return p.now.pid
}

func (p *Part) stop() error {
	p.end()
	<-p.over
	return nil
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
