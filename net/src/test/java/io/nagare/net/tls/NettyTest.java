package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.net.ConnectOptions;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Netty's handler for TLS is the other side, as a client and as a server. */
class NettyTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SIZE = 300_000;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() throws Exception {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** Collects what comes, up to the size that is expected. */
    private static final class Collector extends ChannelInboundHandlerAdapter {

        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> complete = new CompletableFuture<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf buffer = (ByteBuf) message;
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
            buffer.release();
            all.writeBytes(bytes);
            if (all.size() >= SIZE) {
                complete.complete(all.toByteArray());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            complete.completeExceptionally(failure);
        }
    }

    /** Sends back what comes. */
    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }

    @Test
    void aClientOfNettyTalksToOurServer() throws Exception {
        SslContext context = SslContextBuilder.forClient()
                .trustManager(VirtualWires.ROOT.certificate())
                .build();
        Collector collector = new Collector();
        try (Server server = nagare.blockOn(
                Tcp.serveInBackground(
                        "127.0.0.1",
                        0,
                        peer -> peer.writeAndEnd(peer.read()),
                        ServeOptions.defaults().tls(VirtualWires.serverOptions())))) {
            int port = server.port();
            Channel channel = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel made) {
                            made.pipeline().addLast(context.newHandler(made.alloc(), "localhost", port), collector);
                        }
                    })
                    .connect("127.0.0.1", port)
                    .sync()
                    .channel();
            byte[] content = SocketTlsFixture.random(SIZE, 1);
            channel.writeAndFlush(Unpooled.wrappedBuffer(content)).sync();
            assertArrayEquals(content, collector.complete.get(30, TimeUnit.SECONDS));
            channel.close().sync();
        }
    }

    @Test
    void ourClientTalksToAServerOfNetty() throws Exception {
        SslContext context = SslContextBuilder.forServer(
                        VirtualWires.LOCAL.keys().getPrivate(),
                        VirtualWires.LOCAL.chain().toArray(X509Certificate[]::new))
                .build();
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline().addLast(context.newHandler(made.alloc()), new Echo());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        byte[] content = SocketTlsFixture.random(SIZE, 2);
        ConnectionOptions options = ConnectionOptions.defaults()
                .connecting(ConnectOptions.defaults().tls(VirtualWires.clientOptions()));
        byte[] answer = nagare.blockOn(
                Tcp.connecting(
                                "localhost",
                                ((InetSocketAddress) server.localAddress()).getPort(),
                                peer -> Many.merge(
                                        peer.write(Bytes.copyOf(content)).thenMany(Many.<Bytes>empty()), peer.read()),
                                options)
                        .scan(new ByteArrayOutputStream(), (all, bytes) -> {
                            all.writeBytes(bytes.toArray());
                            return all;
                        })
                        .filter(all -> all.size() >= SIZE)
                        .next()
                        .map(ByteArrayOutputStream::toByteArray),
                LIMIT);
        assertArrayEquals(content, answer);
        server.close().sync();
    }
}
