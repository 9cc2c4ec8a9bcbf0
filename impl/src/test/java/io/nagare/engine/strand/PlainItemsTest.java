package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Indexed;
import io.nagare.Many;
import io.nagare.Owned;
import io.nagare.Signal;
import io.nagare.Timed;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainItemsTest {

    @Test
    void mostItemsArePlain() {
        for (Object item : List.of(1, "text", 2.5, new byte[1], Instant.EPOCH, Map.of(), new Object())) {
            assertTrue(PlainItems.contains(item), () -> item.getClass() + " is plain");
        }
    }

    @Test
    void anItemThatIsClosedOrHoldsOthersIsNot() {
        Owned owned = completed -> {};
        AutoCloseable resource = () -> {};
        for (Object item : List.of(
                owned,
                resource,
                new ByteArrayInputStream(new byte[0]),
                List.of(),
                Set.of(1),
                Many.empty(),
                new Indexed<>(0, 1),
                new Timed<>(1, Duration.ZERO, Duration.ZERO),
                new Signal.Next<>(1))) {
            assertFalse(PlainItems.contains(item), () -> item.getClass() + " is not plain");
        }
    }
}
