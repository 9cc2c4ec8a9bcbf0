package io.nagare.net.tls;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Carries through the JDK's engine why a certificate of the peer was refused. */
final class CertificateRefused extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final TlsFailedException.Reason reason;

    /**
     * Makes one.
     *
     * @param cause of the JDK's own exception; the engine chooses the alert for the peer by it
     */
    CertificateRefused(TlsFailedException.Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    TlsFailedException.Reason reason() {
        return reason;
    }
}
