package io.nagare.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks HTTP/2 over TLS and nothing else, or HTTP/2 over plain TCP after an upgrade. {@code /endless}
 * sends as long as the client takes it, {@code /wait} sends no head, {@code /refuse} refuses the first stream, {@code
 * /count} says how many bytes the request had, {@code /reset} resets the stream within the body, and anything else gets
 * its path, {@code /length/5} with 5 as its length. A connection has 20 streams at once at most.
 */
final class Http2Server implements AutoCloseable {

    static final int MOST_STREAMS = 20;

    private static final String LENGTH = "/length/";

    private static final int PIECE = 16 * 1024;

    private static final int LARGEST_UPGRADE = 1 << 20;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final Semaphore resets = new Semaphore(0);
    private final Semaphore waiting = new Semaphore(0);
    private final AtomicBoolean refused = new AtomicBoolean();

    private final @Nullable SslContext tls;

    /** Makes a server with a certificate; without TLS if it is null. */
    Http2Server(@Nullable OwnCertificate certificate) throws Exception {
        tls = certificate == null ? null : tls(certificate);
        listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.incrementAndGet();
                        open.add(channel);
                        if (tls == null) {
                            channel.pipeline().addLast(upgrade());
                        } else {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()), codec(), streams());
                        }
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    private static SslContext tls(OwnCertificate certificate) throws Exception {
        return SslContextBuilder.forServer(certificate.keys())
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }

    private ChannelHandler upgrade() {
        HttpServerCodec http1 = new HttpServerCodec();
        return new CleartextHttp2ServerUpgradeHandler(
                http1,
                new HttpServerUpgradeHandler(
                        http1, protocol -> new Http2ServerUpgradeCodec(codec(), streams()), LARGEST_UPGRADE),
                new ChannelInboundHandlerAdapter());
    }

    private static Http2FrameCodec codec() {
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(MOST_STREAMS))
                .build();
    }

    private Http2MultiplexHandler streams() {
        return new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Answer());
            }
        });
    }

    String uri(String path) {
        return (tls == null ? "http" : "https") + "://127.0.0.1:"
                + ((InetSocketAddress) listener.localAddress()).getPort() + path;
    }

    int connections() {
        return connections.get();
    }

    /** How many bytes of endless bodies the connections have taken. */
    long sent() {
        return sent.get();
    }

    /** Says on each connection that it will end. */
    void goAway() {
        open.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR)).syncUninterruptibly();
    }

    /** Takes a permit for each stream that the client has reset. */
    Semaphore resets() {
        return resets;
    }

    /** Takes a permit for each request that waits for its head. */
    Semaphore waiting() {
        return waiting;
    }

    @Override
    public void close() {
        listener.close();
        group.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS);
    }

    /** Answers one stream. */
    private final class Answer extends SimpleChannelInboundHandler<Http2StreamFrame> {

        private String path = "";
        private long received;

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            boolean last = false;
            if (frame instanceof Http2HeadersFrame headers) {
                path = headers.headers().path().toString();
                last = headers.isEndStream();
            } else if (frame instanceof Http2DataFrame data) {
                received += data.content().readableBytes();
                last = data.isEndStream();
            }
            if (last) {
                answer(context);
            }
        }

        private void answer(ChannelHandlerContext context) {
            if (path.equals("/refuse") && refused.compareAndSet(false, true)) {
                context.writeAndFlush(
                        new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
                return;
            }
            if (path.equals("/wait")) {
                waiting.release();
                return;
            }
            Http2Headers head = new DefaultHttp2Headers().status("200");
            if (path.startsWith(LENGTH)) {
                head.set("content-length", path.substring(LENGTH.length()));
            }
            context.writeAndFlush(new DefaultHttp2HeadersFrame(head));
            switch (path) {
                case "/endless" -> send(context);
                case "/reset" -> {
                    context.write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(new byte[5])));
                    context.writeAndFlush(
                            new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
                }
                case "/count" -> end(context, Long.toString(received));
                default -> end(context, path);
            }
        }

        private void end(ChannelHandlerContext context, String text) {
            context.writeAndFlush(new DefaultHttp2DataFrame(
                    Unpooled.copiedBuffer(text, java.nio.charset.StandardCharsets.UTF_8), true));
        }

        private void send(ChannelHandlerContext context) {
            context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[PIECE])))
                    .addListener(written -> {
                        if (written.isSuccess()) {
                            sent.addAndGet(PIECE);
                            context.executor().execute(() -> send(context));
                        }
                    });
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame) {
                resets.release();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
