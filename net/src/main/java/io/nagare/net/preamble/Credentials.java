package io.nagare.net.preamble;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user's name and password for a proxy. Its text does not show them. */
public record Credentials(String user, String password) {

    private static final int MOST_BYTES = 255;

    /** Checks what a proxy can take. */
    public Credentials {
        check(user, "the user's name");
        check(password, "the password");
    }

    private static void check(String text, String what) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    what + " for a proxy must have 1 to " + MOST_BYTES + " bytes, but had " + bytes);
        }
    }

    /** The request of RFC 1929. */
    ByteBuffer socksRequest() {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocate(3 + name.length + secret.length);
        request.put((byte) 1).put((byte) name.length).put(name);
        request.put((byte) secret.length).put(secret).flip();
        return request;
    }

    /** The value of a header of RFC 7617. */
    String basic() {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
