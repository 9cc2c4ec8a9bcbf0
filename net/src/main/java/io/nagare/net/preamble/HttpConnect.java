package io.nagare.net.preamble;

import io.nagare.net.socket.Printable;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks an HTTP proxy for a tunnel with CONNECT (RFC 9110 section 9.3.6). The proxy looks up the host. */
public final class HttpConnect implements Preamble {

    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

    private final String target;
    private @Nullable ByteBuffer sending;
    private boolean done;

    /** How much of the answer has been searched for its end. */
    private int searched;

    /**
     * For one connection.
     *
     * @param host a name or an address
     * @param credentials null if the proxy asks for none
     */
    public HttpConnect(String host, int port, @Nullable Credentials credentials) {
        this.target = (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n"
                + (credentials == null ? "" : "Proxy-Authorization: " + credentials.basic() + "\r\n")
                + "\r\n";
        this.sending = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable ByteBuffer toSend() {
        ByteBuffer next = sending;
        sending = null;
        return next;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public int longestMessage() {
        return LONGEST_ANSWER;
    }

    @Override
    public String name() {
        return "HTTP/1.1";
    }

    @Override
    public boolean receive(ByteBuffer received) throws IOException {
        int start = received.position();
        int end = Math.max(0, searched - END.length);
        while (end + END.length <= received.remaining() && !endsAt(received, start + end)) {
            end++;
        }
        searched = received.remaining();
        if (end + END.length > received.remaining()) {
            return false;
        }
        byte[] head = new byte[end];
        received.get(head);
        received.position(start + end + END.length);
        check(new String(head, StandardCharsets.ISO_8859_1));
        done = true;
        return true;
    }

    private static boolean endsAt(ByteBuffer received, int position) {
        for (int i = 0; i < END.length; i++) {
            if (received.get(position + i) != END[i]) {
                return false;
            }
        }
        return true;
    }

    private void check(String head) throws IOException {
        String line = head.lines().findFirst().orElse("");
        Matcher matcher = STATUS.matcher(line);
        String shown = Printable.of(line.getBytes(StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            throw new ProtocolException(
                    "the proxy does not speak " + name() + ": its answer begins with \"" + shown + "\"");
        }
        if (matcher.group(1).charAt(0) != '2') {
            throw new ProtocolException("the proxy refuses to connect to " + target + ": " + shown
                    + (matcher.group(1).equals("407") ? " (it wants a user's name and password)" : ""));
        }
    }
}
