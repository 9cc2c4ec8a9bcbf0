package io.nagare.bench.machines;

import java.io.IOException;

/** A broadcast at a server, as one library writes and reads it. One thread calls it. */
interface Room extends AutoCloseable {

    /** How many values may be on their way to the server at once. */
    int WINDOW = 256;

    /** How many values the server keeps. */
    int CAPACITY = 1 << 17;

    /** Sends so many values, up to {@link #WINDOW} at once, and returns when all are confirmed. */
    void send(int values) throws Exception;

    /** Receives all values that the server has, which are so many. */
    void receive(int values) throws Exception;

    /** Sends one value, and returns when it is confirmed. */
    void confirm() throws Exception;

    /** Sends one value, and returns when a subscriber that has been there all the time has received it. */
    void deliver() throws Exception;

    @Override
    void close() throws IOException;
}
