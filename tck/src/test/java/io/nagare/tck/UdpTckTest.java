package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.udp.Datagram;
import io.nagare.net.udp.Udp;
import io.nagare.net.udp.UdpSocket;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** UDP sockets. */
final class UdpTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                source("Udp.bind(String,int)", n -> closed(Udp.bind("127.0.0.1", 0), n)).atMost(1),
                source("Udp.connect(String,int)", n -> closed(Udp.connect("127.0.0.1", 9), n)).atMost(1),
                source("Udp.binding(String,int,Function)", n -> binding(socket -> Upstream.OURS.items(n))),
                source(
                        "Udp.connecting(String,int,Function)",
                        n -> Udp.connecting("127.0.0.1", 9, socket -> Upstream.OURS.items(n))),
                source("UdpSocket.receive()", UdpTckTest::receive).atMost(20),
                source("UdpSocket.send(Publisher)", n -> binding(socket -> socket.send(toItself(socket, 3))))
                        .alsoFor("UdpSocket.send(Datagram)")
                        .alsoFor("UdpSocket.send(Bytes)")
                        .atMost(0),
                source("UdpSocket.dropped()", n -> binding(socket -> socket.dropped().filter(count -> n == 1)))
                        .atMost(1));
    }

    private static Publisher<UdpSocket> closed(One<UdpSocket> opening, long n) {
        return opening.doOnNext(UdpSocket::close).filter(socket -> n == 1);
    }

    private static <T> Many<T> binding(Function<UdpSocket, Publisher<T>> use) {
        return Udp.binding("127.0.0.1", 0, use);
    }

    private static Many<Datagram> toItself(UdpSocket socket, long n) {
        return Many.range(0, (int) n).map(i -> new Datagram(Bytes.utf8("d" + i), socket.localAddress()));
    }

    private static Publisher<Datagram> receive(long n) {
        return binding(socket ->
                socket.send(toItself(socket, n)).thenMany(Upstream.bounded(socket.receive(), n)));
    }
}
