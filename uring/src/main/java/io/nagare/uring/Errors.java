package io.nagare.uring;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;

/** The numbers of the system's failures, and the exceptions with which the JDK reports them. */
final class Errors {

    static final int NOT_PERMITTED = -1;
    static final int INTERRUPTED = -4;
    static final int TRY_AGAIN = -11;
    static final int NO_MEMORY = -12;
    static final int ACCESS_DENIED = -13;
    static final int BUSY = -16;
    static final int INVALID = -22;
    static final int TOO_MANY_FILES_IN_SYSTEM = -23;
    static final int TOO_MANY_FILES = -24;
    static final int BROKEN_PIPE = -32;
    static final int NO_SUCH_CALL = -38;
    static final int TIMER_EXPIRED = -62;
    static final int PROTOCOL = -71;
    static final int ADDRESS_IN_USE = -98;
    static final int ADDRESS_NOT_AVAILABLE = -99;
    static final int CONNECTION_ABORTED = -103;
    static final int CONNECTION_RESET = -104;
    static final int NO_BUFFER = -105;
    static final int IS_CONNECTED = -106;
    static final int NOT_CONNECTED = -107;
    static final int TIMED_OUT = -110;
    static final int REFUSED = -111;
    static final int HOST_UNREACHABLE = -113;
    static final int ALREADY = -114;
    static final int IN_PROGRESS = -115;
    static final int CANCELED = -125;

    private Errors() {}

    /** The exception of a failed call on a socket. */
    static IOException socket(int error) {
        String message = message(error);
        return switch (error) {
            case ADDRESS_IN_USE, ADDRESS_NOT_AVAILABLE, ACCESS_DENIED -> new BindException(message);
            case REFUSED, TIMED_OUT -> new ConnectException(message);
            case HOST_UNREACHABLE -> new NoRouteToHostException(message);
            case BROKEN_PIPE, TOO_MANY_FILES, TOO_MANY_FILES_IN_SYSTEM -> new IOException(message);
            default -> new SocketException(message);
        };
    }

    /** What a failure means. */
    static String message(int error) {
        return switch (error) {
            case NOT_PERMITTED -> "Operation not permitted";
            case TRY_AGAIN -> "Resource temporarily unavailable";
            case NO_MEMORY -> "Cannot allocate memory";
            case ACCESS_DENIED -> "Permission denied";
            case INVALID -> "Invalid argument";
            case TOO_MANY_FILES_IN_SYSTEM -> "Too many open files in system";
            case TOO_MANY_FILES -> "Too many open files";
            case BROKEN_PIPE -> "Broken pipe";
            case NO_SUCH_CALL -> "Function not implemented";
            case ADDRESS_IN_USE -> "Address already in use";
            case ADDRESS_NOT_AVAILABLE -> "Cannot assign requested address";
            case CONNECTION_ABORTED -> "Software caused connection abort";
            case CONNECTION_RESET -> "Connection reset";
            case NO_BUFFER -> "No buffer space available";
            case NOT_CONNECTED -> "Transport endpoint is not connected";
            case TIMED_OUT -> "Connection timed out";
            case REFUSED -> "Connection refused";
            case HOST_UNREACHABLE -> "No route to host";
            default -> Native.describe(-error);
        };
    }
}
