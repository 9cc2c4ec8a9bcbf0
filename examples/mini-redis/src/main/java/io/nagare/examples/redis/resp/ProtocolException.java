package io.nagare.examples.redis.resp;

/** The peer does not speak RESP. Nothing says where its next message begins, so the connection ends. */
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProtocolException(String what) {
        super("Protocol error: " + what);
    }
}
