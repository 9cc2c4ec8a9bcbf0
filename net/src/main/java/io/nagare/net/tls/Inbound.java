package io.nagare.net.tls;

import io.nagare.net.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The direction from the peer to us: reads from the inner wire and decrypts. The handshake uses it first, and then one
 * reader at a time.
 *
 * <p>Bytes are read into a buffer of the thread and decrypted from there into the reader's. What is left over is held:
 * a record of which a part is missing, records for which the reader has no room, or plain bytes of one record. Between
 * two calls without such leftovers no buffer is held.
 *
 * <p>Always holds: each byte of a record is copied a fixed number of times, in however many pieces it arrives.
 */
final class Inbound {

    /** How often a read asks the inner wire, if what it gets has nothing for the reader. */
    private static final int ROUNDS = 8;

    /** How many records one read decrypts. A peer may send very small ones, and the worker has other work to do. */
    private static final int MOST_RECORDS = 128;

    /** How many records one step of a handshake takes. It has few, and other connections wait for the worker. */
    private static final int MOST_HANDSHAKE_RECORDS = 8;

    /** How many records without content a peer may send in a handshake. OpenSSL takes as many. */
    private static final int MOST_EMPTY_RECORDS = 32;

    private static final byte[] NONE = {};
    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

    private final Wire inner;
    private final SSLEngine engine;
    private final Outbound outbound;

    /** Encrypted bytes: whole records if the reader had no room, and a part of one. */
    private byte[] held = NONE;

    private int heldCount;

    /** Decrypted bytes for which the reader had no room. */
    private @Nullable ByteBuffer plain;

    /** Whether the inner wire may have more at once. */
    private boolean more;

    private boolean innerEnded;
    private boolean peerEnded;

    /** Whether the first record has been looked at. */
    private boolean begun;

    /** Whether the handshake is over. */
    private boolean settled;

    /** Whether a handshake message would be a renegotiation: in TLS 1.3 all messages look like application data. */
    private boolean refusesHandshakes;

    /** Whether the inner wire had no room for an answer of the engine. */
    private boolean owesAnswer;

    /** What the next read throws. */
    private @Nullable Exception late;

    private long received;
    private int emptyRecords;

    Inbound(Wire inner, SSLEngine engine, Outbound outbound) {
        this.inner = inner;
        this.engine = engine;
        this.outbound = outbound;
    }

    // For the reader

