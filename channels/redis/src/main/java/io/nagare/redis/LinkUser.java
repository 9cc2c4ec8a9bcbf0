package io.nagare.redis;

import io.nagare.One;

/** What needs a connection. Any thread calls it, outside of locks; a call must be quick. */
interface LinkUser {

    /** There is a connection. May be called again with the same one, and with one that was lost meanwhile. */
    void up(Link link);

    /** The connection is lost. */
    void down(Link link);

    /** The connection has stood for a while. */
    void beat();

    /** Begins nothing new. Completes when what has begun is confirmed. */
    One<Void> drained();

    /** There will be no connection any more. Called once. */
    void closed();
}
