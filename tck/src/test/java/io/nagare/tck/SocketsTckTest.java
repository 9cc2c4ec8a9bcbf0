package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.TcpListener;
import java.util.List;
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
                        n -> Tcp.listen("127.0.0.1", 0).doOnNext(TcpListener::close).filter(listener -> n == 1))
                        .alsoFor("Tcp.listenUntilClosed(String,int)")
                        .atMost(1),
                // The server is closed at once.
                source("Tcp.serve(String,int,Function,ServeOptions)", SocketsTckTest::tcpServe).atMost(0),
                source("Tcp.serveInBackground(String,int,Function)", SocketsTckTest::tcpServeInBackground).atMost(1),
                source("TcpListener.accept()", SocketsTckTest::tcpListenerAccept).atMost(20),
                source("Connection.read()", SocketsTckTest::connectionRead),
                source("Connection.write(Publisher)", SocketsTckTest::connectionWrite)
                        .alsoFor("Connection.write(Bytes)")
                        .atMost(0),
                source("Connection.writeAndEnd(Publisher)", SocketsTckTest::connectionWriteAndEnd)
                        .alsoFor("Connection.writeAndEnd(Bytes)")
                        .atMost(0));
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

    private static Publisher<Connection> tcpListenerAccept(long n) {
        return Tcp.listen("127.0.0.1", 0).flatMapMany(listener -> {
            Knocking clients = new Knocking(listener.localAddress(), (int) n);
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
