package io.nagare.value;

import io.nagare.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The codecs that need no choice. Stateless; any thread may call them. */
final class ReadyCodecs {

    static final ValueCodec<Bytes> BYTES = new FunctionCodec<>(bytes -> bytes, bytes -> bytes);

    static final ValueCodec<String> TEXT = new FunctionCodec<>(ReadyCodecs::encode, ReadyCodecs::decode);

    private ReadyCodecs() {}

    private static Bytes encode(String text) throws CharacterCodingException {
        return Bytes.copyOf(StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .encode(CharBuffer.wrap(text)));
    }

    private static String decode(Bytes bytes) throws CharacterCodingException {
        ByteBuffer buffer = bytes.asByteBuffer();
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(buffer)
                .toString();
    }
}
