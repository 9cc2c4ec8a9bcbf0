package io.nagare.spring;

import io.nagare.Bytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractEncoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;

/** Makes Spring's buffers of {@link Bytes}, without a copy. Stateless. */
final class BytesEncoder extends AbstractEncoder<Bytes> {

    BytesEncoder() {
        super(MimeTypeUtils.ALL);
    }

    @Override
    public boolean canEncode(ResolvableType elementType, @Nullable MimeType mimeType) {
        return super.canEncode(elementType, mimeType) && Bytes.class.isAssignableFrom(elementType.toClass());
    }

    @Override
    public Flux<DataBuffer> encode(
            Publisher<? extends Bytes> inputStream,
            DataBufferFactory bufferFactory,
            ResolvableType elementType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return Flux.from(inputStream).map(bytes -> buffer(bytes, bufferFactory));
    }

    @Override
    public DataBuffer encodeValue(
            Bytes value,
            DataBufferFactory bufferFactory,
            ResolvableType valueType,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return buffer(value, bufferFactory);
    }

    /** The buffer belongs to the garbage collector, as the bytes do. */
    static DataBuffer buffer(Bytes bytes, DataBufferFactory factory) {
        return factory.wrap(bytes.asByteBuffer());
    }
}
