package io.nagare.tck;

import io.nagare.One;
import io.nagare.net.TcpStream;
import org.reactivestreams.Publisher;

/** {@code Tcp.connect(String,int)}. */
public class TcpConnectTckTest extends SourceTck<TcpStream> {

    @Override
    protected Publisher<TcpStream> of(long n) {
        return One.defer(() -> {
            Peer peer = new Peer().receiving();
            return peer.connect()
                    .doOnNext(TcpStream::close)
                    .filter(stream -> n == 1)
                    .doFinally(end -> peer.close());
        });
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
