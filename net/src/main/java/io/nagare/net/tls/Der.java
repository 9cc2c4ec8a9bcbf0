package io.nagare.net.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The little of DER that old forms of private keys need. Stateless; called on any thread. */
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xA0;

    /** The algorithm identifier of RSA keys: the object 1.2.840.113549.1.1.1, and null. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    /** The object 1.2.840.10045.2.1, which begins the algorithm identifier of keys on elliptic curves. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private static final byte[] ZERO = {INTEGER, 1, 0};

    private Der() {}

    /** Returns the PKCS#8 form of an RSA key in PKCS#1. */
    static byte[] pkcs8OfRsa(byte[] key) {
        return encode(SEQUENCE, ZERO, encode(SEQUENCE, RSA), encode(OCTETS, key));
    }

    /** Returns the PKCS#8 form of an EC key in SEC1; null if the key does not say on which curve it is. */
    static byte @Nullable [] pkcs8OfEc(byte[] key) {
        byte[] curve = find(key, CONTEXT_0);
        return curve == null ? null : encode(SEQUENCE, ZERO, encode(SEQUENCE, EC, curve), encode(OCTETS, key));
    }

    private static byte[] encode(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int size = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | size);
            for (int i = size - 1; i >= 0; i--) {
                out.write(length >>> (8 * i));
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Returns the content of the first element with the tag in a sequence; null if there is none. */
    private static byte @Nullable [] find(byte[] sequence, int tag) {
        int[] outer = element(sequence, 0);
        if (outer == null || (sequence[0] & 0xFF) != SEQUENCE) {
            return null;
        }
        for (int at = outer[0]; at < outer[1]; ) {
            int[] inner = element(sequence, at);
            if (inner == null) {
                return null;
            }
            if ((sequence[at] & 0xFF) == tag) {
                return Arrays.copyOfRange(sequence, inner[0], inner[1]);
            }
            at = inner[1];
        }
        return null;
    }

    /** Returns where the content of the element at an index begins and ends; null if it is damaged. */
    private static int @Nullable [] element(byte[] bytes, int at) {
        if (at + 2 > bytes.length) {
            return null;
        }
        int length = bytes[at + 1] & 0xFF;
        int start = at + 2;
        if (length >= 0x80) {
            int size = length & 0x7F;
            if (size == 0 || size > 3 || start + size > bytes.length) {
                return null;
            }
            length = 0;
            for (int i = 0; i < size; i++) {
                length = length << 8 | bytes[start++] & 0xFF;
            }
        }
        return start + length > bytes.length ? null : new int[] {start, start + length};
    }
}
