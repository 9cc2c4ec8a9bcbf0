package io.nagare.net.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alerts by which a peer gives up (RFC 8446, 6), and what they mean. Stateless; called on any thread. */
final class Alerts {

    /**
     * One alert.
     *
     * @param words the end of "it says that ..."
     */
    private record Alert(int code, String name, String words) {}

    private static final List<Alert> ALL = List.of(
            new Alert(10, "unexpected_message", "a message came that must not come now"),
            new Alert(20, "bad_record_mac", "a record was changed on its way"),
            new Alert(22, "record_overflow", "a record was too long"),
            new Alert(40, "handshake_failure", "it can agree on no cipher suite, group, signature or certificate"),
            new Alert(42, "bad_certificate", "our certificate is damaged or not the right one"),
            new Alert(43, "unsupported_certificate", "it does not take certificates like ours"),
            new Alert(44, "certificate_revoked", "our certificate was revoked"),
            new Alert(45, "certificate_expired", "our certificate has expired"),
            new Alert(46, "certificate_unknown", "it does not accept our certificate"),
            new Alert(47, "illegal_parameter", "a value in a message makes no sense"),
            new Alert(48, "unknown_ca", "it does not trust the issuer of our certificate"),
            new Alert(49, "access_denied", "our certificate gives us no access"),
            new Alert(50, "decode_error", "it cannot read a message"),
            new Alert(51, "decrypt_error", "a signature or a key exchange is wrong"),
            new Alert(70, "protocol_version", "it does not take the versions of TLS that we take"),
            new Alert(71, "insufficient_security", "it demands stronger cipher suites"),
            new Alert(80, "internal_error", "it has failed by itself"),
            new Alert(86, "inappropriate_fallback", "a newer version of TLS should have been used"),
            new Alert(90, "user_canceled", "its user has cancelled"),
            new Alert(100, "no_renegotiation", "it does not negotiate again"),
            new Alert(109, "missing_extension", "an extension is missing"),
            new Alert(110, "unsupported_extension", "it did not ask for an extension"),
            new Alert(112, "unrecognized_name", "it does not know the server's name that was asked for"),
            new Alert(113, "bad_certificate_status_response", "the proof that a certificate is not revoked is wrong"),
            new Alert(115, "unknown_psk_identity", "it does not know the shared key"),
            new Alert(116, "certificate_required", "it requires a certificate of ours"),
            new Alert(120, "no_application_protocol", "it takes none of the application protocols that we offer"));

    private Alerts() {}

    /** Returns the name of an alert; for an unknown one, its number. */
    static String name(int code) {
        for (Alert alert : ALL) {
            if (alert.code == code) {
                return alert.name;
            }
        }
        return String.valueOf(code);
    }

    /** Returns what an alert means; null if that is not known. */
    static @Nullable String words(String name) {
        for (Alert alert : ALL) {
            if (alert.name.equals(name)) {
                return alert.words;
            }
        }
        return null;
    }

    /** As {@link #words}, if we have shown no certificate: an alert about our certificate means that one is needed. */
    static @Nullable String wordsForNobody(String name) {
        String none = "it requires a certificate of ours, and we have shown none";
        return switch (name) {
            case "bad_certificate", "unsupported_certificate", "certificate_unknown", "certificate_required" -> none;
            // A server with TLS 1.2 may say so, too (RFC 5246, 7.4.6); newer JDKs do.
            case "handshake_failure" -> words(name) + "; or " + none;
            default -> words(name);
        };
    }
}
