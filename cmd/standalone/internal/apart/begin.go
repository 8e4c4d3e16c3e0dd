package apart

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"

	"canbo/internal/privatepg"
)

// Ready is the line that a part prints when others can use it.
const Ready = "ready"

const stopTime = 30 * time.Second // for a process that was told to stop

// beginProcess starts `program part ...`. It is told to stop by the end of its standard input, which also comes when
// this process ends in any way.
func beginProcess(program string, args, environment []string, log *os.File) func(context.Context) (*life, error) {
	return func(context.Context) (*life, error) {
		cmd := exec.Command(program, append([]string{"part"}, args...)...)
		cmd.Env = append(os.Environ(), environment...)
		cmd.Stderr = log
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C in a terminal is for this process only
		in, err := cmd.StdinPipe()
		if err != nil {
			return nil, err
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			return nil, err
		}
		if err := cmd.Start(); err != nil {
			return nil, err
		}
		ready, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			if waitReady(out) {
				close(ready)
			}
			_, _ = io.Copy(log, out) // until its end
			if err := cmd.Wait(); err != nil {
				fmt.Fprintf(log, "apart: %v ended: %v\n", args, err)
			}
		}()
		return &life{
			pid: cmd.Process.Pid, ready: ready, ended: ended,
			kill: func() error {
				err := cmd.Process.Kill()
				<-ended
				return err
			},
			stop: func() error {
				_ = in.Close() // fails only when it is gone
				select {
				case <-ended:
					return nil
				case <-time.After(stopTime):
				}
				err := cmd.Process.Kill()
				<-ended
				if err == nil {
					err = fmt.Errorf("it was killed because it did not end within %s", stopTime)
				}
				return err
			},
		}, nil
	}
}

func waitReady(out io.Reader) bool {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == Ready {
			return true
		}
	}
	return false
}

// beginDatabase starts PostgreSQL. started is told the server each time.
func beginDatabase(options privatepg.Options, started func(*privatepg.Server)) func(context.Context) (*life, error) {
	return func(ctx context.Context) (*life, error) {
		server, err := privatepg.Start(ctx, options)
		if err != nil {
			return nil, err
		}
		started(server)
		ready, ended := make(chan struct{}), make(chan struct{})
		close(ready)
		end := func(how func() error) func() error {
			return func() error {
				defer close(ended)
				return how()
			}
		}
		return &life{
			pid: server.PID(), ready: ready, ended: ended, kill: end(server.Kill), stop: end(server.Stop),
		}, nil
	}
}
