package io.nagare.net.tls;

import io.nagare.net.socket.Printable;
import io.nagare.net.tls.TlsFailedException.Reason;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in words what a failure of the JDK's engine means. Stateless; called on any thread. */
final class Explanations {

    /** How much of what is not TLS goes into a message. */
    private static final int EXCERPT = 40;

    private static final String ALERT = "Received fatal alert: ";
    private static final String NAME = ", name=";
    private static final Pattern ALERT_IN_FRONT = Pattern.compile("^\\([a-z_]+\\) ");

    private Explanations() {}

    /**
     * Returns an exception that says what a failure means.
     *
     * @param identified whether we had a certificate to show to the peer
     */
    static TlsFailedException explain(Throwable failure, boolean identified) {
        String message = describe(failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsFailedException explained) {
                return explained;
            }
            if (cause instanceof CertificateRefused refused) {
                String why = Printable.of(String.valueOf(refused.getMessage()));
                return new TlsFailedException(refused.reason(), why, printable(failure));
            }
        }
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return alert(message.substring(alert + ALERT.length()).strip(), failure, identified);
        }
        return new TlsFailedException(reason(message), text(Printable.of(message)), printable(failure));
    }

    /**
     * A failure of the JDK as a cause, whose messages go into the same logs. They may have in them what the peer has
     * sent: the server's name that it asks for, or names in its certificates. In that case another failure stands for
     * it.
     */
    private static Throwable printable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !Printable.isPrintable(message)) {
                SSLException shown = new SSLException(Printable.of(describe(failure)));
                shown.setStackTrace(failure.getStackTrace());
                return shown;
            }
        }
        return failure;
    }

    private static TlsFailedException alert(String name, Throwable failure, boolean identified) {
        Reason reason = switch (name) {
            case "protocol_version" -> Reason.NO_COMMON_PROTOCOL;
            case "no_application_protocol" -> Reason.NO_COMMON_APPLICATION_PROTOCOL;
            default -> Reason.REFUSED_BY_PEER;
        };
        String words = identified ? Alerts.words(name) : Alerts.wordsForNobody(name);
        return new TlsFailedException(
                reason,
                "the peer has given up, with the alert " + name + (words == null ? "" : ": it says that " + words),
                failure);
    }

    /**
     * The failure of a peer that gives up before it encrypts. The JDK cannot read its alert if it expects encrypted
     * records already. The text is the one that the JDK has for alerts that it can read.
     */
    static SSLException plainAlert(int code, SSLException failure) {
        return new SSLException(ALERT + Alerts.name(code), failure);
    }

    private static Reason reason(String message) {
        if (isAbout(message, "Empty client certificate chain", "Empty server certificate chain")) {
            return Reason.CERTIFICATE_REQUIRED;
        }
        if (isAbout(message, "application layer protocol")) {
            return Reason.NO_COMMON_APPLICATION_PROTOCOL;
        }
        if (isAbout(message, "protocol version", "Client requested protocol", "Server chose", "no cipher suites",
                "No appropriate protocol")) {
            return Reason.NO_COMMON_PROTOCOL;
        }
        if (isAbout(message, "Unsupported or unrecognized SSL message", "Unrecognized record version", "plaintext")) {
            return Reason.NOT_TLS;
        }
        return Reason.OTHER;
    }

    private static String text(String message) {
        return switch (reason(message)) {
            case CERTIFICATE_REQUIRED -> "the peer has shown no certificate, and it must";
            case NO_COMMON_APPLICATION_PROTOCOL ->
                "there is no application protocol (ALPN) that both sides take: " + message;
            case NO_COMMON_PROTOCOL -> "there is no version or cipher suite of TLS that both sides take: " + message;
            case OTHER -> serverName(message);
            case NOT_TLS -> "this does not look like TLS: " + message;
            default -> message;
        };
    }

    /** The JDK reads the name before anybody else could, so one with a dot at its end cannot be taken. */
    private static String serverName(String message) {
        int name = message.indexOf(NAME);
        if (!message.startsWith("Illegal server name") || name < 0) {
            return message;
        }
        int value = message.lastIndexOf(", value={");
        String asked = message.substring(name + NAME.length(), value < name ? message.length() : value);
        return "the client asks for a server's name that is malformed: " + asked
                + (asked.endsWith(".") ? " (RFC 6066 allows no dot at the end)" : "");
    }

    private static boolean isAbout(String message, String... texts) {
        for (String text : texts) {
            if (message.contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the failure of a peer that sends something else than TLS. Reads the buffer from its position. */
    static TlsFailedException notTls(ByteBuffer bytes) {
        StringBuilder excerpt = new StringBuilder();
        int end = Math.min(bytes.limit(), bytes.position() + EXCERPT);
        boolean text = true;
        for (int i = bytes.position(); i < end; i++) {
            int value = bytes.get(i) & 0xFF;
            if (value == '\r' || value == '\n') {
                break;
            }
            text &= value >= ' ' && value < 0x7F;
            excerpt.append((char) value);
        }
        return new TlsFailedException(
                Reason.NOT_TLS,
                "this does not look like TLS: it began with "
                        + (text && !excerpt.isEmpty() ? excerpt : hex(bytes, Math.min(end, bytes.position() + 8))),
                null);
    }

    private static String hex(ByteBuffer bytes, int end) {
        StringBuilder hex = new StringBuilder("the bytes");
        for (int i = bytes.position(); i < end; i++) {
            hex.append(String.format(" %02x", bytes.get(i)));
        }
        return hex.toString();
    }

    /** The failure of a stream that has ended without saying so. */
    static TlsFailedException truncated() {
        return new TlsFailedException(
                Reason.TRUNCATED,
                "the connection ended without close_notify, so it was cut off and bytes may be missing",
                null);
    }

    /** The failure of a write behind the end of both directions. */
    static TlsFailedException hungUp(String protocol) {
        String why = TlsVersion.TLS_1_3.standardName().equals(protocol)
                ? "it has cancelled the connection with the alert user_canceled, and ended it with close_notify"
                : "it has ended the connection with close_notify, and in TLS 1.2 that ends both directions";
        return new TlsFailedException(Reason.CLOSED, "the peer takes no more: " + why, null);
    }

    /** The failure of a record that is longer than TLS allows. */
    static TlsFailedException tooLong(int length, int longest) {
        return new TlsFailedException(
                Reason.OTHER,
                "the peer announces a record of " + length + " bytes, and TLS allows " + longest,
                null);
    }

    /** The failure of a peer that begins a handshake within a connection. */
    static TlsFailedException renegotiation() {
        return new TlsFailedException(
                Reason.RENEGOTIATION,
                "the peer has asked to negotiate again within the connection, which is refused since that can be"
                        + " abused; TLS 1.3 has no such thing",
                null);
    }

    /** The message without the name of an alert, which newer JDKs put in front; the type if there is none. */
    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : ALERT_IN_FRONT.matcher(message).replaceFirst("");
    }
}
