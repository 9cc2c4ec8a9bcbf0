package io.nagare.tck;

import io.nagare.One;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import org.reactivestreams.Publisher;

/** {@code Tcp.serve(String,int,Function,ServeOptions)}, of a server that is closed. */
public class TcpServeTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Tcp.serve("127.0.0.1", 0, peer -> One.empty(), ServeOptions.defaults().onListening(Server::close));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
