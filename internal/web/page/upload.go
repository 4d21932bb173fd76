package page

import (
	"crypto/rand"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"asterism/internal/fail"
)

// Bounds of one upload: the whole request and its files.
const (
	maxUpload = 2 << 30
	maxFiles  = 500
)

// receiveUpload streams the files of a form into a folder of their own; nothing is read yet. The answer is the page
// that shows what they were understood as.
func receiveUpload(r *Request) (string, error) {
	id, err := r.receive()
	if err != nil {
		return "", err
	}
	return r.Link("/data/import/" + id), nil
}

// receive keeps the files of a form and names the upload.
func (r *Request) receive() (string, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return "", fail.New(fail.Invalid, "%s", r.T("import.nofile"))
	}
	id := strings.ToLower(rand.Text())
	dir := filepath.Join(r.Site.uploads(), id)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fail.As(fail.Unavailable, err, "upload")
	}
	n, err := receiveFiles(parts, dir)
	if err == nil && n == 0 {
		err = fail.New(fail.Invalid, "%s", r.T("import.nofile"))
	}
	if err != nil {
		os.RemoveAll(dir)
		return "", err
	}
	return id, nil
}

func receiveFiles(parts *multipart.Reader, dir string) (n int, err error) {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, uploadError(err)
		}
		if part.FileName() == "" {
			continue
		}
		if n++; n > maxFiles {
			return n, fail.New(fail.Invalid, "at most %d files at once; put them into one ZIP", maxFiles)
		}
		if err := receiveFile(part, dir); err != nil {
			return n, err
		}
	}
}

func receiveFile(part *multipart.Part, dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, safeName(part.FileName())), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fail.New(fail.Invalid, "two files are called %s", part.FileName())
	}
	if err != nil {
		return fail.As(fail.Unavailable, err, "upload")
	}
	_, err = io.Copy(f, part)
	return uploadError(errors.Join(err, f.Close()))
}

func uploadError(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return fail.New(fail.Invalid, "the upload is larger than %d bytes", tooLarge.Limit)
	}
	return fail.As(fail.Unavailable, err, "upload")
}

// safeName is a file's own name without any folder, hidden prefix or control character.
func safeName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(c rune) rune {
		if c < 32 || strings.ContainsRune(`<>:"|?*`, c) {
			return '_'
		}
		return c
	}, strings.TrimLeft(name, "."))
	if name == "" || name == mappingFile {
		return "_" + name
	}
	return name
}

// mappingFile stands beside the uploaded files once a reader has changed what a column means.
const mappingFile = "mapping.yaml"

var uploadID = regexp.MustCompile(`^[a-z0-9]{20,40}$`)

// upload finds an upload's folder and its files, sorted by name.
func (r *Request) upload() (dir string, files []string, err error) {
	id := r.PathValue("upload")
	dir = filepath.Join(r.Site.uploads(), id)
	entries, err := os.ReadDir(dir)
	if !uploadID.MatchString(id) || err != nil {
		return "", nil, fail.New(fail.NotFound, "%s", r.T("import.gone"))
	}
	for _, e := range entries {
		if e.Name() != mappingFile {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	slices.Sort(files)
	return dir, files, nil
}
