package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"asterism/content"
	"asterism/internal/chain"
	"asterism/internal/fail"
	"asterism/internal/search"
	"asterism/internal/store"
)

// A chain in force is a file of the content: the workspace's own, else the product's. People change it on its page, by a workbook,
// or as a file; each change that goes through here is also a version in the store, with who, when and why.

// ChainFile is the file of a chain in force.
type ChainFile struct {
	Data    []byte
	State   string // names this text: a writer sends the state read, so that nobody's change is lost
	Own     bool   // the workspace's own
	Shipped bool   // the product has a chain of this name
}

func chainName(id string) string { return path.Join("chains", path.Base(id)+".yaml") }

// ChainFile reads the file of a chain; NotFound when there is none.
func (w *Workspace) ChainFile(id string) (*ChainFile, error) {
	data, err := fs.ReadFile(w.content, chainName(id))
	if err != nil {
		return nil, fail.New(fail.NotFound, "no chain %s", id)
	}
	f := &ChainFile{Data: data, State: textState(data)}
	_, ownErr := os.Stat(w.ownChain(id))
	_, shippedErr := fs.Stat(content.FS, chainName(id))
	f.Own, f.Shipped = ownErr == nil, shippedErr == nil
	return f, nil
}

func textState(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

func (w *Workspace) ownChain(id string) string {
	return filepath.Join(w.dir, "content", filepath.FromSlash(chainName(id)))
}

// chainFiles is the fingerprint of all files of chains.
func chainFiles(tree fs.FS) (string, error) {
	names, err := fs.Glob(tree, "chains/*.yaml")
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, name := range names {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return "", fail.As(fail.Unavailable, err, "load chains")
		}
		h.Write([]byte(name + "\x00"))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Chains are the industry chains in force, in the order of their files; those with faults are left out.
func (w *Workspace) Chains() ([]*chain.Chain, error) {
	err := w.reload()
	return w.now().chains, err
}

// Chain is one chain in force; NotFound when there is none, or its file has faults.
func (w *Workspace) Chain(id string) (*chain.Chain, error) {
	all, err := w.Chains()
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	return nil, fail.New(fail.NotFound, "no chain %s", id)
}

// SaveChain makes a chain the one in force, as its next version; the next Build counts it. State is that of the file its writer
// read, "" for a chain that is new; another file in force is Conflict. A chain with faults is Invalid and changes nothing.
func (w *Workspace) SaveChain(ctx context.Context, actor, note, state string, c *chain.Chain) (_ *store.ChainVersion, err error) {
	defer fail.Wrap(&err, "save chain %s", c.ID)
	c.Complete()
	if found := chain.Check(c, search.CheckMembership); len(found) > 0 {
		return nil, fail.New(fail.Invalid, "%d faults in the chain; first at %s", len(found), found[0].Field)
	}
	data, err := chain.Encode(c)
	if err != nil {
		return nil, err
	}
	return w.putChain(ctx, actor, note, &state, c.ID, data)
}

// putChain writes the own file of a chain, or takes it away (data nil), and keeps the version. A state given has to be that of the
// file in force.
func (w *Workspace) putChain(ctx context.Context, actor, note string, state *string, id string, data []byte) (*store.ChainVersion, error) {
	w.chainWriting.Lock()
	defer w.chainWriting.Unlock()
	present, err := w.ChainFile(id)
	if err != nil && fail.KindOf(err) != fail.NotFound {
		return nil, err
	}
	if present == nil {
		present = &ChainFile{}
	}
	if state != nil && *state != present.State {
		return nil, fail.New(fail.Conflict, "the chain was changed meanwhile; open it again")
	}
	if data == nil && !present.Own {
		if present.Data == nil {
			return nil, fail.New(fail.NotFound, "no chain %s", id)
		}
		return w.lastChain(ctx, id)
	}
	if data != nil && string(data) == string(present.Data) {
		return w.lastChain(ctx, id)
	}
	if present.Own { // a change that was made to the file itself becomes a version, so that it is not lost
		if _, err := w.store.SaveChain(ctx, actor, store.ChainVersion{Chain: id, Body: string(present.Data), Note: "工作区文件 · file of the workspace"}); err != nil {
			return nil, err
		}
	}
	if err := writeOwn(w.ownChain(id), data); err != nil {
		return nil, err
	}
	v, err := w.store.SaveChain(ctx, actor, store.ChainVersion{Chain: id, Body: string(data), Note: strings.TrimSpace(note)})
	if err != nil {
		return nil, err
	}
	return v, w.reload()
}

func (w *Workspace) lastChain(ctx context.Context, id string) (*store.ChainVersion, error) {
	all, err := w.store.ChainVersions(ctx, id)
	if err != nil || len(all) == 0 {
		return &store.ChainVersion{Chain: id}, err
	}
	return all[0], nil
}

// writeOwn writes a file whole or not at all; nil data removes it.
func writeOwn(name string, data []byte) error {
	if data == nil {
		if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
			return fail.As(fail.Unavailable, err, "write %s", filepath.Base(name))
		}
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fail.As(fail.Unavailable, err, "write %s", filepath.Base(name))
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".chain-*")
	if err != nil {
		return fail.As(fail.Unavailable, err, "write %s", filepath.Base(name))
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	return fail.As(fail.Unavailable, err, "write %s", filepath.Base(name))
}

// ChainAt is a version of a chain: 0 is the product's own. nil without an error is a version that took the chain away.
func (w *Workspace) ChainAt(ctx context.Context, id string, version int64) (*chain.Chain, error) {
	data, err := w.chainText(ctx, id, version)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	c, found := chain.Decode(chainName(id), data, nil)
	if c == nil {
		return nil, fail.New(fail.Invalid, "%d faults in the chain; first at %s", len(found), found[0].Field)
	}
	return c, nil
}

// chainText is the file of a version. One that took the own file away stands for the product's chain.
func (w *Workspace) chainText(ctx context.Context, id string, version int64) ([]byte, error) {
	shipped, err := fs.ReadFile(content.FS, chainName(id))
	if version == 0 && err != nil {
		return nil, fail.New(fail.NotFound, "the product has no chain %s", id)
	}
	if version == 0 {
		return shipped, nil
	}
	all, err := w.store.ChainVersions(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if v.Version == version && v.Body == "" {
			return shipped, nil
		}
		if v.Version == version {
			return []byte(v.Body), nil
		}
	}
	return nil, fail.New(fail.NotFound, "chain %s has no version %d", id, version)
}

// RestoreChain puts a former version in force, as a new version: 0, or one that took the own file away, is the product's own.
// A chain that the product does not have is gone then; its versions stay.
func (w *Workspace) RestoreChain(ctx context.Context, actor, note, id string, version int64) (_ *store.ChainVersion, err error) {
	defer fail.Wrap(&err, "restore chain %s", id)
	if version == 0 {
		return w.putChain(ctx, actor, note, nil, id, nil)
	}
	data, err := w.chainText(ctx, id, version)
	if err != nil {
		return nil, err
	}
	shipped, _ := fs.ReadFile(content.FS, chainName(id))
	if len(data) == 0 || string(data) == string(shipped) {
		return w.putChain(ctx, actor, note, nil, id, nil)
	}
	c, found := chain.Decode(chainName(id), data, search.CheckMembership)
	if c == nil {
		return nil, fail.New(fail.Invalid, "%d faults in the chain; first at %s", len(found), found[0].Field)
	}
	return w.putChain(ctx, actor, note, nil, id, data)
}
