package io.nagare.nats;

import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a stream. The outbox's lock guards the fields. The two calls come from any thread, once
 * together.
 */
abstract class Sending {

    final byte[] body;

    /**
     * Made when this is sent for the first time, and the same ever after: the server knows a message by it. Null if it
     * need not.
     */
    @Nullable Headers headers;

    /** The link that this was last sent on, and the number of the answer. */
    @Nullable Link link;

    long number;
    boolean over;

    Sending(byte[] body) {
        this.body = body;
    }

    /** The server has it. */
    abstract void confirmed(long sequence);

    /** The server has not taken it, or nobody knows. */
    abstract void failed(Throwable failure);
}
