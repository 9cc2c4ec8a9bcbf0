package io.nagare.bench.startup;

import reactor.netty.tcp.TcpServer;

/** An echo server on Reactor Netty, with default settings. */
final class ReactorNettyStart {

    private ReactorNettyStart() {}

    /** Serves on the port that is the argument. */
    public static void main(String[] args) {
        TcpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .handle((in, out) -> out.send(in.receive().retain()))
                .bindNow()
                .onDispose()
                .block();
    }
}
