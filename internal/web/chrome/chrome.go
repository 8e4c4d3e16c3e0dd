package chrome

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

//go:embed axe/axe.min.js
var axe string

// patience is how long one step may take, on a machine that does other things as well.
const patience = 60 * time.Second

// Phone and Laptop are the widths in CSS pixels at which every page is looked at.
const (
	Phone  = 360
	Laptop = 1280
)

// Tab is one window of a browser with cookies of its own.
type Tab struct {
	ctx   context.Context
	base  string
	close func()
}

// find looks for chromium where Debian and others put it.
func find() (string, error) {
	if named := os.Getenv("CANBO_CHROMIUM"); named != "" {
		return named, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no chromium is here: run scripts/setup-chromium.sh, or name one with CANBO_CHROMIUM")
}

// Open starts a browser that shows the site at base, and ends it with the test.
func Open(t *testing.T, base string) *Tab {
	t.Helper()
	path, err := find()
	require.NoError(t, err)
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(patience),
	}
	for _, off := range []string{
		"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage",
	} {
		options = append(options, chromedp.Flag(off, true))
	}
	running, stop := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, leave := chromedp.NewContext(running, chromedp.WithErrorf(func(string, ...any) {}))
	tab := &Tab{ctx: ctx, base: base, close: sync.OnceFunc(func() {
		_ = chromedp.Cancel(ctx) // waits until its files can be removed; the test's context may have ended already
		leave()
		stop()
	})}
	t.Cleanup(tab.close)
	require.NoError(t, chromedp.Do(ctx)) // the first step starts the browser, which lives as long as its context
	tab.Width(t, Laptop)
	return tab
}

// Close ends the browser before the test ends.
func (b *Tab) Close(t *testing.T) {
	t.Helper()
	b.close()
}

// Do carries out steps, each within the patience.
func (b *Tab) Do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(t, chromedp.Do(ctx, steps...))
}

// Width sets the width of the window.
func (b *Tab) Width(t *testing.T, pixels int64) {
	t.Helper()
	b.Do(t, chromedp.EmulateViewport(pixels, 800))
}

// Visit goes to an address of the site.
func (b *Tab) Visit(t *testing.T, address string) {
	t.Helper()
	b.Do(t, chromedp.Navigate(b.base+address))
}

// Path is where the tab is.
func (b *Tab) Path(t *testing.T) string {
	t.Helper()
	return Eval[string](t, b, "location.pathname")
}

// Text is what a reader sees of an element.
func (b *Tab) Text(t *testing.T, selector string) string {
	t.Helper()
	return Eval[string](t, b, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
}

// Eval returns what an expression of JavaScript gives in the page; a promise is waited for.
func Eval[T any](t *testing.T, b *Tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	return got
}

// Press clicks a button or link and waits until the page that it leads to is there.
func (b *Tab) Press(t *testing.T, selector string) {
	t.Helper()
	Eval[bool](t, b, "window.leaving = true")
	b.Do(t, chromedp.Click(selector))
	b.Await(t, "window.leaving === undefined && document.readyState === 'complete'")
}

// Keys presses keys, those of chromedp/kb among them, wherever the focus is.
func (b *Tab) Keys(t *testing.T, keys string) {
	t.Helper()
	b.Do(t, chromedp.KeyEvent(keys))
}

// Follow presses keys that lead to another page, and waits until it is there.
func (b *Tab) Follow(t *testing.T, keys string) {
	t.Helper()
	Eval[bool](t, b, "window.leaving = true")
	b.Keys(t, keys)
	b.Await(t, "window.leaving === undefined && document.readyState === 'complete'")
}

// WithoutScripts lets no page run a script from now on; Eval still looks at pages.
func (b *Tab) WithoutScripts(t *testing.T) {
	t.Helper()
	b.Do(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// Await waits until an expression of JavaScript is true in the page.
func (b *Tab) Await(t *testing.T, condition string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition))
		require.NoError(c, err) // there is none while a page is being left
		require.True(c, is, condition)
	}, patience, 50*time.Millisecond)
}

// violation is what axe-core says of one rule.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML           string `json:"html"`
		FailureSummary string `json:"failureSummary"`
	} `json:"nodes"`
}

// Audit requires that axe-core finds nothing on the page, that it needs no scrolling sideways, and takes its picture, at
// both widths.
func (b *Tab) Audit(t *testing.T, name string) {
	t.Helper()
	for _, width := range []int64{Phone, Laptop} {
		b.Width(t, width)
		b.Picture(t, fmt.Sprintf("%s-%d", name, width))
		wide := Eval[int64](t, b, "document.documentElement.scrollWidth")
		require.LessOrEqual(t, wide, width, "%s scrolls sideways at %d", name, width)
		raw := Eval[string](t, b, axe+`;
			axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations))`)
		var found []violation
		require.NoError(t, json.Unmarshal([]byte(raw), &found))
		require.Empty(t, found, "%s at %d", name, width)
	}
}

// Picture keeps a picture of the whole page.
func (b *Tab) Picture(t *testing.T, name string) {
	t.Helper()
	folder := os.Getenv("CANBO_SCREENS")
	if folder == "" {
		folder = t.ArtifactDir()
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o600))
}
