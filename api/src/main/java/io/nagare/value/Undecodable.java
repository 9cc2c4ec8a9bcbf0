package io.nagare.value;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver does with bytes that its {@link ValueCodec} cannot decode. They come from another program, an older
 * version or a broken one, so a receiver should know what to do. No policy leaves bytes out silently.
 *
 * @param <T> the type of the values
 * @since 0.1
 */
public final class Undecodable<T> {

    private final @Nullable BiFunction<? super Bytes, ? super Throwable, ? extends @Nullable T> other;

    private Undecodable(@Nullable BiFunction<? super Bytes, ? super Throwable, ? extends @Nullable T> other) {
        this.other = other;
    }

    /** Fails the stream with an {@link UndecodableValueException}. */
    public static <T> Undecodable<T> fail() {
        return new Undecodable<>(null);
    }

    /**
     * Leaves the bytes out, and calls a function with them and the codec's failure. Left out bytes use no demand.
     *
     * @param told called on the receiver's strand; must not block. Its failure fails the stream.
     */
    public static <T> Undecodable<T> skip(BiConsumer<? super Bytes, ? super Throwable> told) {
        requireNonNull(told, "told");
        return new Undecodable<>((bytes, failure) -> {
            told.accept(bytes, failure);
            return null;
        });
    }

    /**
     * Hands the raw bytes and the codec's failure to a function, and emits what it returns in their place.
     *
     * @param raw called on the receiver's strand; must not block. Its failure fails the stream.
     */
    public static <T> Undecodable<T> replace(BiFunction<? super Bytes, ? super Throwable, ? extends T> raw) {
        requireNonNull(raw, "raw");
        return new Undecodable<>(
                (bytes, failure) -> requireNonNull(raw.apply(bytes, failure), "replace: the function returned null"));
    }

    /**
     * Decodes bytes as this policy says. For implementations of channels, on the receiver's strand.
     *
     * @param where names the channel and the place in it; called only for the failure
     * @return null if the bytes are left out
     * @throws UndecodableValueException if the policy is to fail
     * @throws RuntimeException what the policy's function throws
     */
    public @Nullable T decode(ValueCodec<? extends T> codec, Bytes bytes, Supplier<String> where) {
        try {
            return requireNonNull(codec.decode(bytes), "the codec returned null");
        } catch (Exception failure) {
            if (other == null) {
                throw new UndecodableValueException(where.get(), bytes, failure);
            }
            return other.apply(bytes, failure);
        }
    }
}
