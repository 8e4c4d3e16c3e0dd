package mail_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"

	"canbo/internal/fault"
	"canbo/internal/mail"
)

// server is an SMTP server whose replies a test chooses.
type server struct {
	onSession  func(*gosmtp.Conn) error
	onData     func(*gosmtp.Conn) error
	onReceiver *gosmtp.SMTPError

	mu    sync.Mutex
	conns int
	users []string
	mails int
}

type serverSession struct {
	*server
	conn *gosmtp.Conn
}

func (s *server) NewSession(c *gosmtp.Conn) (gosmtp.Session, error) {
	s.mu.Lock()
	s.conns++
	s.mu.Unlock()
	if s.onSession != nil {
		if err := s.onSession(c); err != nil {
			return nil, err
		}
	}
	return serverSession{s, c}, nil
}

func (serverSession) Mail(string, *gosmtp.MailOptions) error { return nil }
func (serverSession) Reset()                                 {}
func (serverSession) Logout() error                          { return nil }

func (s serverSession) Rcpt(string, *gosmtp.RcptOptions) error {
	if s.onReceiver != nil {
		return s.onReceiver
	}
	return nil
}

func (s serverSession) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	s.mu.Lock()
	s.mails++
	s.mu.Unlock()
	if s.onData != nil {
		return s.onData(s.conn)
	}
	return nil
}

func (serverSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s serverSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "right" {
			return gosmtp.ErrAuthFailed
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.users = append(s.users, user)
		return nil
	}), nil
}

// serve starts s and returns its address. With a config, STARTTLS is offered, or the whole connection is encrypted.
func serve(t *testing.T, s *server, config *tls.Config, encrypted bool) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	if encrypted {
		listener = tls.NewListener(listener, config)
	}
	srv := gosmtp.NewServer(s)
	srv.TLSConfig = config
	var served sync.WaitGroup
	served.Go(func() { _ = srv.Serve(listener) })
	t.Cleanup(func() { _ = srv.Close(); served.Wait() })
	return listener.Addr().String()
}

// certificate returns a server's configuration and the one of a client that trusts it.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	web := httptest.NewTLSServer(nil)
	t.Cleanup(web.Close)
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	return &tls.Config{Certificates: web.TLS.Certificates}, &tls.Config{RootCAs: roots}
}

var note = []byte("Subject: x\r\n\r\nx\r\n")

func send(t *testing.T, s *mail.SMTP) *mail.SendError {
	t.Helper()
	_, err := s.Send(t.Context(), "a@b.example", "c@d.example", note)
	if err == nil {
		return nil
	}
	failure, ok := errors.AsType[*mail.SendError](err)
	require.True(t, ok, "%v", err)
	return failure
}

// handOver sends what the server takes, and returns its receipt.
func handOver(t *testing.T, s *mail.SMTP, from, to string, raw []byte) mail.Receipt {
	t.Helper()
	receipt, err := s.Send(t.Context(), from, to, raw)
	require.NoError(t, err)
	return receipt
}

func reply(code int) *gosmtp.SMTPError { return &gosmtp.SMTPError{Code: code, Message: "as told"} }

func TestSendTellsTemporaryFromPermanent(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		code      int
		temporary bool
	}{
		"a full mailbox is tried again":            {452, true},
		"a greylisted message is tried again":      {451, true},
		"an unknown receiver is not":               {550, false},
		"a message refused for its content is not": {554, false},
		"a demand to sign in is tried again":       {530, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := &server{onData: func(*gosmtp.Conn) error { return reply(c.code) }}
			got := send(t, newSMTP(t, mail.Options{Addr: serve(t, srv, nil, false)}))
			require.Equal(t, c.code, got.Code)
			require.Equal(t, c.temporary, got.Temporary)
			require.False(t, got.InDoubt)
		})
	}
}

func TestSendKeepsTheConnectionForTheNextMessage(t *testing.T) {
	t.Parallel()
	refuse := false
	srv := &server{onData: func(*gosmtp.Conn) error {
		if refuse = !refuse; refuse {
			return reply(550)
		}
		return nil
	}}
	s := newSMTP(t, mail.Options{Addr: serve(t, srv, nil, false)})
	require.NotNil(t, send(t, s))
	for range 4 {
		require.Nil(t, send(t, s))
		require.Equal(t, 550, send(t, s).Code)
	}
	require.Equal(t, 1, srv.conns)
}

func TestSendDialsAgainWhenTheServerClosedTheKeptConnection(t *testing.T) {
	t.Parallel()
	var last *gosmtp.Conn
	srv := &server{onData: func(c *gosmtp.Conn) error { last = c; return nil }}
	s := newSMTP(t, mail.Options{Addr: serve(t, srv, nil, false)})
	require.Nil(t, send(t, s))
	require.NoError(t, last.Conn().Close())
	require.Nil(t, send(t, s))
	require.Equal(t, 2, srv.conns)
	require.Equal(t, 2, srv.mails)
}

func TestSendIsInDoubtWhenTheReplyToTheMessageIsLost(t *testing.T) {
	t.Parallel()
	srv := &server{onData: func(c *gosmtp.Conn) error { return c.Conn().Close() }}
	got := send(t, newSMTP(t, mail.Options{Addr: serve(t, srv, nil, false)}))
	require.True(t, got.InDoubt)
	require.True(t, got.Temporary)
	require.Equal(t, 1, srv.mails, "a message that may have arrived is not sent again by the sender itself")
}

func TestSendEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	srv := &server{onData: func(c *gosmtp.Conn) error {
		cancel()
		_, err := c.Conn().Read(make([]byte, 1)) // until the client is gone
		return err
	}}
	s := newSMTP(t, mail.Options{Addr: serve(t, srv, nil, false)})
	_, err := s.Send(ctx, "a@b.example", "c@d.example", note)
	require.ErrorIs(t, err, context.Canceled)
	failure, ok := errors.AsType[*mail.SendError](err)
	require.True(t, ok)
	require.True(t, failure.Temporary)
	require.True(t, failure.InDoubt)
}

func TestSendTreatsAServerThatIsAwayAsTemporary(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := listener.Addr().String()
	require.NoError(t, listener.Close())
	got := send(t, newSMTP(t, mail.Options{Addr: addr}))
	require.True(t, got.Temporary)
	require.False(t, got.InDoubt)

	closed := &server{onSession: func(*gosmtp.Conn) error { return reply(554) }}
	got = send(t, newSMTP(t, mail.Options{Addr: serve(t, closed, nil, false)}))
	require.Equal(t, 554, got.Code)
	require.True(t, got.Temporary, "a greeting says nothing about the message")
}

func TestSendProtectsTheConnection(t *testing.T) {
	t.Parallel()
	serverTLS, clientTLS := certificate(t)
	for security, encrypted := range map[mail.Security]bool{mail.StartTLS: false, mail.TLS: true} {
		t.Run(string(security), func(t *testing.T) {
			t.Parallel()
			srv := &server{}
			o := mail.Options{
				Addr: serve(t, srv, serverTLS, encrypted), User: "canbo", Password: "right", Security: security,
				TLSConfig: clientTLS, LocalName: "canbo.caoloc.example",
			}
			require.Nil(t, send(t, newSMTP(t, o)))
			require.Equal(t, []string{"canbo"}, srv.users)

			o.Password = "wrong"
			got := send(t, newSMTP(t, o))
			require.Equal(t, 535, got.Code)
			require.True(t, got.Temporary, "a wrong password is the operator's to mend")

			o.TLSConfig = nil
			require.True(t, send(t, newSMTP(t, o)).Temporary, "an unknown certificate")
		})
	}
	noTLS := serve(t, &server{}, nil, false)
	got := send(t, newSMTP(t, mail.Options{Addr: noTLS, Security: mail.StartTLS}))
	require.True(t, got.Temporary, "a server that cannot encrypt gets nothing")
}

func TestNewSMTPRefuses(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]mail.Options{
		"an address without a port":       {Addr: "mail.example"},
		"an unknown security":             {Addr: "mail.example:25", Security: "maybe"},
		"a password in the open":          {Addr: "mail.example:25", User: "a", Password: "b"},
		"a password in the open, by hand": {Addr: "192.0.2.7:25", User: "a", Password: "b", Security: mail.Plain},
	} {
		_, err := mail.NewSMTP(o)
		require.Equal(t, fault.Invalid, fault.KindOf(err), name)
	}
}

func TestSendTellsABadAddressFromABadMessage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		code     int
		enhanced gosmtp.EnhancedCode
		address  bool
	}{
		"an unknown user":                     {550, gosmtp.EnhancedCode{5, 1, 1}, true},
		"a domain that takes no mail":         {556, gosmtp.EnhancedCode{5, 1, 10}, true},
		"a closed mailbox":                    {550, gosmtp.EnhancedCode{5, 2, 1}, true},
		"an old server without enhanced code": {550, gosmtp.NoEnhancedCode, true},
		"an old server that is out of order":  {554, gosmtp.NoEnhancedCode, false},
		"a full mailbox":                      {552, gosmtp.EnhancedCode{5, 2, 2}, false},
		"a policy against us":                 {550, gosmtp.EnhancedCode{5, 7, 1}, false},
		"an unknown user, for now":            {450, gosmtp.EnhancedCode{4, 1, 1}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := &server{onReceiver: &gosmtp.SMTPError{Code: c.code, EnhancedCode: c.enhanced, Message: "no"}}
			got := send(t, newSMTP(t, mail.Options{Addr: serve(t, srv, nil, false)}))
			require.Equal(t, c.code, got.Code)
			require.Equal(t, c.address, got.Address)
		})
	}
	srv := &server{onData: func(*gosmtp.Conn) error {
		return &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "no"}
	}}
	require.False(t, send(t, newSMTP(t, mail.Options{Addr: serve(t, srv, nil, false)})).Address, "the message was refused, not the receiver")
}

func TestSendReturnsTheProof(t *testing.T) {
	t.Parallel()
	addr := serve(t, &server{}, nil, false)
	receipt := handOver(t, newSMTP(t, mail.Options{Addr: addr}), "a@b.example", "c@d.example", note)
	require.Equal(t, addr, receipt.Server)
	require.Regexp(t, `^250 .*OK: queued$`, receipt.Reply, "with the words of the server, where others put the queue id")
}
