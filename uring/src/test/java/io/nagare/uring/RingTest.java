package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The queues of one ring, without sockets. */
class RingTest {

    private static final int NOTHING = 0;

    @Test
    void whatHasCompletedIsTakenBeforeAFailureIsTold() throws Exception {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
        Ring ring = Ring.open(new RefusedCalls("enter after it has submitted", Errors.NO_MEMORY));
        try {
            ring.push(NOTHING, 0, 0, -1, 0, 0, 17);
            ring.enter(0);
            assertEquals(1, ring.completions());
            assertEquals(17, ring.tag());
            ring.advance();
            assertThrows(IOException.class, () -> ring.enter(1));
        } finally {
            ring.close(true);
        }
    }
}
