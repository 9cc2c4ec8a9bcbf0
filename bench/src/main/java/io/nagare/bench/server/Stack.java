package io.nagare.bench.server;

import java.nio.file.Path;

/**
 * A stack on which servers are built. Each method starts a server and returns when it accepts connections. The server
 * then runs until its process ends.
 */
interface Stack {

    /** The longest line of a chat, in bytes. */
    int LONGEST_LINE = 64 * 1024;

    /** How many connections may wait to be accepted, if the system allows it, so that many can arrive at once. */
    int BACKLOG = 16_384;

    /** Starts a server that sends back all bytes that it gets. */
    void echo(int port) throws Exception;

    /** Starts a server that sends each line of a member to all members. A member that is too slow misses lines. */
    void chat(int port) throws Exception;

    /** Starts a server that sends a file to each connection and then closes the connection. */
    void file(int port, Path path) throws Exception;

    /**
     * Starts a server that copies bytes both ways between each connection and a new one to a port of this machine. It
     * reads no more from one than the other takes.
     */
    void proxy(int port, int target) throws Exception;

    /** As {@link #echo}, encrypted. */
    default void tlsEcho(int port, TlsFixture fixture) throws Exception {
        throw withoutTls();
    }

    /** Starts a server that sends 256 MiB to each connection, encrypted, and then closes the connection. */
    default void tlsBulk(int port, TlsFixture fixture) throws Exception {
        throw withoutTls();
    }

    private static UnsupportedOperationException withoutTls() {
        return new UnsupportedOperationException("this stack has no server with TLS");
    }
}
