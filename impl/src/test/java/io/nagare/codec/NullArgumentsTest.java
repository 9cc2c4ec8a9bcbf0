package io.nagare.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.NullCalls;
import io.nagare.policy.Decoding;
import io.nagare.policy.LengthPrefix;
import io.nagare.policy.LineOptions;
import io.nagare.policy.LongLines;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Whatever takes no null says which argument was null. */
class NullArgumentsTest {

    @Test
    void nullArgumentsAreNamed() throws Exception {
        NullCalls calls = new NullCalls(NullArgumentsTest::sample);
        List<Class<?>> types = new ArrayList<>(NullCalls.publicTypes(Codec.class));
        assertTrue(types.containsAll(List.of(Codec.class, Framed.class, Cursor.class)), types::toString);
        // Users write these; the library calls them.
        types.removeAll(List.of(Decoder.class, Encoder.class));
        types.addAll(List.of(
                LengthPrefix.class, LineOptions.class, Decoding.class, Bytes.class, ByteStream.class));
        for (Class<?> type : types) {
            calls.call(type);
        }
        assertEquals(List.of(), calls.faults());
        assertTrue(calls.calls() > 30, calls.calls() + " calls");
    }

    private static Object sample(Class<?> type) {
        if (type == Codec.class) {
            return Codec.chunked(1);
        } else if (type == Framed.class) {
            ByteStream nothing = ByteStream.of(Many.empty());
            return Framed.of(nothing, b -> One.empty(), b -> One.empty(), Codec.chunked(1));
        } else if (type == Cursor.class) {
            return new Cursor(100);
        } else if (type == BytesBuilder.class) {
            return new BytesBuilder();
        } else if (type == LengthPrefix.class) {
            return LengthPrefix.of(4);
        } else if (type == LineOptions.class) {
            return LineOptions.defaults();
        } else if (type == Decoding.class) {
            return Decoding.utf8();
        } else if (type == Decoding.Malformed.class) {
            return Decoding.Malformed.FAIL;
        } else if (type == LongLines.class) {
            return LongLines.FAIL;
        } else if (type == ByteOrder.class) {
            return ByteOrder.BIG_ENDIAN;
        } else if (type == Charset.class) {
            return StandardCharsets.UTF_8;
        } else if (type == Bytes.class) {
            return Bytes.utf8("bytes");
        } else if (type == Bytes[].class) {
            return new Bytes[] {Bytes.utf8(";")};
        } else if (type == byte[].class) {
            return new byte[10];
        } else if (type == ByteBuffer.class) {
            return ByteBuffer.allocate(10);
        } else if (type == Publisher.class || type == Object.class) {
            return Many.empty();
        } else if (type == ByteStream.class) {
            return ByteStream.of(Many.empty());
        } else if (type == Function.class) {
            return (Function<Object, Object>) any -> any;
        } else if (type == Supplier.class) {
            return (Supplier<Object>) () -> 1;
        }
        throw new IllegalArgumentException("no sample of " + type);
    }
}
