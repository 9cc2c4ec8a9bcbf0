package io.nagare.testing.simulation;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The standard input of a simulated child. Used by the thread that steps; one subscriber at a time reads it. */
final class ChildInputEnd {

    private static final int COST = 32;

    private final StandardEnd<ReadableByteChannel> end;
    private boolean inUse;

    ChildInputEnd(StandardEnd<ReadableByteChannel> end) {
        this.end = end;
    }

    StandardEnd<ReadableByteChannel> end() {
        return end;
    }

    ByteStream read() {
        return ByteStream.of(Programs.driven((subscriber, strand) -> new Reading(subscriber, strand).start()));
    }

    void close() {
        end.release();
    }

    /** One subscription. */
    private final class Reading extends Leaf implements StrandSubscription {

        private final StrandSubscriber<? super Bytes> subscriber;
        private long demand;
        private boolean running;
        private boolean done;

        Reading(StrandSubscriber<? super Bytes> subscriber, Strand strand) {
            super(strand);
            this.subscriber = subscriber;
        }

        void start() {
            boolean refused = inUse;
            inUse = true;
            done = refused;
            subscriber.onSubscribe(this);
            if (refused) {
                subscriber.onError(new IllegalStateException("the standard input has another subscriber"));
            }
        }

        @Override
        public void request(long n) {
            demand = Demand.add(demand, n);
            run();
        }

        @Override
        public void cancel() {
            if (!done) {
                end();
            }
        }

        private void end() {
            done = true;
            inUse = false;
        }

        @Override
        protected void run() {
            if (running || done) {
                return;
            }
            running = true;
            try {
                read();
            } catch (IOException failure) {
                end();
                subscriber.onError(failure);
            } finally {
                running = false;
            }
        }

        private void read() throws IOException {
            ReadableByteChannel channel = end.channel();
            while (demand > 0 && !done) {
                ByteBuffer buffer = strand().driver().scratch();
                int count = channel.read(buffer);
                if (count < 0) {
                    end();
                    subscriber.onComplete();
                    return;
                }
                if (count == 0) {
                    // Only a pipe has nothing yet.
                    ((Watched) channel).registration().awaitReadable(this);
                    return;
                }
                if (subscriber.onNext(Bytes.copyOf(buffer.flip()))) {
                    demand = Demand.subtract(demand, 1);
                }
                if (!strand().spend(COST) && !done) {
                    wake();
                    return;
                }
            }
        }
    }
}
