package io.nagare.bench.server;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Servers on Reactor Netty, on epoll where there is epoll, which is its default. The chat is a sink. */
final class ReactorNettyStack implements Stack {

    private final LoopResources loops;

    ReactorNettyStack(int workers) {
        loops = Epoll.isAvailable() ? epoll(workers) : LoopResources.create("bench", workers, true);
    }

    /**
     * Chooses epoll, which is its default. Here it would choose io_uring, which is on the class path for another stack.
     */
    private static LoopResources epoll(int workers) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(workers, EpollIoHandler.newFactory());
        return useNative -> group;
    }

    @Override
    public void echo(int port) {
        serve(port, server -> server, (in, out) -> out.send(in.receive().retain()));
    }

    @Override
    public void chat(int port) {
        Sinks.Many<byte[]> room = Sinks.many().multicast().directBestEffort();
        Sinks.EmitFailureHandler again = Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1));
        serve(
                port,
                server -> server.doOnConnection(
                        peer -> peer.addHandlerLast(new LineBasedFrameDecoder(LONGEST_LINE, false, true))),
                (in, out) -> {
                    Flux<byte[]> talking =
                            in.receive().asByteArray().doOnNext(line -> room.emitNext(line, again));
                    return out.sendByteArray(room.asFlux().takeUntilOther(talking.then()));
                });
    }

    @Override
    public void file(int port, Path path) {
        serve(port, server -> server, (in, out) -> out.sendFile(path));
    }

    @Override
    public void proxy(int port, int target) {
        TcpClient client = TcpClient.newConnection().host("127.0.0.1").port(target).runOn(loops);
        serve(port, server -> server, (in, out) -> client.connect()
                .flatMap(back -> Mono.when(
                        back.outbound().send(in.receive().retain()).then().doFinally(end -> back.dispose()),
                        out.send(back.inbound().receive().retain()))));
    }

    @Override
    public void tlsEcho(int port, TlsFixture fixture) throws SSLException, NoSuchAlgorithmException {
        SslContext context = NettyTls.context(fixture, SslProvider.JDK);
        serve(
                port,
                server -> server.secure(secure -> secure.sslContext(context)),
                (in, out) -> out.send(in.receive().retain()));
    }

    private void serve(
            int port,
            UnaryOperator<TcpServer> settings,
            BiFunction<NettyInbound, NettyOutbound, Publisher<Void>> connection) {
        TcpServer server = TcpServer.create().host("127.0.0.1").port(port).option(ChannelOption.SO_BACKLOG, BACKLOG);
        settings.apply(server.runOn(loops))
                .handle(connection)
                .bindNow();
    }
}
