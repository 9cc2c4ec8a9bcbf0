package io.nagare.bench.server;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.fs.AsyncFile;
import io.nagare.net.Connection;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.net.tls.TlsIdentity;
import io.nagare.net.tls.TlsServerOptions;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** Servers on Nagare. A connection that fails ends by itself: the load generator resets some. */
final class NagareStack implements Stack {

    private static final ServeOptions OPTIONS = ServeOptions.defaults()
            .listen(ListenOptions.defaults().backlog(BACKLOG))
            .maxConnections(20_000);

    private final Nagare nagare;

    NagareStack(int workers) {
        this(Nagare.multiThread().workers(workers));
    }

    private NagareStack(NagareBuilder settings) {
        nagare = settings.onUnseenFailure((failure, where) -> {}).start();
    }

    /**
     * On io_uring, by the module that is on the class path on JDK 22 and newer.
     *
     * @throws IllegalArgumentException if it is not there, or there is no io_uring
     */
    static NagareStack onRing(int workers) {
        try {
            Object network = Class.forName("io.nagare.uring.Uring").getMethod("network").invoke(null);
            return new NagareStack(Nagare.multiThread().workers(workers).network((SelectorProvider) network));
        } catch (InvocationTargetException refused) {
            Throwable why = refused.getCause();
            throw new IllegalArgumentException(why == null ? refused.toString() : why.getMessage(), refused);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalArgumentException("nagare-uring needs JDK 22 or newer, and its module", missing);
        }
    }

    @Override
    public void echo(int port) {
        serve(port, peer -> peer.writeAndEnd(peer.read()));
    }

    @Override
    public void chat(int port) {
        Broadcast<Bytes> room = Broadcast.lagging(4_096);
        serve(port, peer -> {
            One<Void> talking = peer.read().lines(LONGEST_LINE).map(line -> Bytes.utf8(line + "\n")).sendTo(room);
            return peer.writeAndEnd(room.receiver().takeUntil(talking));
        });
    }

    @Override
    public void file(int port, Path path) {
        serve(port, peer -> peer.writeAndEnd(AsyncFile.read(path)));
    }

    @Override
    public void proxy(int port, int target) {
        serve(
                port,
                front -> Tcp.connecting(
                        "127.0.0.1",
                        target,
                        back -> One.allOf(back.writeAndEnd(front.read()), front.writeAndEnd(back.read()))));
    }

    @Override
    public void tlsEcho(int port, TlsFixture fixture) {
        serve(port, peer -> peer.writeAndEnd(peer.read()), encrypted(fixture));
    }

    @Override
    public void tlsBulk(int port, TlsFixture fixture) {
        Bytes piece = Bytes.wrap(new byte[TlsFixture.PIECE]);
        serve(port, peer -> peer.writeAndEnd(Many.range(0, TlsFixture.PIECES).map(i -> piece)), encrypted(fixture));
    }

    private static ServeOptions encrypted(TlsFixture fixture) {
        TlsIdentity identity = TlsIdentity.of(fixture.key(), List.of(fixture.certificate()));
        return OPTIONS.tls(TlsServerOptions.of(identity));
    }

    private void serve(int port, Function<Connection, Publisher<?>> connection) {
        serve(port, connection, OPTIONS);
    }

    private void serve(int port, Function<Connection, Publisher<?>> connection, ServeOptions options) {
        nagare.blockOn(Tcp.serveInBackground("127.0.0.1", port, connection, options));
    }
}
