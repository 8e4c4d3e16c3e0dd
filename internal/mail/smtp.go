package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"canbo/internal/fault"
)

// Security says how the connection to the mail server is protected.
type Security string

// The ways a connection is protected.
const (
	Plain    Security = "none"     // no encryption: only for a server on this machine or a closed network
	StartTLS Security = "starttls" // upgraded after the greeting, refused when the server cannot; port 587
	TLS      Security = "tls"      // encrypted from the first byte; port 465
)

// Valid reports whether s is one of the constants.
func (s Security) Valid() bool { return s == Plain || s == StartTLS || s == TLS }

// Options describe the mail server.
type Options struct {
	Addr      string      // host:port
	User      string      // empty: no sign-in
	Password  string      // sent by AUTH PLAIN, never over a connection that is neither encrypted nor local
	Security  Security    // empty means Plain
	LocalName string      // how we greet the server; empty means localhost
	TLSConfig *tls.Config // nil: the system's roots and the host of Addr
}

// Receipt is the proof that a server took a message over.
type Receipt struct {
	Server string // host:port
	Reply  string // with the queue id that the server's own log has
}

const (
	maxReply        = 500              // bytes of a server's words that are kept
	idleConnections = 8                // kept open between messages
	idleTime        = 30 * time.Second // after which a kept connection is not used again; servers close at about 60 s
)

// SMTP hands messages to one mail server and keeps a few connections open between them. It may be used by many
// goroutines at once.
type SMTP struct {
	options Options

	mu     sync.Mutex
	idle   []*connection
	closed bool
}

// connection is a client that has greeted and signed in.
type connection struct {
	client *gosmtp.Client
	conn   net.Conn
	used   time.Time
}

// cutWith closes the connection when ctx ends, which makes the client's calls fail at once: the client itself knows no
// context. The function returned ends the watch; it reports false when the connection was cut.
func (c *connection) cutWith(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, c.drop)
}

func (c *connection) drop() {
	_ = c.conn.Close() // no message is under way, or it is to be cut: an error tells nothing
}

// SendError is a message that the server did not accept, as far as we know.
type SendError struct {
	Code      int  // the server's reply, 400-599; 0 when there was none
	Temporary bool // a later try may succeed: a 4xx, or the server could not be reached or signed in to
	InDoubt   bool // the whole message was sent and no reply came: the server may have taken it
	Address   bool // for good, and about the receiver: whatever is sent there comes back
	Err       error
}

// Error gives the reply of the server, which may name the receiver: for the outbox, not for logs.
func (e *SendError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *SendError) Unwrap() error { return e.Err }

// NewSMTP checks the options and returns the sender; nothing is dialled yet. It fails with fault.Invalid.
func NewSMTP(o Options) (*SMTP, error) {
	if o.Security == "" {
		o.Security = Plain
	}
	host, _, err := net.SplitHostPort(o.Addr)
	if err != nil || !o.Security.Valid() {
		return nil, fault.New(fault.Invalid, "smtp_options_invalid",
			"The mail server needs an address host:port and a security of none, starttls or tls.")
	}
	if o.User != "" && o.Security == Plain && !loopback(host) {
		return nil, fault.New(fault.Invalid, "smtp_password_exposed",
			"A password is not sent to a mail server without encryption: use starttls or tls.")
	}
	o.TLSConfig = o.TLSConfig.Clone()
	if o.TLSConfig == nil {
		o.TLSConfig = &tls.Config{}
	}
	if o.TLSConfig.ServerName == "" {
		o.TLSConfig.ServerName = host
	}
	return &SMTP{options: o}, nil
}

// Send delivers raw to one receiver and returns what the server said with its 250. Any failure is a *SendError. When ctx
// ends, the connection is cut and the failure is temporary.
func (s *SMTP) Send(ctx context.Context, from, to string, raw []byte) (Receipt, error) {
	c, reused, err := s.take(ctx)
	if err != nil {
		return Receipt{}, err
	}
	reply, err := s.transfer(ctx, c, from, to, raw)
	if e, ok := errors.AsType[*SendError](err); ok && reused && !e.InDoubt && gone(e) && ctx.Err() == nil {
		// The server closed the kept connection meanwhile: that says nothing about the message.
		if c, err = s.dial(ctx); err != nil {
			return Receipt{}, err
		}
		reply, err = s.transfer(ctx, c, from, to, raw)
	}
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{Server: s.options.Addr, Reply: reply}, nil
}

// Close closes the kept connections. Send must not be called afterwards.
func (s *SMTP) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, c := range s.idle {
		errs = append(errs, c.conn.Close())
	}
	s.idle, s.closed = nil, true
	return errors.Join(errs...)
}

// gone reports whether e is about the connection: no reply, or 421 "closing transmission channel".
func gone(e *SendError) bool { return e.Code == 0 || e.Code == 421 }

// transfer runs one mail transaction on c and keeps c for the next one when it is still in order.
func (s *SMTP) transfer(ctx context.Context, c *connection, from, to string, raw []byte) (reply string, err error) {
	stop := c.cutWith(ctx)
	reply, inDoubt, err := submit(c.client, from, to, raw)
	cut := !stop()
	if err == nil {
		s.keep(c, !cut)
		return reply, nil
	}
	if cut {
		err = fmt.Errorf("send mail: %w", context.Cause(ctx))
	}
	failure := sendError(err, inDoubt)
	s.keep(c, !cut && !gone(failure) && c.client.Reset() == nil)
	return "", failure
}

