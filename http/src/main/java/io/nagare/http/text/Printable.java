package io.nagare.http.text;

import java.io.IOException;
import java.net.URI;

/**
 * What a server has sent, as a part of a message. Messages go into logs, where a server must not begin lines, send
 * escape characters or take much room. A password is never shown. Stateless; called on any thread.
 */
public final class Printable {

    /** How much of a text goes into a message. */
    private static final int MOST_CHARACTERS = 1000;

    /** How much of a value goes into a message, which says something about it behind it. */
    private static final int MOST_OF_A_VALUE = 200;

    private Printable() {}

    /**
     * Returns a text on one line, in any language. What is not printable, such as a control character or one that turns
     * the direction of writing, becomes a dot. What is too much is left out.
     */
    public static String of(String text) {
        return cut(text, MOST_CHARACTERS);
    }

    /** Returns a value in quotation marks: as {@link #of}, but shorter. */
    public static String quoted(String value) {
        return "\"" + cut(value, MOST_OF_A_VALUE) + "\"";
    }

    /** Returns a URI without its user and password, in ASCII. */
    public static String of(URI uri) {
        String text = uri.toASCIIString();
        String user = uri.getRawUserInfo();
        if (user == null) {
            return of(text);
        }
        return of(text.substring(0, text.indexOf("//") + 2) + text.substring(text.indexOf('@') + 1));
    }

    /**
     * Returns a text that should be a URI, in quotation marks. Anything that may be a user and a password is left out.
     */
    public static String quotedUri(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return quoted(text);
        }
        int slashes = text.indexOf("//");
        String before = slashes >= 0 && slashes < at ? text.substring(0, slashes + 2) : "";
        return quoted(before + "..." + text.substring(at));
    }

    /**
     * Returns a failure of the JDK as a cause, whose messages go into the same logs. If they have something in them
     * that is not printable, another failure stands for it.
     */
    public static Throwable of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !of(message).equals(message)) {
                IOException shown = new IOException(of(String.valueOf(failure.getMessage())));
                shown.setStackTrace(failure.getStackTrace());
                return shown;
            }
        }
        return failure;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most && text.codePoints().allMatch(Printable::isPrintable)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(most).forEach(point -> line.appendCodePoint(isPrintable(point) ? point : '.'));
        return text.length() <= most ? line.toString() : line + "... (" + text.length() + " characters)";
    }

    private static boolean isPrintable(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED;
    }
}
