package io.nagare.bench.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection that Netty proxies. As in Netty's proxy example, both ends share an event loop. Writes are
 * flushed when all that was readable has been read. An end is not read while the other one is not writable.
 */
class NettyRelay extends ChannelInboundHandlerAdapter {

    @Nullable Channel other;

    NettyRelay(@Nullable Channel other) {
        this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        Objects.requireNonNull(other).write(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (other != null) {
            other.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (other != null) {
            other.config().setAutoRead(context.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (other != null && other.isActive()) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
        context.close();
    }

    /** The end that was accepted. It is not read before the other end is connected. */
    static final class Front extends NettyRelay {

        private final Class<? extends SocketChannel> client;
        private final InetSocketAddress target;

        Front(Class<? extends SocketChannel> client, InetSocketAddress target) {
            super(null);
            this.client = client;
            this.target = target;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(false);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel front = context.channel();
            new Bootstrap()
                    .group(front.eventLoop())
                    .channel(client)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new NettyRelay(front))
                    .connect(target)
                    .addListener((ChannelFutureListener) connected -> {
                        if (connected.isSuccess()) {
                            other = connected.channel();
                            front.config().setAutoRead(true);
                        } else {
                            front.close();
                        }
                    });
        }
    }
}
