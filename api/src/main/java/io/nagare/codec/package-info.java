/**
 * Frames: the messages of a protocol, read from a stream of bytes and written to one.
 *
 * <p>Reading order: {@link io.nagare.codec.Codec} (the entry, with ready codecs), {@link io.nagare.codec.Decoder} and
 * {@link io.nagare.codec.Cursor} (from bytes to frames), {@link io.nagare.codec.Encoder} and
 * {@link io.nagare.codec.BytesBuilder} (from frames to bytes), {@link io.nagare.codec.Framed} (both directions of a
 * connection). The package-private classes: {@code Framing} makes the streams. {@code FrameDecoding} and
 * {@code FrameEncoding} are the work of one subscription, and {@code FrameReading} is that of one connection. {@code
 * Arrived} keeps the bytes, {@code Searches} looks for some of them, and {@code MoreBytes} ends a decoder's call.
 * {@code LineCodec} with {@code LineDecoder}, {@code DelimitedCodec} with {@code Delimiters}, {@code
 * LengthPrefixedCodec} and {@code ChunkedCodec} are the ready codecs; {@code FactoryCodec} is made of functions.
 *
 * @since 0.1
 */
@NullMarked
package io.nagare.codec;

import org.jspecify.annotations.NullMarked;
