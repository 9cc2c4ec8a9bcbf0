package io.nagare.net.preamble;

/** Bytes of a peer as text for a failure: what is not printable becomes a dot. */
final class Printable {

    private Printable() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b >= ' ' && b < 127 ? (char) b : '.');
        }
        return text.toString();
    }
}
