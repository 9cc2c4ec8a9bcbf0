package io.nagare.spring;

import io.nagare.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractDataBufferDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes {@link Bytes} of Spring's buffers. Copies each buffer and releases it at once, so that none is held when the
 * stream fails or is cancelled. Stateless, but for Spring's limit.
 */
final class BytesDecoder extends AbstractDataBufferDecoder<Bytes> {

    BytesDecoder() {
        super(MimeTypeUtils.ALL);
    }

    @Override
    public boolean canDecode(ResolvableType elementType, @Nullable MimeType mimeType) {
        return elementType.resolve() == Bytes.class && super.canDecode(elementType, mimeType);
    }

    @Override
    public Bytes decode(
            DataBuffer buffer,
            ResolvableType targetType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return bytes(buffer);
    }

    /** Joins copies. Spring joins the buffers, and releases those of a body over the limit more than once. */
    @Override
    public Mono<Bytes> decodeToMono(
            Publisher<DataBuffer> input,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return Flux.from(input)
                .map(BytesDecoder::bytes)
                .collect(ByteArrayOutputStream::new, this::add)
                .filter(joined -> joined.size() > 0)
                .map(joined -> Bytes.wrap(joined.toByteArray()));
    }

    private void add(ByteArrayOutputStream joined, Bytes bytes) {
        int limit = getMaxInMemorySize();
        if (limit >= 0 && bytes.length() > limit - joined.size()) {
            throw new DataBufferLimitException("a body has more than the " + limit
                    + " bytes that may be held in memory (spring.http.codecs.max-in-memory-size)");
        }
        joined.writeBytes(bytes.toArray());
    }

    static Bytes bytes(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return Bytes.wrap(bytes);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
