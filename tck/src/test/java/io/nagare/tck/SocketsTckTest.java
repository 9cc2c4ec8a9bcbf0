package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.Connections;
import io.nagare.net.Listener;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;

/** Listeners, connections and servers. */
final class SocketsTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                source("Server.ended()", SocketsTckTest::serverEnded).atMost(0),
                source("Tcp.connect(String,int)", SocketsTckTest::tcpConnect).atMost(1),
                source("Tcp.connecting(String,int,Function)", SocketsTckTest::tcpConnecting),
                source(
                        "Tcp.listen(String,int)",
                        n -> Tcp.listen("127.0.0.1", 0).doOnNext(Listener::close).filter(listener -> n == 1))
                        .alsoFor("Tcp.listenUntilClosed(String,int)")
                        .atMost(1),
                // The server is closed at once.
                source("Tcp.serve(String,int,Function,ServeOptions)", SocketsTckTest::tcpServe).atMost(0),
                source("Tcp.serveInBackground(String,int,Function)", SocketsTckTest::tcpServeInBackground).atMost(1),
                source("Listener.accept()", SocketsTckTest::listenerAccept).atMost(20),
                source("Connection.read()", SocketsTckTest::connectionRead),
                source("Connection.write(Publisher)", SocketsTckTest::connectionWrite)
                        .alsoFor("Connection.write(Bytes)")
                        .atMost(0),
                source("Connection.writeAndEnd(Publisher)", SocketsTckTest::connectionWriteAndEnd)
                        .alsoFor("Connection.writeAndEnd(Bytes)")
                        .atMost(0),
                source("Connection.closed()", SocketsTckTest::connectionClosed).atMost(0),
                source("Connection.draining()", SocketsTckTest::connectionDraining).atMost(0),
                source("Connections.join(Connection,Connection)", SocketsTckTest::connectionsJoin).atMost(1),
                source("Connections.counts()", n -> Connections.counts().filter(counts -> n == 1)).atMost(1),
                source("Server.drain(Duration)", SocketsTckTest::serverDrain).atMost(1));
    }

    private static Publisher<Void> connectionClosed(long n) {
        return One.defer(() -> {
            Connection.Pair pair = Connection.pair();
            pair.first().close();
            pair.second().close();
            return pair.first().closed();
        });
    }

    private static Publisher<Void> connectionDraining(long n) {
        CompletableFuture<Connection> served = new CompletableFuture<>();
        return Tcp.serveInBackground("127.0.0.1", 0, peer -> {
                    served.complete(peer);
                    return One.never();
                })
                .flatMap(server -> Tcp.connect("127.0.0.1", server.port())
                        .flatMap(client -> One.fromCompletionStage(() -> served)
                                .flatMap(peer -> {
                                    server.drain(Duration.ofHours(1)).subscribe(left -> {}, failure -> {});
                                    return peer.draining();
                                })
                                .doFinally(end -> client.close()))
                        .doFinally(end -> server.close()));
    }

    private static Publisher<Connections.Joined> connectionsJoin(long n) {
        return One.defer(() -> {
            Connection.Pair left = Connection.pair();
            Connection.Pair right = Connection.pair();
            left.first().close();
            right.second().close();
            return Connections.join(left.second(), right.first()).filter(joined -> n == 1);
        });
    }

    private static Publisher<Integer> serverDrain(long n) {
        return Tcp.serveInBackground("127.0.0.1", 0, peer -> One.empty())
                .flatMap(server -> server.drain(Duration.ofSeconds(10)))
                .filter(left -> n == 1);
    }

    private static Publisher<Void> serverEnded(long n) {
        return Tcp.serveInBackground("127.0.0.1", 0, peer -> One.empty()).flatMap(server -> {
            server.close();
            return server.ended();
        });
    }

    private static Publisher<Connection> tcpConnect(long n) {
        return One.defer(() -> {
            Peer peer = new Peer().receiving();
            return peer.connect()
                    .doOnNext(Connection::close)
                    .filter(stream -> n == 1)
                    .doFinally(end -> peer.close());
        });
    }

    private static Publisher<Integer> tcpConnecting(long n) {
        return Many.defer(() -> {
            Peer peer = new Peer().receiving();
            return peer.connecting((Connection stream) -> Upstream.OURS.items(n)).doFinally(end -> peer.close());
        });
    }

    private static Publisher<Void> tcpServe(long n) {
        return Tcp.serve("127.0.0.1", 0, peer -> One.empty(), ServeOptions.defaults().onListening(Server::close));
    }

    private static Publisher<Server> tcpServeInBackground(long n) {
        return Tcp.serveInBackground("127.0.0.1", 0, peer -> One.empty())
                .doOnNext(Server::close)
                .filter(server -> n == 1);
    }

    private static Publisher<Connection> listenerAccept(long n) {
        return Tcp.listen("127.0.0.1", 0).flatMapMany(listener -> {
            Knocking clients = new Knocking(listener.port(), (int) n);
            return Upstream.bounded(listener.accept().doOnNext(Connection::close), n).doFinally(end -> {
                clients.close();
                listener.close();
            });
        });
    }

    private static Publisher<Bytes> connectionRead(long n) {
        return Many.defer(() -> {
            Peer peer = new Peer().sending(n);
            return peer.connect()
                    .flatMapMany(stream -> stream.read().doOnNext(peer::next).doFinally(end -> stream.close()))
                    .doFinally(end -> peer.close());
        });
    }

    private static Publisher<Void> connectionWrite(long n) {
        return connectionWritten((stream, bytes) -> stream.write(bytes));
    }

    private static Publisher<Void> connectionWriteAndEnd(long n) {
        return connectionWritten((stream, bytes) -> stream.writeAndEnd(bytes));
    }

    private static Publisher<Void> connectionWritten(BiFunction<Connection, Publisher<Bytes>, One<Void>> write) {
        return One.defer(() -> {
            Peer peer = new Peer().receiving();
            return peer.connect()
                    .flatMap(stream -> write.apply(stream, Many.just(Bytes.utf8("some"), Bytes.utf8("bytes"))))
                    .doFinally(end -> peer.close());
        });
    }
}
