package io.nagare.examples;

import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import java.nio.file.Path;

/**
 * Sends a file to each client, then closes the connection.
 *
 * <p>The file is read only as fast as the client takes it, and the system itself moves the bytes to the socket. So a
 * slow client costs next to no memory, however large the file is. The server drops what a client says, for a while,
 * before it closes the connection. If the file cannot be read, the client sees a reset.
 */
final class FileServer {

    private FileServer() {}

    static One<Void> serve(int port, Path path, ServeOptions options) {
        return Tcp.serve("127.0.0.1", port, peer -> peer.writeAndEnd(AsyncFile.read(path)), options);
    }
}
