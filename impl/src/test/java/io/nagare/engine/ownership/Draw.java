package io.nagare.engine.ownership;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** What chance decides about one pipeline, and the description of what it has decided. One thread draws and says. */
final class Draw {

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();

    Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    boolean either() {
        return random.nextBoolean();
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    /** Adds to the description, which any thread may read. */
    synchronized void say(Object words) {
        text.append(text.isEmpty() ? "" : " ").append(words);
    }

    /** A pause of mostly nothing, some microseconds, or up to four milliseconds: when another thread comes in. */
    Runnable pause() {
        int kind = between(0, 9);
        if (kind < 2) {
            return () -> {};
        }
        if (kind < 6) {
            int spins = between(0, 2_000);
            return () -> {
                for (int i = spins; i > 0; i--) {
                    Thread.onSpinWait();
                }
            };
        }
        long nanos = between(0, kind < 8 ? 200_000 : kind == 8 ? 1_000_000 : 4_000_000);
        return () -> LockSupport.parkNanos(nanos);
    }

    @Override
    public synchronized String toString() {
        return text.toString();
    }
}
