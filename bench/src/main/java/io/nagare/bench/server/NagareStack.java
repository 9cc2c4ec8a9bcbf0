package io.nagare.bench.server;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.fs.AsyncFile;
import io.nagare.net.Connection;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import java.nio.file.Path;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** Servers on Nagare. A connection that fails ends by itself: the load generator resets some. */
final class NagareStack implements Stack {

    private static final int CONNECTIONS = 20_000;

    private final Nagare nagare;

    NagareStack(int workers) {
        nagare = Nagare.multiThread().workers(workers).onUnseenFailure((failure, where) -> {}).start();
    }

    @Override
    public void echo(int port) {
        serve(port, peer -> peer.writeAndEnd(peer.read()));
    }

    @Override
    public void chat(int port) {
        Broadcast<Bytes> room = Broadcast.lagging(4_096);
        serve(port, peer -> {
            One<Void> talking = peer.read().lines(LONGEST_LINE).map(line -> Bytes.utf8(line + "\n")).sendTo(room);
            return peer.writeAndEnd(room.receiver().takeUntil(talking));
        });
    }

    @Override
    public void file(int port, Path path) {
        serve(port, peer -> peer.writeAndEnd(AsyncFile.read(path)));
    }

    @Override
    public void proxy(int port, int target) {
        serve(
                port,
                front -> Tcp.connecting(
                        "127.0.0.1",
                        target,
                        back -> One.allOf(back.writeAndEnd(front.read()), front.writeAndEnd(back.read()))));
    }

    private void serve(int port, Function<Connection, Publisher<?>> connection) {
        ServeOptions options = ServeOptions.defaults()
                .listen(ListenOptions.defaults().backlog(BACKLOG))
                .maxConnections(CONNECTIONS);
        nagare.blockOn(Tcp.serveInBackground("127.0.0.1", port, connection, options));
    }
}
