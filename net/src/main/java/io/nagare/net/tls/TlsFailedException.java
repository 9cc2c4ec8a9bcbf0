package io.nagare.net.tls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A TLS connection could not be made, or has failed. The message says what was wrong, and with which certificate. */
public final class TlsFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Reason {
        /** The peer does not speak TLS. */
        NOT_TLS,
        /** A certificate of the peer has expired. */
        EXPIRED,
        /** A certificate of the peer is not valid yet. */
        NOT_YET_VALID,
        /** The peer's certificate is for other names. */
        WRONG_NAME,
        /** Nobody whom we trust has issued the peer's certificate. */
        UNTRUSTED,
        /** A key or signature in the peer's certificates is too weak. */
        WEAK,
        /** The peer's certificate may not be used in this way, or is damaged. */
        UNFIT_CERTIFICATE,
        /** The peer has shown no certificate, and it must. */
        CERTIFICATE_REQUIRED,
        /** There is no version of TLS, or no cipher suite, that both sides take. */
        NO_COMMON_PROTOCOL,
        /** There is no application protocol that both sides take. */
        NO_COMMON_APPLICATION_PROTOCOL,
        /** The peer has refused the connection or has given it up; the message has its alert in words. */
        REFUSED_BY_PEER,
        /** The peer has asked to negotiate again within a connection. */
        RENEGOTIATION,
        /** The connection ended without close_notify, so bytes may be missing. */
        TRUNCATED,
        /** The peer closed the connection during the handshake, or before it had taken what was written. */
        CLOSED,
        /** The handshake took longer than its limit. */
        HANDSHAKE_LIMIT,
        /** Anything else, such as a record that was damaged on its way. */
        OTHER
    }

    private final Reason reason;

    TlsFailedException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What was wrong. */
    public Reason reason() {
        return reason;
    }
}
