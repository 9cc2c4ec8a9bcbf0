package io.nagare.net.tls;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.net.wire.Wire;
import io.nagare.stage.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Uses a wire as the sources of a connection do, a subscription for each direction. */
final class WireUse {

    private WireUse() {}

    /** Writes bytes in pieces, and ends the direction if the test says so. */
    static One<Void> write(Wire wire, byte[] bytes, int piece, boolean end) {
        return Programs.drivenOne((StrandSubscriber<? super Void> subscriber, Strand strand) ->
                subscriber.onSubscribe(new Writer(wire, bytes, piece, end, subscriber, strand)));
    }

    /** Reads until the end, or until there are so many bytes. */
    static One<byte[]> read(Wire wire, int most, int room) {
        return Programs.drivenOne((StrandSubscriber<? super byte[]> subscriber, Strand strand) ->
                subscriber.onSubscribe(new Reader(wire, most, room, subscriber, strand)));
    }

    static One<byte[]> readAll(Wire wire) {
        return read(wire, Integer.MAX_VALUE, 65536);
    }

    private abstract static class User extends Leaf implements StrandSubscription {

        final Wire wire;
        private final StrandSubscriber<?> subscriber;
        boolean done;

        User(Wire wire, StrandSubscriber<?> subscriber, Strand strand) {
            super(strand);
            this.wire = wire;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            wake();
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
                use();
            } catch (IOException | RuntimeException failure) {
                done = true;
                subscriber.onError(failure);
            }
        }

        abstract void use() throws IOException;
    }

    private static final class Writer extends User {

        private final ByteBuffer left;
        private final int piece;
        private final boolean end;
        private final StrandSubscriber<? super Void> subscriber;

        Writer(
                Wire wire,
                byte[] bytes,
                int piece,
                boolean end,
                StrandSubscriber<? super Void> subscriber,
                Strand strand) {
            super(wire, subscriber, strand);
            this.left = ByteBuffer.wrap(bytes);
            this.piece = piece;
            this.end = end;
            this.subscriber = subscriber;
        }

        @Override
        void use() throws IOException {
            while (left.hasRemaining()) {
                int wanted = Math.min(piece, left.remaining());
                ByteBuffer next = left.slice(left.position(), wanted);
                int count = wire.write(next);
                if (count != wanted - next.remaining()) {
                    throw new IllegalStateException("wrote " + count + ", but took " + (wanted - next.remaining()));
                }
                left.position(left.position() + count);
                if (count < wanted) {
                    wire.awaitWritable(this);
                    return;
                }
            }
            if (!wire.flush() || end && !wire.end()) {
                wire.awaitWritable(this);
                return;
            }
            done = true;
            subscriber.onComplete();
        }
    }

    private static final class Reader extends User {

        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final int most;
        private final int room;
        private final StrandSubscriber<? super byte[]> subscriber;

        Reader(Wire wire, int most, int room, StrandSubscriber<? super byte[]> subscriber, Strand strand) {
            super(wire, subscriber, strand);
            this.most = most;
            this.room = room;
            this.subscriber = subscriber;
        }

        @Override
        void use() throws IOException {
            ByteBuffer scratch = strand().driver().scratch();
            while (all.size() < most) {
                ByteBuffer buffer = scratch.clear().limit(Math.min(scratch.capacity(), room));
                int count = wire.read(buffer);
                if (count < 0) {
                    break;
                }
                if (count != buffer.position()) {
                    throw new IllegalStateException("read " + count + ", but gave " + buffer.position());
                }
                buffer.flip();
                byte[] bytes = new byte[count];
                buffer.get(bytes);
                all.writeBytes(bytes);
                // As a connection's reader does: a read that leaves room has found everything, if nothing is kept.
                if (count < room && all.size() < most && !wire.keepsRead()) {
                    wire.awaitReadable(this);
                    return;
                }
            }
            done = true;
            subscriber.onNext(all.toByteArray());
            subscriber.onComplete();
        }
    }
}
