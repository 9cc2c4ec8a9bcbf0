package io.nagare.redis;

import io.nagare.channels.base.Receipt;
import io.nagare.channels.base.Sending;

/** A value on its way to a channel. The outbox's lock guards the field. */
final class ChannelSending extends Sending {

    /** Given when this is sent for the first time, and the same ever after: the server knows a value by it. */
    long counter;

    ChannelSending(byte[] body, Receipt receipt) {
        super(body, receipt);
    }
}
