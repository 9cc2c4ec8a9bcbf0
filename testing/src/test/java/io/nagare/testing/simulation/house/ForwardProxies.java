package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.codec.Codec;
import io.nagare.codec.Cursor;
import io.nagare.codec.Decoder;
import io.nagare.codec.Framed;
import io.nagare.net.ConnectFailedException;
import io.nagare.net.Connection;
import io.nagare.net.Connections;
import io.nagare.net.Tcp;
import org.jspecify.annotations.Nullable;

/** Proxies for simulated hosts: handlers of connections that ask to be connected to others. */
final class ForwardProxies {

    private static final Codec<Bytes, Bytes> SOCKS5 =
            Codec.of(SocksRequests::new, () -> (frame, bytes) -> bytes.put(frame));
    private static final Codec<Bytes, Bytes> HTTP = Codec.of(
            () -> ForwardProxies::decodeHead, () -> (frame, bytes) -> bytes.put(frame));
    private static final Bytes END_OF_HEAD = Bytes.utf8("\r\n\r\n");
    private static final Bytes GRANTED = socksAnswer(0);
    private static final Bytes REFUSED = socksAnswer(5);

    private ForwardProxies() {}

    private static Bytes socksAnswer(int code) {
        return Bytes.copyOf(new byte[] {5, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
    }

    /** A SOCKS 5 proxy without authentication, for names. */
    static Many<?> socks5(Connection client) {
        Framed<Bytes, Bytes> messages = client.framed(SOCKS5);
        return messages.read()
                .next()
                .then(messages.write(Bytes.copyOf(new byte[] {5, 0})))
                .then(messages.read().next())
                .flatMapMany(request -> {
                    int length = request.get(4);
                    String host = request.slice(5, 5 + length).utf8();
                    int port = (request.get(5 + length) & 0xFF) << 8 | request.get(6 + length) & 0xFF;
                    return join(client, host, port, messages, GRANTED, REFUSED);
                });
    }

    /** An HTTP proxy that makes tunnels. */
    static Many<?> http(Connection client) {
        Framed<Bytes, Bytes> messages = client.framed(HTTP);
        return messages.read().next().flatMapMany(head -> {
            String target = head.utf8().split(" ")[1];
            int colon = target.indexOf(':');
            return join(
                    client,
                    target.substring(0, colon),
                    Integer.parseInt(target.substring(colon + 1)),
                    messages,
                    Bytes.utf8("HTTP/1.1 200 Connected\r\nVia: 1.1 proxy\r\n\r\n"),
                    Bytes.utf8("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
        });
    }

    private static Many<?> join(
            Connection client, String host, int port, Framed<Bytes, Bytes> messages, Bytes granted, Bytes refused) {
        return Tcp.connect(host, port)
                .onErrorResume(
                        ConnectFailedException.class,
                        failure -> messages.write(refused).then(One.<Connection>empty()))
                .flatMapMany(server -> messages.write(granted)
                        .then(Connections.join(client, server))
                        .doFinally(end -> server.ownerEnded(false)));
    }

    private static @Nullable Bytes decodeHead(Cursor bytes) {
        int end = bytes.indexOf(END_OF_HEAD);
        return end < 0 ? null : bytes.take(end + END_OF_HEAD.length());
    }

    /** Reads the greeting, and then the request. */
    private static final class SocksRequests implements Decoder<Bytes> {

        private boolean greeted;

        @Override
        public Bytes decode(Cursor bytes) {
            Bytes message = bytes.take(greeted ? 7 + bytes.get(4) : 2 + bytes.get(1));
            greeted = true;
            return message;
        }
    }
}
