package io.nagare.examples.redis.resp;

import io.nagare.Bytes;
import io.nagare.codec.Cursor;
import io.nagare.codec.Decoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of a client. A request is an array of strings, such as {@code *1\r\n$4\r\nPING\r\n}, or a line of
 * words for people, such as {@code PING\r\n}.
 *
 * <p>It takes one part after the other and keeps them. So a request that arrives byte by byte is not looked at again
 * from its beginning. Belongs to one connection, and is called on its strand.
 */
final class RequestReader implements Decoder<Request> {

    private static final String BAD_COUNT = "invalid multibulk length";
    private static final String BAD_LENGTH = "invalid bulk length";

    /** The room for the words of a usual request. Nothing is reserved because a client has announced it. */
    private static final int FEW = 8;

    private static final int NOTHING_OPEN = -1;

    private final RespLimits limits;

    /** How many words are still to come. 0 between requests. */
    private int missing;

    /** The length of the string that comes next, once it is known. */
    private int length = NOTHING_OPEN;

    private Bytes[] words = {};
    private int count;

    RequestReader(RespLimits limits) {
        this.limits = limits;
    }

    @Override
    public @Nullable Request decode(Cursor bytes) {
        if (missing == 0) {
            if (bytes.get(0) != '*') {
                return inline(bytes);
            }
            if (!begin(bytes)) {
                return null;
            }
        }
        while (missing > 0) {
            if (length == NOTHING_OPEN && !readLength(bytes) || !bytes.has(length + 2)) {
                return null;
            }
            add(bytes.take(length));
            bytes.skip(2);
            length = NOTHING_OPEN;
            missing--;
        }
        Request request = new Request(count == words.length ? words : Arrays.copyOf(words, count));
        words = new Bytes[] {};
        count = 0;
        return request;
    }

    /** Reads how many words there are. Returns false if that has not arrived, or if the request is empty. */
    private boolean begin(Cursor bytes) {
        int line = Digits.lineLength(bytes, BAD_COUNT);
        if (line < 0) {
            return false;
        }
        long announced = Digits.inLine(bytes, line, BAD_COUNT);
        if (announced > limits.mostElements()) {
            throw new ProtocolException(BAD_COUNT);
        }
        bytes.skip(line + 2);
        if (announced <= 0) {
            // Redis does not answer an empty request.
            bytes.startFrame();
            return false;
        }
        missing = (int) announced;
        words = new Bytes[Math.min(missing, FEW)];
        return true;
    }

    private boolean readLength(Cursor bytes) {
        if (!bytes.has(1)) {
            return false;
        }
        if (bytes.get(0) != '$') {
            throw new ProtocolException("expected '$', got '" + (char) (bytes.get(0) & 0xFF) + "'");
        }
        int line = Digits.lineLength(bytes, BAD_LENGTH);
        if (line < 0) {
            return false;
        }
        long announced = Digits.inLine(bytes, line, BAD_LENGTH);
        if (announced < 0 || announced > limits.longestString()) {
            throw new ProtocolException(BAD_LENGTH);
        }
        bytes.skip(line + 2);
        length = (int) announced;
        return true;
    }

    private void add(Bytes word) {
        if (count == words.length) {
            words = Arrays.copyOf(words, 2 * count);
        }
        words[count] = word;
        count++;
    }

    private static @Nullable Request inline(Cursor bytes) {
        int end = bytes.indexOf((byte) '\n');
        if ((end < 0 ? bytes.remaining() : end) > RespLimits.LONGEST_LINE) {
            throw new ProtocolException("too big inline request");
        }
        if (end < 0) {
            return null;
        }
        Bytes line = bytes.take(end);
        bytes.skip(1);
        boolean carriageReturn = end > 0 && line.get(end - 1) == '\r';
        Bytes[] words = InlineWords.of(carriageReturn ? line.slice(0, end - 1) : line);
        if (words.length == 0) {
            bytes.startFrame();
            return null;
        }
        return new Request(words);
    }
}
