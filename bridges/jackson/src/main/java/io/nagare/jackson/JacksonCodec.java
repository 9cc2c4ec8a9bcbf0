package io.nagare.jackson;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.value.ValueCodec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Codecs that write a value as JSON in UTF-8, or in the format of another mapper.
 *
 * <pre>{@code
 * ValueCodec<Order> orders = JacksonCodec.of(JsonMapper.shared(), Order.class);
 * }</pre>
 *
 * <p>The mapper's settings hold, such as what it does with unknown properties. Bytes that it can't read, and the JSON
 * {@code null}, are no value: the channel's {@code Undecodable} policy decides then.
 *
 * <p>Bytes may come from any program. So give no mapper that lets JSON name the class that is made.
 *
 * @since 0.1
 */
public final class JacksonCodec {

    private JacksonCodec() {}

    /** Makes a codec of values of a class. */
    public static <T> ValueCodec<T> of(ObjectMapper mapper, Class<T> type) {
        requireNonNull(type, "type");
        return of(mapper, requireNonNull(mapper, "mapper").constructType(type));
    }

    /** Makes a codec of values of a type with parameters, such as a list of orders. */
    public static <T> ValueCodec<T> of(ObjectMapper mapper, TypeReference<T> type) {
        requireNonNull(type, "type");
        return of(mapper, requireNonNull(mapper, "mapper").constructType(type));
    }

    private static <T> ValueCodec<T> of(ObjectMapper mapper, JavaType type) {
        ObjectWriter writer = mapper.writerFor(type);
        ObjectReader reader = mapper.readerFor(type);
        return ValueCodec.of(
                value -> Bytes.wrap(writer.writeValueAsBytes(value)), bytes -> reader.readValue(bytes.toArray()));
    }
}
