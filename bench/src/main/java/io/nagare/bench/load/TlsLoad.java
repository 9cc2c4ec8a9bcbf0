package io.nagare.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code tls-load}: puts a server with TLS on this machine under load and prints one line of figures. It
 * says {@code counting} when the time begins that counts. The load itself is encrypted by OpenSSL (BoringSSL) where
 * that works, which needs about half the time of the JDK's engine, so that a server on another core is busy all the
 * time. {@code load_cpu} says how busy the load was: the figures say something of the server only if it is below 1.
 *
 * <p>One event loop sends and receives, and counts. The thread of the command takes the time.
 */
public final class TlsLoad {

    /** How to call the command. */
    public static final String USAGE =
            """
            tls-load echo PORT CONNECTIONS BYTES SECONDS     one message of each connection is on its way at a time
            tls-load bulk PORT CONNECTIONS SECONDS           receives what the server sends, and connects again
            tls-load handshakes PORT CONNECTIONS SECONDS     connects, closes, and connects again; no resumption
            tls-load idle PORT CONNECTIONS SECONDS           echoes 64 bytes on each, then keeps them open""";

    private static final long UNCOUNTED_MILLIS = 1_000;

    /** What a connection does. */
    private enum Kind {
        ECHO,
        BULK,
        HANDSHAKES,
        IDLE
    }

    private final Kind kind;
    private final ByteBuf message;
    private final SslContext context;
    private final Bootstrap bootstrap;

    /** Messages, bytes or handshakes so far. */
    private final AtomicLong done = new AtomicLong();

    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile @Nullable Throwable failure;
    private volatile String cipher = "none";
    private volatile boolean over;

    private TlsLoad(Kind kind, int port, int bytes, EventLoopGroup loop) throws SSLException {
        this.kind = kind;
        this.message = Unpooled.unreleasableBuffer(Unpooled.directBuffer(Math.max(1, bytes)).writeZero(bytes));
        this.context = SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler tls = context.newHandler(channel.alloc());
                        tls.setHandshakeTimeoutMillis(60_000);
                        channel.pipeline().addLast(tls, new Peer());
                    }
                })
                .remoteAddress("127.0.0.1", port);
    }

    /**
     * Runs the command.
     *
     * @return whether there are figures
     * @throws IllegalArgumentException if the arguments were not understood
     */
    public static boolean run(List<String> words) {
        Kind kind = kind(words);
        boolean echo = kind == Kind.ECHO;
        if (words.size() != (echo ? 5 : 4)) {
            throw new IllegalArgumentException("tls-load " + words.get(0) + " needs " + (echo ? 4 : 3) + " numbers");
        }
        int port = number(words.get(1));
        int connections = number(words.get(2));
        int bytes = echo ? number(words.get(3)) : 64;
        int seconds = number(words.get(words.size() - 1));
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            System.out.println(new TlsLoad(kind, port, bytes, loop).measure(connections, bytes, seconds));
            return true;
        } catch (SSLException | IllegalStateException failed) {
            System.err.println("tls-load: " + failed.getMessage());
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }

    private static Kind kind(List<String> words) {
        for (Kind kind : Kind.values()) {
            if (!words.isEmpty() && kind.name().toLowerCase(Locale.ROOT).equals(words.get(0))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("tls-load needs echo, bulk, handshakes or idle");
    }

    private static int number(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The exception below says so.
        }
        throw new IllegalArgumentException("tls-load needs numbers above 0, but was given " + value);
    }

    private String measure(int connections, int bytes, int seconds) throws InterruptedException {
        for (int i = 0; i < connections; i++) {
            // One after the other, so that none has to wait for long.
            bootstrap.connect();
            await(i + 1);
        }
        Thread.sleep(UNCOUNTED_MILLIS);
        System.out.println("counting");
        long doneBefore = done.get();
        long cpuBefore = cpuNanos();
        long before = System.nanoTime();
        Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
        long units = done.get() - doneBefore;
        double nanos = System.nanoTime() - before;
        double cpu = (cpuNanos() - cpuBefore) / nanos;
        over = true;
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a connection failed: " + failed, failed);
        }
        String figure =
                switch (kind) {
                    case ECHO -> String.format(Locale.ROOT, "size=%d msgs_per_s=%.0f", bytes, units * 1e9 / nanos);
                    case BULK -> String.format(Locale.ROOT, "mb_per_s=%.1f", units * 1e3 / nanos);
                    case HANDSHAKES, IDLE -> String.format(Locale.ROOT, "handshakes_per_s=%.1f", units * 1e9 / nanos);
                };
        return String.format(
                Locale.ROOT,
                "tls-%s conns=%d %s load_cpu=%.2f cipher=%s engine=%s",
                kind.name().toLowerCase(Locale.ROOT),
                connections,
                figure,
                cpu,
                cipher,
                OpenSsl.isAvailable() ? OpenSsl.versionString().replace(' ', '_') : "JDK");
    }

    private void await(int number) throws InterruptedException {
        while (handshakes.get() < number && failure == null) {
            Thread.sleep(0, 100_000);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** The handler of one connection. Runs on the event loop. */
    private final class Peer extends ChannelInboundHandlerAdapter {

        private int missing;

        @Override
        public void userEventTriggered(ChannelHandlerContext peer, Object event) {
            if (!(event instanceof SslHandshakeCompletionEvent completed)) {
                return;
            }
            if (!completed.isSuccess()) {
                fail(completed.cause());
                return;
            }
            handshakes.incrementAndGet();
            cipher = peer.pipeline().get(SslHandler.class).engine().getSession().getCipherSuite();
            switch (kind) {
                case ECHO, IDLE -> send(peer);
                case HANDSHAKES -> {
                    done.incrementAndGet();
                    peer.close();
                }
                case BULK -> {}
            }
        }

        private void send(ChannelHandlerContext peer) {
            missing = message.readableBytes();
            peer.writeAndFlush(message.duplicate());
        }

        @Override
        public void channelRead(ChannelHandlerContext peer, Object item) {
            ByteBuf bytes = (ByteBuf) item;
            int length = bytes.readableBytes();
            bytes.release();
            if (kind == Kind.BULK) {
                done.addAndGet(length);
                return;
            }
            missing -= length;
            if (missing == 0) {
                done.incrementAndGet();
                if (kind == Kind.ECHO && !over) {
                    send(peer);
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext peer) {
            if (over) {
                return;
            }
            if (kind == Kind.ECHO || kind == Kind.IDLE) {
                fail(new IllegalStateException("the server has closed a connection"));
            } else {
                bootstrap.connect();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext peer, Throwable cause) {
            fail(cause);
            peer.close();
        }

        private void fail(Throwable cause) {
            if (!over && failure == null) {
                failure = cause;
            }
        }
    }
}
