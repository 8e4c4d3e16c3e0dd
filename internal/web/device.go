package web

import (
	"net/http"
	"strings"
)

// device is what somebody knows the program by that they signed in with: browser and system, and no more of what it says
// of itself.
func device(r *http.Request) string {
	agent := r.UserAgent()
	named := func(marks [][2]string) string {
		for _, m := range marks {
			if strings.Contains(agent, m[0]) {
				return m[1]
			}
		}
		return ""
	}
	// Browsers name others that they are like, so the order counts.
	browser := named([][2]string{
		{"coc_coc_browser", "Cốc Cốc"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"CriOS/", "Chrome"}, {"Safari/", "Safari"},
	})
	system := named([][2]string{
		{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
	})
	return strings.Trim(browser+", "+system, ", ")
}
