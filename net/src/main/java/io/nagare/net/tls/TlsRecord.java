package io.nagare.net.tls;

import java.nio.ByteBuffer;

/** What the beginning of a record says without being decrypted. */
final class TlsRecord {

    /** The type, the version and the length. */
    static final int HEADER = 5;

    /** The content of a record may be 2^14 bytes, and encryption may add 2,048. */
    static final int LONGEST_RECORD = HEADER + (1 << 14) + 2048;

    static final int HANDSHAKE = 22;
    static final int ALERT = 21;

    private TlsRecord() {}

    /** Whether the buffer begins with a whole record. */
    static boolean isWhole(ByteBuffer source) throws TlsFailedException {
        return source.remaining() >= HEADER && source.remaining() >= length(source, source.position());
    }

    /** The length of the record at a position, with its header. */
    static int length(ByteBuffer source, int at) throws TlsFailedException {
        return length(source.get(at + 3), source.get(at + 4));
    }

    /** The length of a record, with its header, from the two bytes that say it. */
    static int length(byte high, byte low) throws TlsFailedException {
        int length = HEADER + ((high & 0xFF) << 8 | low & 0xFF);
        if (length > LONGEST_RECORD) {
            throw Explanations.tooLong(length, LONGEST_RECORD);
        }
        return length;
    }

    /** The code of the alert that is the next record, if it is one and is not encrypted; else -1. */
    static int plainAlert(ByteBuffer source) {
        int at = source.position();
        boolean plain = source.get(at) == ALERT && source.get(at + 3) == 0 && source.get(at + 4) == 2;
        return plain ? source.get(at + HEADER + 1) & 0xFF : -1;
    }
}
