package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.Many;
import org.reactivestreams.Publisher;

/** {@code TcpStream.read()}. */
public class TcpReadTckTest extends SourceTck<Bytes> {

    @Override
    protected Publisher<Bytes> of(long n) {
        return Many.defer(() -> {
            Peer peer = new Peer().sending(n);
            return peer.connect()
                    .flatMapMany(stream -> stream.read().doOnNext(peer::next).doFinally(end -> stream.close()))
                    .doFinally(end -> peer.close());
        });
    }
}
