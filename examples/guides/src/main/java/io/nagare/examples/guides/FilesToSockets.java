package io.nagare.examples.guides;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.net.Connection;
import java.io.EOFException;
import java.nio.file.Path;

/** Sends files, parts of files, and stores what arrives. */
final class FilesToSockets {

    private FilesToSockets() {}

    /** Sends a file. The system itself moves the bytes, as fast as the peer takes them. */
    static One<Void> send(Connection peer, Path file) {
        return peer.writeAndEnd(AsyncFile.read(file));
    }

    /** Sends a part of it behind a header. */
    static One<Void> sendPart(Connection peer, Path file, long from, long length) {
        return peer.write(Bytes.utf8(length + "\n"))
                .then(peer.writeAndEnd(AsyncFile.read(file, ReadOptions.defaults().range(from, length))));
    }

    /** Stores what comes. A reader of the file sees the old content or all of the new, whatever fails. */
    static One<Long> receive(Connection peer, Path file, long expected) {
        Many<Bytes> whole = peer.read().concatWith(Many.defer(() -> peer.bytesRead() == expected
                ? Many.empty()
                : Many.error(new EOFException(peer.bytesRead() + " of " + expected + " bytes have come"))));
        return AsyncFile.write(file, whole, WriteOptions.defaults().atomically());
    }
}
