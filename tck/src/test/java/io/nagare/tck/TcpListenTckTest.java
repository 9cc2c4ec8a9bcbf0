package io.nagare.tck;

import io.nagare.net.Tcp;
import io.nagare.net.TcpListener;
import org.reactivestreams.Publisher;

/** {@code Tcp.listen(String,int)}. */
public class TcpListenTckTest extends SourceTck<TcpListener> {

    @Override
    protected Publisher<TcpListener> of(long n) {
        return Tcp.listen("127.0.0.1", 0).doOnNext(TcpListener::close).filter(listener -> n == 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
