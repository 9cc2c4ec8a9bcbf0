package io.nagare.tck;

import io.nagare.Many;
import io.nagare.net.TcpStream;
import org.reactivestreams.Publisher;

/** {@code Tcp.connecting(String,int,Function)}. */
public class TcpConnectingTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        return Many.defer(() -> {
            Peer peer = new Peer().receiving();
            return peer.connecting((TcpStream stream) -> Upstream.OURS.items(n)).doFinally(end -> peer.close());
        });
    }
}
