package io.nagare.net.tls;

import org.jspecify.annotations.Nullable;

/**
 * A private key, a certificate or a password cannot be used. The message says where it came from and what to do.
 */
public final class TlsMaterialException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    TlsMaterialException(String message) {
        super(message);
    }

    TlsMaterialException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
