package io.nagare.tck;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import org.reactivestreams.Publisher;

/** {@code TcpStream.write(Publisher)}. */
public class TcpWriteTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return One.defer(() -> {
            Peer peer = new Peer().receiving();
            return peer.connect()
                    .flatMap(stream -> stream.writeAndEnd(Many.just(Bytes.utf8("some"), Bytes.utf8("bytes"))))
                    .doFinally(end -> peer.close());
        });
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
