package cli

import (
	"asterism"
)

type serveVerb struct {
	Listen string `placeholder:"HOST:PORT" help:"监听地址，默认 127.0.0.1:8080；账户功能就绪前只绑定本机 · loopback only until accounts exist."`
}

func (v *serveVerb) Run(r *run) error {
	w, err := r.openRead()
	if err != nil {
		return err
	}
	defer w.Close()
	listen := v.Listen
	if listen == "" {
		listen = w.Config().Listen
	}
	return asterism.Serve(r, w, listen, func(url string) { r.note("%s  (Ctrl+C 停止 · to stop)", url) })
}
