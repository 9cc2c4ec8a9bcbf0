package io.nagare.examples;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server example on a runtime and a port of its own. Its clients have small buffers and a time limit. */
final class RunningExample implements AutoCloseable {

    private static final int BUFFER = 4096;

    private final Nagare nagare = Nagare.multiThread()
            .workers(2)
            .onUnseenFailure((failure, where) -> {})
            .start();
    private final int port;

    RunningExample(Function<ServeOptions, One<Void>> example) throws Exception {
        CompletableFuture<Server> listening = new CompletableFuture<>();
        nagare.spawn(example.apply(ServeOptions.defaults()
                        .listen(ListenOptions.defaults().connection(Demo.SMALL_BUFFERS))
                        .onListening(listening::complete))
                .doOnError(listening::completeExceptionally));
        port = listening.get(20, TimeUnit.SECONDS).port();
    }

    int port() {
        return port;
    }

    /** Connects a client, which the caller closes. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(BUFFER);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    @Override
    public void close() {
        nagare.close();
    }
}
