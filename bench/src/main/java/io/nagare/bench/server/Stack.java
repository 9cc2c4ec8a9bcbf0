package io.nagare.bench.server;

import java.nio.file.Path;

/**
 * A stack that servers are built on. A method returns when connections are accepted; the server then runs until its
 * process ends.
 */
interface Stack {

    /** The longest line of a chat, in bytes. */
    int LONGEST_LINE = 64 * 1024;

    /** Connections that may wait to be accepted, as far as the system lets them, so that many can arrive at once. */
    int BACKLOG = 16_384;

    /** Sends back what it is sent. */
    void echo(int port) throws Exception;

    /** Sends each line of a member to all of them. A member that is too slow misses lines. */
    void chat(int port) throws Exception;

    /** Sends a file to everyone who connects, then closes the connection. */
    void file(int port, Path path) throws Exception;

    /**
     * Copies bytes both ways between each connection and a new one to a port of this machine, reading no more from one
     * than the other takes.
     */
    void proxy(int port, int target) throws Exception;
}
