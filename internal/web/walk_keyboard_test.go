package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"canbo/internal/web/chrome"
)

// focused says where the keyboard is: the id of the element, else its link, else its text.
func focused(t *testing.T, tab *chrome.Tab) string {
	t.Helper()
	return chrome.Eval[string](t, tab, `(() => { const e = document.activeElement;
		return e.id || e.getAttribute("href") || e.getAttribute("formaction") || e.name || e.textContent.trim() })()`)
}

// tabUntil presses the tabulator until the focus is where it should be, and requires that it is seen at every stop.
func tabUntil(t *testing.T, tab *chrome.Tab, wanted string) {
	t.Helper()
	var stops []string
	for range 80 {
		tab.Keys(t, kb.Tab)
		at := focused(t, tab)
		stops = append(stops, at)
		outline := chrome.Eval[string](t, tab, `(() => { const s = getComputedStyle(document.activeElement);
			return s.outlineStyle + s.boxShadow + s.borderColor })()`)
		require.NotEqual(t, "nonenone", strings.TrimSuffix(outline, chrome.Eval[string](t, tab, "getComputedStyle(document.activeElement).borderColor")),
			"the focus on %s is not to be seen", at)
		if at == wanted {
			return
		}
	}
	t.Fatalf("the keyboard does not come to %s: %q", wanted, stops)
}

// The board of a sitting and its decisions without a mouse: past the navigation, through the cases in their order, to
// a refusal that takes the focus, from it to the field, and to the end.
func TestWalkTheSittingByKeyboard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	var who, page string
	o.visitUntil(t, func(official, at string) bool {
		if strings.HasSuffix(at, "/decisions") {
			who, page = official, at
		}
		return page != ""
	})
	tab := o.tabAs(t, who)
	tab.Visit(t, strings.TrimSuffix(page, "/decisions"))
	tab.Keys(t, kb.Tab)
	require.Equal(t, "#content", focused(t, tab), "the first stop leads past the navigation")
	tab.Keys(t, kb.Enter)
	require.Equal(t, "content", focused(t, tab))
	tabUntil(t, tab, page)
	tab.Follow(t, kb.Enter)
	require.Equal(t, page, tab.Path(t))

	order := chrome.Eval[[]string](t, tab, `[...document.querySelectorAll("select[name^=grade-]")].map(s => s.id)`)
	require.NotEmpty(t, order)
	for _, id := range order {
		tabUntil(t, tab, id) // in the order of the page
	}
	tab.Visit(t, page)
	tabUntil(t, tab, order[0])
	tab.Keys(t, "Không") // a select takes what is typed
	tab.Await(t, `document.getElementById("`+order[0]+`").value === "NotCompleted"`)
	tab.Await(t, `document.getElementById("caps-said").textContent.includes("tối đa")`) // a screen reader is told
	require.Equal(t, order[0], focused(t, tab), "choosing leaves the focus where it is")
	tab.Keys(t, kb.Tab)
	reason := strings.Replace(order[0], "grade-", "reason-", 1)
	require.Equal(t, reason, focused(t, tab), "the reason that is asked comes next")
	tabUntil(t, tab, "Ghi nhận quyết định")
	tab.Follow(t, kb.Enter)
	require.Equal(t, "problem", focused(t, tab), "a refusal takes the focus")
	require.True(t, strings.HasPrefix(chrome.Eval[string](t, tab, "document.title"), "Lỗi: "))
	tabUntil(t, tab, "#"+reason)
	tab.Keys(t, kb.Enter)
	require.Equal(t, reason, focused(t, tab), "the summary leads to the field")
	tab.Keys(t, "Vi phạm thời hạn báo cáo")
	tabUntil(t, tab, "Ghi nhận quyết định")
	tab.Follow(t, kb.Enter)
	require.Equal(t, "/app/inbox", tab.Path(t))
}

func TestWalkTheBallotByKeyboard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open(t)
	var who, page string
	o.visitUntil(t, func(official, at string) bool {
		if strings.HasSuffix(at, "/papers") {
			who, page = official, at
		}
		return page != ""
	})
	tab := o.tabAs(t, who)
	tab.Visit(t, page)
	tab.Keys(t, kb.Tab+kb.Enter) // past the navigation
	tab.Keys(t, kb.Tab)
	tab.Follow(t, kb.Enter)
	papers := chrome.Eval[int](t, tab, `document.querySelectorAll(".paper").length`)
	require.Positive(t, papers)
	for i := range papers {
		for chrome.Eval[string](t, tab, `document.activeElement.type ?? ""`) != "radio" || i != chrome.Eval[int](t, tab,
			`[...document.querySelectorAll(".paper")].indexOf(document.activeElement.closest(".paper"))`) {
			tab.Keys(t, kb.Tab)
		}
		tab.Keys(t, " "+kb.ArrowDown)
		require.True(t, chrome.Eval[bool](t, tab, `document.activeElement.checked`), "an arrow chooses")
	}
	tab.Keys(t, kb.Tab)
	tab.Follow(t, kb.Enter)
	require.Equal(t, papers, chrome.Eval[int](t, tab, `document.querySelectorAll("dl.facts > div").length`))
	tabUntil(t, tab, "Bỏ phiếu")
	tab.Follow(t, kb.Enter)
	require.Contains(t, tab.Text(t, "main"), "đã vào hòm")
}
