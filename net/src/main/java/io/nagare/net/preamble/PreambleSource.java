package io.nagare.net.preamble;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.net.wire.Wire;
import io.nagare.stage.Programs;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays a preamble on a wire, and emits the wire with which the connection goes on. Runs on the subscriber's strand.
 * The wire belongs to the caller, who closes it if this fails or is cancelled.
 */
public final class PreambleSource extends Leaf implements StrandSubscription {

    private final Wire wire;
    private final Preamble preamble;
    private final StrandSubscriber<? super Wire> subscriber;
    private final ByteBuffer received;
    private @Nullable ByteBuffer sending;
    private boolean started;
    private boolean done;

    private PreambleSource(
            Wire wire, Preamble preamble, StrandSubscriber<? super Wire> subscriber, Strand strand) {
        super(strand);
        this.wire = wire;
        this.preamble = preamble;
        this.subscriber = subscriber;
        this.received = ByteBuffer.allocate(preamble.longestMessage());
    }

    /** Plays a preamble for each subscription. */
    public static One<Wire> play(Wire wire, Supplier<? extends Preamble> preamble) {
        return Programs.drivenOne((subscriber, strand) ->
                subscriber.onSubscribe(new PreambleSource(wire, preamble.get(), subscriber, strand)));
    }

    @Override
    public void request(long n) {
        if (!started && !done) {
            started = true;
            run();
        }
    }

    @Override
    public void cancel() {
        done = true;
    }

    @Override
    protected void run() {
        if (done) {
            return;
        }
        try {
            while (goOn()) {
                if (preamble.isDone() && sending == null) {
                    finish();
                    return;
                }
            }
        } catch (IOException | RuntimeException failure) {
            done = true;
            subscriber.onError(failure);
        }
    }

    /** Returns false if this waits for the wire. */
    private boolean goOn() throws IOException {
        if (sending == null) {
            sending = preamble.toSend();
        }
        if (sending != null) {
            wire.write(sending);
            if (sending.hasRemaining() || !wire.flush()) {
                wire.awaitWritable(this);
                return false;
            }
            sending = null;
            return true;
        }
        received.flip();
        boolean consumed = preamble.receive(received);
        received.compact();
        return consumed || preamble.isDone() || receiveMore();
    }

    private boolean receiveMore() throws IOException {
        if (!received.hasRemaining()) {
            throw new ProtocolException("the peer does not speak " + preamble.name() + ": its message is longer than "
                    + received.capacity() + " bytes");
        }
        int count = wire.read(received);
        if (count < 0) {
            throw new EOFException("the peer has ended the connection before its part of " + preamble.name());
        }
        if (count == 0) {
            wire.awaitReadable(this);
            return false;
        }
        return true;
    }

    private void finish() {
        done = true;
        received.flip();
        Wire result = preamble.result(wire, received);
        subscriber.onNext(result);
        subscriber.onComplete();
    }
}
