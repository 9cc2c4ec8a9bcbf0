package io.nagare.tck;

import io.nagare.One;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import org.reactivestreams.Publisher;

/** {@code Tcp.serveInBackground(String,int,Function)}. */
public class TcpServeInBackgroundTckTest extends SourceTck<Server> {

    @Override
    protected Publisher<Server> of(long n) {
        return Tcp.serveInBackground("127.0.0.1", 0, peer -> One.empty())
                .doOnNext(Server::close)
                .filter(server -> n == 1);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
