package io.nagare.value;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.value.ValueCodec.Conversion;

/** A codec of two functions. Any thread may call it. Immutable. */
record FunctionCodec<T>(Conversion<? super T, Bytes> encoder, Conversion<? super Bytes, ? extends T> decoder)
        implements ValueCodec<T> {

    @Override
    public Bytes encode(T value) throws Exception {
        return requireNonNull(encoder.apply(value), "the encoder returned null");
    }

    @Override
    public T decode(Bytes bytes) throws Exception {
        return requireNonNull(decoder.apply(bytes), "the decoder returned null");
    }
}
