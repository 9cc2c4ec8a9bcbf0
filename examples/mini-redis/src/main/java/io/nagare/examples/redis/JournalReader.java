package io.nagare.examples.redis;

import io.nagare.codec.Codec;
import io.nagare.codec.Cursor;
import io.nagare.codec.Decoder;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Resp;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.resp.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests in an append-only file. They are arrays of strings, as a server writes them. A client may also
 * send a line of words; in a file such a line is the work of somebody else, and must not be run.
 *
 * <p>Used for one file, on the strand that reads it.
 */
final class JournalReader implements Decoder<Request> {

    private final Decoder<Request> requests;

    /** Whether the next byte begins a request. */
    private boolean between = true;

    private JournalReader(Decoder<Request> requests) {
        this.requests = requests;
    }

    /** Returns what reads a file. */
    static Codec<Request, Value> codec(RespLimits limits) {
        Codec<Request, Value> server = Resp.server(limits);
        return Codec.<Request, Value>of(() -> new JournalReader(server.decoder()), server::encoder)
                .maxFrame(server.maxFrame());
    }

    @Override
    public @Nullable Request decode(Cursor bytes) {
        if (between) {
            if (bytes.get(0) != '*') {
                throw new NoRequestException("there is no array of strings");
            }
            if (!bytes.has(2)) {
                return null;
            }
            // A server ignores an empty request of a client, but never writes one.
            if (bytes.get(1) < '1' || bytes.get(1) > '9') {
                throw new NoRequestException("there is an array without strings");
            }
            between = false;
        }
        Request request = requests.decode(bytes);
        between = request != null;
        return request;
    }

    /** The file has something else in the place of a request. */
    static final class NoRequestException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoRequestException(String what) {
            super(what);
        }
    }
}
