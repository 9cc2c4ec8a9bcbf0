package io.nagare.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Many;
import io.nagare.emit.Output;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Operators that take their result type from a lambda's code, in the middle of a chain. The test is that this compiles.
 */
class InferenceTest {

    private final Many<String> lines = Many.just("1", "", "22", "333");

    @Test
    void handleWithItsType() {
        List<Integer> found = lines.handle(Integer.class, (line, output) -> {
                    if (!line.isEmpty()) {
                        output.emit(Integer.parseInt(line));
                    }
                })
                .map(n -> n + 1)
                .filter(n -> n > 2)
                .collectList()
                .block();
        assertEquals(List.of(23, 334), found);
    }

    @Test
    void mapMultiWithItsType() {
        List<Integer> found = lines.mapMulti(
                        Character.class, (line, output) -> line.chars().forEach(c -> output.emit((char) c)))
                .map(c -> c - '0')
                .collectList()
                .block();
        assertEquals(List.of(1, 2, 2, 3, 3, 3), found);
    }

    @Test
    void gatherWithItsType() {
        List<String> found = lines.gather(
                        String.class,
                        () -> new ArrayList<String>(),
                        (all, line, output) -> all.add(line),
                        (all, output) -> output.emit(String.join("|", all)))
                .map(String::toUpperCase)
                .collectList()
                .block();
        assertEquals(List.of("1||22|333"), found);
    }

    @Test
    void theTypesOfTheParametersDoToo() {
        List<Integer> sizes = lines.handle((String line, Output<List<String>> output) -> output.emit(List.of(line)))
                .map(List::size)
                .collectList()
                .block();
        assertEquals(List.of(1, 1, 1, 1), sizes);
    }

    @Test
    void theTypeMustBeGiven() {
        assertThrows(NullPointerException.class, () -> lines.handle(null, (line, output) -> {}));
        assertThrows(NullPointerException.class, () -> lines.mapMulti(null, (line, output) -> {}));
        assertThrows(
                NullPointerException.class,
                () -> lines.gather(null, () -> "", (state, line, output) -> {}, (state, output) -> {}));
    }
}
