package io.nagare.jackson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Bytes;
import io.nagare.value.ValueCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class JacksonCodecTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    record Order(String what, int count) {}

    private final ValueCodec<Order> orders = JacksonCodec.of(JSON, Order.class);

    @Test
    void aValueIsJson() throws Exception {
        Bytes bytes = orders.encode(new Order("tea, \"green\" ü", 3));
        assertEquals(Map.of("what", "tea, \"green\" ü", "count", 3), JSON.readValue(bytes.toArray(), Map.class));
        assertEquals(new Order("tea, \"green\" ü", 3), orders.decode(bytes));
    }

    @Test
    void aTypeWithParameters() throws Exception {
        ValueCodec<List<Order>> lists = JacksonCodec.of(JSON, new TypeReference<List<Order>>() {});
        List<Order> some = List.of(new Order("tea", 1), new Order("cake", 2));
        assertEquals(some, lists.decode(lists.encode(some)));
    }

    @Test
    void bytesOfAPartOfALargerArray() throws Exception {
        byte[] larger = "xx{\"what\":\"tea\",\"count\":1}xx".getBytes();
        assertEquals(new Order("tea", 1), orders.decode(Bytes.wrap(larger, 2, larger.length - 4)));
    }

    @Test
    void whatIsNoValue() {
        String twoEnds = "{\"what\":\"tea\",\"count\":1}}";
        for (String text : List.of("", "{", "[1]", twoEnds, "{\"count\":\"many\"}", "\u0000")) {
            assertThrows(JacksonException.class, () -> orders.decode(Bytes.utf8(text)), text);
        }
        assertThrows(NullPointerException.class, () -> orders.decode(Bytes.utf8("null")));
    }

    @Test
    void nullsAreNamed() {
        assertNamed("mapper", () -> JacksonCodec.of(null, Order.class));
        assertNamed("type", () -> JacksonCodec.of(JSON, (Class<Order>) null));
        assertNamed("type", () -> JacksonCodec.of(JSON, (TypeReference<Order>) null));
    }

    private static void assertNamed(String name, Executable call) {
        assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
    }
}
