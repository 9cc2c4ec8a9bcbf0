package io.nagare.tck;

import io.nagare.net.Tcp;
import io.nagare.net.TcpStream;
import org.reactivestreams.Publisher;

/** {@code TcpListener.accept()}. */
public class TcpAcceptTckTest extends SourceTck<TcpStream> {

    @Override
    protected Publisher<TcpStream> of(long n) {
        return Tcp.listen("127.0.0.1", 0).flatMapMany(listener -> {
            Knocking clients = new Knocking(listener.localAddress(), (int) n);
            return Upstream.bounded(listener.accept().doOnNext(TcpStream::close), n).doFinally(end -> {
                clients.close();
                listener.close();
            });
        });
    }

    @Override
    public long maxElementsFromPublisher() {
        return 20;
    }
}
