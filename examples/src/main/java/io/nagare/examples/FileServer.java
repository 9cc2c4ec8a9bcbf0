package io.nagare.examples;

import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.net.Tcp;
import java.nio.file.Path;

/**
 * Sends a file to everyone who connects, then closes the connection.
 *
 * <p>The file is read only as fast as the client takes it: a slow client costs a few chunks of memory, however large
 * the file is. A client that says something gets the whole file too: the server drops what the client says, for a
 * while, before it closes.
 */
final class FileServer {

    private FileServer() {}

    static One<Void> serve(int port, Path path) {
        return Tcp.serve("127.0.0.1", port, peer -> peer.writeAndEnd(AsyncFile.read(path)), Examples.OPTIONS);
    }
}
