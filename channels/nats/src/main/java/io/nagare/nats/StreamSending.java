package io.nagare.nats;

import io.nagare.channels.base.Receipt;
import io.nagare.channels.base.Sending;
import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

/** A message on its way to a stream. The outbox's lock guards the fields. */
final class StreamSending extends Sending {

    /**
     * Made when this is sent for the first time, and the same ever after: the server knows a message by it. Null if it
     * need not.
     */
    @Nullable Headers headers;

    /** The link that this was last sent on, and the number of the answer. */
    @Nullable Link link;

    long number;

    StreamSending(byte[] body, Receipt receipt) {
        super(body, receipt);
    }
}
