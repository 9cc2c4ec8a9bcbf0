package io.nagare.engine.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nagare.Combine;
import io.nagare.Many;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources of different types. */
class CombineTest {

    private static Many<Integer> of(int item) {
        return Many.just(item);
    }

    @Test
    void eachItemStandsInItsPlace() {
        assertEquals(
                List.of("123"),
                Combine.three(of(1), of(2), of(3))
                        .zip((a, b, c) -> "" + a + b + c)
                        .collectList()
                        .block());
        assertEquals(
                List.of("123"),
                Combine.three(of(1), of(2), of(3))
                        .latest((a, b, c) -> "" + a + b + c)
                        .collectList()
                        .block());
        assertEquals(
                List.of("1234"),
                Combine.four(of(1), of(2), of(3), of(4))
                        .zip((a, b, c, d) -> "" + a + b + c + d)
                        .collectList()
                        .block());
        assertEquals(
                List.of("1234"),
                Combine.four(of(1), of(2), of(3), of(4))
                        .latest((a, b, c, d) -> "" + a + b + c + d)
                        .collectList()
                        .block());
        assertEquals(
                List.of("12345"),
                Combine.five(of(1), of(2), of(3), of(4), of(5))
                        .zip((a, b, c, d, e) -> "" + a + b + c + d + e)
                        .collectList()
                        .block());
        assertEquals(
                List.of("12345"),
                Combine.five(of(1), of(2), of(3), of(4), of(5))
                        .latest((a, b, c, d, e) -> "" + a + b + c + d + e)
                        .collectList()
                        .block());
        assertEquals(
                List.of("123456"),
                Combine.six(of(1), of(2), of(3), of(4), of(5), of(6))
                        .zip((a, b, c, d, e, f) -> "" + a + b + c + d + e + f)
                        .collectList()
                        .block());
        assertEquals(
                List.of("123456"),
                Combine.six(of(1), of(2), of(3), of(4), of(5), of(6))
                        .latest((a, b, c, d, e, f) -> "" + a + b + c + d + e + f)
                        .collectList()
                        .block());
        assertEquals(
                List.of("1234567"),
                Combine.seven(of(1), of(2), of(3), of(4), of(5), of(6), of(7))
                        .zip((a, b, c, d, e, f, g) -> "" + a + b + c + d + e + f + g)
                        .collectList()
                        .block());
        assertEquals(
                List.of("1234567"),
                Combine.seven(of(1), of(2), of(3), of(4), of(5), of(6), of(7))
                        .latest((a, b, c, d, e, f, g) -> "" + a + b + c + d + e + f + g)
                        .collectList()
                        .block());
        assertEquals(
                List.of("12345678"),
                Combine.eight(of(1), of(2), of(3), of(4), of(5), of(6), of(7), of(8))
                        .zip((a, b, c, d, e, f, g, h) -> "" + a + b + c + d + e + f + g + h)
                        .collectList()
                        .block());
        assertEquals(
                List.of("12345678"),
                Combine.eight(of(1), of(2), of(3), of(4), of(5), of(6), of(7), of(8))
                        .latest((a, b, c, d, e, f, g, h) -> "" + a + b + c + d + e + f + g + h)
                        .collectList()
                        .block());
    }

    @Test
    void rowsEndWithTheShortest() {
        assertEquals(
                List.of("1a2", "2b3"),
                Combine.three(Many.range(1, 9), Many.just("a", "b"), Many.range(2, 9))
                        .zip((a, b, c) -> a + b + c)
                        .collectList()
                        .block());
    }

    @Test
    void aMissingSourceIsNamed() {
        NullPointerException refused =
                assertThrows(NullPointerException.class, () -> Combine.three(of(1), null, of(3)));
        assertEquals("source 2", refused.getMessage());
        assertThrows(NullPointerException.class, () -> Combine.three(of(1), of(2), of(3)).zip(null));
    }
}
