package temporalserver

import (
	"net"
	"strconv"

	uiserver "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// UI is the running web page of a Temporal server.
type UI struct {
	server *uiserver.Server
	url    string
	done   chan struct{}
}

// StartUI serves the web page of the Temporal server at address on loopback; port 0 takes a free one.
func StartUI(address string, port int) (*UI, error) {
	if port == 0 {
		ports, err := freePorts(1)
		if err != nil {
			return nil, err
		}
		port = ports[0]
	}
	server := uiserver.NewServer(server_options.WithConfigProvider(&uiconfig.Config{
		TemporalGRPCAddress: address,
		Host:                loopback,
		Port:                port,
		EnableUI:            true,
		DefaultNamespace:    Namespace,
		DisableNewsFetch:    true,
		HideLogs:            true,
		CORS:                uiconfig.CORS{CookieInsecure: true}, // plain HTTP on loopback
	}))
	u := &UI{
		server: server,
		url:    "http://" + net.JoinHostPort(loopback, strconv.Itoa(port)),
		done:   make(chan struct{}),
	}
	go func() {
		defer close(u.done)
		_ = server.Start() // returns nil after Stop and ends the process on any other error
	}()
	return u, nil
}

// URL returns the address of the page.
func (u *UI) URL() string { return u.url }

// Stop ends the page and waits for it.
func (u *UI) Stop() {
	u.server.Stop()
	<-u.done
}
