// A gRPC service that finds the stream of a client by its address.
package main

import (
	"context"
	"errors"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/peer"
)

var (
	errNoPeer = errors.New("no peer")
	streams   = map[string]grpc.ServerStream{}
)

func host(ctx context.Context) (string, error) {
	p, ok := peer.FromContext(ctx)
	if !ok {
		return "", errNoPeer
	}
	host, _, err := net.SplitHostPort(p.Addr.String())
	return host, err
}

func keep(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	key, err := host(stream.Context())
	if err != nil {
		return err
	}
	streams[key] = stream      // want `warning: .*address.* \(clientkey\)`
	defer delete(streams, key) // want `warning: .*address.* \(clientkey\)`
	return handler(srv, stream)
}

func main() {
	listener, err := net.Listen("tcp", ":7010")
	if err != nil {
		panic(err)
	}
	server := grpc.NewServer(grpc.StreamInterceptor(keep))
	if err := server.Serve(listener); err != nil {
		panic(err)
	}
}
