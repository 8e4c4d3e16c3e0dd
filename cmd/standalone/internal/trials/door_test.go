package trials_test

import (
	"io"
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// door stands between a program and a server. While it is shut the server is away for the program.
type door struct {
	address string // what the program is told
	server  string // where it leads

	mu       sync.Mutex
	shut     bool
	listener net.Listener
	passing  map[net.Conn]struct{}
}

// openDoor opens a door to the server at host:port; it is shut for good when t ends.
func openDoor(t *testing.T, server string) *door {
	t.Helper()
	d := &door{address: "127.0.0.1:0", server: server, shut: true, passing: map[net.Conn]struct{}{}}
	require.NoError(t, d.open())
	t.Cleanup(d.close)
	return d
}

// open lets connections pass.
func (d *door) open() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	listener, err := net.Listen("tcp", d.address)
	if err != nil {
		return err
	}
	d.address, d.listener, d.shut = listener.Addr().String(), listener, false
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // shut
			}
			go d.pass(conn)
		}
	}()
	return nil
}

// close breaks every connection and refuses new ones.
func (d *door) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shut {
		return
	}
	d.shut = true
	_ = d.listener.Close()
	for conn := range d.passing {
		_ = conn.Close()
	}
}

func (d *door) pass(in net.Conn) {
	defer in.Close()
	out, err := net.Dial("tcp", d.server)
	if err != nil {
		return
	}
	defer out.Close()
	if !d.enter(in, out) {
		return
	}
	defer d.leave(in, out)
	ended := make(chan struct{}, 2)
	copyAll := func(to, from net.Conn) {
		_, _ = io.Copy(to, from) // a broken connection is the purpose
		ended <- struct{}{}
	}
	go copyAll(out, in)
	go copyAll(in, out)
	<-ended
}

func (d *door) enter(ends ...net.Conn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range ends {
		d.passing[c] = struct{}{}
	}
	return !d.shut
}

func (d *door) leave(ends ...net.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range ends {
		delete(d.passing, c)
	}
}