// errReceiver marks the server's refusal of the receiver.
var errReceiver = errors.New("announce receiver")

// submit returns the server's reply. It reports inDoubt when the error came after the whole message had been written.
func submit(c *gosmtp.Client, from, to string, raw []byte) (reply string, inDoubt bool, err error) {
	if err := c.Mail(from, &gosmtp.MailOptions{Size: int64(len(raw))}); err != nil {
		return "", false, fmt.Errorf("announce sender: %w", err)
	}
	if err := c.Rcpt(to, nil); err != nil {
		return "", false, fmt.Errorf("%w: %w", errReceiver, err)
	}
	w, err := c.Data()
	if err != nil {
		return "", false, fmt.Errorf("begin data: %w", err)
	}
	if _, err := io.Copy(w, bytes.NewReader(raw)); err != nil {
		return "", false, fmt.Errorf("write data: %w", err)
	}
	response, err := w.CloseWithResponse()
	if err != nil {
		_, replied := errors.AsType[*gosmtp.SMTPError](err)
		return "", !replied, fmt.Errorf("end data: %w", err)
	}
	return "250 " + clip(response.StatusText, maxReply), false, nil
}

// sendError classifies what a mail transaction returned.
func sendError(err error, inDoubt bool) *SendError {
	reply, ok := errors.AsType[*gosmtp.SMTPError](err)
	if !ok {
		return &SendError{Temporary: true, InDoubt: inDoubt, Err: err}
	}
	// 530 to 538 ask for another sign-in: the operator's business, not the message's.
	account := reply.Code >= 530 && reply.Code <= 538
	failure := &SendError{Code: reply.Code, Temporary: reply.Temporary() || account, Err: err}
	failure.Address = !failure.Temporary && errors.Is(err, errReceiver) && addressFault(reply.Code, reply.EnhancedCode)
	return failure
}

// addressFault reports whether a refusal of a receiver means that the address does not exist or is closed (RFC 3463
// sections 3.2 and 3.3). Without an enhanced code the old ones decide: 550, 551 and 553 (RFC 5321 section 4.2.3).
func addressFault(code int, enhanced gosmtp.EnhancedCode) bool {
	if enhanced[1] == 0 {
		return code == 550 || code == 551 || code == 553
	}
	return enhanced[1] == 1 || enhanced[1] == 2 && enhanced[2] == 1
}

// take returns a kept connection or a new one.
func (s *SMTP) take(ctx context.Context) (c *connection, reused bool, err error) {
	s.mu.Lock()
	for len(s.idle) > 0 && c == nil {
		last := len(s.idle) - 1
		c, s.idle = s.idle[last], s.idle[:last]
		if time.Since(c.used) > idleTime {
			c.drop()
			c = nil
		}
	}
	s.mu.Unlock()
	if c != nil {
		return c, true, nil
	}
	c, err = s.dial(ctx)
	return c, false, err
}

// keep puts c aside for the next message, or closes it when it is not usable or there are enough.
func (s *SMTP) keep(c *connection, usable bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !usable || s.closed || len(s.idle) >= idleConnections {
		c.drop()
		return
	}
	c.used = time.Now()
	s.idle = append(s.idle, c)
}

// dial connects, protects the connection, greets and signs in. Every failure is temporary: none is about a message.
func (s *SMTP) dial(ctx context.Context) (*connection, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.options.Addr)
	if err != nil {
		return nil, &SendError{Temporary: true, Err: fmt.Errorf("reach mail server: %w", err)}
	}
	c := &connection{conn: conn}
	stop := c.cutWith(ctx)
	c.client, err = s.greet(conn)
	if !stop() {
		err = fmt.Errorf("reach mail server: %w", context.Cause(ctx))
	}
	if err != nil {
		c.drop()
		failure := sendError(err, false)
		failure.Temporary = true
		return nil, failure
	}
	return c, nil
}

func (s *SMTP) greet(conn net.Conn) (*gosmtp.Client, error) {
	var client *gosmtp.Client
	switch s.options.Security {
	case TLS:
		client = gosmtp.NewClient(tls.Client(conn, s.options.TLSConfig))
	case StartTLS:
		var err error
		if client, err = gosmtp.NewClientStartTLS(conn, s.options.TLSConfig); err != nil {
			return nil, fmt.Errorf("encrypt connection to mail server: %w", err)
		}
	default:
		client = gosmtp.NewClient(conn)
	}
	name := s.options.LocalName
	if name == "" {
		name = "localhost"
	}
	if err := client.Hello(name); err != nil {
		return nil, fmt.Errorf("greet mail server: %w", err)
	}
	if s.options.User == "" {
		return client, nil
	}
	if err := client.Auth(sasl.NewPlainClient("", s.options.User, s.options.Password)); err != nil {
		return nil, fmt.Errorf("sign in to mail server: %w", err)
	}
	return client, nil
}

// loopback reports whether host, a name or an IP address, means this machine.
func loopback(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return host == "localhost"
}
