package io.nagare.bench.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLException;

/** What Netty's servers need for TLS. */
final class NettyTls {

    private static final ByteBuf PIECE =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(TlsFixture.PIECE).writeZero(TlsFixture.PIECE));

    private NettyTls() {}

    /** On the engine of the JDK, or on OpenSSL's (BoringSSL), which chooses its cipher suites for TLS 1.3 itself. */
    static SslContext context(TlsFixture fixture, SslProvider provider)
            throws SSLException, NoSuchAlgorithmException {
        SslContextBuilder builder =
                SslContextBuilder.forServer(fixture.key(), fixture.certificate()).sslProvider(provider);
        if (provider == SslProvider.JDK) {
            builder.ciphers(TlsFixture.cipherSuites());
        } else if (!OpenSsl.isAvailable()) {
            throw new UnsupportedOperationException(
                    "Netty's OpenSSL does not work here: " + OpenSsl.unavailabilityCause(),
                    OpenSsl.unavailabilityCause());
        }
        return builder.build();
    }

    private static ByteBuf piece() {
        return PIECE.duplicate();
    }

    /** Sends pieces while the peer takes them, and then closes the connection. */
    static final class Bulk extends ChannelInboundHandlerAdapter {

        private int left = TlsFixture.PIECES;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent completed && completed.isSuccess()) {
                send(context);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            send(context);
        }

        private void send(ChannelHandlerContext context) {
            while (left > 0 && context.channel().isWritable()) {
                left--;
                if (left == 0) {
                    context.writeAndFlush(piece()).addListener(ChannelFutureListener.CLOSE);
                } else {
                    context.writeAndFlush(piece());
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
            context.close();
        }
    }
}
