package config

import (
	"errors"
	"net"
	"net/url"
	"strings"
)

// providerCallback is the path of the web program to which an OpenID Connect provider sends people back.
const providerCallback = "/sign-in/provider/callback"

// checkIssuer wants TLS: whoever could change what the provider answers could sign in as anybody.
func checkIssuer(text string) error {
	if err := checkURL(text, "https", "http"); err != nil || text == "" {
		return err
	}
	u, err := url.Parse(text)
	if err != nil {
		return errors.New("not a URL")
	}
	if u.Scheme != "https" && !net.ParseIP(u.Hostname()).IsLoopback() && u.Hostname() != "localhost" {
		return errors.New("begins with http://; a provider on another machine needs https://")
	}
	if u.RawQuery != "" || u.Fragment != "" || strings.Contains(u.Path, "/.well-known/") {
		return errors.New("is the address before /.well-known/openid-configuration, without a query")
	}
	return nil
}

func (c Config) checkClient() error {
	switch {
	case c.OIDCIssuer != "" && c.OIDCClientID == "":
		return errors.New("is needed with --oidc-issuer; register " + strings.TrimSuffix(c.PublicURL, "/") + providerCallback +
			" as redirect URI at the provider, which then gives a client")
	case c.OIDCIssuer == "" && (c.OIDCClientID != "" || c.OIDCClientSecret != ""):
		return errors.New("is given without --oidc-issuer; give that as well, or leave this out")
	case c.OIDCIssuer != "" && c.OIDCClaim == "":
		return errors.New("needs --oidc-claim, which says who somebody is: email, or the claim with the code of the official")
	}
	return nil
}

// checkRoads wants one way at least on which officials sign in.
func (c Config) checkRoads() error {
	if !c.MailLinks && c.OIDCIssuer == "" {
		return errors.New("is off and there is no --oidc-issuer: nobody could sign in; leave it on, or name a provider")
	}
	return nil
}
