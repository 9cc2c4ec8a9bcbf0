package io.nagare.net.tls;

import io.nagare.driver.ShortLock;
import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The direction from us to the peer: encrypts and hands to the inner wire. The writer calls it; the reader does too, if
 * the engine has something to say of its own. So everything is under a lock, which is held for one piece of work.
 *
 * <p>Always holds: records reach the inner wire in the order in which they were made. What it has not taken is kept.
 * Until that is gone, nothing is encrypted but what the engine says of its own.
 */
final class Outbound {

    /** How much the engine may say of its own before the peer reads. It says little: the peer would be abusing it. */
    private static final int MOST_KEPT = 256 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire inner;
    private final SSLEngine engine;
    private final ShortLock lock = new ShortLock();

    /** Records that the inner wire has not taken yet. A buffer of {@link Scratch}, or a smaller one. */
    private @Nullable ByteBuffer kept;

    /** Whether our direction has ended, or is about to. */
    private boolean ended;

    /** Whether the peer has ended its direction and nothing was encrypted for it since. */
    private boolean idleSincePeerEnded;

    Outbound(Wire inner, SSLEngine engine) {
        this.inner = inner;
        this.engine = engine;
    }

    /** Encrypts what the inner wire has room for, and a little more, which is kept. Returns how much that was. */
    int write(ByteBuffer from) throws IOException {
        lock.lock();
        try {
            if (ended) {
                throw new IOException("our direction has ended, and nothing can be written any more");
            }
            if (!from.hasRemaining() || !drain()) {
                return 0;
            }
            idleSincePeerEnded = false;
            return encrypt(from);
        } finally {
            lock.unlock();
        }
    }

    private int encrypt(ByteBuffer from) throws IOException {
        int before = from.remaining();
        int record = engine.getSession().getPacketBufferSize();
        ByteBuffer out = Scratch.take();
        try {
            while (from.hasRemaining()) {
                if (out.remaining() < record) {
                    out = send(out);
                    if (kept != null) {
                        return before - from.remaining();
                    }
                }
                SSLEngineResult result = engine.wrap(from, out);
                if (result.getStatus() == Status.CLOSED) {
                    throw Explanations.hungUp(engine.getSession().getProtocol());
                }
                if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                    record = Math.max(record + 1, engine.getSession().getPacketBufferSize());
                    if (record > out.capacity()) {
                        throw new SSLException("a record does not fit into " + out.capacity() + " bytes");
                    }
                } else if (result.bytesConsumed() == 0 && result.bytesProduced() == 0
                        && result.getHandshakeStatus() != HandshakeStatus.FINISHED) {
                    // The engine has to read first.
                    break;
                }
            }
            out = send(out);
            return before - from.remaining();
        } finally {
            Scratch.give(out);
        }
    }

    /**
     * Hands over what is in the buffer, and keeps the rest. Returns an empty buffer to go on with: the same one, unless
     * it is kept itself because the rest is large.
     */
    private ByteBuffer send(ByteBuffer out) throws IOException {
        out.flip();
        if (kept == null && out.hasRemaining()) {
            inner.write(out);
        }
        if (kept == null && out.remaining() > Scratch.SIZE / 2) {
            ByteBuffer next = Scratch.take();
            kept = out;
            return next;
        }
        if (out.hasRemaining()) {
            keep(out);
        }
        return out.clear();
    }

    private void keep(ByteBuffer more) throws SSLException {
        ByteBuffer old = kept;
        int size = more.remaining() + (old == null ? 0 : old.remaining());
        if (size > MOST_KEPT) {
            throw new SSLException("the peer makes us answer, and does not read the answers");
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        if (old != null) {
            all.put(old);
        }
        kept = all.put(more).flip();
    }

    /** Hands over what is kept. Returns whether nothing is kept any more. */
    boolean flush() throws IOException {
        lock.lock();
        try {
            return drain();
        } finally {
            lock.unlock();
        }
    }

    private boolean drain() throws IOException {
        ByteBuffer left = kept;
        if (left != null) {
            inner.write(left);
            if (left.hasRemaining()) {
                return false;
            }
            kept = null;
            if (left.capacity() == Scratch.SIZE) {
                Scratch.give(left);
            }
        }
        return inner.flush();
    }

    /** Sends what the engine has to say of its own: a part of the handshake, an answer, or an alert. */
    void speak() throws IOException {
        lock.lock();
        try {
            wrapOwn();
        } finally {
            lock.unlock();
        }
    }

    private void wrapOwn() throws IOException {
        ByteBuffer out = Scratch.take();
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                if (out.remaining() < engine.getSession().getPacketBufferSize()) {
                    out = send(out);
                }
                SSLEngineResult result = engine.wrap(NOTHING.duplicate(), out);
                boolean moved = result.bytesProduced() > 0 || result.getHandshakeStatus() != HandshakeStatus.NEED_WRAP;
                if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0 || !moved) {
                    break;
                }
            }
        } finally {
            // Also if the engine has failed: the alert that comes next is encrypted as the record behind these.
            try {
                out = send(out);
            } finally {
                Scratch.give(out);
            }
        }
    }

    /** Notes that the peer has ended its direction. */
    void peerHasEnded() {
        lock.lock();
        try {
            idleSincePeerEnded = kept == null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says that our direction has ended, behind everything else. Returns whether that has been handed over. A peer that
     * has ended its direction and hung up need not hear it: nothing but the farewell is lost.
     */
    boolean end() throws IOException {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                sayGoodbye();
            }
            return drain() && inner.end();
        } catch (SSLException | ClosedChannelException broken) {
            throw broken;
        } catch (IOException hungUp) {
            if (idleSincePeerEnded) {
                return true;
            }
            throw hungUp;
        } finally {
            lock.unlock();
        }
    }

    private void sayGoodbye() throws IOException {
        engine.closeOutbound();
        ByteBuffer out = Scratch.take();
        try {
            while (!engine.isOutboundDone()) {
                SSLEngineResult result = engine.wrap(NOTHING.duplicate(), out);
                if (result.bytesProduced() == 0) {
                    break;
                }
            }
            out = send(out);
        } finally {
            Scratch.give(out);
        }
    }

    /** Says that our direction has ended, if that is possible at once and nothing was cut off. Never throws. */
    void endAtOnce() {
        lock.lock();
        try {
            if (!ended && kept == null) {
                ended = true;
                sayGoodbye();
                inner.flush();
            }
        } catch (Throwable failure) {
            // The peer has gone, or there is no memory for a farewell. The inner wire is closed next in any case.
        } finally {
            lock.unlock();
        }
    }
}
