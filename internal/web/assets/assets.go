// Package assets serves the files that the pages load: styles, fonts and scripts. All are embedded; nothing comes from
// another host. It knows no page and no request but its own.
package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed files
var files embed.FS

// Served are the files under one address that changes whenever a file does, so that browsers may keep them for ever.
// Files name each other by relative addresses.
type Served struct {
	prefix string
	files  map[string]file
}

type file struct {
	mediaType   string
	raw, zipped []byte // zipped is nil where it saves nothing
}

// New reads all files. It panics when an embedded file cannot be read, which a build excludes.
func New() *Served {
	s := &Served{files: map[string]file{}}
	sum := sha256.New()
	err := fs.WalkDir(files, "files", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(raw))
		sum.Write(raw)
		f := file{mediaType: mime.TypeByExtension(path.Ext(name)), raw: raw}
		if path.Ext(name) == ".woff2" {
			f.mediaType = "font/woff2"
		} else if f.zipped, err = zip(raw); err != nil {
			return err
		}
		s.files[path.Base(name)] = f
		return nil
	})
	if err != nil {
		panic(fmt.Errorf("read the assets: %w", err))
	}
	s.prefix = "/assets/" + hex.EncodeToString(sum.Sum(nil))[:16] + "/"
	return s
}

// Prefix is what the addresses of all files begin with.
func (s *Served) Prefix() string { return s.prefix }

// ServeHTTP answers with a file, under its present address only.
func (s *Served) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, current := strings.CutPrefix(r.URL.Path, s.prefix)
	f, known := s.files[name]
	if !current || !known {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mediaType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	content := f.raw
	if f.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		content = f.zipped
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // a browser that went away is no failure
	}
}

func zip(raw []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
