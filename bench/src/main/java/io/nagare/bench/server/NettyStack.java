package io.nagare.bench.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ImmediateExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Servers on Netty with one of its transports. One group of event loops accepts and serves, so that there are as many
 * threads as in the other stacks. The allocator is Netty's default. Writes are flushed when all that was readable has
 * been read, as in Netty's examples.
 */
final class NettyStack implements Stack {

    private final EventLoopGroup group;
    private final Class<? extends ServerChannel> channel;
    private final Class<? extends SocketChannel> client;
    private final SslProvider tls;

    /** Where TLS computes. */
    private final Executor computing;

    private NettyStack(
            int workers,
            IoHandlerFactory transport,
            Class<? extends ServerChannel> channel,
            Class<? extends SocketChannel> client,
            SslProvider tls,
            Executor computing) {
        this.group = new MultiThreadIoEventLoopGroup(workers, transport);
        this.channel = channel;
        this.client = client;
        this.tls = tls;
        this.computing = computing;
    }

    static NettyStack nio(int workers) {
        return new NettyStack(
                workers,
                NioIoHandler.newFactory(),
                NioServerSocketChannel.class,
                NioSocketChannel.class,
                SslProvider.JDK,
                ImmediateExecutor.INSTANCE);
    }

    static NettyStack epoll(int workers) {
        return epoll(workers, SslProvider.JDK, ImmediateExecutor.INSTANCE);
    }

    /** The same with TLS by OpenSSL. */
    static NettyStack openSsl(int workers) {
        return epoll(workers, SslProvider.OPENSSL, ImmediateExecutor.INSTANCE);
    }

    /** The same with the JDK's TLS, which computes on threads of its own and not on those that serve connections. */
    static NettyStack epollWithExecutor(int workers) {
        return epoll(workers, SslProvider.JDK, Executors.newCachedThreadPool());
    }

    private static NettyStack epoll(int workers, SslProvider tls, Executor computing) {
        refuseWithout("epoll", Epoll.unavailabilityCause());
        return new NettyStack(
                workers,
                EpollIoHandler.newFactory(),
                EpollServerSocketChannel.class,
                EpollSocketChannel.class,
                tls,
                computing);
    }

    static NettyStack ioUring(int workers) {
        refuseWithout("io_uring", IoUring.unavailabilityCause());
        return new NettyStack(
                workers,
                IoUringIoHandler.newFactory(),
                IoUringServerSocketChannel.class,
                IoUringSocketChannel.class,
                SslProvider.JDK,
                ImmediateExecutor.INSTANCE);
    }

    private static void refuseWithout(String transport, @Nullable Throwable cause) {
        if (cause != null) {
            Throwable reason = cause.getCause() != null ? cause.getCause() : cause;
            throw new UnsupportedOperationException(
                    "Netty's " + transport + " does not work here: " + reason.getMessage(), cause);
        }
    }

    @Override
    public void echo(int port) throws InterruptedException {
        serve(port, Echo::new);
    }

    @Override
    public void chat(int port) throws InterruptedException {
        ChannelGroup room = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        serve(port, () -> new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel peer) {
                peer.pipeline().addLast(new LineBasedFrameDecoder(LONGEST_LINE, false, true), new Member(room));
            }
        });
    }

    @Override
    public void file(int port, Path path) throws InterruptedException {
        long length = path.toFile().length();
        serve(port, () -> new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                context.writeAndFlush(new DefaultFileRegion(path.toFile(), 0, length))
                        .addListener(ChannelFutureListener.CLOSE);
            }
        });
    }

    @Override
    public void proxy(int port, int target) throws InterruptedException {
        serve(
                port,
                () -> new NettyRelay.Front(client, new InetSocketAddress(InetAddress.getLoopbackAddress(), target)));
    }

    @Override
    public void tlsEcho(int port, TlsFixture fixture) throws Exception {
        serve(port, Echo::new, NettyTls.context(fixture, tls));
    }

    @Override
    public void tlsBulk(int port, TlsFixture fixture) throws Exception {
        serve(port, NettyTls.Bulk::new, NettyTls.context(fixture, tls));
    }

    private void serve(int port, Supplier<ChannelHandler> handler, SslContext context) throws InterruptedException {
        serve(port, () -> new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel peer) {
                peer.pipeline().addLast(context.newHandler(peer.alloc(), computing), handler.get());
            }
        });
    }

    private void serve(int port, Supplier<ChannelHandler> handler) throws InterruptedException {
        new ServerBootstrap()
                .group(group)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel peer) {
                        peer.pipeline().addLast(handler.get());
                    }
                })
                .bind("127.0.0.1", port)
                .sync();
    }

    /** Echoes, and stops reading while its peer does not take what was written. */
    private static class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            context.write(bytes);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
            context.close();
        }
    }

    /** A member of the chat. Its lines go to the room. */
    private static final class Member extends ChannelInboundHandlerAdapter {

        private final ChannelGroup room;

        Member(ChannelGroup room) {
            this.room = room;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            room.add(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object line) {
            room.write((ByteBuf) line, Channel::isWritable);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            room.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
            context.close();
        }
    }
}
