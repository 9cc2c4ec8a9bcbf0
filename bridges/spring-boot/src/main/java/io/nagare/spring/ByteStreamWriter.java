package io.nagare.spring;

import io.nagare.ByteStream;
import io.nagare.reactor.ReactorNagare;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

/**
 * Writes a {@link ByteStream} as a body. Requests bytes as the connection takes them, and sends each item at once.
 * Stateless.
 */
final class ByteStreamWriter implements HttpMessageWriter<ByteStream> {

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        return ByteStream.class.isAssignableFrom(elementType.toClass());
    }

    @Override
    public Mono<Void> write(
            Publisher<? extends ByteStream> inputStream,
            ResolvableType elementType,
            @Nullable MediaType mediaType,
            ReactiveHttpOutputMessage message,
            Map<String, Object> hints) {
        HttpHeaders headers = message.getHeaders();
        if (headers.getContentType() == null) {
            headers.setContentType(
                    mediaType != null && mediaType.isConcrete() ? mediaType : MediaType.APPLICATION_OCTET_STREAM);
        }
        DataBufferFactory factory = message.bufferFactory();
        return Mono.from(inputStream)
                .flatMap(stream -> message.writeAndFlushWith(
                        ReactorNagare.flux(stream).map(bytes -> Mono.just(BytesEncoder.buffer(bytes, factory)))));
    }
}
