package report

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"

	"asterism/internal/fail"
)

// browserNames are tried in order; ASTERISM_CHROMIUM names another.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge"}

// Chromium is the browser's path; fail.Unavailable, with what to do, when there is none.
func Chromium() (string, error) {
	names := browserNames
	if own := os.Getenv("ASTERISM_CHROMIUM"); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fail.New(fail.Unavailable, "PDF needs Chromium or Chrome; install one or set ASTERISM_CHROMIUM to its path (HTML, DOCX, XLSX and CSV work without)")
}

// PrintLimit is the longest a browser may take over one document.
const PrintLimit = 90 * time.Second

// browse opens an HTML file in a headless browser of its own and runs an action there. The browser asks nothing of
// the network: the file's own policy forbids it, and its background services are off.
func browse[T any](ctx context.Context, html []byte, width int64, action chromedp.Action[T]) (result T, err error) {
	path, err := Chromium()
	if err != nil {
		return result, err
	}
	dir, err := os.MkdirTemp("", "asterism-print-")
	if err != nil {
		return result, fail.As(fail.Unavailable, err, "a folder for printing")
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "document.html")
	if err := os.WriteFile(file, html, 0o600); err != nil {
		return result, fail.As(fail.Unavailable, err, "a file for printing")
	}
	ctx, cancel := context.WithTimeout(ctx, PrintLimit)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, browserOptions(path, filepath.Join(dir, "profile"))...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900, chromedp.EmulateScale(2)), chromedp.Navigate(address.String())); err != nil {
		return result, fail.As(fail.Unavailable, err, "Chromium at %s", path)
	}
	result, err = chromedp.Run(ctx, action)
	return result, fail.As(fail.Unavailable, err, "Chromium at %s", path)
}

func browserOptions(path, profile string) []chromedp.ExecAllocatorOption {
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options, chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true), chromedp.Flag("font-render-hinting", "none"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium has no sandbox for root, as in containers
	}
	return options
}

// printed prints the page as PDF, A4 by the style sheet, with bookmarks and a line above and below.
func printed(header, footer string) chromedp.Action[[]byte] {
	return chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground(), chromedp.PDFOutlineAndTagged(),
		chromedp.PDFHeaderTemplate(header), chromedp.PDFFooterTemplate(footer))
}

// shots takes a picture of each element.
func shots(selectors []string) chromedp.Action[[][]byte] {
	return func(ctx context.Context, t *chromedp.Target) ([][]byte, error) {
		all := make([][]byte, len(selectors))
		for i, s := range selectors {
			shot, err := chromedp.Screenshot(s)(ctx, t)
			if err != nil {
				return nil, err
			}
			all[i] = shot
		}
		return all, nil
	}
}
