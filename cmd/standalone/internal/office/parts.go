package office

import (
	"context"
	"errors"
	"fmt"
)

// parts are what runs, in the order of its start; it is stopped in the opposite order.
type parts struct {
	running []part
	failed  chan error // receives the first background part that ended by itself
}

type part struct {
	name string
	stop func() error
}

func newParts() *parts { return &parts{failed: make(chan error, 1)} }

// add notes a part that runs now.
func (p *parts) add(name string, stop func() error) {
	p.running = append(p.running, part{name, stop})
}

// background runs a part that works until its context ends, which happens in stop only: the parts before it must
// outlive it, so it may not see the interrupt that ends the program.
func (p *parts) background(ctx context.Context, name string, run func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan error, 1)
	go func() {
		err := run(ctx)
		if ctx.Err() == nil {
			p.report(name, err)
			err = nil
		}
		done <- err
	}()
	p.add(name, func() error {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	})
}

// report keeps the first failure; those that follow from it say nothing new.
func (p *parts) report(name string, err error) {
	if err == nil {
		err = errors.New("it was not told to")
	}
	select {
	case p.failed <- fmt.Errorf("%s ended: %w", name, err):
	default:
	}
}

// stop ends all parts, the last started first, also when one of them cannot be stopped.
func (p *parts) stop() error {
	var errs []error
	for len(p.running) > 0 {
		last := p.running[len(p.running)-1]
		p.running = p.running[:len(p.running)-1]
		if err := last.stop(); err != nil {
			errs = append(errs, fmt.Errorf("stop %s: %w", last.name, err))
		}
	}
	return errors.Join(errs...)
}
