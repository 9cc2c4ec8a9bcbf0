package tutorial;

import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Finds out on which port a server listens that was given port 0. */
public final class Listening {

    private final CompletableFuture<Server> server = new CompletableFuture<>();

    /** Returns options that tell the port. */
    public ServeOptions options() {
        return ServeOptions.defaults().onListening(server::complete);
    }

    /** Waits for the port. */
    public int port() throws Exception {
        return server.get(20, TimeUnit.SECONDS).port();
    }
}
