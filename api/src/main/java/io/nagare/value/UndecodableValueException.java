package io.nagare.value;

import io.nagare.Bytes;
import io.nagare.failure.NagareException;

/**
 * A message cannot be decoded, and the policy of its receiver is to fail. The cause is the codec's failure.
 *
 * @since 0.1
 */
public final class UndecodableValueException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final transient Bytes bytes;

    /** Names the channel and the place in it, and how many bytes there were. */
    public UndecodableValueException(String where, Bytes bytes, Throwable cause) {
        super(
                "the " + bytes.length() + " bytes of a message cannot be decoded, in " + where + ": " + cause
                        + ". An Undecodable policy can skip or replace such messages",
                cause);
        this.bytes = bytes;
    }

    /** The bytes; none if this was serialized. */
    public Bytes bytes() {
        Bytes kept = bytes;
        return kept == null ? Bytes.empty() : kept;
    }
}
