package io.nagare.engine.channel.mpsc;

import io.nagare.channel.Mpsc;
import io.nagare.engine.channel.MpscContract;
import org.junit.jupiter.api.Test;

class QueueMpscTest extends MpscContract {

    @Override
    protected <T> Mpsc<T> bounded(int capacity) {
        return Mpsc.bounded(capacity);
    }

    @Test
    void capacitiesOutOfRangeAreRefused() {
        for (int capacity : new int[] {0, -1, Integer.MIN_VALUE, Mpsc.MAX_CAPACITY + 1}) {
            assertRefused(IllegalArgumentException.class, "but was " + capacity, () -> Mpsc.bounded(capacity));
        }
    }
}