    /** Reads as {@link Wire#read} says. */
    int read(ByteBuffer into) throws IOException {
        ByteBuffer left = plain;
        if (left != null) {
            return take(left, into);
        }
        if (late instanceof IOException failure) {
            throw failure;
        }
        if (late instanceof RuntimeException failure) {
            throw failure;
        }
        if (peerEnded) {
            return -1;
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        if (owesAnswer) {
            owesAnswer = !outbound.flush();
        }
        int start = into.position();
        ByteBuffer source = Scratch.take();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                boolean filled = fill(source, into.remaining());
                decryptAll(source, into);
                if (into.position() > start) {
                    return into.position() - start;
                }
                if (peerEnded) {
                    return -1;
                }
                if (!filled && innerEnded) {
                    throw Explanations.truncated();
                }
                if (!filled || hasHeldRecord() || needsTask()) {
                    return 0;
                }
            }
            more = true;
            return 0;
        } finally {
            Scratch.give(source);
        }
    }

    /** Decrypts what there is room for, and holds the rest. A failure waits until what came before it is delivered. */
    private void decryptAll(ByteBuffer source, ByteBuffer into) throws IOException {
        int start = into.position();
        try {
            decrypt(source, into);
            hold(source);
        } catch (IOException | RuntimeException failure) {
            if (into.position() == start) {
                throw failure;
            }
            late = failure;
        }
    }

    /** Whether a read finds something without the inner wire becoming readable. */
    boolean isReady() {
        return plain != null || late != null || peerEnded || innerEnded || more || hasHeldRecord();
    }

    /** Whether a read has found that the engine has work for a thread that may block. */
    boolean needsTask() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
    }

    // For the handshake

    /** Decrypts what the handshake needs now, or reads. Returns whether anything was there. */
    boolean advance() throws IOException {
        ByteBuffer source = Scratch.take();
        try {
            boolean filled = fill(source, 0);
            if (!filled && innerEnded) {
                throw new TlsFailedException(
                        TlsFailedException.Reason.CLOSED,
                        "the peer closed the connection during the handshake, "
                                + (received == 0 ? "before it sent anything" : "after " + received + " bytes"),
                        null);
            }
            int records = 0;
            while (records < MOST_HANDSHAKE_RECORDS
                    && TlsRecord.isWhole(source)
                    && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                refuseEmptyRecords(source);
                unwrap(source, NO_ROOM.duplicate());
                records++;
            }
            hold(source);
            return filled;
        } finally {
            Scratch.give(source);
        }
    }

    private void refuseEmptyRecords(ByteBuffer source) throws TlsFailedException {
        if (TlsRecord.length(source, source.position()) == TlsRecord.HEADER && ++emptyRecords > MOST_EMPTY_RECORDS) {
            throw new TlsFailedException(
                    TlsFailedException.Reason.OTHER,
                    "the peer has sent more than " + MOST_EMPTY_RECORDS + " records with nothing in them",
                    null);
        }
    }

    /** The handshake is over. */
    void settle() {
        settled = true;
        refusesHandshakes = !engine.getSession().getProtocol().equals(TlsVersion.TLS_1_3.standardName());
    }

    /** Drops what is there, so that closing the inner wire does not cut off what we have said last. */
    void drop() throws IOException {
        ByteBuffer source = Scratch.take();
        try {
            int round = 0;
            while (round++ < ROUNDS && inner.read(source) > 0) {
                source.clear();
            }
        } finally {
            Scratch.give(source);
        }
    }

    // Encrypted bytes

    /**
     * Fills a buffer with whole records and perhaps a part of one. They are those that are held, or else what the inner
     * wire has now. If there is no whole record, the buffer stays empty and what has come is held.
     *
     * @param room for plain bytes; no more than that is read, so that all of it finds room, or else one record
     * @return whether there is a whole record or anything has come
     */
    private boolean fill(ByteBuffer source, int room) throws IOException {
        source.clear();
        if (hasHeldRecord()) {
            source.put(held, 0, heldCount).flip();
            heldCount = 0;
            return true;
        }
        int gap = heldCount;
        int count = -1;
        if (!innerEnded) {
            source.limit(Math.min(source.capacity(), Math.max(room, TlsRecord.LONGEST_RECORD)));
            source.position(gap);
            count = inner.read(source);
            more = count > 0 && (!source.hasRemaining() || inner.keepsRead());
        }
        innerEnded = count < 0;
        if (count <= 0) {
            source.position(0).limit(0);
            return false;
        }
        received += count;
        source.flip();
        complete(source, gap);
        return true;
    }

    /** Joins what was held before the buffer's position with what has come, unless a part is still missing. */
    private void complete(ByteBuffer source, int gap) throws IOException {
        if (gap < TlsRecord.HEADER) {
            source.put(0, held, 0, gap);
        }
        int known = source.limit();
        if (gap < TlsRecord.HEADER) {
            inspect(source);
        }
        int length = TlsRecord.HEADER;
        if (gap >= TlsRecord.HEADER) {
            length = TlsRecord.length(held[3], held[4]);
        } else if (known >= TlsRecord.HEADER) {
            length = TlsRecord.length(source, 0);
        }
        if (known < length) {
            reserve(length);
            source.get(gap, held, gap, known - gap);
            heldCount = known;
            source.position(known);
            return;
        }
        if (gap >= TlsRecord.HEADER) {
            source.put(0, held, 0, gap);
        }
        heldCount = 0;
    }

    /** Holds what is left in the buffer. Forgets the memory for that if nothing is, and the inner wire is empty. */
    private void hold(ByteBuffer source) throws IOException {
        int left = source.remaining();
        if (left > 0) {
            heldCount = 0;
            int record = left < TlsRecord.HEADER ? TlsRecord.HEADER : TlsRecord.length(source, source.position());
            reserve(Math.max(left, record));
            source.get(held, 0, left);
            heldCount = left;
        } else if (heldCount == 0 && !more) {
            held = NONE;
        }
    }

    /** Makes room for a number of bytes in all, and keeps those that are held. */
    private void reserve(int size) {
        if (held.length < size) {
            byte[] larger = new byte[size];
            System.arraycopy(held, 0, larger, 0, heldCount);
            held = larger;
        }
    }

    private boolean hasHeldRecord() {
        return heldCount >= TlsRecord.HEADER
                && heldCount >= TlsRecord.HEADER + ((held[3] & 0xFF) << 8 | held[4] & 0xFF);
    }

    /** Looks at the beginning of the first record, so that a peer without TLS is told from a fault of TLS. */
    private void inspect(ByteBuffer source) throws TlsFailedException {
        if (begun) {
            return;
        }
        int type = source.get(0);
        if (type != TlsRecord.HANDSHAKE && type != TlsRecord.ALERT || source.limit() > 1 && source.get(1) != 3) {
            throw Explanations.notTls(source.position(0));
        }
        begun = source.limit() >= TlsRecord.HEADER;
    }

    // Decrypting

    private void decrypt(ByteBuffer source, ByteBuffer into) throws IOException {
        int start = into.position();
        int records = 0;
        while (records++ < MOST_RECORDS && !peerEnded && plain == null && TlsRecord.isWhole(source)) {
            if (refusesHandshakes && source.get(source.position()) == TlsRecord.HANDSHAKE) {
                throw Explanations.renegotiation();
            }
            SSLEngineResult result = unwrap(source, into);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                if (into.position() > start) {
                    return;
                }
                decryptAside(source, into);
            }
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                return;
            }
        }
    }

    /** Decrypts a record for which the reader has no room. */
    private void decryptAside(ByteBuffer source, ByteBuffer into) throws IOException {
        ByteBuffer aside = ByteBuffer.allocate(TlsRecord.length(source, source.position()));
        SSLEngineResult result = unwrap(source, aside);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            throw new IllegalStateException("a record has more in it than it is long: " + result);
        }
        aside.flip();
        if (aside.hasRemaining()) {
            plain = aside;
            take(aside, into);
        }
    }

    private int take(ByteBuffer left, ByteBuffer into) {
        int count = Math.min(left.remaining(), into.remaining());
        into.put(into.position(), left, left.position(), count).position(into.position() + count);
        left.position(left.position() + count);
        if (!left.hasRemaining()) {
            plain = null;
        }
        return count;
    }

    private SSLEngineResult unwrap(ByteBuffer source, ByteBuffer into) throws IOException {
        int plainAlert = settled ? -1 : TlsRecord.plainAlert(source);
        SSLEngineResult result;
        try {
            result = engine.unwrap(source, into);
        } catch (SSLException failure) {
            throw plainAlert < 0 ? failure : Explanations.plainAlert(plainAlert, failure);
        }
        if (result.getStatus() == Status.CLOSED) {
            peerEnded = true;
            outbound.peerHasEnded();
            heldCount = 0;
            source.position(source.limit());
        } else if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            throw new IllegalStateException("a whole record is no record: " + result);
        } else if (settled) {
            answer(result);
        }
        return result;
    }

    /** Lets the engine answer a message that is none of the application's, such as an update of keys. */
    private void answer(SSLEngineResult result) throws IOException {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            outbound.speak();
            owesAnswer = !outbound.flush();
        }
        if (result.getStatus() == Status.OK && result.bytesConsumed() == 0 && !needsTask()) {
            throw new IllegalStateException("the engine does not go on: " + result);
        }
    }

    /** Whether the peer has said that its direction has ended. */
    boolean hasPeerEnded() {
        return peerEnded;
    }
}
