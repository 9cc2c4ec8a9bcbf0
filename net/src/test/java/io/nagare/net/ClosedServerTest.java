package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.sync.CancellationToken;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is told of handlers when their server is closed. */
class ClosedServerTest extends TcpFixture {

    /** Ends a proxy's backend, and its server or not. Returns what was reported of the handler. */
    private List<String> reported(boolean closesServer) throws IOException, InterruptedException {
        CancellationToken backendGone = CancellationToken.create();
        CountDownLatch handling = new CountDownLatch(1);
        List<String> told = new CopyOnWriteArrayList<>();
        try (Nagare one = multiThread()
                        .workers(1)
                        .onUnseenFailure((failure, where) -> told.add(failure.getMessage()))
                        .start();
                Socket client = new Socket()) {
            Server server = one.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> {
                handling.countDown();
                return backendGone.cancelled().then(One.error(() -> new IOException("the backend has gone")));
            }));
            client.connect(server.localAddress());
            handling.await();
            // On the only worker, which runs next what was woken last: the handler, which has not been cancelled yet.
            one.blockOn(one.spawn(() -> {
                if (closesServer) {
                    server.close();
                }
                backendGone.cancel();
                return null;
            }));
            eventually("the handler has ended", () -> server.connections() == 0);
            server.close();
        }
        return told;
    }

    @Test
    void aHandlerThatFailsIsReported() throws Exception {
        assertEquals(List.of("the backend has gone"), reported(false));
    }

    /** A backend may end before the handler has learned that its own server is closed. */
    @Test
    void aHandlerThatFailsWhenItsServerIsClosedIsNot() throws Exception {
        assertEquals(List.of(), reported(true));
    }
}
