package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.One;
import io.nagare.net.Connection;
import io.nagare.net.Listener;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Unix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.reactivestreams.Publisher;

/** Listeners, connections and servers on Unix sockets. */
final class UnixTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                source("Unix.connect(Path)", UnixTckTest::connect).atMost(1),
                source("Unix.connecting(Path,Function)", UnixTckTest::connecting),
                source("Unix.listen(Path)", n -> Unix.listen(path()).doOnNext(Listener::close).filter(l -> n == 1))
                        .alsoFor("Unix.listenUntilClosed(Path,ListenOptions)")
                        .atMost(1),
                // The server is closed at once.
                source("Unix.serve(Path,Function,ServeOptions)", UnixTckTest::serve).atMost(0),
                source("Unix.serveInBackground(Path,Function)", UnixTckTest::serveInBackground).atMost(1));
    }

    /** A path of its own for each socket. It is short, since such a path has a limit. */
    private static Path path() {
        try {
            Path directory = Files.createTempDirectory("n");
            directory.toFile().deleteOnExit();
            return directory.resolve("s");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Publisher<Connection> connect(long n) {
        Path path = path();
        return Unix.serveInBackground(path, peer -> peer.read().then())
                .flatMap(server -> Unix.connect(path)
                        .doOnNext(Connection::close)
                        .filter(connection -> n == 1)
                        .doFinally(end -> server.close()));
    }

    private static Publisher<Integer> connecting(long n) {
        Path path = path();
        return Unix.serveInBackground(path, peer -> peer.read().then())
                .flatMapMany(server -> Unix.connecting(path, (Connection peer) -> Upstream.OURS.items(n))
                        .doFinally(end -> server.close()));
    }

    private static Publisher<Void> serve(long n) {
        return Unix.serve(path(), peer -> One.empty(), ServeOptions.defaults().onListening(Server::close));
    }

    private static Publisher<Server> serveInBackground(long n) {
        return Unix.serveInBackground(path(), peer -> One.empty())
                .doOnNext(Server::close)
                .filter(server -> n == 1);
    }
}
