package io.nagare.tck;

import io.nagare.One;
import io.nagare.net.Tcp;
import org.reactivestreams.Publisher;

/** {@code Server.ended()}. */
public class ServerEndedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        return Tcp.serveInBackground("127.0.0.1", 0, peer -> One.empty()).flatMap(server -> {
            server.close();
            return server.ended();
        });
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
