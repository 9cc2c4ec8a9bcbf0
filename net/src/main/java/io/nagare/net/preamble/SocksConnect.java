package io.nagare.net.preamble;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks a SOCKS 5 proxy to connect (RFC 1928), with a user's name and password if there is one (RFC 1929). The proxy
 * looks up the host.
 */
public final class SocksConnect implements Preamble {

    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int PASSWORD = 2;
    private static final int LONGEST_ANSWER = 4 + 1 + 255 + 2;

    private static final String[] REFUSALS = {
        "",
        "it failed",
        "its rules forbid it",
        "the network is unreachable",
        "the host is unreachable",
        "the connection was refused",
        "the time to live has expired",
        "it does not know how to connect",
        "it does not know this kind of address"
    };

    private enum Expected {
        METHOD,
        AUTHENTICATION,
        ANSWER,
        NOTHING
    }

    private final String host;
    private final int port;
    private final @Nullable Credentials credentials;
    private @Nullable ByteBuffer sending;
    private Expected expected = Expected.METHOD;

    /**
     * For one connection.
     *
     * @param host a name or an address, at most 255 characters
     * @param credentials null if the proxy asks for none
     */
    public SocksConnect(String host, int port, @Nullable Credentials credentials) {
        this.host = host;
        this.port = port;
        this.credentials = credentials;
        this.sending = credentials == null
                ? ByteBuffer.wrap(new byte[] {VERSION, 1, NO_AUTHENTICATION})
                : ByteBuffer.wrap(new byte[] {VERSION, 2, NO_AUTHENTICATION, PASSWORD});
    }

    @Override
    public @Nullable ByteBuffer toSend() {
        ByteBuffer next = sending;
        sending = null;
        return next;
    }

    @Override
    public boolean isDone() {
        return expected == Expected.NOTHING;
    }

    @Override
    public int longestMessage() {
        return LONGEST_ANSWER;
    }

    @Override
    public String name() {
        return "SOCKS 5";
    }

    @Override
    public boolean receive(ByteBuffer received) throws IOException {
        // A switch would need a class of its own to be loaded, on some versions of the compiler.
        if (expected == Expected.METHOD) {
            return receiveMethod(received);
        }
        if (expected == Expected.AUTHENTICATION) {
            return receiveAuthentication(received);
        }
        return expected == Expected.ANSWER && receiveAnswer(received);
    }

    private boolean receiveMethod(ByteBuffer received) throws IOException {
        if (received.remaining() < 2) {
            return false;
        }
        requireVersion(received.get(), VERSION);
        int method = received.get() & 0xff;
        Credentials known = credentials;
        if (method == PASSWORD && known != null) {
            sending = known.socksRequest();
            expected = Expected.AUTHENTICATION;
        } else if (method == NO_AUTHENTICATION) {
            sendRequest();
        } else if (method != 0xff) {
            throw new ProtocolException(
                    "the proxy has chosen the way " + method + " to authenticate, which was not offered");
        } else {
            throw new ProtocolException(
                    known == null
                            ? "the proxy lets nobody in without authentication; it may want a user's name and password"
                            : "the proxy accepts neither a user's name and password nor no authentication");
        }
        return true;
    }

    private boolean receiveAuthentication(ByteBuffer received) throws IOException {
        if (received.remaining() < 2) {
            return false;
        }
        requireVersion(received.get(), 1);
        if (received.get() != 0) {
            throw new ProtocolException("the proxy does not accept the user's name and password");
        }
        sendRequest();
        return true;
    }

    private void sendRequest() {
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(7 + name.length);
        request.put((byte) VERSION).put((byte) 1).put((byte) 0).put((byte) 3);
        request.put((byte) name.length).put(name).putShort((short) port).flip();
        sending = request;
        expected = Expected.ANSWER;
    }

    private boolean receiveAnswer(ByteBuffer received) throws IOException {
        if (received.remaining() < 5) {
            return false;
        }
        int start = received.position();
        requireVersion(received.get(start), VERSION);
        int answer = received.get(start + 1) & 0xff;
        if (answer != 0) {
            throw new ProtocolException("the proxy could not connect to " + host + ":" + port + ": "
                    + (answer < REFUSALS.length ? REFUSALS[answer] : "answer " + answer));
        }
        int addressLength = switch (received.get(start + 3)) {
            case 1 -> 4;
            case 3 -> 1 + (received.get(start + 4) & 0xff);
            case 4 -> 16;
            default -> throw new ProtocolException(
                    "the proxy has answered with an address of the unknown kind " + received.get(start + 3));
        };
        int length = 4 + addressLength + 2;
        if (received.remaining() < length) {
            return false;
        }
        received.position(start + length);
        expected = Expected.NOTHING;
        return true;
    }

    private void requireVersion(byte version, int wanted) throws IOException {
        if (version != wanted) {
            throw new ProtocolException("the proxy does not speak " + name() + ": its answer begins with " + version
                    + " instead of " + wanted);
        }
    }
}
