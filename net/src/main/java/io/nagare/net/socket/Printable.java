package io.nagare.net.socket;

/**
 * What a peer has sent, as a part of a message. Messages go into logs, where a peer must not begin lines, send escape
 * characters or take much room. Stateless; called on any thread.
 */
public final class Printable {

    /** How much of a peer's bytes goes into a message. */
    private static final int MOST_BYTES = 120;

    /** How much of a text goes into a message that may have a peer's text in it, such as the names in certificates. */
    private static final int MOST_CHARACTERS = 1000;

    private Printable() {}

    /** Returns bytes as text in ASCII: what is not printable becomes a dot, and what is too much is left out. */
    public static String of(byte[] bytes) {
        int count = Math.min(bytes.length, MOST_BYTES);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
        }
        return count == bytes.length ? text.toString() : text + "... (" + bytes.length + " bytes)";
    }

    /**
     * Returns a text on one line, in any language: what is not printable, such as a control character or one that turns
     * the direction of writing, becomes a dot, and what is too much is left out.
     */
    public static String of(String text) {
        return isPrintable(text) ? text : cut(text);
    }

    /** Whether {@link #of(String)} returns the same text. */
    public static boolean isPrintable(String text) {
        return text.length() <= MOST_CHARACTERS && text.codePoints().allMatch(Printable::isPrintable);
    }

    private static String cut(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(MOST_CHARACTERS)
                .forEach(point -> line.appendCodePoint(isPrintable(point) ? point : '.'));
        return text.length() <= MOST_CHARACTERS ? line.toString() : line + "... (" + text.length() + " characters)";
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
