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

    /** How many answers may come before the final one. */
    private static final int MOST_INTERIM_ANSWERS = 16;

    private static final byte[] START = {'H', 'T', 'T', 'P', '/'};
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

    private final String target;
    private @Nullable ByteBuffer sending;
    private boolean done;

    /** How much of the answer has been searched for its end. */
    private int searched;

    private int interimAnswers;

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
        for (int i = 0; i < Math.min(START.length, received.remaining()); i++) {
            if (received.get(start + i) != START[i]) {
                byte[] all = new byte[received.remaining()];
                received.get(all);
                throw notHttp(new String(all, StandardCharsets.ISO_8859_1));
            }
        }
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
        done = check(new String(head, StandardCharsets.ISO_8859_1));
        searched = 0;
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

    /** Returns whether the proxy has connected; false if its answer is still to come. */
    private boolean check(String head) throws IOException {
        String line = line(head);
        Matcher matcher = STATUS.matcher(line);
        if (!matcher.matches()) {
            throw notHttp(head);
        }
        String status = matcher.group(1);
        if (status.charAt(0) == '1' && !status.equals("101")) {
            if (++interimAnswers > MOST_INTERIM_ANSWERS) {
                throw new ProtocolException("the proxy has sent more than " + MOST_INTERIM_ANSWERS
                        + " answers before the one that says whether it connects to " + target);
            }
            return false;
        }
        if (status.charAt(0) != '2') {
            throw new ProtocolException("the proxy refuses to connect to " + target + ": " + printable(line)
                    + (status.equals("407") ? " (it wants a user's name and password)" : ""));
        }
        return true;
    }

    private ProtocolException notHttp(String head) {
        return new ProtocolException("the proxy does not speak " + name() + ": its answer begins with \""
                + printable(line(head)) + "\"");
    }

    private static String line(String head) {
        return head.lines().findFirst().orElse("");
    }

    private static String printable(String line) {
        return Printable.of(line.getBytes(StandardCharsets.ISO_8859_1));
    }
}
