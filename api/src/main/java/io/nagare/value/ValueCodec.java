package io.nagare.value;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import java.util.function.Function;

/**
 * Makes bytes of a value, and the value of its bytes, for a channel that reaches other machines. Each value has bytes
 * of its own; the channel keeps them apart. (An {@link io.nagare.codec.Codec} finds frames in a stream of bytes.)
 *
 * <pre>{@code
 * ValueCodec<Order> orders = ValueCodec.of(order -> Bytes.wrap(json.writeValueAsBytes(order)),
 *         bytes -> json.readValue(bytes.toArray(), Order.class));
 * }</pre>
 *
 * <p>Several threads may call it at the same time. It must not block. A failure of {@link #encode} fails the send. A
 * failure of {@link #decode} is handled as {@link Undecodable} says.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public interface ValueCodec<T> {

    /** What may fail with any exception. */
    @FunctionalInterface
    interface Conversion<A, B> {

        /** Converts, or throws. */
        B apply(A from) throws Exception;
    }

    /**
     * Returns the bytes of a value.
     *
     * @throws Exception if the value has no bytes
     */
    Bytes encode(T value) throws Exception;

    /**
     * Returns the value of bytes, which may come from any program.
     *
     * @throws Exception if the bytes are no value
     */
    T decode(Bytes bytes) throws Exception;

    /** Returns the codec of bytes, which are their own value. */
    static ValueCodec<Bytes> bytes() {
        return ReadyCodecs.BYTES;
    }

    /** Returns the codec of text in UTF-8. Other bytes are no value, and text with half a character is none. */
    static ValueCodec<String> text() {
        return ReadyCodecs.TEXT;
    }

    /** Makes a codec of two functions. A function that returns null has failed. */
    static <T> ValueCodec<T> of(
            Conversion<? super T, Bytes> encoder, Conversion<? super Bytes, ? extends T> decoder) {
        return new FunctionCodec<>(requireNonNull(encoder, "encoder"), requireNonNull(decoder, "decoder"));
    }

    /**
     * Makes a codec of other values, which are converted to values of this codec and back.
     *
     * @param to converts a value of this codec
     * @param from converts a value to one of this codec
     */
    default <R> ValueCodec<R> map(Function<? super T, ? extends R> to, Function<? super R, ? extends T> from) {
        requireNonNull(to, "to");
        requireNonNull(from, "from");
        return of(value -> encode(from.apply(value)), bytes -> to.apply(decode(bytes)));
    }
}
