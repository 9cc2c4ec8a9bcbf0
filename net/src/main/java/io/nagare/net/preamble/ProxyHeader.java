package io.nagare.net.preamble;

import io.nagare.net.socket.Printable;
import io.nagare.net.wire.PrefixedWire;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of the PROXY protocol, versions 1 and 2, which a load balancer sends in front of a connection. It says
 * where the connection comes from. The connection then has the addresses of the header.
 */
public final class ProxyHeader implements Preamble {

    /** Version 2 has room for additional data, which is skipped. */
    private static final int LONGEST = 4096;

    private static final int LONGEST_TEXT = 107;
    private static final int FIXED_PART = 16;
    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
    private static final byte[] TEXT = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final String IPV4 = "((?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3})";
    private static final String IPV6 = "([0-9a-fA-F]*:[0-9a-fA-F.:]*)";
    private static final String PORTS = " (0|[1-9]\\d{0,4}) (0|[1-9]\\d{0,4})";
    private static final Pattern LINE4 = Pattern.compile("PROXY TCP4 " + IPV4 + " " + IPV4 + PORTS);
    private static final Pattern LINE6 = Pattern.compile("PROXY TCP6 " + IPV6 + " " + IPV6 + PORTS);

    private boolean done;
    private @Nullable SocketAddress source;
    private @Nullable SocketAddress destination;

    @Override
    public @Nullable ByteBuffer toSend() {
        return null;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public int longestMessage() {
        return LONGEST;
    }

    @Override
    public String name() {
        return "the PROXY protocol";
    }

    @Override
    public Wire result(Wire wire, ByteBuffer behind) {
        return new PrefixedWire(
                wire,
                behind,
                destination == null ? wire.localAddress() : destination,
                source == null ? wire.remoteAddress() : source);
    }

    @Override
    public boolean receive(ByteBuffer received) throws IOException {
        if (startsLike(received, SIGNATURE)) {
            done = received.remaining() >= FIXED_PART && receiveBinary(received);
        } else if (startsLike(received, TEXT)) {
            done = receiveText(received);
        } else {
            throw refusal(received, "it began with");
        }
        return done;
    }

    /** Whether what has come so far is the beginning of such a header. */
    private static boolean startsLike(ByteBuffer received, byte[] start) {
        int length = Math.min(received.remaining(), start.length);
        for (int i = 0; i < length; i++) {
            if (received.get(received.position() + i) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean receiveText(ByteBuffer received) throws IOException {
        int length = Math.min(received.remaining(), LONGEST_TEXT);
        int end = 0;
        while (end < length && received.get(received.position() + end) != '\n') {
            end++;
        }
        if (end == length) {
            if (length == LONGEST_TEXT) {
                throw refusal(received, "its line has more than " + LONGEST_TEXT + " bytes");
            }
            return false;
        }
        byte[] bytes = new byte[end];
        received.get(bytes);
        received.get();
        readLine(bytes);
        return true;
    }

    private void readLine(byte[] bytes) throws IOException {
        String line = new String(bytes, StandardCharsets.US_ASCII);
        if (!line.endsWith("\r")) {
            throw new ProtocolException("the peer does not speak " + name() + ": its line does not end with CR LF");
        }
        String text = line.substring(0, line.length() - 1);
        if (text.equals("PROXY UNKNOWN") || text.startsWith("PROXY UNKNOWN ")) {
            return;
        }
        Matcher matcher = (text.startsWith("PROXY TCP6") ? LINE6 : LINE4).matcher(text);
        if (!matcher.matches()) {
            throw malformed(bytes);
        }
        try {
            source = address(matcher.group(1), matcher.group(3));
            destination = address(matcher.group(2), matcher.group(4));
        } catch (IOException | IllegalArgumentException malformed) {
            throw malformed(bytes);
        }
    }

    private ProtocolException malformed(byte[] line) {
        return new ProtocolException("the peer does not speak " + name() + ": its line is \""
                + Printable.of(Arrays.copyOf(line, line.length - 1)) + "\"");
    }

    private static InetSocketAddress address(String host, String port) throws IOException {
        // Only digits, dots and colons: nothing is looked up.
        return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
    }

    private boolean receiveBinary(ByteBuffer received) throws IOException {
        int start = received.position();
        int length = FIXED_PART + (received.getShort(start + 14) & 0xffff);
        if (length > LONGEST) {
            throw new ProtocolException("a header of " + name() + " has " + length + " bytes; at most " + LONGEST
                    + " are accepted");
        }
        if (received.remaining() < length) {
            return false;
        }
        int command = received.get(start + 12) & 0xff;
        if (command != 0x20 && command != 0x21) {
            throw new ProtocolException("a header of " + name() + " has version and command 0x"
                    + Integer.toHexString(command) + "; only 0x20 and 0x21 are known");
        }
        if (command == 0x21) {
            byte[] addresses = new byte[length - FIXED_PART];
            received.position(start + FIXED_PART);
            received.get(addresses);
            readAddresses(received.get(start + 13) & 0xff, addresses);
        }
        received.position(start + length);
        return true;
    }

    private void readAddresses(int family, byte[] bytes) throws IOException {
        switch (family) {
            case 0x11, 0x21 -> {
                int size = family == 0x11 ? 4 : 16;
                requireLength(bytes, 2 * size + 4);
                ByteBuffer ports = ByteBuffer.wrap(bytes, 2 * size, 4);
                source = new InetSocketAddress(
                        InetAddress.getByAddress(Arrays.copyOf(bytes, size)), ports.getShort() & 0xffff);
                destination = new InetSocketAddress(
                        InetAddress.getByAddress(Arrays.copyOfRange(bytes, size, 2 * size)),
                        ports.getShort() & 0xffff);
            }
            case 0x31 -> {
                requireLength(bytes, 216);
                source = path(bytes, 0);
                destination = path(bytes, 108);
            }
            case 0x00, 0x12, 0x22, 0x32 -> {
                // No family, or datagrams: the addresses are those of the wire.
            }
            default -> throw new ProtocolException(
                    "a header of " + name() + " has the unknown family 0x" + Integer.toHexString(family));
        }
    }

    private static UnixDomainSocketAddress path(byte[] bytes, int from) {
        int end = from;
        while (end < from + 108 && bytes[end] != 0) {
            end++;
        }
        return UnixDomainSocketAddress.of(new String(bytes, from, end - from, StandardCharsets.UTF_8));
    }

    private void requireLength(byte[] bytes, int least) throws IOException {
        if (bytes.length < least) {
            throw new ProtocolException(
                    "a header of " + name() + " has " + bytes.length + " bytes of addresses instead of " + least);
        }
    }

    private ProtocolException refusal(ByteBuffer received, String what) {
        byte[] start = new byte[Math.min(received.remaining(), 16)];
        received.duplicate().get(start);
        return new ProtocolException(
                "the peer does not speak " + name() + ": " + what + " \"" + Printable.of(start) + "\"");
    }
}
