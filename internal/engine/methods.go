// What types and calls are by the names of methods, which the interfaces of Go have made a convention: connections, addresses,
// what can be read, accepts or is closed.

package engine

import (
	"go/ast"
	"go/types"
	"strings"
)

// isAddr reports whether t is the address that a connection tells, with its network and its text.
func isAddr(t types.Type) bool {
	if t == nil {
		return false
	}
	ms := types.NewMethodSet(t)
	return ms.Lookup(nil, "Network") != nil && ms.Lookup(nil, "String") != nil
}

// isConnection reports whether a type is the end of a connection, by its methods.
func isConnection(t *types.Named) bool {
	has := func(list ...string) bool {
		for _, name := range list {
			m, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
			if _, ok := m.(*types.Func); !ok {
				return false
			}
		}
		return true
	}
	return has("RemoteAddr") || has("SendMsg", "RecvMsg") || types.IsInterface(t) && has("Read", "Write", "Close") || has("Header", "Write", "WriteHeader")
}

func hasMethod(t types.Type, name string) bool {
	return types.NewMethodSet(t).Lookup(nil, name) != nil
}

// canRead reports whether a connection can stand behind a value of type t.
func canRead(t types.Type) bool {
	if t == nil {
		return false
	}
	ms := types.NewMethodSet(t)
	for i := range ms.Len() {
		if name := ms.At(i).Obj().Name(); isRead(name) || name == "Scan" || name == "Decode" {
			return true
		}
	}
	return false
}

// isRead reports whether a method of this name takes something from what it is called of, as those of io.Reader, net.PacketConn
// and bufio.Reader.
func isRead(method string) bool { return strings.HasPrefix(method, "Read") }

// isAccept reports whether a method of this name takes the next connection, as those of net.Listener and net.TCPListener.
func isAccept(method string) bool { return strings.HasPrefix(method, "Accept") }

// isClose reports whether x selects the method of io.Closer.
func isClose(x ast.Expr) bool {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Close"
}
