package io.nagare.tck;

import static io.nagare.tck.Row.operator;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.codec.Codec;
import io.nagare.codec.Framed;
import io.nagare.driver.Demand;
import java.util.List;
import org.reactivestreams.Publisher;

/** Streams of bytes that become frames, and the other way round. */
final class FramingTckTest extends Table {

    private static final Codec<Bytes, Bytes> SINGLE_BYTES = Codec.chunked(1);

    @Override
    List<Row> rows() {
        return List.of(
                operator("Codec.decode(Publisher)", (upstream, n) -> SINGLE_BYTES.decode(bytes(upstream, n)))
                        .named("a frame a piece"),
                operator("Codec.decode(Publisher)", FramingTckTest::twoFramesInEachPiece)
                        .named("two frames a piece"),
                operator(
                        "Codec.decode(Publisher)",
                        (upstream, n) -> Codec.chunked(2).decode(bytes(upstream, Demand.multiply(n, 2))))
                        .named("a frame in two pieces"),
                operator("Codec.encode(Publisher)", (upstream, n) -> SINGLE_BYTES.encode(bytes(upstream, n))),
                operator(
                        "Framed.read()",
                        (upstream, n) -> Many.defer(() -> framed(ByteStream.of(bytes(upstream, n))).read())),
                operator("Framed.write(Publisher)", (upstream, n) -> framed().write(bytes(upstream, 10)))
                        .alsoFor("Framed.write(Object)")
                        .atMost(0),
                operator("Framed.writeAndEnd(Publisher)", (upstream, n) -> framed().writeAndEnd(bytes(upstream, 10)))
                        .alsoFor("Framed.writeAndEnd(Object)")
                        .atMost(0));
    }

    private static Many<Bytes> bytes(Upstream upstream, long n) {
        return upstream.items(n).map(i -> Bytes.copyOf(i.byteValue()));
    }

    private static Publisher<Bytes> twoFramesInEachPiece(Upstream upstream, long n) {
        return SINGLE_BYTES.decode(upstream.items(n / 2 + n % 2)
                .map(i -> 2L * i + 1 < n ? Bytes.copyOf((byte) 1, (byte) 2) : Bytes.copyOf((byte) 1)));
    }

    private static Framed<Bytes, Bytes> framed() {
        return framed(ByteStream.of(Many.empty()));
    }

    private static Framed<Bytes, Bytes> framed(ByteStream reading) {
        return Framed.of(reading, FramingTckTest::written, FramingTckTest::written, SINGLE_BYTES);
    }

    private static One<Void> written(ByteStream bytes) {
        return bytes.then();
    }
}
