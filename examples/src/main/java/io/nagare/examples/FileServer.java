package io.nagare.examples;

import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.net.Tcp;
import io.nagare.net.TcpListener;
import java.nio.file.Path;

/**
 * Sends a file to everyone who connects, then closes the connection.
 *
 * <p>The file is read only as fast as the client takes it: a slow client costs a few chunks of memory, however large the file is.
 */
final class FileServer {

    private FileServer() {}

    static One<Void> serve(int port, Path path) {
        return Tcp.listen("127.0.0.1", port)
                .doOnNext(Examples::announce)
                .flatMapMany(TcpListener::accept)
                .spawnEach(10_000, peer -> peer.write(AsyncFile.read(path))
                        .onErrorResume(Examples::hangUp)
                        .doFinally(end -> peer.close()));
    }
}
