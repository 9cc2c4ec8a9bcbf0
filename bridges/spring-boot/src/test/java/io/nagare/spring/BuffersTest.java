package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Every buffer of the server that was read is released, however the reading ends. */
class BuffersTest {

    private final NettyDataBufferFactory factory = new NettyDataBufferFactory(new PooledByteBufAllocator());
    private final List<NettyDataBuffer> made = new CopyOnWriteArrayList<>();

    private Flux<NettyDataBuffer> buffers(int count) {
        return Flux.range(0, count).map(i -> {
            NettyDataBuffer buffer = factory.allocateBuffer(16);
            buffer.write(("buffer " + i).getBytes());
            made.add(buffer);
            return buffer;
        });
    }

    private ByteStream read(Flux<NettyDataBuffer> body) {
        MockServerHttpRequest request = MockServerHttpRequest.post("/").body(Flux.from(body));
        ByteStreamReader reader = new ByteStreamReader();
        return reader.readMono(ResolvableType.forClass(ByteStream.class), request, Map.of())
                .block();
    }

    @AfterEach
    void allAreReleased() {
        made.forEach(buffer -> assertEquals(0, buffer.getNativeBuffer().refCnt(), "references"));
    }

    @Test
    void atTheEnd() {
        assertEquals(5, read(buffers(5)).count().block());
        assertEquals(5, made.size());
    }

    @Test
    void atCancellation() {
        assertEquals("buffer 0", read(buffers(500)).next().map(Bytes::utf8).block());
    }

    @Test
    void atAFailure() {
        Flux<NettyDataBuffer> failing = buffers(3).concatWith(Flux.error(new IllegalStateException("gone")));
        StepVerifier.create(read(failing)).expectNextCount(3).expectErrorMessage("gone").verify(Started.LIMIT);
    }

    @Test
    void nothingIsReadUntilThereIsDemand() {
        ByteStream body = read(buffers(3));
        StepVerifier.create(body, 0).expectSubscription().thenCancel().verify(Started.LIMIT);
        assertEquals(0, made.size());
    }

    @Test
    void overTheLimit() {
        BytesDecoder decoder = new BytesDecoder();
        decoder.setMaxInMemorySize(20);
        ResolvableType type = ResolvableType.forClass(Bytes.class);
        StepVerifier.create(decoder.decodeToMono(Flux.from(buffers(2)), type, null, null))
                .expectNextMatches(bytes -> bytes.utf8().equals("buffer 0buffer 1"))
                .expectComplete()
                .verify(Started.LIMIT);
        StepVerifier.create(decoder.decodeToMono(Flux.from(buffers(9)), type, null, null))
                .expectError(DataBufferLimitException.class)
                .verify(Started.LIMIT);
        StepVerifier.create(decoder.decodeToMono(Flux.empty(), type, null, null)).verifyComplete();
    }
}
