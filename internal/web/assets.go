package web

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"asterism/internal/asset"
)

// assets serves the browser's files at /assets/<version>/<name>. The version is a hash of them all, so that they
// may be kept for ever; an old version in an address still finds the present file, but is asked for again.
type assets struct {
	version string
	files   map[string]file
}

type file struct {
	data []byte
	etag string
	kind string
}

func newAssets() (*assets, error) {
	a := &assets{files: map[string]file{}}
	whole := sha256.New()
	err := fs.WalkDir(asset.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(asset.FS(), name)
		if err != nil {
			return err
		}
		a.add(name, data)
		whole.Write(data)
		return nil
	})
	a.add("icon.svg", []byte(icon))
	a.version = hex.EncodeToString(whole.Sum(nil))[:12]
	return a, err
}

// icon is the product's mark: three stars of an asterism.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#10335f"/><path d="M16 8 8 23h16z" fill="none" stroke="#8fb3df" stroke-width="1.4"/><circle cx="16" cy="8" r="3.2" fill="#fff"/><circle cx="8" cy="23" r="3.2" fill="#fff"/><circle cx="24" cy="23" r="3.2" fill="#ff9d8a"/></svg>`

func (a *assets) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	kind := mime.TypeByExtension(path.Ext(name))
	if strings.HasSuffix(name, ".js") {
		kind = "text/javascript; charset=utf-8"
	}
	a.files[name] = file{data, `"` + hex.EncodeToString(sum[:8]) + `"`, kind}
}

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	version, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/assets/"), "/")
	f, ok := a.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("ETag", f.etag)
	w.Header().Set("Cache-Control", "no-cache")
	if version == a.version {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == f.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
	w.Write(f.data)
}
