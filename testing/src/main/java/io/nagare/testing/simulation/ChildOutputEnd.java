package io.nagare.testing.simulation;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Sink;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import org.reactivestreams.Publisher;

/**
 * An output of a simulated child. Used by the thread that steps. Items of several publishers are written one after the
 * other, each as a whole.
 */
final class ChildOutputEnd implements Sink<Bytes> {

    /** How long a write takes. So a process that always writes does not stop virtual time. */
    private static final Duration A_MOMENT = Duration.ofNanos(10_000);

    private final StandardEnd<WritableByteChannel> end;
    private final Runnable broken;
    private final HostPrograms programs;

    /** The items that are to be written. The first is being written. */
    private final ArrayDeque<Writing> waiting = new ArrayDeque<>();

    private boolean released;

    /**
     * An output.
     *
     * @param broken called when the reader of the pipe has gone
     * @param programs let time pass
     */
    ChildOutputEnd(StandardEnd<WritableByteChannel> end, Runnable broken, HostPrograms programs) {
        this.end = end;
        this.broken = broken;
        this.programs = programs;
    }

    StandardEnd<WritableByteChannel> end() {
        return end;
    }

    @Override
    public One<Void> sendAll(Publisher<? extends Bytes> values) {
        return Many.<Bytes>from(values).concatMap(this::write).then();
    }

    private One<Void> write(Bytes bytes) {
        return Programs.drivenOne((subscriber, strand) -> new Writing(bytes, subscriber, strand).start());
    }

    /** Closes the stream: the reader of a pipe sees its end, unless another process has the stream too. */
    @Override
    public void close() {
        if (!released) {
            released = true;
            end.release();
            waiting.stream().findFirst().ifPresent(Leaf::wake);
        }
    }

    /** One item that is written. */
    private final class Writing extends Leaf implements StrandSubscription {

        private final ByteBuffer rest;
        private final StrandSubscriber<? super Void> subscriber;
        private boolean timePasses;
        private boolean done;

        Writing(Bytes bytes, StrandSubscriber<? super Void> subscriber, Strand strand) {
            super(strand);
            this.rest = bytes.asByteBuffer();
            this.subscriber = subscriber;
        }

        void start() {
            waiting.add(this);
            subscriber.onSubscribe(this);
            run();
        }

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            if (!done) {
                leave();
            }
        }

        private void leave() {
            done = true;
            waiting.remove(this);
            Writing next = waiting.peek();
            if (next != null) {
                next.wake();
            }
        }

        @Override
        protected void run() {
            if (done || waiting.peek() != this) {
                return;
            }
            try {
                write();
            } catch (IOException failure) {
                if (!(end.channel() instanceof Watched)) {
                    leave();
                    subscriber.onError(failure);
                } else if (released) {
                    leave();
                    subscriber.onError(new IllegalStateException("the output is closed", failure));
                } else {
                    broken.run();
                }
            }
        }

        private void write() throws IOException {
            WritableByteChannel channel = end.channel();
            while (rest.hasRemaining()) {
                if (channel.write(rest) == 0) {
                    // Only a pipe can be full.
                    ((Watched) channel).registration().awaitWritable(this);
                    return;
                }
            }
            if (timePasses) {
                leave();
                subscriber.onComplete();
            } else {
                timePasses = true;
                programs.later(this::wake, A_MOMENT, A_MOMENT);
            }
        }
    }
}
