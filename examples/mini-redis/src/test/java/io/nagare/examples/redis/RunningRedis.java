package io.nagare.examples.redis;

import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A mini-redis on a runtime and a port of its own. */
final class RunningRedis implements AutoCloseable {

    private final List<String> unseen = new CopyOnWriteArrayList<>();
    private final Nagare nagare = Nagare.multiThread()
            .workers(2)
            .onUnseenFailure((failure, where) -> unseen.add(where + ": " + failure))
            .start();
    private final MiniRedis redis;
    private final Server server;
    private final Task<Void> serving;

    RunningRedis() throws Exception {
        this(MiniRedis.Settings.defaults(), options -> options);
    }

    RunningRedis(MiniRedis.Settings settings, UnaryOperator<ServeOptions> change) throws Exception {
        redis = MiniRedis.of(nagare.time(), settings);
        CompletableFuture<Server> listening = new CompletableFuture<>();
        ServeOptions options = change.apply(ServeOptions.defaults().listen(ListenOptions.defaults()))
                .onListening(listening::complete);
        serving = nagare.spawn(
                redis.serve("127.0.0.1", 0, options).doOnError(listening::completeExceptionally));
        server = listening.get(20, TimeUnit.SECONDS);
    }

    int port() {
        return server.port();
    }

    MiniRedis redis() {
        return redis;
    }

    Server server() {
        return server;
    }

    Nagare nagare() {
        return nagare;
    }

    /** Returns what was told to nobody but the runtime. */
    List<String> unseen() {
        return unseen;
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Ends it gracefully, and waits until all is written. */
    void end() {
        nagare.blockOn(server.drain(Duration.ofSeconds(5)));
        nagare.blockOn(serving);
    }

    @Override
    public void close() {
        nagare.close();
    }
}
