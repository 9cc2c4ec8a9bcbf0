package io.nagare.spring;

import io.nagare.ByteStream;
import io.nagare.reactor.ReactorNagare;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives a body as a {@link ByteStream}, which may be read once. Nothing is read before there is demand. Each of the
 * server's buffers is copied and released before its bytes are emitted. Stateless.
 */
final class ByteStreamReader implements HttpMessageReader<ByteStream> {

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return List.of(MediaType.ALL);
    }

    @Override
    public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
        return elementType.resolve() == ByteStream.class;
    }

    @Override
    public Flux<ByteStream> read(
            ResolvableType elementType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
        return readMono(elementType, message, hints).flux();
    }

    @Override
    public Mono<ByteStream> readMono(
            ResolvableType elementType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
        return Mono.just(ByteStream.of(ReactorNagare.many(message.getBody().map(BytesDecoder::bytes))));
    }
}
