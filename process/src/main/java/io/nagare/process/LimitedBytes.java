package io.nagare.process;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.One;
import java.io.ByteArrayOutputStream;

/** Collects the output of a child, up to a limit. Belongs to one subscription. */
final class LimitedBytes {

    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final String program;
    private final String stream;
    private final int limit;

    private LimitedBytes(String program, String stream, int limit) {
        this.program = program;
        this.stream = stream;
        this.limit = limit;
    }

    /** Emits all bytes in one piece; fails with {@link OutputTooLongException} when there is one too many. */
    static One<Bytes> of(ByteStream bytes, String program, String stream, int limit) {
        return bytes.collect(() -> new LimitedBytes(program, stream, limit), LimitedBytes::add)
                .map(all -> Bytes.wrap(all.collected.toByteArray()));
    }

    private void add(Bytes bytes) {
        if (bytes.length() > limit - collected.size()) {
            throw new OutputTooLongException(program, stream, limit);
        }
        collected.writeBytes(bytes.toArray());
    }
}
